"""The colours of a picture, on light and on dark paper. They are never the only sign of anything."""

from typing import Final, NamedTuple

from engine.mood.bands import BANDS, BandName


class Paper(NamedTuple):
    """The colours on one kind of paper, as hex."""

    paper: str
    box: str
    ink: str
    faint: str
    line: str
    back: str
    """Lines that lead to an earlier place."""
    plain: str
    """Behind the heading of a box without a mood."""
    bands: dict[BandName, str]
    """Behind the heading of a box that is met with this heat on average."""


def _bands(*colours: str) -> dict[BandName, str]:
    return dict(zip(BANDS, colours, strict=True))


LIGHT: Final = Paper(
    paper="#ffffff", box="#fbfbf9", ink="#1b1f24", faint="#4d565f", line="#56626e", back="#7a4fb0",
    plain="#e6e8ea", bands=_bands("#c9efe6", "#e8e6a6", "#fbd596", "#fbb98c", "#f5a0a4"),
)  # fmt: skip
DARK: Final = Paper(
    paper="#14171a", box="#1e2226", ink="#eef1f3", faint="#b3bcc4", line="#98a4af", back="#bd9cf0",
    plain="#343a40", bands=_bands("#0f4a41", "#4a4911", "#5a3d07", "#643011", "#6b1c28"),
)  # fmt: skip
