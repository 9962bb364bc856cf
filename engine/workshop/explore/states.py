"""States by the million, small: each is put together when it is asked for."""

from array import array
from collections.abc import Iterator, Sequence
from typing import Final, overload

import numpy as np
from numpy.typing import NDArray

from engine.call.state import State
from engine.mood.mood import Mood
from engine.workshop.explore.contexts import Contexts

FEW_CONTEXTS: Final = 100_000
"""So many contexts are little, whatever the limit of states is."""
_new: Final = tuple.__new__


class States(Sequence[State]):
    """States in the order in which they were met."""

    def __init__(self, contexts: Contexts) -> None:
        self.contexts = contexts
        self._contexts = array("I")
        self._moods = array("I")

    def extend(self, contexts: NDArray[np.int64], moods: NDArray[np.int64]) -> None:
        """Add states: the numbers of their contexts, and the codes of their moods."""
        self._contexts.frombytes(contexts.astype(np.uint32).tobytes())
        self._moods.frombytes(moods.astype(np.uint32).tobytes())

    def columns(
        self, begin: int = 0, end: int | None = None
    ) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
        """The numbers of the contexts, and the codes of the moods, of some states."""
        span = slice(begin, end)
        return (
            np.frombuffer(self._contexts, np.uint32)[span].copy(),
            np.frombuffer(self._moods, np.uint32)[span].copy(),
        )

    def place(self, number: int) -> int:
        """The place of one state."""
        return int(self.contexts.places()[self._contexts[number]])

    def are_over(self, limit: int) -> bool:
        """Whether there are more than so many, or more than half as many contexts.

        A context takes a hundred times the memory of a state. Where flags are many, nearly every state is a
        context of its own: a million of those would take more than a GiB.
        """
        return len(self) > limit or len(self.contexts) > max(FEW_CONTEXTS, limit // 2)

    def places(self) -> NDArray[np.int32]:
        """The place of each state."""
        return self.contexts.places()[self.columns()[0]]

    def heats(self) -> dict[int, tuple[int, int]]:
        """For each place, by its number, the sum of the heats of its states, and how many they are."""
        found, which, counts = np.unique(self.places(), return_inverse=True, return_counts=True)
        sums = np.bincount(which, weights=self.columns()[1] & 127)
        return {
            int(place): (int(total), int(count))
            for place, total, count in zip(found, sums, counts, strict=True)
        }

    def __len__(self) -> int:
        return len(self._contexts)

    @overload
    def __getitem__(self, number: int) -> State: ...
    @overload
    def __getitem__(self, number: slice) -> list[State]: ...
    def __getitem__(self, number: int | slice) -> State | list[State]:
        if isinstance(number, slice):
            return [self[each] for each in range(*number.indices(len(self)))]
        return self._state(self._contexts[number], self._moods[number])

    def __iter__(self) -> Iterator[State]:
        return map(self._state, self._contexts, self._moods)

    def _state(self, context: int, mood: int) -> State:
        kept = self.contexts.state(context)
        return _new(
            State, (kept[0], Mood(mood & 127, mood >> 7 & 127, mood >> 14 & 127), mood >> 21, *kept[3:])
        )
