"""The slide on which the mood line grows."""

from typing import Final

from engine.debrief.presentation.parts import Ask, MoodSoFar, Part, Slide, Veiled
from engine.debrief.signs import signs_of, told_signs
from engine.debrief.timeline import Timeline
from engine.debrief.wording import moved

MOST_STEPS: Final = 12
"""A line of more turns grows by several of them at a time."""


def mood_slide(timeline: Timeline, pivots: tuple[int, ...], *, revealed: bool) -> Slide:
    """The mood line, turn by turn, then which of them were pivotal.

    Until the outcome is asked for it stops before the last turn: where the line ends says how the call did.
    """
    turns = len(timeline.turns)
    end = turns if revealed else turns - 1
    width = max(1, -(-end // MOST_STEPS))
    stops = [*range(0, end, width), end]
    steps: list[tuple[Part, ...]] = []
    before = -1
    for stop in stops:
        steps.append((_line(timeline, before, stop),))
        before = stop
    ask = Ask("Which reply do you think mattered most?")
    veiled = (Veiled("Where the last turn took it is shown with the outcome."),) if not revealed else ()
    steps.append((ask, *veiled))
    known = tuple(turn for turn in pivots if turn <= end)
    if known:
        steps.append((_drawn(timeline, end, known, ()),))
    return Slide("mood", "The mood, turn by turn", tuple(steps))


def _line(timeline: Timeline, before: int, stop: int) -> MoodSoFar:
    """The line up to a turn, with what came after the turn ``before`` in words."""
    words = []
    for place in range(before + 1, stop + 1):
        point = timeline.points[place]
        if place == 0:
            words.append(f"At the start: heat {point.mood.heat}, {point.band}.")
        else:
            change = moved("heat", point.mood.heat - timeline.points[place - 1].mood.heat)
            marked = told_signs(timeline.turns[place - 1], timeline.limit, pivotal=False)
            said = f"Turn {place}: {change}, to {point.mood.heat}, {point.band}."
            words.append(f"{said} {marked}" if marked else said)
    return _drawn(timeline, stop, (), tuple(words))


def _drawn(timeline: Timeline, stop: int, pivots: tuple[int, ...], words: tuple[str, ...]) -> MoodSoFar:
    """The line up to a turn, with what is marked as far as there."""
    signs = tuple((turn.number, found) for turn in timeline.turns[:stop] if (found := signs_of(turn)))
    points, turns = timeline.points[: stop + 1], len(timeline.turns)
    return MoodSoFar(points, turns, pivots, timeline.limit, words, signs)
