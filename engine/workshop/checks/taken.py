"""What was done in the calls that exploring went through: gathered once, in few passes, for every check."""

from collections import Counter
from collections.abc import Callable, Iterator
from functools import cached_property
from itertools import chain
from typing import Any, Final

import numpy as np

from engine.call.state import State
from engine.workshop.explore.graph import NOWHERE, Graph, Witness
from engine.workshop.explore.recovery import replies_to

Step = tuple[int, int, int]
"""A scene's number, the reply's, and the number of the place that it led to."""


NEVER_ROUNDED_TO_NOTHING: Final = 250
"""Up to so many replies, of twelve each, no chance is too small for a number."""


class Taken:
    """Which replies were given, where they led, and in which states."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph

    @cached_property
    def places(self) -> list[int]:
        """The place of each state."""
        in_bulk: Callable[[], Any] | None = getattr(self._graph.states, "places", None)
        if in_bulk is not None:
            return list(in_bulk().tolist())
        found: list[int] = self._graph.states.places().tolist()
        return found

    @cached_property
    def met(self) -> Counter[int]:
        """In how many states each place was met."""
        return Counter(self.places[: self._graph.expanded])

    @cached_property
    def steps(self) -> Counter[Step]:
        """How often each reply led where; which is in how many states it was given."""
        ways, places = self._graph.ways(), self._graph.states.places().astype(np.int64)
        came_from = np.repeat(places, ways.counts)
        # Three small numbers as one; a place is -1 for being stuck.
        keys = ((came_from << 8) + np.frombuffer(self._graph.choices, np.uint8) << 32) + places[ways.to] + 1
        found, first, times = np.unique(keys, return_index=True, return_counts=True)
        order = np.argsort(first)
        return Counter(
            {
                (key >> 40, key >> 32 & 255, (key & 0xFFFFFFFF) - 1): many
                for key, many in zip(found[order].tolist(), times[order].tolist(), strict=True)
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
    def _states_at(self) -> dict[int, list[int]]:
        places = self._graph.states.places()
        order = np.argsort(places, kind="stable")
        begins = np.flatnonzero(np.diff(places[order], prepend=-2))
        return {int(places[group[0]]): group.tolist() for group in np.split(order, begins[1:])}

    def numbers_at(self, place: int) -> list[int]:
        """The states at a place, the first met first."""
        return self._states_at.get(place, [])

    def states_at(self, place: int) -> Iterator[State]:
        """As ``numbers_at``, the states themselves."""
        return map(self._graph.states.__getitem__, self.numbers_at(place))

    @cached_property
    def ended(self) -> list[int]:
        """The states in which a call is over, the first met first."""
        scenes = self._graph.plan.scenes
        over = (place for place in self._states_at if not 0 <= place < scenes)
        return sorted(chain.from_iterable(map(self.numbers_at, over)))

    def given_in(self, place: int, choice: int) -> Iterator[tuple[int, int]]:
        """The states in which a reply was given, and the states that it led to."""
        graph = self._graph
        for number in self.numbers_at(place):
            for way in graph.replies(number):
                if graph.choices[way] == choice:
                    yield number, graph.to[way]

    @cached_property
    def goes_round(self) -> bool:
        """Whether some call may come back to a state that it was in.

        States are numbered by how soon they are met: what leads on to no later one may lead back.
        """
        ways = self._graph.ways()
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
        return [n for n, away in enumerate(replies_to(graph, graph.ended())) if away == NOWHERE]

    def witness(self, number: int, choice: int | None = None) -> Witness:
        """The shortest way to a state, and one more reply if it is given."""
        return self._graph.witness(number, choice)
