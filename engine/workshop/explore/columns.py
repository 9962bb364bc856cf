"""A column of numbers that grows, and rows of numbers told apart."""

from collections import defaultdict
from itertools import count
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from engine.workshop.explore.numbers import Ints


class Column:
    """Rows of numbers, to which more can be added."""

    def __init__(self, dtype: DTypeLike, width: int | None = None) -> None:
        self._rows: NDArray[Any] = np.zeros(1024 if width is None else (1024, width), dtype)
        self._count = 0

    def __len__(self) -> int:
        return self._count

    @property
    def rows(self) -> NDArray[Any]:
        """All rows so far; what is written into it stays."""
        return self._rows[: self._count]

    def add(self, rows: NDArray[Any]) -> None:
        """Add rows at the end."""
        count = self._count + len(rows)
        if count > len(self._rows):
            grown = np.zeros((max(count, 2 * len(self._rows)), *self._rows.shape[1:]), self._rows.dtype)
            grown[: self._count] = self._rows[: self._count]
            self._rows = grown
        self._rows[self._count : count] = rows
        self._count = count


class Distinct:
    """Numbers for rows of words that differ: the first met is 0, the next new one 1, and so on."""

    def __init__(self) -> None:
        self._numbers: defaultdict[bytes, int] = defaultdict(count().__next__)

    def number(self, heads: Ints, words: NDArray[np.uint64]) -> tuple[Ints, Ints]:
        """The number of each row, a head (-1 or more) and words; and where the new ones stand first."""
        known = len(self._numbers)
        rows = np.empty((len(heads), 1 + words.shape[1]), np.uint64)
        rows[:, 0] = heads + 1
        rows[:, 1:] = words
        keys = rows.view(f"V{8 * rows.shape[1]}").ravel().tolist()
        numbers = np.fromiter(map(self._numbers.__getitem__, keys), np.int64, len(keys))
        before = np.empty(len(keys), np.int64)
        if len(keys):
            before[0] = known - 1
            np.maximum(np.maximum.accumulate(numbers[:-1]), known - 1, out=before[1:])
        return numbers, np.flatnonzero(numbers > before)
