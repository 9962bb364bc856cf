"""The heat of two attempts in one chart: a heavy line and a broken one, with marks of their own."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from engine.mood.bands import BANDS, BandName
from tui.widgets.bands import GLYPHS
from tui.widgets.drawn import Drawn, Row, Run

ONE, OTHER, BOTH = "●", "○", "◉"
"""The marks of the first attempt, the second, and of both at one place."""
_LINES: Final = {frozenset((0,)): "━", frozenset((1,)): "╌", frozenset((0, 1)): "═"}
INKS: Final = ("key", "agent")
PARTING: Final = "┊"
_LEAST: Final = (30, 4)


@dataclass(frozen=True)
class Course:
    """The heat of one attempt, place by place; None where it has no turn."""

    name: str
    heats: tuple[int | None, ...]


class TwoMoodLines(Drawn):
    """Two courses over the same places; place 0 is the start of the call."""

    DEFAULT_CSS = """
    TwoMoodLines { height: 9; width: 1fr; background: $background; color: $foreground; }
    """

    def __init__(
        self,
        courses: tuple[Course, Course],
        *,
        edges: Sequence[int] = (20, 40, 60, 80),
        parting: int | None = None,
        **widget: Any,
    ) -> None:
        """``parting`` is the place at which the two part."""
        super().__init__(**widget)
        self._courses = courses
        self._edges = tuple(edges)
        self._parting = parting
        self._shown = len(courses[0].heats)
        self._here = 0

    def show(self, shown: int, here: int) -> None:
        """Draw the first ``shown`` places, and point out the place ``here``."""
        if (shown, here) != (self._shown, self._here):
            self._shown, self._here = shown, here
            self.redraw()

    def draw(self, width: int, height: int) -> Sequence[Row]:
        return two_mood_lines(
            self._courses, width, height, self._edges, self._parting, shown=self._shown, here=self._here
        )


def two_mood_lines(
    courses: tuple[Course, Course],
    width: int,
    height: int,
    edges: Sequence[int] = (20, 40, 60, 80),
    parting: int | None = None,
    *,
    shown: int | None = None,
    here: int = 0,
) -> list[Row]:
    """The chart at this size, in cells. The last two rows name the places and the marks."""
    legend: Row = (
        Run(f"{ONE} {courses[0].name}", INKS[0], bold=True),
        Run("   "),
        Run(f"{OTHER} {courses[1].name}", INKS[1], bold=True),
        Run(f"   {BOTH} both", "text-muted"),
    )
    rows, left = height - 2, _axis_width(width)
    if width < _LEAST[0] or rows < _LEAST[1]:
        return [legend]
    places, across = len(courses[0].heats), width - left
    cells = _cells(courses, places if shown is None else shown, places, across, rows)
    column = None if parting is None else _column(parting, places, across)
    axis = _axis(left, rows, edges)
    picture: list[Row] = []
    for row in range(rows):
        line: list[Run] = [*axis[row]]
        for x in range(across):
            glyph, ink = cells.get((x, row), (PARTING if x == column else " ", "line"))
            line.append(Run(glyph, ink, bold=glyph in (ONE, OTHER, BOTH)))
        picture.append(tuple(line))
    return [*picture, _names(left, across, places, parting, here), legend]


def _cells(
    courses: tuple[Course, Course], shown: int, places: int, across: int, rows: int
) -> dict[tuple[int, int], tuple[str, str]]:
    """What stands in the plot: by column and row, a glyph and its ink."""
    lines: dict[tuple[int, int], set[int]] = {}
    marks: dict[tuple[int, int], set[int]] = {}
    for which, course in enumerate(courses):
        known = [(place, heat) for place, heat in enumerate(course.heats[:shown]) if heat is not None]
        points = [(_column(place, places, across), heat) for place, heat in known]
        for (x0, heat0), (x1, heat1) in pairwise(points):
            for x in range(x0, x1 + 1):
                heat = heat0 + (heat1 - heat0) * (x - x0) / max(1, x1 - x0)
                lines.setdefault((x, _row(heat, rows)), set()).add(which)
        for x, heat in points:
            marks.setdefault((x, _row(heat, rows)), set()).add(which)
    found = {at: (_LINES[frozenset(who)], _ink(who)) for at, who in lines.items()}
    for at, who in marks.items():
        found[at] = (BOTH if len(who) == 2 else OTHER if 1 in who else ONE, _ink(who))
    return found


def _ink(who: set[int]) -> str:
    return "foreground" if len(who) == 2 else INKS[next(iter(who))]


def _column(place: int, places: int, across: int) -> int:
    """Where a place is drawn: the first a little in from the left, the last as far from the right."""
    return (2 * place + 1) * across // (2 * places)


def _row(heat: float, rows: int) -> int:
    return rows - 1 - min(rows - 1, max(0, int(heat * rows / 100)))


def _axis_width(width: int) -> int:
    return (max(map(len, BANDS)) if width >= 60 else 1) + 2


def _axis(left: int, rows: int, edges: Sequence[int]) -> list[Row]:
    """The bands' names, or their glyphs where it is narrow."""
    limits = (0, *edges, 100)
    named: dict[int, BandName] = {}
    for name, low, high in zip(BANDS, limits, limits[1:], strict=False):
        named.setdefault(_row((low + high) / 2, rows), name)
    axis: list[Row] = []
    for row in range(rows):
        band = named.get(row)
        words = "" if band is None else band if left > 3 else GLYPHS[band]
        ink = f"mood-{band}" if band else "text-muted"
        axis.append((Run(words.ljust(left - 2), ink), Run(" │", "line")))
    return axis


def _names(left: int, across: int, places: int, parting: int | None, here: int) -> Row:
    """Under the plot: where the reader is, and where the two part."""
    text = [" "] * (left + across)

    def write(column: int, words: str) -> None:
        start = max(0, min(left + column, len(text) - len(words)))
        if all(char == " " for char in text[max(0, start - 1) : start + len(words) + 1]):
            text[start : start + len(words)] = words

    if here:
        text[min(len(text) - 1, left + _column(here, places, across))] = "▲"
    if parting is not None:
        column = _column(parting, places, across)
        write(column + (2 if here == parting else 0), "they part here")
    write(0, "start")
    return (Run("".join(text), "key"),)
