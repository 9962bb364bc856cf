"""Between which of the points that conditions name a mood lies: for many moods at once."""

import numpy as np

from engine.mood.mood import HIGHEST
from engine.workshop.explore.feelings import Moods
from engine.workshop.explore.numbers import Ints
from engine.workshop.explore.touches import Cuts


class Between:
    """Tells between which cuts a mood lies, for each reply."""

    def __init__(self, cuts: list[Cuts]) -> None:
        numbers: dict[frozenset[int], int] = {}
        parts = [
            [numbers.setdefault(points, len(numbers)) for points in part]
            for part in zip(*((each.heat, each.heard, each.trust) for each in cuts), strict=True)
        ]
        self._parts = np.array(parts, np.int64)
        points = np.arange(HIGHEST + 1)
        self._table = np.array(
            [np.searchsorted(sorted(each), points, side="right") for each in numbers], np.int64
        ).reshape(-1, HIGHEST + 1)
        self._band = np.array([each.band for each in cuts], np.int64)
        self.any = np.array([bool(each) for each in cuts], bool)

    def codes(self, replies: Ints, moods: Moods) -> Ints:
        """The same number for two moods between the same cuts."""
        heat, heard, trust = self._parts
        table = self._table
        codes: Ints = (
            table[heat[replies], moods.heat]
            | table[heard[replies], moods.heard] << 7
            | table[trust[replies], moods.trust] << 14
            | self._band[replies] * moods.band << 21
        )
        return codes
