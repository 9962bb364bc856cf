"""Heat in words. The word lags a little behind the number, so that it does not flicker at an edge."""

from typing import Final, Literal, get_args

BandName = Literal["calm", "uneasy", "frustrated", "angry", "furious"]

BANDS: Final[tuple[BandName, ...]] = get_args(BandName)
"""The five bands, coolest first; a band's number is its place here."""

GLYPHS: Final[dict[BandName, str]] = dict(zip(BANDS, "○◔◑◕●", strict=True))
"""A disc that fills as heat rises; each takes one cell."""


def band_of(heat: int, edges: tuple[int, ...]) -> int:
    """The band of a heat that has no history: how many of the edges it has reached (0–4)."""
    return sum(heat >= edge for edge in edges)


def band_after(before: int, heat: int, edges: tuple[int, ...], slack: int) -> int:
    """The band that follows ``before`` now that heat is ``heat``.

    Upwards a band changes at its edge; downwards only ``slack`` points below it (hysteresis: a design
    choice, not a finding), so a heat that swings one point about an edge changes the word at most once.
    """
    now = band_of(heat, edges)
    if now >= before:
        return now
    return max(now, min(before, band_of(heat + slack, edges)))
