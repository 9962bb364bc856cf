"""How likely each way of ending is if every open reply is given with the same chance, worked out exactly."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum
from typing import Final

from engine.call.plan import Plan
from engine.call.state import State
from engine.workshop.explore.components import in_order
from engine.workshop.explore.graph import Graph

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
    return plan.places[state.place].id if state.place >= 0 else STUCK_NAME


def chances(graph: Graph) -> Chances:
    """The chances under the uniformly random trainee.

    Raises:
        ValueError: the graph is not complete.
    """
    if not graph.complete:
        raise ValueError("chances need every state")
    return _Flow(graph).run()


class _Flow:
    """Chance flowing from the start through the states to the endings."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.mass = [0.0] * len(graph.states)
        self.mass[0] = 1.0
        self.ended: defaultdict[str, list[float]] = defaultdict(list)
        self.never: list[float] = []
        self.undecided: list[float] = []

    def run(self) -> Chances:
        graph = self.graph
        for group in in_order(graph):
            if len(group) == 1 and group[0] not in (ways := graph.next(group[0])):
                number = group[0]
                if not ways:
                    self.ended[outcome(graph.plan, graph.states[number])].append(self.mass[number])
                    continue
                share = self.mass[number] / len(ways)
                for after in ways:
                    self.mass[after] += share
            else:
                self._round(group)
        endings = {name: fsum(masses) for name, masses in self.ended.items()}
        return Chances(endings, fsum(self.never), fsum(self.undecided))

    def _round(self, group: Sequence[int]) -> None:
        """Chance that comes into a group of states that lead to one another, until it has left."""
        inside = {number: place for place, number in enumerate(group)}
        coming = [self.mass[number] for number in group]
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
        visits = [0.0] * len(coming)
        here = list(coming)
        enough = LEFT_OVER * fsum(coming)
        left = fsum(here)
        for _ in range(ROUNDS):
            for place, mass in enumerate(here):
                if mass:
                    here[place] = 0.0
                    visits[place] += mass
                    on = mass * shares[place]
                    for after in inner[place]:
                        here[after] += on
            left = fsum(here)
            if left <= enough:
                break
        if left > enough:
            self.undecided.append(left)
        return visits


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
