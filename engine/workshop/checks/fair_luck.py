"""How likely it is by luck alone that something holds in so many scenes."""

from collections.abc import Iterable
from typing import Final

TOO_UNLIKELY: Final = 0.05
"""Below this chance, a pattern is not put down to luck: one scenario in twenty."""


def at_least(hits: int, chances: Iterable[float]) -> float:
    """The chance of ``hits`` or more, if each of ``chances`` (0–1) is drawn for by itself.

    >>> at_least(2, [0.5, 0.5])
    0.25
    """
    exactly = [1.0]
    for chance in chances:
        missed, hit = [each * (1 - chance) for each in exactly], [each * chance for each in exactly]
        exactly = [one + other for one, other in zip([*missed, 0.0], [0.0, *hit], strict=True)]
    return sum(exactly[hits:])


def one_in(chance: float) -> str:
    """A small chance in words: ``1 in 40``."""
    return f"1 in {round(1 / chance):,}" if chance > 1e-6 else "less than 1 in a million"
