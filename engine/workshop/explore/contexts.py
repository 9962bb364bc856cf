"""What a state holds besides the mood, numbered: many states differ in their mood alone."""

import numpy as np
from numpy.typing import NDArray

from engine.call.state import State
from engine.workshop.explore.columns import Column, Distinct
from engine.workshop.explore.layout import Layout, Words
from engine.workshop.explore.numbers import Ints


class Contexts:
    """Places with what was left behind on the way there, each met at least once."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._distinct = Distinct()
        self._words = Column(np.uint64, layout.words)
        self._places = Column(np.int32)
        self._states: dict[int, State] = {}

    def __len__(self) -> int:
        return len(self._places)

    def number(self, places: Ints, words: Words) -> tuple[Ints, int]:
        """The numbers of contexts, by their places and words; those from the second number on are new."""
        old = len(self)
        numbers, new = self._distinct.number(places, words)
        self._places.add(places[new])
        self._words.add(words[new])
        return numbers, old

    def places(self) -> NDArray[np.int32]:
        """The place of each."""
        return self._places.rows

    def words(self) -> Words:
        """The words of each."""
        return self._words.rows

    def state(self, number: int) -> State:
        """A state with this context, in no mood."""
        found = self._states.get(number)
        if found is None:
            found = self._layout.unpacked(int(self._places.rows[number]), self._words.rows[number])
            self._states[number] = found
        return found
