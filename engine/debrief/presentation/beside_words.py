"""What two attempts came to, in words: a few sentences, and a table of everything that can be compared."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple, get_args

from engine.call.call import Call
from engine.debrief.outcome import PROBLEM_WORDS, CriticalItem
from engine.debrief.presentation.aligning import Row
from engine.debrief.presentation.side import Side
from engine.debrief.promises import PromiseState
from engine.debrief.timeline import Point
from engine.debrief.wording import listed, quoted


class Compared(NamedTuple):
    """One thing that both attempts have, such as the heat at the end."""

    what: str
    one: str
    other: str

    @property
    def differs(self) -> bool:
        """Whether it is not the same in both."""
        return self.one != self.other


def notes(one: Call, other: Call, *, by_scene: bool = True) -> tuple[str, ...]:
    """What has to be known before the two are compared."""
    said = []
    if one.plan is not other.plan:
        if one.plan.scenario != other.plan.scenario:
            said.append(
                "The scenario was edited between the two: the same reply may have been worded, and taken, in "
                "another way."
            )
        if one.plan.model.fingerprint != other.plan.model.fingerprint:
            said.append(
                "The two were played by different mood models: the same reply may count for more in one."
            )
    if one.seed != other.seed:
        said.append(
            "The wordings were drawn by different seeds: the customer may say the same in other words."
        )
    if not by_scene:
        said.append(
            "After the parting there are very many turns: they stand turn by turn, not scene by scene."
        )
    return tuple(said)


def plays_alike(one: Call, other: Call) -> bool:
    """Whether the same replies do the same in both: it is one version of the scenario and of the model."""
    first, second = one.plan, other.plan
    return first is second or (
        first.scenario == second.scenario and first.model.fingerprint == second.model.fingerprint
    )


def changed(rows: Sequence[Row], one: Side, other: Side, *, alike: bool = True) -> tuple[str, ...]:
    """What came of the parting: at once, at the end, and in both results. ``alike``: see ``plays_alike``."""
    parting = next((place for place, row in enumerate(rows) if row.kind == "parting"), None)
    if parting is None:
        return _unparted(rows, one, other)
    return (
        *_at_once(rows[parting], one, other),
        *_results_in_words(one, other),
        *_critical(one, other),
        *_moods_at_the_end(one, other),
        *_whose_doing(rows[parting], rows[parting + 1 :], alike=alike),
    )


def in_short(rows: Sequence[Row], one: Side, other: Side) -> tuple[str, ...]:
    """Both results, and heat at the end; that both are the same, if they are."""
    if all(row.kind == "same" for row in rows):
        return _unparted(rows, one, other)
    return (*_results_in_words(one, other), _moods_at_the_end(one, other)[0])


def _unparted(rows: Sequence[Row], one: Side, other: Side) -> tuple[str, ...]:
    said = "Both are the same, reply for reply." if rows else "Neither has a turn that could be compared."
    if (_results(one), one.end) == (_results(other), other.end):
        return (said,)
    return (said, *_results_in_words(one, other), *_moods_at_the_end(one, other))


def heat_words(point: Point) -> str:
    """``62, angry``."""
    return f"{point.mood.heat}, {point.band}"


def apart_words(row: Row) -> str:
    """How far the heat of the second attempt lies from that of the first: ``14 lower``; empty by a gap."""
    apart = row.apart_by
    if apart is None:
        return ""
    if not apart.heat:
        return "the same"
    return f"{abs(apart.heat)} {'higher' if apart.heat > 0 else 'lower'}"


def met_words(row: Row) -> str:
    """That both stand at one scene again; empty where they do not, or did so before."""
    if not row.met or row.one is None or row.other is None:
        return ""
    titled = f": {row.one.title}" if row.one.title != row.one.scene else ""
    return f"Both are at the same scene here{titled}"


def _sentence(start: str, first: str, second: str, one: Side, other: Side) -> str:
    if first == second:
        return f"{start} {first}, in both."
    return f"{start} {first} ({one.name}) and {second} ({other.name})."


def _at_once(row: Row, one: Side, other: Side) -> Iterator[str]:
    if row.one is None or row.other is None:
        return
    start, to = "After that turn heat was", ""
    if row.one.before == row.other.before:
        start, to = f"That turn took heat from {row.one.before.heat}", "to "
    first, second = (f"{to}{turn.after.heat}, {turn.band_after}" for turn in (row.one, row.other))
    yield _sentence(start, first, second, one, other)


def _results_in_words(one: Side, other: Side) -> tuple[str, ...]:
    return (
        _sentence("The problem is", _problem(one), _problem(other), one, other),
        _sentence("The relationship is", _relationship(one), _relationship(other), one, other),
    )


def _moods_at_the_end(one: Side, other: Side) -> tuple[str, ...]:
    return (
        _sentence("Heat ended at", heat_words(one.end), heat_words(other.end), one, other),
        _sentence("Trust ended at", str(one.end.mood.trust), str(other.end.mood.trust), one, other),
    )


def _results(side: Side) -> tuple[object, ...]:
    return side.outcome.problem, side.outcome.relationship, side.outcome.ending


def _problem(side: Side) -> str:
    return PROBLEM_WORDS[side.outcome.problem] if side.outcome.problem is not None else "not decided"


def _relationship(side: Side) -> str:
    return side.outcome.relationship or "not decided"


def _critical(one: Side, other: Side) -> Iterator[str]:
    """What must not happen and did, in one of the two alone."""
    for side, beside in ((one, other), (other, one)):
        there = {item.id for item in beside.critical if item.happened}
        for item in side.critical:
            if item.happened and item.id not in there:
                yield f"This must not happen, and did ({side.name}): {quoted(item.text)}."


def _whose_doing(parting: Row, later: Sequence[Row], *, alike: bool) -> Iterator[str]:
    if parting.one is None or parting.other is None:
        return  # One of them stopped there: no reply of its own can have made the difference.
    if not all(row.kind == "together" and row.same_reply for row in later):
        yield "After it other replies differ too, so the end is not the doing of one reply alone."
    elif alike:
        yield "No other reply differs: all of this came of that one."
    else:
        yield "No other reply differs, but the scenario or the mood model does: it may have come of either."


def compared(one: Side, other: Side) -> tuple[Compared, ...]:
    """Everything that both came to: results, mood, skills, promises, critical items."""
    sides = (one, other)
    rows = [Compared("How it ended", *(side.outcome.title or _without_ending(side) for side in sides))]
    rows.append(Compared("The problem", *map(_problem, sides)))
    rows.append(Compared("The relationship", *map(_relationship, sides)))
    rows.append(Compared("Turns", *(str(len(side.timeline.turns)) for side in sides)))
    rows.append(Compared("Heat at the end", *(heat_words(side.end) for side in sides)))
    rows.append(Compared("Heat at its highest", *(_peak(side) for side in sides)))
    rows.append(Compared("Heard at the end", *(str(side.end.mood.heard) for side in sides)))
    rows.append(Compared("Trust at the end", *(str(side.end.mood.trust) for side in sides)))
    for skill in one.skills.families:
        counts = [
            next(each for each in side.skills.families if each.family == skill.family) for side in sides
        ]
        rows.append(
            Compared(skill.family.capitalize(), *(f"{each.taken} of {each.chances}" for each in counts))
        )
    rows.append(Compared("Replies that did harm", *(str(len(side.skills.harms)) for side in sides)))
    rows.append(Compared("Promises", *(_promises(side) for side in sides)))
    return (*rows, *_items(one, other))


def _without_ending(side: Side) -> str:
    return "No reply was left to give" if side.outcome.finished else "Cut short"


def _peak(side: Side) -> str:
    heat = side.timeline.heat
    return f"{heat.peak}, {f'turn {heat.peak_turn}' if heat.peak_turn else 'at the start'}"


def _promises(side: Side) -> str:
    counts = [(side.promises_that_are(state), state) for state in get_args(PromiseState)]
    return listed([f"{count} {state}" for count, state in counts if count]) or "none made"


def _items(one: Side, other: Side) -> Iterator[Compared]:
    """The critical items of both; one that only one version of the scenario has is a dash in the other."""
    here, there = ({item.id: item for item in side.critical} for side in (one, other))
    for name in dict.fromkeys((*here, *there)):
        item = here.get(name) or there[name]
        yield Compared(
            f"Must not happen: {quoted(item.text)}",
            *(_item(each) for each in (here.get(name), there.get(name))),
        )


def _item(item: CriticalItem | None) -> str:
    if item is None:
        return "–"
    if not item.happened:
        return "did not happen" if item.decided else "not decided"
    return f"happened at turn {item.turn}" if item.turn else "happened"
