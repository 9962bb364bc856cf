"""How likely a good ending still is, from each state and after each reply, for those who do not know the way.

*The odds of a state* are the chance, 0–1, that a call which stands there ends well if from there on every
reply is given by a trainee of one manner. They are worked out exactly, from the endings back to the start:
the odds after a good ending are 1, after any other 0, and those of a state are the mean of the odds after its
open replies, each weighed by how likely this trainee is to give it. *The odds of a reply*, in a state, are
those of the state that it leads to.

How likely that is, is a ``manner`` (``engine.workshop.explore.manners``).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.call.plan import Plan
from engine.workshop.explore.budget import AT_ONCE, now_and_then
from engine.workshop.explore.graph import Graph
from engine.workshop.explore.hopeful import ends_first
from engine.workshop.explore.manners import Manner, average
from engine.workshop.explore.numbers import Ints

Floats = NDArray[np.float64]

CLOSE_ENOUGH: Final = 1e-13
"""Rounds of states are gone round until no chance moves by more."""
MOST_ROUNDS: Final = 2_000
MOST_UPDATES: Final = 1_000_000
"""So many in all for one round of states. What is not settled then is a little too low, never too high."""


@dataclass(frozen=True)
class Odds:
    """The odds of a good ending under one manner, and how often a call comes where."""

    order: Ints
    """The states in which a reply is to be given and from which a good ending can be reached, each after what
    it leads to, but for those that lead to one another."""
    chance: Floats
    """For each state, its odds, 0–1; 0 from where no good ending can be reached."""
    met: Floats
    """For each state of ``order``, how often this trainee's calls come there, on average; else 0."""


def odds(
    graph: Graph,
    to_good: Sequence[int],
    manner: Manner = average,
    ask: Callable[[], None] = lambda: None,
) -> Odds:
    """The odds in every state.

    Args:
        graph: all of it.
        to_good: for each state the fewest replies to a good ending, as ``Exploration.to_good`` has it.
        manner: how likely which reply is given.
        ask: called now and then; it may raise to end the work.

    Raises:
        ValueError: the graph is not complete.
    """
    if not graph.complete:
        raise ValueError("odds need every state")
    return _Working(graph, to_good, manner, ask).run()


class _Leaving(NamedTuple):
    """What some states lead to, one after the other."""

    states: Ints
    after: Ints
    counts: Ints
    """How many ways each state has."""
    weights: Floats
    """How likely each way is taken, against the others of its state."""
    totals: Floats
    """The weights of each state, added up."""


class _Group(NamedTuple):
    """States that have a way to one another; or one state by itself. All by their place in the group."""

    states: list[int]
    inner: list[list[tuple[int, float]]]
    """For each state the ways that stay in the group, with the share of its calls that take them."""
    outer: list[list[tuple[int, float]]]
    """Those that leave it, to a state by its number."""


