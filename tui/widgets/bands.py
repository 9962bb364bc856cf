"""How the five bands look: a glyph each, and words. Colour is only ever the third sign."""

from typing import Final

from engine.mood.bands import BANDS, GLYPHS

__all__ = ["GLYPHS", "LEVELS", "SLICES", "change", "change_words", "paper_of", "title"]

LEVELS: Final = " ▁▂▃▄▅▆▇█"
"""Nothing to full, in eighths of a cell, upwards."""

SLICES: Final = " ▏▎▍▌▋▊▉█"
"""Nothing to full, in eighths of a cell, to the right."""


def title(band: str) -> str:
    """The band's word as it stands in a heading: ``Angry``."""
    return band.capitalize()


def change(amount: int | None) -> str:
    """A change in points as an arrow and a signed number: ``▲ +8``, ``▼ −5``, ``= 0``; empty for None."""
    if amount is None:
        return ""
    if amount > 0:
        return f"▲ +{amount}"
    return f"▼ −{-amount}" if amount < 0 else "= 0"


def change_words(amount: int | None) -> str:
    """A change in points in words, for a plain line: ``up 8``, ``down 5``, ``unchanged``; empty for None."""
    if amount is None:
        return ""
    if amount > 0:
        return f"up {amount}"
    return f"down {-amount}" if amount < 0 else "unchanged"


def paper_of(heat: float, edges: tuple[int, ...]) -> str:
    """The theme variable of the tint behind this heat (0–100), given the four edges of the bands."""
    return f"mood-{BANDS[sum(heat >= edge for edge in edges)]}-tint"
