"""How likely each way of ending is if every open reply is given with the same chance, worked out exactly."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import fsum
from typing import Final

import numpy as np

from engine.call.plan import Plan
from engine.call.state import State
from engine.workshop.explore.budget import NotDecided
from engine.workshop.explore.components import components
from engine.workshop.explore.graph import Graph, once

STUCK_NAME: Final = ""
"""Instead of an ending's id: no reply was left."""
SOLVED_UP_TO: Final = 80
"""Rounds of so many states are solved as linear equations; larger ones by going round."""
ROUNDS: Final = 20_000
LEFT_OVER: Final = 1e-16


@dataclass(frozen=True)
class Chances:
    """The chance of each ending, 0–1; together with ``never`` and ``undecided`` they make 1."""

    endings: dict[str, float]
    """By id; ``STUCK_NAME`` for calls that have no reply left."""
    never: float
    """Of calls that go round for ever, with no way out."""
    undecided: float
    """What was still going round when counting stopped; 0 but for large rounds that are hard to leave."""


def outcome(plan: Plan, state: State) -> str:
    """The id of the ending in which a call that is over stands."""
    return outcome_at(plan, state.place)


def outcome_at(plan: Plan, place: int) -> str:
    """The id of an ending, by its number."""
    return plan.places[place].id if place >= 0 else STUCK_NAME


def chances(graph: Graph, go_on: Callable[[], bool] = lambda: True) -> Chances:
    """The chances under the uniformly random trainee.

    ``go_on`` is asked now and then; once it says no, what has not come to an end yet is undecided.

    Raises:
        ValueError: the graph is not complete.
    """
    if not graph.complete:
        raise ValueError("chances need every state")
    return _Flow(graph, go_on).run()


class _Flow:
    """Chance flowing from the start through the states to the endings."""

    def __init__(self, graph: Graph, go_on: Callable[[], bool]) -> None:
        self.graph = graph
        self.go_on = go_on
        self.ways = graph.ways()
        self.mass = np.zeros(len(graph.states))
        self.mass[0] = 1.0
        self.never: list[float] = []
        self.undecided: list[float] = []

    def run(self) -> Chances:
        rest = self._flow()
        try:
            groups = components(self.graph, rest, ask=self._ask)
        except NotDecided:
            self.undecided.append(fsum(self.mass[rest]))
            groups = []
        for group in groups:
            if len(group) == 1 and group[0] not in (ways := self.graph.next(group[0])):
                for after in ways:
                    self.mass[after] += self.mass[group[0]] / len(ways)
            elif self.go_on():
                self._round(group)
            else:
                self.undecided.append(fsum(self.mass[group]))
        return Chances(self._ended(), fsum(self.never), fsum(self.undecided))

    def _ask(self) -> None:
        if not self.go_on():
            raise NotDecided

    def _flow(self) -> list[int]:
        """Let chance flow, until only states are left that can be come back to, or that lie behind those.

        A topological order (Kahn, CACM 1962), all states at once that wait for none.
        """
        ways, mass = self.ways, self.mass
        waiting_for = np.bincount(ways.to, minlength=len(mass))
        done = np.zeros(len(mass), bool)
        scratch = np.empty(len(mass), np.int64)
        ready = np.flatnonzero(waiting_for[:1] == 0)
        while len(ready):
            done[ready] = True
            after, counts = ways.of(ready)
            np.add.at(mass, after, np.repeat(mass[ready] / np.maximum(counts, 1), counts))
            np.subtract.at(waiting_for, after, 1)
            ready = once(after[waiting_for[after] == 0], scratch)
        rest: list[int] = np.flatnonzero(~done).tolist()
        return rest

    def _ended(self) -> dict[str, float]:
        ended = np.flatnonzero(self.ways.counts == 0)
        places = self.graph.states.places()[ended]
        found: dict[str, float] = {}
        for place in np.unique(places).tolist():
            found[outcome_at(self.graph.plan, place)] = fsum(self.mass[ended[places == place]])
        return found

    def _round(self, group: Sequence[int]) -> None:
        """Chance that comes into a group of states that lead to one another, until it has left."""
        inside = {number: place for place, number in enumerate(group)}
        coming: list[float] = self.mass[group].tolist()
        if all(after in inside for number in group for after in self.graph.next(number)):
            self.never.append(fsum(coming))
            return
        inner: list[list[int]] = []
        shares: list[float] = []
        for number in group:
            ways = self.graph.next(number)
            shares.append(1 / len(ways))
            inner.append([inside[after] for after in ways if after in inside])
        if len(group) <= SOLVED_UP_TO:
            visits = _solve(coming, inner, shares)
        else:
            visits = self._go_round(coming, inner, shares)
        for number, times, share in zip(group, visits, shares, strict=True):
            for after in self.graph.next(number):
                if after not in inside:
                    self.mass[after] += times * share

    def _go_round(self, coming: list[float], inner: list[list[int]], shares: list[float]) -> list[float]:
        counts = np.array([len(ways) for ways in inner])
        after = np.array([place for ways in inner for place in ways])
        share = np.array(shares)
        here = np.array(coming)
        visits = np.zeros(len(here))
        enough = LEFT_OVER * here.sum()
        for _ in range(ROUNDS):
            visits += here
            here = np.bincount(after, weights=np.repeat(here * share, counts), minlength=len(here))
            if here.sum() <= enough or not self.go_on():
                break
        if (left := float(here.sum())) > enough:
            self.undecided.append(left)
        return [float(each) for each in visits]


def _solve(coming: list[float], inner: list[list[int]], shares: list[float]) -> list[float]:
    """How often each state is visited: visits = coming + what the others pass on, by elimination.

    The matrix is diagonally dominant by columns, so that elimination needs no pivoting.
    """
    size = len(coming)
    rows = [[0.0] * size + [coming[place]] for place in range(size)]
    for place in range(size):
        rows[place][place] += 1.0
        for after in inner[place]:
            rows[after][place] -= shares[place]
    for place in range(size):
        pivot = rows[place]
        for below in rows[place + 1 :]:
            times = below[place] / pivot[place]
            if times:
                for column in range(place, size + 1):
                    below[column] -= times * pivot[column]
    visits = [0.0] * size
    for place in range(size - 1, -1, -1):
        row = rows[place]
        known = fsum(row[column] * visits[column] for column in range(place + 1, size))
        visits[place] = (row[size] - known) / row[place]
    return visits
