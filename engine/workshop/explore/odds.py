"""How likely a good ending still is, from each state and after each reply, for those who do not know the way.

*The odds of a state* are the chance, 0–1, that a call which stands there ends well if from there on every
reply is given by a trainee of one manner. They are worked out exactly, from the endings back to the start:
the odds after a good ending are 1, after any other 0, and those of a state are the mean of the odds after its
open replies, each weighed by how likely this trainee is to give it. *The odds of a reply*, in a state, are
those of the state that it leads to.

Two manners stand here. The *average* trainee gives every open reply with the same chance. The *empathic* one
is ``LEANS`` times as likely to give a reply that shows one of the four skills and does no harm. Neither looks
ahead or remembers: what a reply is worth to them is what it is worth to somebody who does not know the
scenario.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.call.plan import Plan
from engine.mood.moves import MOVES, Family
from engine.scenario.model import Scenario
from engine.scenario.scene import Reply
from engine.workshop.explore.graph import Graph
from engine.workshop.explore.hopeful import ends_first
from engine.workshop.explore.numbers import Ints

Floats = NDArray[np.float64]

EMPATHIC_MOVES: Final = frozenset(
    {"invite", "listen", "probe", "validate", "affirm", "summarise", "cooperate", "own", "choice", "ask-help"}
)
"""What an empathic trainee leans towards: hearing, understanding, giving back, and taking on together. A
remedy, an explanation or a promise is not among them; it can be empathic or not."""
LEANS: Final = 4.0
"""How much more likely; a design choice. With one such reply among three it is given two times in three."""
CLOSE_ENOUGH: Final = 1e-13
"""Rounds of states are gone round until no chance moves by more."""
MOST_ROUNDS: Final = 2_000
MOST_UPDATES: Final = 1_000_000
"""So many in all for one round of states. What is not settled then is a little too low, never too high."""

Manner = Callable[[Scenario, Reply], float]
"""How likely a trainee is to give a reply, against the others on offer; above 0."""


def average(_scenario: Scenario, _reply: Reply) -> float:
    """Every reply alike."""
    return 1.0


def empathic(scenario: Scenario, reply: Reply) -> float:
    """Replies that hear, understand or take on, and do no harm, ``LEANS`` times as likely as the others."""
    moves = [like_of(scenario, move) for move in reply.moves]
    harms = any(MOVES[move].family == "harm" for move in moves)
    return LEANS if not harms and not EMPATHIC_MOVES.isdisjoint(moves) else 1.0


def family_of(scenario: Scenario, move: str) -> Family:
    """The family of a move of the catalogue, or of a scenario's own."""
    return MOVES[like_of(scenario, move)].family


def like_of(scenario: Scenario, move: str) -> str:
    """The move of the catalogue that a move is, or is like."""
    own = scenario.moves.get(move)
    return own.like if own else move


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
        self.ask()
        groups = [self._group(group) for group in hopeful.groups]
        for group in groups:
            self.chance[group.states] = self._back(group)
        order = np.concatenate(
            [*hopeful.layers, *(np.array(each, np.int64) for each in hopeful.groups), np.zeros(0, np.int64)]
        )
        if len(order):
            self.met[0] = 1.0
        for group in reversed(groups):
            self._on(group)
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

    def _group(self, states: list[int]) -> _Group:
        leaving = self._leaving(np.array(states, np.int64))
        places = {number: place for place, number in enumerate(states)}
        inner: list[list[tuple[int, float]]] = [[] for _ in states]
        outer: list[list[tuple[int, float]]] = [[] for _ in states]
        sources = np.repeat(np.arange(len(states)), leaving.counts)
        shares = leaving.weights / leaving.totals[sources]
        for source, after, share in zip(
            sources.tolist(), leaving.after.tolist(), shares.tolist(), strict=True
        ):
            if after in places:
                inner[source].append((places[after], share))
            else:
                outer[source].append((after, share))
        return _Group(states, inner, outer)

    def _back(self, group: _Group) -> list[float]:
        """The odds in the states of a group, when those in all that it leads to are known."""
        chance = self.chance
        known = [sum([float(chance[after]) * share for after, share in ways]) for ways in group.outer]
        if not any(group.inner):
            return known
        found = [0.0] * len(known)
        for _ in range(_rounds(known)):
            self.ask()
            moved = 0.0
            for place, ways in enumerate(group.inner):
                now = known[place] + sum([found[after] * share for after, share in ways])
                moved = max(moved, now - found[place])
                found[place] = now
            if moved <= CLOSE_ENOUGH:
                break
        return found

    def _on(self, group: _Group) -> None:
        """Passes on how often a call comes to the states of a group; those of one that can come again, until
        (nearly) all have left."""
        waiting: list[float] = self.met[group.states].tolist()
        times = waiting if not any(group.inner) else [0.0] * len(waiting)
        for _ in range(_rounds(waiting) if times is not waiting else 0):
            self.ask()
            for place, ways in enumerate(group.inner):
                mass = waiting[place]
                if mass:
                    waiting[place] = 0.0
                    times[place] += mass
                    for after, share in ways:
                        waiting[after] += mass * share
            if max(waiting) <= CLOSE_ENOUGH:
                break
        self.met[group.states] = times
        for mass, ways in zip(times, group.outer, strict=True):
            for after, share in ways:
                self.met[after] += mass * share


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
