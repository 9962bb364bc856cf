"""States by the million, small: each is put together when it is asked for."""

from array import array
from collections.abc import Iterator, Sequence
from typing import Final, overload

import numpy as np
from numpy.typing import NDArray

from engine.call.state import State
from engine.mood.mood import Mood
from engine.workshop.explore.contexts import Contexts

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

    def places(self) -> NDArray[np.int32]:
        """The place of each state."""
        return self.contexts.places()[self.columns()[0]]

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
