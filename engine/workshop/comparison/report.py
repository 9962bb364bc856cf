"""Two versions side by side in plain words, for somebody who trains people and does not program."""

from collections.abc import Iterator, Sequence

from engine.workshop.comparison.played import Ended, Odds, Path, Place, Played, Spans
from engine.workshop.comparison.written import Change
from engine.workshop.explore.exploration import Chance, Exploration
from engine.workshop.explore.graph import Witness

SHOWN = 30
"""Replies of a path; --json has longer ones whole."""
_SIGNS = {"added": "+", "removed": "−", "renamed": "»", "reworded": "~", "changed": "*"}


def report(title: str, changes: Sequence[Change], played: Played | None) -> Iterator[str]:
    """The lines of the report. They quote the scenarios; control characters are not dealt with here.

    ``played``: None if nothing was changed, and so nothing had to be explored.
    """
    yield title
    if not changes or played is None:
        yield "Nothing is different for a trainee."
        return
    yield ""
    yield from _written(changes)
    yield ""
    yield from _extent(played)
    yield ""
    yield from _odds(played)
    yield ""
    yield from _trainees(played)
    yield ""
    yield from _places(played)
    yield ""
    for word, pair in (("Best", played.best), ("Worst", played.worst)):
        yield from _path(word, *pair)


def _written(changes: Sequence[Change]) -> Iterator[str]:
    counts = [f"{n} {how}" for how in _SIGNS if (n := sum(each.how == how for each in changes))]
    yield f"What was changed: {', '.join(counts)}"
    for each in changes:
        sign = f"  {_SIGNS[each.how]} {each.what} {each.name}"
        if each.how == "renamed":
            yield f"{sign}: renamed, was {each.before}"
        elif each.how in ("added", "removed"):
            yield f"{sign}: {each.how}, {each.before or each.after}"
        else:
            yield f"{sign}: {each.key} {each.how}"
            yield f"      before  {each.before}"
            yield f"      after   {each.after}"


def _extent(played: Played) -> Iterator[str]:
    if played.is_exact:
        yield "What that changes in play (every possible call of both was gone through: all is exact)"
        return
    yield "What that changes in play (not every possible call was gone through: this is no proof)"
    for word, found in (("before", played.old), ("after", played.new)):
        yield f"  {word}: {_gone_through(found)}"


def _gone_through(found: Exploration) -> str:
    states = f"{len(found.graph.states):,} states"
    if found.is_complete:
        return f"all of {states}, exact"
    plays = found.sample.plays if found.sample else 0
    return f"{found.graph.expanded:,} of at least {states}; chances sampled from {plays:,} random plays"


def _odds(played: Played) -> Iterator[str]:
    yield "Where calls end, if every reply is picked blindly"
    rows = [(each.ending, each) for each in played.odds]
    for name, odds in (("no reply left", played.stuck), ("never ends", played.never_ends)):
        if _share(odds.before) or _share(odds.after):
            rows.append((name, odds))
    width = max(len(name) for name, _ in rows)
    for name, each in rows:
        before, after = _chance(each.before, played.old), _chance(each.after, played.new)
        yield f"  {name:{width}}  {before} → {after}{_by(each)}"


def _share(chance: Chance | None) -> float:
    return 0.0 if chance is None else chance.share


def _chance(chance: Chance | None, found: Exploration) -> str:
    if chance is None:
        return "(not there)"
    if found.is_complete:
        return f"{chance.share:7.2%}"
    return f"{chance.share:6.1%} ({chance.low:.1%} to {chance.high:.1%})"


def _by(odds: Odds) -> str:
    if odds.before is None or odds.after is None:
        return ""
    if not odds.differ:
        exact = odds.before.low == odds.before.high and odds.after.low == odds.after.high
        return "  as before" if exact else "  no difference can be told"
    points = (odds.after.share - odds.before.share) * 100
    sign = "▲ +" if points > 0 else "▼ −"
    return f"  {sign}{abs(points):.2f} points"


def _trainees(played: Played) -> Iterator[str]:
    yield "Who gets which ending"
    for each in played.trainees:
        yield f"  {each.trainee}: {_ended(each)}  [{each.words}]"
    same = len(played.old.plays) - len(played.trainees)
    if same:
        yield f"  {'All' if not played.trainees else 'The other'} {same} stock trainees: as before"
    before, after = played.recipes
    total = len(played.new.recipes)
    change = "as before" if before == after else f"before: {before}"
    yield f"  Fixed orders of skills that reach a good ending: {after} of {total}, {change}"


def _ended(each: Ended) -> str:
    def one(ending: str | None, replies: int) -> str:
        name = "goes round for ever" if ending is None else ending or "stuck"
        return f"{name}, in {replies} {'reply' if replies == 1 else 'replies'}"

    return f"{one(each.before, each.replies_before)} → {one(each.after, each.replies_after)}"


def _places(played: Played) -> Iterator[str]:
    if not played.places:
        yield "Moods in which scenes and endings are met: as before"
        return
    seen = "" if played.is_exact else " (those seen so far)"
    yield f"Moods in which scenes and endings are met{seen}: heat, heard, trust, and the bands"
    for each in played.places:
        yield f"  {each.name}"
        yield f"      before  {_met(each.before, each.bands_before, each, played.old)}"
        yield f"      after   {_met(each.after, each.bands_after, each, played.new)}"


def _met(spans: Spans | None, bands: Sequence[str], place: Place, found: Exploration) -> str:
    if spans is None:
        scenario = found.plan.scenario
        if place.name not in scenario.scenes and place.name not in scenario.endings:
            return "(not there)"
        return "never reached" if found.is_complete else "not seen so far"
    return f"{'  '.join(f'{low:3}–{high:<3}' for low, high in spans)}  {', '.join(bands)}"


def _path(word: str, before: Path | None, after: Path | None) -> Iterator[str]:
    if after is None:
        yield f"{word} end: none is reached"
        return
    end = f"{after.ending}, in {len(after.replies)} replies"
    if before is not None and before.ending == after.ending and _ids(before.replies) == _ids(after.replies):
        yield f"{word} end: {end}, by the same replies as before"
        return
    was = "none" if before is None else f"{before.ending}, in {len(before.replies)} replies"
    yield f"{word} end: {end} (before: {was}); the shortest way now:"
    for turn, each in enumerate(after.replies[:SHOWN], start=1):
        yield f"  {turn:2}. {each.scene}.{each.reply}: “{each.says}”"
    if len(after.replies) > SHOWN:
        yield f"  … and {len(after.replies) - SHOWN} more; --json has them all"


def _ids(replies: Witness) -> list[tuple[str, str]]:
    return [(each.scene, each.reply) for each in replies]
