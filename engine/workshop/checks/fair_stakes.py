"""What is at stake in each scene: which reply is best there, how clearly, and what a trainee sees of it.

*The best reply* of a moment is the one after which an average trainee is most likely to come to a good ending
(``engine.workshop.explore.odds``). Only moments count from which a good ending can still be reached and in
which it matters what is said. Of a whole scene, moments are weighed by how often the average trainee's calls
come to them. So a reply that is right only in a mood that hardly anybody meets counts hardly at all.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.call.plan import Plan
from engine.scenario.document import Path
from engine.scenario.problems import listed
from engine.scenario.scene import Reply
from engine.workshop.explore.budget import now_and_then
from engine.workshop.explore.exploration import Exploration
from engine.workshop.explore.graph import Ways
from engine.workshop.explore.numbers import Ints
from engine.workshop.explore.odds import Floats, Odds, odds

NAMED: Final = 6
"""So many names are told at most; a list that is longer is not read."""
NO_DIFFERENCE: Final = 1e-9
"""Odds that are this close are the same: they were added up in another order."""


class Moments(NamedTuple):
    """Many moments in which it matters what is said, the first met first."""

    states: Ints
    """The number of each."""
    places: Ints
    """Where each way of theirs is in the graph, one moment's after the other's."""
    counts: Ints
    """How many ways each has."""
    after: Floats
    """The odds after each way."""
    is_best: NDArray[np.bool_]
    """Whether no other way of the same moment has better odds."""


@dataclass(slots=True)
class Offer:
    """The same replies on offer in the same scene, over all moments in which they are."""

    choices: bytes
    """The replies, by their number in the scene."""
    met: float = 0.0
    """How often the average trainee's calls come to such a moment in which it matters what is said."""
    best: list[float] = field(default_factory=list)
    """For each of the choices, how much of ``met`` it is best in; replies that are equally good share it."""


@dataclass(frozen=True)
class Decision:
    """One scene in which it matters what is said."""

    scene: str
    offers: tuple[Offer, ...]

    @cached_property
    def met(self) -> float:
        """How often the average trainee's calls come to a moment of it; the weights add up to this."""
        return sum(offer.met for offer in self.offers)


@dataclass(frozen=True)
class Stakes:
    """What each reply is worth, all over a scenario of which every state was tried."""

    exploration: Exploration
    ask: Callable[[], None] = lambda: None
    """Called now and then; it may raise to end the work."""

    @cached_property
    def to_good(self) -> Sequence[int]:
        """For each state the fewest replies to a good ending."""
        return self.exploration.to_good or ()

    @cached_property
    def odds(self) -> Odds:
        """The odds of a good ending under the average trainee."""
        return odds(self.exploration.graph, self.to_good, ask=self.ask)

    @cached_property
    def all_moments(self) -> Moments:
        """Every state in which it matters what is said."""
        ways = self.exploration.graph.ways()
        states = np.sort(self.odds.order)
        after, counts = self._after(ways, states)
        starts = np.cumsum(counts) - counts
        if len(states):
            most, least = np.maximum.reduceat(after, starts), np.minimum.reduceat(after, starts)
            states = states[most - least > NO_DIFFERENCE]
        after, counts = self._after(ways, states)
        most = np.maximum.reduceat(after, np.cumsum(counts) - counts) if len(states) else after
        is_best = after >= np.repeat(most - NO_DIFFERENCE, counts)
        return Moments(states, ways.places(states)[0], counts, after, is_best)

    def _after(self, ways: Ways, states: Ints) -> tuple[Floats, Ints]:
        after, counts = ways.of(states)
        return self.odds.chance[after], counts

    def moments(self) -> Iterator[tuple[int, int, bytes, list[float]]]:
        """Every state in which it matters what is said, the first met first: its number, its place, the
        replies on offer, and the odds after each."""
        graph, moments = self.exploration.graph, self.all_moments
        first, choices = graph.first, graph.choices
        places = graph.states.places()[moments.states].tolist()
        begin = 0
        rows = zip(moments.states.tolist(), places, moments.counts.tolist(), strict=True)
        for number, place, count in now_and_then(rows, self.ask):
            after = moments.after[begin : begin + count].tolist()
            begin += count
            yield number, place, bytes(choices[first[number] : first[number + 1]]), after

    @cached_property
    def decisions(self) -> tuple[Decision, ...]:
        """The scenes in which it matters what is said, in the file's order."""
        graph, moments = self.exploration.graph, self.all_moments
        states, ways, counts, _, is_best = moments
        if not len(states):
            return ()
        starts = np.cumsum(counts) - counts
        rows = np.repeat(np.arange(len(states)), counts)
        spots = np.arange(len(ways)) - starts[rows]
        # What is on offer, as bytes of one length: the place first, then the choices.
        offered = np.zeros((len(states), 4 + int(counts.max())), np.uint8)
        places = graph.states.places()[states]
        offered[:, :4] = places.astype(">u4").view(np.uint8).reshape(-1, 4)
        offered[rows, 4 + spots] = np.frombuffer(graph.choices, np.uint8)[ways] + 1
        keys = offered.view(f"V{offered.shape[1]}").ravel()
        _, example, which = np.unique(keys, return_index=True, return_inverse=True)
        met = self.odds.met[states]
        # Replies that are equally good share a moment.
        shares = is_best * np.repeat(met / np.add.reduceat(is_best.astype(np.float64), starts), counts)
        width = int(counts.max())
        best = np.bincount(which[rows] * width + spots, shares, minlength=len(example) * width)
        totals = np.bincount(which, met, minlength=len(example))
        by_place: dict[int, list[Offer]] = {}
        for number, at in enumerate(example.tolist()):
            state, many = int(states[at]), int(counts[at])
            choices = bytes(graph.choices[graph.first[state] : graph.first[state + 1]])
            row = best[number * width : number * width + many].tolist()
            by_place.setdefault(int(places[at]), []).append(Offer(choices, float(totals[number]), row))
        names = self.exploration.plan.places
        return tuple(Decision(names[place].id, tuple(found)) for place, found in by_place.items())

    @cached_property
    def best_path(self) -> tuple[int, ...]:
        """The states of the call in which the best reply is given every time, from the start to its end; of
        replies that are equally good the first. Empty if no good ending can be reached."""
        graph, chance = self.exploration.graph, self.odds.chance
        if not len(self.odds.order):
            return ()
        path = [0]
        met = {0}
        while ways := graph.next(path[-1]):
            after = max(ways, key=lambda way: (round(float(chance[way]), 9), -self.to_good[way]))
            if after in met:
                return ()
            met.add(after)
            path.append(after)
        return tuple(path)


def reply_in(plan: Plan, scene: str, choice: int) -> Reply:
    """A scene's reply, by its number."""
    return plan.places[plan.numbers[scene]].replies[choice].reply


def way_to(scene: str, choice: int) -> Path:
    """Where a reply stands in the files."""
    return ("scenes", scene, "replies", choice)


def some_of(names: Sequence[str]) -> str:
    """The first few of some names: ``a, b, c, d, e, f and 4 more``."""
    if len(names) <= NAMED + 1:
        return listed(names, "and")
    return f"{', '.join(names[:NAMED])} and {len(names) - NAMED} more"
