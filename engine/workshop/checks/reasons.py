"""Why a condition never held, in words: what it wants, and the nearest to it that was met."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from engine.call.state import State
from engine.mood.bands import BANDS
from engine.scenario.conditions import HIGHEST, LOWEST, Range, When
from engine.scenario.problems import listed, quoted
from engine.workshop.checks.possible import Moods

if TYPE_CHECKING:
    from engine.workshop.checks.case import Case

PARTS: Final = ("heat", "heard", "trust")

_MOOD_AND_BAND: Final = itemgetter(1, 2)
"""Of a state; ``engine.call.conditions`` holds on to these places, too."""

_NEVER: Final = {
    "told": "nobody tells or asks for {}",
    "asked": "nothing asks for {}",
    "promised": "nothing promises {}",
    "kept": "the promise {} is never kept",
    "broken": "the promise {} is never broken",
    "flag": "nothing sets the flag {}",
    "chose": "the reply {} is never given",
    "visited": "the call never comes to {}",
    "made": "the move {} is never made",
    "settled": "nothing settles the grievance",
}


def moods_at(case: Case, place: str) -> Moods:
    """The moods in which a scene or an ending was met."""
    moods = case.exploration.seen.moods.get(place)
    if moods is None or place in case.exploration.seen.stuck:
        return Moods()
    return Moods(tuple(moods.lowest), tuple(moods.highest), frozenset(BANDS[band] for band in moods.bands))


def moods_of(states: Iterable[State]) -> Moods:
    """The moods of some states, one at least."""
    found = set(map(_MOOD_AND_BAND, states))
    parts = list(zip(*(mood for mood, _ in found), strict=True))
    return Moods(tuple(map(min, parts)), tuple(map(max, parts)), frozenset(BANDS[band] for _, band in found))


def moods_after(case: Case, place: int, choice: int) -> Moods:
    """The moods that a reply led to, one state at least."""
    states = case.exploration.graph.states
    return moods_of(states[after] for _, after in case.taken.given_in(place, choice))


def moods_anywhere(case: Case) -> Moods:
    """The moods met in the whole call: that of its start, if it is stuck at once and comes to no scene."""
    met = case.exploration.seen.moods
    return _together(case, met) if met else moods_of(case.exploration.graph.states[:1])


def moods_at_the_end(case: Case) -> Moods | None:
    """The moods in which calls end; None if none comes to an ending, or some end with no reply left."""
    ends = [name for name in case.scenario.endings if name in case.exploration.seen.moods]
    return _together(case, ends) if ends and not case.exploration.seen.stuck else None


def _together(case: Case, places: Iterable[str]) -> Moods:
    all_moods = [moods_at(case, place) for place in places]
    return Moods(
        tuple(map(min, zip(*(moods.lowest for moods in all_moods), strict=True))),
        tuple(map(max, zip(*(moods.highest for moods in all_moods), strict=True))),
        frozenset().union(*(moods.bands for moods in all_moods)),
    )


def names_nothing(case: Case, when: When | None) -> bool:
    """Whether the condition wants a flag, fact or promise that nothing in the file can bring about.

    That is a finding of its own, and says more than that the condition never holds.
    """
    return when is not None and any(
        key in ("flag", "told", "asked", "promised")
        or (key in ("kept", "broken") and name not in case.written.promised)
        for part in (when, *when.all)
        for key, name in case.written.missing(part)
    )


def why_never(
    case: Case, when: When | None, moods: Moods, otherwise: str = "", *, at_end: bool = False
) -> str:
    """Why the condition never held where the moods were such; empty if there is nothing to say.

    Only if every state was tried. ``otherwise``: what else may be the reason. ``at_end``: the moods are those
    at the ends of calls.
    """
    if when is None:
        return ""
    reasons = list(_reasons(case, when, moods, "at the end of a call" if at_end else "here"))
    if reasons:
        return listed(reasons[:3], "and")
    together = "what it asks for is never all so at the end of one call" if at_end else ""
    return (together or "what it asks for never comes together") + (f", or {otherwise}" if otherwise else "")


def _reasons(case: Case, when: When, moods: Moods, here: str) -> Iterator[str]:
    for key, name in case.possible.missing(when):
        yield _NEVER[key].format(quoted(name))
    for number, part in enumerate(PARTS):
        wanted: Range | None = getattr(when, part)
        low, high = moods.lowest[number], moods.highest[number]
        if wanted is not None and wanted.low > high:
            yield f"it wants {part} {in_words(wanted)}, and the highest met {here} is {high}"
        elif wanted is not None and wanted.high < low:
            yield f"it wants {part} {in_words(wanted)}, and the lowest met {here} is {low}"
    if when.mood and moods.bands.isdisjoint(when.mood):
        met = [band for band in BANDS if band in moods.bands]
        yield f"it wants the customer {listed(when.mood)}, who is {listed(met)} {here}"
    contacts = case.scenario.customer.contacts
    if when.contacts is not None and not when.contacts.holds(contacts):
        yield f"it wants contacts {in_words(when.contacts)}, and the customer has {contacts}"
    for every in when.all:
        yield from _reasons(case, every, moods, here)
    if when.any and not any(case.possible.can_hold(part, moods) for part in when.any):
        for option in when.any:
            yield from _reasons(case, option, moods, here)
    if when.not_ is not None and not case.possible.can_fail(when.not_, moods):
        yield "what stands under 'not' holds in every call"


def in_words(wanted: Range) -> str:
    """A range as a sentence has it: ``of 75 or more``."""
    if wanted.high == HIGHEST:
        return f"of {wanted.low} or more"
    if wanted.low == LOWEST:
        return f"of {wanted.high} or less"
    return f"of {wanted.low}" if wanted.low == wanted.high else f"from {wanted.low} to {wanted.high}"
