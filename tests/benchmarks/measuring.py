"""Rounds in turns, and what to make of their figures."""

import gc
import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from time import process_time
from typing import TypeVar

Name = TypeVar("Name")
Figure = TypeVar("Figure")


@dataclass(frozen=True)
class Spread:
    """What came out of the rounds."""

    median: float
    lowest: float
    highest: float

    def words(self, form: str = "{:,.0f}") -> str:
        """The median as text."""
        return form.format(self.median)

    def ends(self, form: str = "{:,.0f}") -> str:
        """The lowest and the highest as text."""
        return f"{form.format(self.lowest)} to {form.format(self.highest)}"


def spread(figures: Sequence[float]) -> Spread:
    """The median of some figures, and how far they lie apart."""
    return Spread(statistics.median(figures), min(figures), max(figures))


def ratios(these: Sequence[float], those: Sequence[float]) -> Spread:
    """How many times ``those`` ``these`` are, round by round: what disturbs a round disturbs both."""
    return spread([this / that for this, that in zip(these, those, strict=True)])


def in_turns(
    rounds: int, contenders: Mapping[Name, Callable[[], Figure]], *, before: int = 1
) -> dict[Name, list[Figure]]:
    """Each contender's figure in each round, taken A B A B …; rounds ``before`` those do not count."""
    figures: dict[Name, list[Figure]] = {name: [] for name in contenders}
    for number in range(-before, rounds):
        for name, measure in contenders.items():
            figure = measure()
            if number >= 0:
                figures[name].append(figure)
    return figures


def cpu_seconds(work: Callable[[], object]) -> float:
    """The processor time that this process takes for ``work``, earlier work's litter cleared away first."""
    gc.collect()
    before = process_time()
    work()
    return process_time() - before