class _Working:
    def __init__(self, graph: Graph, to_good: Sequence[int], manner: Manner, ask: Callable[[], None]) -> None:
        self.graph, self.to_good, self.ask = graph, to_good, ask
        self.ways = graph.ways()
        self.weights = _weights(graph, manner)
        self.chance = (np.asarray(to_good, np.int64) == 0).astype(np.float64)
        self.met = np.zeros(len(graph.states))

    def run(self) -> Odds:
        self.ask()
        hopeful = ends_first(self.graph, self.to_good, self.ask)
        self.ask()
        layers = [self._leaving(layer) for layer in hopeful.layers]
        for layer in layers:
            ends = np.cumsum(layer.counts)
            after = self.chance[layer.after] * layer.weights
            self.chance[layer.states] = np.add.reduceat(after, ends - layer.counts) / layer.totals
        groups = list(now_and_then(self._groups(hopeful.groups), self.ask)) if hopeful.groups else []
        if groups:
            self._back_through(groups)
        order = np.concatenate(
            [*hopeful.layers, np.array([n for group in groups for n in group.states], np.int64)]
        )
        if len(order):
            self.met[0] = 1.0
        if groups:
            self._on_through(groups)
        for layer in reversed(layers):
            passed = np.repeat(self.met[layer.states] / layer.totals, layer.counts) * layer.weights
            np.add.at(self.met, layer.after, passed)
        met = np.zeros(len(self.met))
        met[order] = self.met[order]
        return Odds(order, self.chance, met)

    def _leaving(self, states: Ints) -> _Leaving:
        places, counts = self.ways.places(states)
        if self.weights is None:
            return _Leaving(
                states, self.ways.to[places], counts, np.ones(len(places)), counts.astype(np.float64)
            )
        weights = self.weights[places]
        totals = np.add.reduceat(weights, np.cumsum(counts) - counts)
        return _Leaving(states, self.ways.to[places], counts, weights, totals)

    def _groups(self, groups: list[list[int]]) -> Iterator[_Group]:
        """What groups lead to; all worked out together, for there may be one for every state."""
        order = np.array([number for group in groups for number in group], np.int64)
        places = np.full(len(self.met), -1, np.int64)
        places[order] = np.arange(len(order))
        group_of = np.repeat(np.arange(len(groups)), [len(group) for group in groups])
        leaving = self._leaving(order)
        sources = np.repeat(np.arange(len(order)), leaving.counts)
        to = places[leaving.after]
        stays = ((to >= 0) & (group_of[to] == group_of[sources])).tolist()
        shares = (leaving.weights / leaving.totals[sources]).tolist()
        after, to, ends = leaving.after.tolist(), to.tolist(), np.cumsum(leaving.counts).tolist()
        begin = 0
        for group in groups:
            found = _Group(group, [], [])
            for place in range(begin, begin + len(group)):
                inner: list[tuple[int, float]] = []
                outer: list[tuple[int, float]] = []
                for way in range(ends[place - 1] if place else 0, ends[place]):
                    if stays[way]:
                        inner.append((to[way] - begin, shares[way]))
                    else:
                        outer.append((after[way], shares[way]))
                found.inner.append(inner)
                found.outer.append(outer)
            begin += len(group)
            yield found

    def _back_through(self, groups: list[_Group]) -> None:
        """The odds in the states of groups, each when those in all that it leads to are known."""
        chance: list[float] = self.chance.tolist()
        for group in now_and_then(groups, self.ask):
            known = [sum([chance[after] * share for after, share in ways]) for ways in group.outer]
            for number, found in zip(group.states, self._settled(group, known), strict=True):
                chance[number] = found
        self.chance = np.array(chance)

    def _settled(self, group: _Group, known: list[float]) -> list[float]:
        """The odds in a group's states. ``known``: what the ways that leave it add to each."""
        if len(known) == 1:
            return [known[0] / (1.0 - sum([share for _, share in group.inner[0]]))]
        found = [0.0] * len(known)
        for _ in now_and_then(range(_rounds(known)), self.ask, max(1, AT_ONCE // len(known))):
            moved = 0.0
            for place, ways in enumerate(group.inner):
                now = known[place] + sum([found[after] * share for after, share in ways])
                moved = max(moved, now - found[place])
                found[place] = now
            if moved <= CLOSE_ENOUGH:
                break
        return found

    def _on_through(self, groups: list[_Group]) -> None:
        """Passes on how often a call comes to the states of groups, the last one first."""
        met: list[float] = self.met.tolist()
        for group in now_and_then(reversed(groups), self.ask):
            times = self._times(group, [met[number] for number in group.states])
            for number, found, ways in zip(group.states, times, group.outer, strict=True):
                met[number] = found
                for after, share in ways:
                    met[after] += found * share
        self.met = np.array(met)

    def _times(self, group: _Group, waiting: list[float]) -> list[float]:
        """How often a call is in each state of a group, until (nearly) all have left. ``waiting``: how often
        one comes to it from outside."""
        if len(waiting) == 1:
            return [waiting[0] / (1.0 - sum([share for _, share in group.inner[0]]))]
        times = [0.0] * len(waiting)
        for _ in now_and_then(range(_rounds(waiting)), self.ask, max(1, AT_ONCE // len(waiting))):
            for place, ways in enumerate(group.inner):
                mass = waiting[place]
                if mass:
                    waiting[place] = 0.0
                    times[place] += mass
                    for after, share in ways:
                        waiting[after] += mass * share
            if max(waiting) <= CLOSE_ENOUGH:
                break
        return times


def _rounds(group: Sequence[float]) -> int:
    return min(MOST_ROUNDS, max(1, MOST_UPDATES // len(group)))


def _weights(graph: Graph, manner: Manner) -> Floats | None:
    """For each way of the graph how likely it is taken; None if all are taken alike everywhere."""
    plan: Plan = graph.plan
    most = max(len(place.replies) for place in plan.places)
    # The last row is for being stuck, whose place is -1.
    table = np.ones((len(plan.places) + 1, most))
    for number, place in enumerate(plan.places):
        for choice, planned in enumerate(place.replies):
            table[number, choice] = manner(plan.scenario, planned.reply)
    found: Floats | None = None
    if len({weight for row in table.tolist() for weight in row}) > 1:
        places = np.repeat(graph.states.places(), graph.ways().counts)
        found = table[places, np.frombuffer(graph.choices, np.uint8)]
    return found
