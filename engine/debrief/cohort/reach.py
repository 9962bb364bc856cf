"""From where in a call a good ending could still be reached: looked up in all states of its scenario.

Going through all states once answers it for every call of the scenario, where looking ahead from each call
would go through them once for each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from engine.call.plan import Plan

if TYPE_CHECKING:
    from engine.workshop.explore.graph import Graph

STATES: Final = 400_000
"""So many states may be found; the largest shipped scenario has 300,000."""
SECONDS: Final = 20.0
"""How long that may take; a second is usual for 400,000."""


class Reach:
    """What is within reach in one scenario. It is found out when it is first asked for.

    Args:
        plan: the scenario.
        clock: seconds, from any moment on.
        states: how many states may be found before it is given up.
        seconds: how long that may take.
    """

    def __init__(
        self, plan: Plan, clock: Callable[[], float], *, states: int = STATES, seconds: float = SECONDS
    ) -> None:
        self._plan, self._clock = plan, clock
        self._states, self._seconds = states, seconds
        self._found: tuple[Graph, bytes] | None = None
        self._asked = False

    def last_turn(self, given: Iterable[int]) -> int | None:
        """The last turn of a call at whose choice a good ending could still be reached.

        Args:
            given: for each turn the number, among the scene's replies, of the one that was given.

        Returns:
            From 1 on; 0 if it never could; one more than there are turns if it still could when the call
            stopped. None if the scenario has more states than can be gone through.
        """
        if not self._asked:
            self._asked = True
            with suppress(MemoryError):  # The class does without.
                self._found = self._explore()
        if self._found is None:
            return None
        graph, hopeful = self._found
        first, choices, to = graph.first, graph.choices, graph.to
        at, last = 0, hopeful[0]
        for turn, number in enumerate(given, start=2):
            at = to[choices.index(number, first[at], first[at + 1])]
            if not hopeful[at]:
                break  # What is out of reach stays so.
            last = turn
        return last

    def _explore(self) -> tuple[Graph, bytes] | None:
        import numpy as np

        from engine.workshop.explore.budget import Budget
        from engine.workshop.explore.graph import NOWHERE
        from engine.workshop.explore.projection import Projection
        from engine.workshop.explore.recovery import good_endings, replies_to
        from engine.workshop.explore.search import search, without_collecting

        budget = Budget(self._clock, states=self._states, seconds=self._seconds)
        with without_collecting():
            graph, _ = search(self._plan, Projection(self._plan, lines=False), budget, lines=False)
            if not graph.complete:
                return None
            to_good = np.frombuffer(replies_to(graph, good_endings(graph)), np.uint32)
        return graph, (to_good != NOWHERE).astype(np.uint8).tobytes()
