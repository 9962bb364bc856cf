"""One line of a table that shows as many of its cells as there is room for."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual

_GAP: Final = 1


class Cell(NamedTuple):
    """One cell after the first."""

    text: Content
    width: int
    """Cells on the screen."""
    needs: int = 0
    """It is shown if the whole line is at least so wide."""
    right: bool = False
    """Whether its text stands on the right, as numbers do."""


class Fitted(Visual):
    """A name, which takes the room that is left and is cut short if it must be, and the cells that fit."""

    def __init__(self, name: Content, cells: Sequence[Cell] = ()) -> None:
        self.name = name
        self.cells = tuple(cells)

    @property
    def plain(self) -> str:
        """The text alone."""
        return " ".join([self.name.plain, *(cell.text.plain for cell in self.cells)])

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """As wide as all of it."""
        return self.name.cell_length + sum(cell.width + _GAP for cell in self.cells)

    def get_height(self, rules: RulesMap, width: int) -> int:
        """Always one line."""
        return 1

    def line(self, width: int) -> Content:
        """The line at this width."""
        shown = [cell for cell in self.cells if cell.needs <= width]
        rest = max(1, width - sum(cell.width + _GAP for cell in shown))
        parts = [_padded(self.name, rest, right=False)]
        for cell in shown:
            parts += [Content(" " * _GAP), _padded(cell.text, cell.width, right=cell.right)]
        return Content("").join(parts)

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """The line as a strip; see ``Visual``."""
        return self.line(width).render_strips(width, 1, style, options)


def _padded(text: Content, width: int, *, right: bool) -> Content:
    text = text.truncate(width, ellipsis=True)
    room = max(0, width - text.cell_length)
    return text.pad_left(room) if right else text.pad_right(room)
