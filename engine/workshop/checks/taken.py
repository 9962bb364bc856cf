"""What was done in the calls that exploring went through: gathered once, in few passes, for every check."""

from collections import Counter
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.call.state import State
from engine.workshop.explore.budget import AT_ONCE, now_and_then
from engine.workshop.explore.graph import NOWHERE, Graph, Ways, Witness
from engine.workshop.explore.numbers import Ints
from engine.workshop.explore.recovery import replies_to

Step = tuple[int, int, int]
"""A scene's number, the reply's, and the number of the place that it led to."""


NEVER_ROUNDED_TO_NOTHING: Final = 250
"""Up to so many replies, of twelve each, no chance is too small for a number."""


class Taken:
    """Which replies were given, where they led, and in which states."""

    def __init__(self, graph: Graph, ask: Callable[[], None] = lambda: None) -> None:
        """``ask`` is called now and then; it may raise to end the work."""
        self._graph = graph
        self._ask = ask

    @cached_property
    def places(self) -> NDArray[np.int32]:
        """The place of each state."""
        return self._graph.states.places()

    @cached_property
    def _ways(self) -> Ways:
        return self._graph.ways()

    @cached_property
    def _choices(self) -> NDArray[np.uint8]:
        return np.frombuffer(self._graph.choices, np.uint8)

    @cached_property
    def met(self) -> Counter[int]:
        """In how many states each place was met."""
        found, times = np.unique(self.places[: self._graph.expanded], return_counts=True)
        return Counter(dict(zip(found.tolist(), times.tolist(), strict=True)))

    @cached_property
    def steps(self) -> Counter[Step]:
        """How often each reply led where; which is in how many states it was given."""
        ways, places = self._ways, self.places.astype(np.int64)
        came_from = np.repeat(places, ways.counts)
        # Three small numbers as one; a place is -1 for being stuck.
        keys = ((came_from << 8) + self._choices << 32) + places[ways.to] + 1
        found, times = np.unique(keys, return_counts=True)
        return Counter(
            {
                (key >> 40, key >> 32 & 255, (key & 0xFFFFFFFF) - 1): many
                for key, many in zip(found.tolist(), times.tolist(), strict=True)
            }
        )

    @cached_property
    def given(self) -> Counter[tuple[int, int]]:
        """In how many states each reply was given: by a scene's number and the reply's."""
        found: Counter[tuple[int, int]] = Counter()
        for (place, choice, _), times in self.steps.items():
            found[place, choice] += times
        return found

    @cached_property
    def led_to(self) -> dict[tuple[int, int], set[int]]:
        """The places that each reply led to."""
        found: dict[tuple[int, int], set[int]] = {}
        for place, choice, to in self.steps:
            found.setdefault((place, choice), set()).add(to)
        return found

    @cached_property
    def _states_at(self) -> dict[int, Ints]:
        order = np.argsort(self.places, kind="stable")
        begins = np.flatnonzero(np.diff(self.places[order], prepend=-2))
        return {int(self.places[group[0]]): group for group in np.split(order, begins[1:])}

    def numbers_at(self, place: int) -> Ints:
        """The states at a place, the first met first."""
        return self._states_at.get(place, np.zeros(0, np.int64))

    def states_at(self, place: int) -> Iterator[State]:
        """As ``numbers_at``, the states themselves."""
        for number in now_and_then(self.numbers_at(place).tolist(), self._ask):
            yield self._graph.states[number]

    @cached_property
    def ended(self) -> Ints:
        """The states in which a call is over, the first met first."""
        return np.flatnonzero((self.places < 0) | (self.places >= self._graph.plan.scenes))

    def turns_of(self, place: int, choice: int) -> tuple[Ints, Ints]:
        """The states in which a reply was given, the first met first; and the states that it led to."""
        return self._turns(self.numbers_at(place), choice)

    def given_in(self, place: int, choice: int, to: int | None = None) -> Iterator[tuple[int, int]]:
        """As ``turns_of``, one turn after the other; if ``to`` is given, those that led to that place."""
        numbers = self.numbers_at(place)
        begin, many = 0, AT_ONCE
        while begin < len(numbers):
            before, after = self._turns(numbers[begin : begin + many], choice)
            if to is not None:
                led_there = self.places[after] == to
                before, after = before[led_there], after[led_there]
            yield from now_and_then(zip(before.tolist(), after.tolist(), strict=True), self._ask)
            begin, many = begin + many, 2 * many

    def _turns(self, numbers: Ints, choice: int) -> tuple[Ints, Ints]:
        ways, counts = self._ways.places(numbers)
        is_it = self._choices[ways] == choice
        return np.repeat(numbers, counts)[is_it], self._ways.to[ways[is_it]]

    @cached_property
    def goes_round(self) -> bool:
        """Whether some call may come back to a state that it was in.

        States are numbered by how soon they are met: what leads on to no later one may lead back.
        """
        ways = self._ways
        return bool((np.repeat(np.arange(len(ways.counts)), ways.counts) >= ways.to).any())

    def trapped(self, chance: float | None) -> list[int]:
        """The states from which no reply leads to an end any more; needs every state.

        ``chance``: that of a random call to go round for ever, if it is known.
        """
        graph = self._graph
        if chance == 0.0 and len(graph.witness(len(graph.states) - 1)) < NEVER_ROUNDED_TO_NOTHING:
            return []
        if not self.goes_round:
            return []
        away = np.frombuffer(replies_to(graph, self.ended.tolist()), np.uint32)
        found: list[int] = np.flatnonzero(away == NOWHERE).tolist()
        return found

    def witness(self, number: int, choice: int | None = None) -> Witness:
        """The shortest way to a state, and one more reply if it is given."""
        return self._graph.witness(number, choice)
