"""The base of widgets that draw themselves cell by cell: rows of inked text, painted as strips.

What is drawn comes from pure functions that return rows; a widget only turns the rows into strips, caches
them, and repaints. Nothing here lays anything out, which is what keeps a meter cheap on a long call.
"""

from abc import abstractmethod
from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from rich.segment import Segment
from rich.style import Style as RichStyle
from textual.strip import Strip
from textual.style import Style
from textual.widget import Widget


class Run(NamedTuple):
    """Some text in one ink on one paper."""

    text: str
    ink: str = "foreground"
    """The theme variable of its colour, without the dollar sign."""
    paper: str = ""
    """The theme variable of its background; empty for the widget's own."""
    bold: bool = False


Row = tuple[Run, ...]


def row_text(row: Row) -> str:
    """The text of a row, without its colours."""
    return "".join(run.text for run in row)


def row_width(row: Iterable[Run]) -> int:
    """How many cells the row takes; every glyph that is drawn here takes one."""
    return sum(len(run.text) for run in row)


def padded(row: Sequence[Run], width: int) -> Row:
    """The row cut or filled to ``width`` cells."""
    cells = 0
    fitted: list[Run] = []
    for run in row:
        room = width - cells
        if run.text and room > 0:
            fitted.append(run if len(run.text) <= room else run._replace(text=run.text[:room]))
            cells += min(room, len(run.text))
    if cells < width:
        fitted.append(Run(" " * (width - cells)))
    return tuple(fitted)


class Drawn(Widget):
    """A widget that is drawn as rows. Subclasses say what the rows are, and call :meth:`redraw`."""

    ALLOW_SELECT = False

    def __init__(self, **widget: Any) -> None:
        super().__init__(**widget)
        self._strips: list[Strip] | None = None
        self._drawn_width = -1
        self._drawn_height = -1
        self._ink_cache: dict[tuple[str, str, bool], RichStyle] = {}

    @abstractmethod
    def draw(self, width: int, height: int) -> Sequence[Row]:
        """The rows of a picture of ``width`` × ``height`` cells; fewer rows leave the rest empty."""

    def on_mount(self) -> None:
        self.app.theme_changed_signal.subscribe(self, lambda _theme: self._forget_inks())

    def notify_style_update(self) -> None:
        self._forget_inks()
        super().notify_style_update()

    def _forget_inks(self) -> None:
        self._ink_cache.clear()
        self.redraw()

    def redraw(self) -> None:
        """Draw anew and repaint; the layout of the screen is left alone."""
        self._strips = None
        self.refresh()

    def render_line(self, y: int) -> Strip:
        width, height = self.size
        if self._strips is None or (width, height) != (self._drawn_width, self._drawn_height):
            self._drawn_width, self._drawn_height = width, height
            rows = self.draw(width, height) if width > 0 and height > 0 else ()
            self._strips = [self._strip(row, width) for row in rows]
        if y < len(self._strips):
            return self._strips[y]
        return Strip.blank(width, self._style("foreground", "", False))

    def _strip(self, row: Row, width: int) -> Strip:
        # What stands side by side in the same colours is painted in one go.
        alike = groupby(padded(row, width), key=itemgetter(1, 2, 3))
        segments = [
            Segment("".join([run.text for run in runs]), self._style(*colours)) for colours, runs in alike
        ]
        return Strip(segments, width).simplify()

    def _style(self, ink: str, paper: str, bold: bool) -> RichStyle:
        key = (ink, paper, bold)
        style = self._ink_cache.get(key)
        if style is None:
            # Unknown names give an empty style, so the widget also works under a theme without these inks.
            named = self._get_style(f"${ink} on ${paper}" if paper else f"${ink}")
            style = (self.visual_style + named + Style(bold=bold)).rich_style
            self._ink_cache[key] = style
        return style
