"""An exploration in plain words, for somebody who trains people and does not program."""

from collections.abc import Iterator

from engine.mood.bands import BANDS
from engine.workshop.explore.exploration import Chance, Exploration
from engine.workshop.explore.graph import Witness
from engine.workshop.explore.recovery import along
from engine.workshop.explore.trainees import Play

_STOPPED = {
    "states": "it has more states than were allowed (--states; one with a memory of its own counts twice)",
    "seconds": "time ran out (--seconds)",
    "asked": "you stopped it",
}
SHOWN = 40
"""Witnesses longer than this are cut; --json has them whole."""
SHOWN_RECIPES = 6


def report(found: Exploration) -> Iterator[str]:
    """The lines of the report. They quote the scenario; control characters are not dealt with here."""
    scenario = found.plan.scenario
    yield f"{scenario.title} ({scenario.id})"
    yield from _extent(found)
    yield ""
    yield from _endings(found)
    yield ""
    yield from _trainees(found)
    yield ""
    yield from _recipes(found)
    yield ""
    yield from _scenes(found)
    yield ""
    yield from _witnesses(found)


def _extent(found: Exploration) -> Iterator[str]:
    graph = found.graph
    if found.is_complete:
        yield (
            f"Every possible call was gone through: {len(graph.states):,} states, {len(graph.to):,} choices, "
            f"{found.seconds:.1f} s. All figures are exact."
        )
        return
    plays = found.sample.plays if found.sample else 0
    yield (
        f"Not every possible call was gone through: {_STOPPED[found.stopped]}, after "
        f"{graph.expanded:,} of at least {len(graph.states):,} states."
    )
    yield (
        f"Chances are sampled, from {plays:,} random plays, with the range they lie in (95 % sure). Moods "
        "and ways are those seen so far: there may be more."
    )


def _endings(found: Exploration) -> Iterator[str]:
    yield "Where calls end, if every reply is picked blindly"
    endings = found.plan.scenario.endings
    for name in found.by_rank:
        ending = endings[name]
        good = ", a good ending" if ending.is_good else ""
        yield (
            f"  {_chance(found, found.chance(name))}  {name}: {ending.title} "
            f"(problem {ending.problem}, relationship {ending.relationship}{good})"
        )
    missed = [name for name in endings if name not in found.by_rank]
    if missed:
        word = "No play reaches" if found.is_complete else "Not seen so far"
        yield f"  {word}: {', '.join(missed)}."
    if found.seen.stuck:
        chance = _chance(found, found.chance(""))
        yield f"  {chance}  stuck: no reply is left, in {', '.join(found.seen.stuck)}"
    never = found.chance_of_no_end
    if never.share:
        what = "the call goes round for ever" if found.is_complete else "the call was still going on"
        yield f"  {_chance(found, never)}  {what}"
    if found.exact is not None and found.exact.undecided > 1e-12:
        yield f"  {found.exact.undecided:.2e} of all calls could not be decided: they go round very long."
    if found.is_complete and not any(endings[name].is_good for name in found.by_rank):
        yield "  No play at all reaches a good ending."
    else:
        together = found.chance_of_good
        range_ = "" if found.is_complete else f" ({together.low:.1%} to {together.high:.1%})"
        yield f"  All good endings together: {together.share:.1%}{range_}."


def _chance(found: Exploration, chance: Chance) -> str:
    if found.is_complete:
        return f"{chance.share:7.2%}"
    return f"{chance.share:6.1%} ({chance.low:.1%} to {chance.high:.1%})"


def _trainees(found: Exploration) -> Iterator[str]:
    yield "Who gets which ending"
    rows = [(each.trainee.name, each.trainee.words, _ended(found, each)) for each in found.plays]
    width = max(len(name) for name, _, _ in rows)
    if found.by_rank:
        best = found.by_rank[0]
        words = "the best that any play can come to" if found.is_complete else "the best seen so far"
        way = found.to_place(best) or ()
        rows.append(("best possible", words, f"{_named(found, best)}, in {_replies(len(way))}"))
        width = max(width, len("best possible"))
    for name, words, ended in rows:
        yield f"  {name:{width}}  {ended}  [{words}]"


