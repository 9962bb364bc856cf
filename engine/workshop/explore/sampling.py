"""Plays drawn at random, for scenarios that are too large to be gone through; and how sure they make us."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from math import sqrt
from random import Random

from engine.call.plan import Plan
from engine.call.step import begin, open_choices, step
from engine.workshop.explore.chances import outcome
from engine.workshop.explore.graph import Witness, given
from engine.workshop.explore.seen import Seen

SURE = 1.959964
"""Standard deviations to either side for 95 %."""
MOST_PLAYS = 4_000


@dataclass
class Sample:
    """What came out of plays in which every open reply was given with the same chance."""

    plan: Plan
    most_replies: int
    """A play is left after so many replies."""
    plays: int = 0
    endings: Counter[str] = field(default_factory=Counter)
    """By id; empty for calls that had no reply left."""
    unfinished: int = 0
    """Plays that were left."""

    def replies(self, play: int, number: int) -> Witness:
        """The first replies, so many of them, of a play that was drawn."""
        state, chance, found = begin(self.plan, 0)[0], Random(play), []
        for _ in range(number):
            choice = chance.choice(open_choices(self.plan, state))
            found.append(given(self.plan, state, choice))
            state, _ = step(self.plan, state, choice)
        return tuple(found)


def sample(plan: Plan, seen: Seen, go_on: Callable[[], bool], plays: int = MOST_PLAYS) -> Sample:
    """Draw plays until there are enough or ``go_on`` says no, one at least; note what is seen."""
    drawn = Sample(plan, max(1000, 4 * plan.scenes))
    while drawn.plays < plays and (not drawn.plays or go_on()):
        number = drawn.plays
        chance = Random(number)
        state, _ = begin(plan, 0)
        turns = 0
        while (choices := open_choices(plan, state)) and turns < drawn.most_replies:
            at = plan.places[state.place].id
            state, events = step(plan, state, chance.choice(choices))
            turns += 1
            seen.events(at, events, (-1 - number, turns))
            seen.state(state, (-1 - number, turns), new=False)
        drawn.plays += 1
        if choices:
            drawn.unfinished += 1
        else:
            drawn.endings[outcome(plan, state)] += 1
    return drawn


def wilson(hits: int, plays: int) -> tuple[float, float]:
    """Between which chances the true one lies, with 95 % confidence (Wilson, JASA 1927).

    Raises:
        ValueError: no plays, or more hits than plays.
    """
    if not 0 <= hits <= plays or not plays:
        raise ValueError(f"{hits} of {plays} plays")
    share, square = hits / plays, SURE * SURE
    middle = (share + square / (2 * plays)) / (1 + square / plays)
    half = SURE * sqrt(share * (1 - share) / plays + square / (4 * plays * plays)) / (1 + square / plays)
    return (0.0 if not hits else max(0.0, middle - half), 1.0 if hits == plays else min(1.0, middle + half))
