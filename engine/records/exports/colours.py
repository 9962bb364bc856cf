"""The colours of exported pages and pictures, light and dark, and which of them stand on which.

The bands fall in lightness (light: the tints; dark: the other way about) as heat rises, and every band has
its word beside it, so that no meaning hangs on a colour. The suite computes the contrast of every pair.
"""

from collections.abc import Mapping
from typing import Final, NamedTuple

LIGHT: Final[Mapping[str, str]] = {
    "paper": "#ffffff",
    "ink": "#1b1e28",
    "muted": "#515868",
    "rule": "#7d8494",
    "panel": "#f3f4f8",
    "link": "#1d4f91",
    "curve": "#1b1e28",
    "pivot": "#8a1253",
    "limit": "#a3160f",
    "calm": "#e3f5ef",
    "uneasy": "#f4f1cd",
    "frustrated": "#fbe3ba",
    "angry": "#fbd2b4",
    "furious": "#f9c3c3",
}
DARK: Final[Mapping[str, str]] = {
    "paper": "#13151f",
    "ink": "#e8eaf4",
    "muted": "#adb4ca",
    "rule": "#757d94",
    "panel": "#1d2130",
    "link": "#8fbdf5",
    "curve": "#e8eaf4",
    "pivot": "#ff9fd0",
    "limit": "#ff9c96",
    "calm": "#14302c",
    "uneasy": "#2f2e14",
    "frustrated": "#3a2a0f",
    "angry": "#422210",
    "furious": "#4a1a1c",
}


class Pair(NamedTuple):
    """A colour that stands on another one, and the contrast that it must have there."""

    ink: str
    paper: str
    least: float


TEXT: Final = 4.5
"""WCAG 2.2, 1.4.3 (AA)."""
LINE: Final = 3.0
"""WCAG 2.2, 1.4.11: what is not text but means something."""
_BANDS: Final = ("calm", "uneasy", "frustrated", "angry", "furious")

PAIRS: Final = (
    *(Pair(ink, paper, TEXT) for ink in ("ink", "muted", "link") for paper in ("paper", "panel")),
    *(Pair(ink, "paper", TEXT) for ink in ("pivot", "limit")),
    *(Pair(ink, band, TEXT) for ink in ("ink", "muted", "pivot", "limit") for band in _BANDS),
    *(Pair("curve", band, LINE) for band in _BANDS),
    *(Pair("rule", paper, LINE) for paper in ("paper", "panel")),
)
"""Every ink with every paper that it stands on."""


def variables(colours: Mapping[str, str]) -> str:
    """The colours as CSS custom properties."""
    return " ".join(f"--{name}: {value};" for name, value in colours.items())