def _ended(found: Exploration, each: Play) -> str:
    if each.left:
        return f"was still going on after {_replies(len(each.replies))}"
    if each.ending is None:
        return f"goes round for ever, after {_replies(len(each.replies))}"
    name = _named(found, each.ending) if each.ending else "stuck: no reply is left"
    return f"{name}, in {_replies(len(each.replies))}{_lost(found, each.replies)}"


def _named(found: Exploration, ending: str) -> str:
    return f"{ending}{' (good)' if found.plan.scenario.endings[ending].is_good else ''}"


def _replies(number: int) -> str:
    return f"{number} repl{'y' if number == 1 else 'ies'}"


def _lost(found: Exploration, replies: Witness) -> str:
    """At which turn the good ending went, if there is one to lose and it did."""
    if not found.is_complete or not found.by_rank:
        return ""
    if not found.plan.scenario.endings[found.by_rank[0]].is_good:
        return ""
    last = found.last_turn_to_recover(replies)
    ended_well = found.to_good is not None and last == len(replies)
    if last is None or (ended_well and _ends_well(found, replies)):
        return ""
    return f"; turn {last} was the last at which a good ending could be reached"


def _ends_well(found: Exploration, replies: Witness) -> bool:
    return found.to_good is not None and found.to_good[along(found.graph, replies)[-1]] == 0


def _recipes(found: Exploration) -> Iterator[str]:
    endings = found.plan.scenario.endings
    winners = [each for each in found.recipes if each.ending and endings[each.ending].is_good]
    total = len(found.recipes)
    if not winners:
        yield f"Recipes: none of {total} fixed orders of skills reaches a good ending."
        return
    many = f"{len(winners)} of {total} fixed orders of skills"
    yield f"Recipes: {many} reach a good ending, whatever the customer says:"
    for each in winners[:SHOWN_RECIPES]:
        yield f"  {each.trainee.words} → {each.ending}"
    if len(winners) > SHOWN_RECIPES:
        yield f"  … and {len(winners) - SHOWN_RECIPES} more; --json has them all"


def _scenes(found: Exploration) -> Iterator[str]:
    yield "Moods in which each scene can be met: heat, heard, trust, and the bands"
    places = [*found.plan.scenario.scenes, *found.by_rank]
    width = max(len(name) for name in places)
    for name in places:
        moods = found.seen.moods.get(name)
        if moods is None:
            what = "no reply is left there" if name in found.seen.stuck else "never reached"
            yield f"  {name:{width}}  {what if found.is_complete else 'not seen so far'}"
            continue
        parts = "  ".join(f"{low:3}–{high:<3}" for low, high in zip(moods.lowest, moods.highest, strict=True))
        bands = sorted(moods.bands)
        yield f"  {name:{width}}  {parts}  {', '.join(BANDS[band] for band in bands)}"


def _witnesses(found: Exploration) -> Iterator[str]:
    short = "The shortest way" if found.is_complete else "A way"
    yield f"{short} to each ending"
    for name in found.by_rank:
        way = found.to_place(name) or ()
        yield f"  {name}{_end_of_the_scale(found, name)}, in {_replies(len(way))}{_lost(found, way)}:"
        for turn, each in enumerate(way[:SHOWN], start=1):
            yield f"    {turn:2}. {each.scene}.{each.reply}: “{each.says}”"
        if len(way) > SHOWN:
            yield f"    … and {len(way) - SHOWN} more; --json has them all"


def _end_of_the_scale(found: Exploration, name: str) -> str:
    """Whether this way is the best or the worst path through the call."""
    best, worst = found.by_rank[0], found.by_rank[-1]
    if best == worst or name not in (best, worst):
        return ""
    which = "best" if name == best else "worst"
    return f" (the {which} {'there is' if found.is_complete else 'seen so far'})"
