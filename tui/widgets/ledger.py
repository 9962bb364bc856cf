"""What moved, and why, as a small table: a column for each part of the mood, a row for each cause."""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from textual.content import Content
from textual.visual import Visual

from tui.widgets.bands import change
from tui.widgets.columns import Columns
from tui.widgets.safe_text import one_line, safe_text

PARTS: Final = ("heat", "heard", "trust")
_CELL: Final = 6
"""Cells for one change: ``▲ +100``; a gap follows."""


class Effect(NamedTuple):
    """One cause, and what it moved."""

    words: str
    points: Mapping[str, int]
    """The change in points of each part that it is about; 0 where it moved nothing."""
    source: str = ""
    """Where the rule behind it comes from; empty leaves it out."""


def ledger(effects: Sequence[Effect], *, together: str = "") -> Visual:
    """The table. With ``together``, a last row of that name has the sums, if there is more than one cause."""
    named = dict.fromkeys(PARTS) | dict.fromkeys(part for effect in effects for part in effect.points)
    parts = {part: one_line(part) for part in named}
    widths = {part: max(_CELL, len(name)) + 1 for part, name in parts.items()}

    def cells(points: Mapping[str, int]) -> Content:
        return Content("").join(_cell(part, points.get(part), width) for part, width in widths.items())

    heads = Content("").join(
        Content.styled(name.ljust(widths[part]), "$text-muted") for part, name in parts.items()
    )
    rows = [(heads, Content(""))]
    for effect in effects:
        words = Content(safe_text(effect.words))
        if effect.source:
            words = Content("\n").join([words, Content.styled(safe_text(effect.source), "$text-muted")])
        rows.append((cells(effect.points), words))
    if together and len(effects) > 1:
        sums = {part: sum(effect.points.get(part, 0) for effect in effects) for part in parts}
        rows.append((cells(sums), Content.styled(together, "bold")))
    return Columns(rows)


def _cell(part: str, amount: int | None, width: int) -> Content:
    if amount is None:
        return Content(" " * width)
    worse = amount > 0 if part == "heat" else amount < 0
    ink = "$text-muted" if amount == 0 else "bold $bad" if worse else "bold $good"
    return Content.styled(change(amount).ljust(width), ink)
