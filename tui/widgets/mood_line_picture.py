"""The mood line as rows of text: heat by turn, the five bands behind it, and the turns that count marked."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from engine.debrief.signs import SIGN_WORDS, SIGNS, Sign
from engine.mood.bands import BANDS, BandName
from tui.widgets.bands import GLYPHS, change_words, paper_of
from tui.widgets.canvas import DOTS_ACROSS, DOTS_DOWN, Canvas
from tui.widgets.drawn import Row, Run, padded

START, PEAK, PIVOT, END = "◇", "▲", "◆", "■"
"""The marks on the line. A turn that is several of these shows the last of them in this order."""
LIMIT: Final = "┄"
SIGN_GLYPHS: Final[dict[Sign, str]] = {"promised": "+", "kept": "●", "broken": "×", "asked-again": "?"}
"""The marks below the turns' numbers, as on the cards. Of several at one place the worst stands."""
_SIGN_INKS: Final[dict[Sign, str]] = {
    "promised": "text-muted",
    "kept": "good",
    "broken": "bad",
    "asked-again": "bad",
}
_NAMED: Final = 6
"""So many turns are named in the words for a mark; then how many more there are."""
_LEAST: Final = (24, 7)
"""The smallest picture; below this there are only the words under it."""


class MoodPoint(NamedTuple):
    """Heat after a turn; turn 0 is the start of the call."""

    turn: int
    heat: int
    band: BandName


@dataclass(frozen=True)
class Marks:
    """What is pointed out on the line."""

    pivots: Collection[int] = ()
    """The turns at which the call was won or lost."""
    limit: int | None = None
    """The heat at which the customer leaves; None for one who never does."""
    cursor: int | None = None
    """The turn that the reader has moved to."""
    signs: Mapping[int, Collection[Sign]] = field(default_factory=dict)
    """What else is marked, by turn: promises, and facts asked again."""
    pending: bool = False
    """Whether it is still being worked out which turns are pivotal: their place in the words is kept."""
    turns: int = 0
    """How many turns the line will have, where it is drawn only so far: it has their room from the start."""


def mood_line(
    points: Sequence[MoodPoint],
    width: int,
    height: int,
    edges: tuple[int, ...] = (20, 40, 60, 80),
    marks: Marks = Marks(),
) -> list[Row]:
    """The chart at this size, in cells: rows of runs, each run some text with its ink and paper.

    Left the bands' names and edges, then the plot, under it the turns' numbers, the signs of promises and of
    facts asked again if there are any, and what the marks mean.
    """
    words = [padded(row, width) for row in _legend(points, width, marks)]
    if width < _LEAST[0] or height < _LEAST[1] or not points:
        return words[: max(0, height)]
    below = 3 if marks.signs else 2
    while len(words) > 1 and height - below - len(words) < 5:
        words.pop()
    if height - below - len(words) < 5:
        below = 2
    rows = height - below - len(words)
    left = _axis_width(width)
    axis = _axis(width, rows, edges)
    plot = _Plot(points, width - left, rows, edges, marks)
    chart = [(*axis[row], *plot.row(row)) for row in range(rows)]
    ticks = Run(" " * (left - 1) + "└" + plot.ticks(), "line")
    numbers = (Run("turn".rjust(left - 1).ljust(left), "text-muted"), *plot.numbers())
    signs = [(Run("marks".rjust(left - 1).ljust(left), "text-muted"), *plot.signs())] if below == 3 else []
    return [padded(row, width) for row in (*chart, (ticks,), numbers, *signs)] + words


def summary(points: Sequence[MoodPoint], marks: Marks) -> list[str]:
    """What the marks mean, in words: start, peak, mean, end, pivotal turns, and where the customer leaves."""
    if not points:
        return ["No turns yet"]
    peak = _peak(points)
    so_far = points[-1].turn < marks.turns
    mean = round(sum(point.heat for point in points) / len(points))
    said = [
        f"{START} start {points[0].heat}",
        f"{PEAK} peak {peak.heat}, turn {peak.turn}" if peak.turn else f"{PEAK} peak {peak.heat}, start",
        *(
            [f"{END} so far {points[-1].heat}"]
            if so_far
            else [f"{END} end {points[-1].heat}", f"mean {mean}"]
        ),
    ]
    pivots = sorted(turn for turn in marks.pivots if any(point.turn == turn for point in points))
    if marks.pending:
        said.append(f"{PIVOT} pivotal: not yet known")
    elif pivots:
        said.append(f"{PIVOT} pivotal: {_turns(pivots)}")
    if marks.limit is not None:
        said.append(f"{LIMIT} leaves from {marks.limit}")
    for sign in reversed(SIGNS):
        if signed := sorted(turn for turn, signs in marks.signs.items() if sign in signs):
            said.append(f"{SIGN_GLYPHS[sign]} {SIGN_WORDS[sign]}: {_turns(signed)}")
    return said


def _turns(numbers: Sequence[int]) -> str:
    named = ", ".join(map(str, numbers[:_NAMED]))
    more = f" and {len(numbers) - _NAMED} more" if len(numbers) > _NAMED else ""
    return f"{'turn' if len(numbers) == 1 else 'turns'} {named}{more}"


def point_words(points: Sequence[MoodPoint], turn: int, signs: Collection[Sign] = ()) -> str:
    """One turn in words, such as ``Turn 4: 62, angry, up 8, promised``; empty if there is no such turn."""
    for place, point in enumerate(points):
        if point.turn == turn:
            before = points[place - 1].heat if place else None
            moved = change_words(None if before is None else point.heat - before)
            name = f"Turn {turn}" if turn else "Start"
            marked = (SIGN_WORDS[sign] for sign in reversed(SIGNS) if sign in signs)
            return ", ".join(part for part in (f"{name}: {point.heat}", point.band, moved, *marked) if part)
    return ""


def column_turn(points: Sequence[MoodPoint], width: int, column: int, turns: int = 0) -> int | None:
    """The turn drawn nearest to this column of a chart of this width; None left of the plot. ``turns`` as in
    :class:`Marks`."""
    left = _axis_width(width)
    if not points or not left <= column < width:
        return None
    place = (column - left) * max(len(points), turns + 1) // (width - left)
    return points[min(place, len(points) - 1)].turn


def _legend(points: Sequence[MoodPoint], width: int, marks: Marks) -> list[Row]:
    """The summary, wrapped between its parts; and first of all the turn under the cursor."""
    lines: list[str] = []
    for part in summary(points, marks):
        if lines and len(lines[-1]) + 3 + len(part) <= width:
            lines[-1] += "   " + part
        else:
            lines.append(part)
    rows: list[Row] = [(Run(line, "text-muted"),) for line in lines]
    if marks.cursor is not None:
        words = point_words(points, marks.cursor, marks.signs.get(marks.cursor, ()))
        rows.insert(0, (Run(words, "key", bold=True),))
    return rows


def _peak(points: Sequence[MoodPoint]) -> MoodPoint:
    return max(points, key=lambda point: (point.heat, -point.turn))


def _row_of(heat: float, rows: int) -> int:
    return rows - 1 - min(rows - 1, max(0, int(heat * rows / 100)))


def _axis_width(width: int) -> int:
    """How many cells the axis takes: a name or a glyph, a number of up to four cells, a line."""
    return (max(map(len, BANDS)) if width >= 36 else 1) + 5


def _axis(width: int, rows: int, edges: tuple[int, ...]) -> list[Row]:
    """The bands' names (their glyphs where it is narrow) and the numbers at their edges."""
    longest = _axis_width(width) - 5
    limits = (0, *edges, 100)
    named: dict[int, BandName] = {}
    for band, low, high in zip(BANDS, limits, limits[1:], strict=False):
        named.setdefault(_row_of((low + high) / 2, rows), band)
    numbers = {0: "100", rows - 1: "0"} | {_row_of(edge, rows): str(edge) for edge in edges}
    axis: list[Row] = []
    for row in range(rows):
        here = named.get(row)
        name = "" if here is None else here if longest > 1 else GLYPHS[here]
        axis.append(
            (
                Run(name.ljust(longest), f"mood-{here}" if here else "text-muted"),
                Run(numbers.get(row, "").rjust(4), "text-muted"),
                Run("┤" if row in numbers else "│", "line"),
            )
        )
    return axis


class _Plot:
    """The plot proper, cell by cell."""

    def __init__(
        self, points: Sequence[MoodPoint], width: int, rows: int, edges: tuple[int, ...], marks: Marks
    ) -> None:
        self._points = points
        self._width = width
        self._rows = rows
        self._edges = edges
        self._marks = marks
        self._places = max(len(points), marks.turns + 1)
        self._canvas = self._curve()
        self._signed: dict[tuple[int, int], int] = {}
        self._signs = self._placed_signs()
        self._labels = self._placed_labels()
        turns = [point.turn for point in points]
        self._cursor = self._column(turns.index(marks.cursor)) if marks.cursor in turns else -1

    def row(self, row: int) -> Row:
        """One row of the plot."""
        heat = 100 * (self._rows - row - 0.5) / self._rows
        paper = paper_of(heat, self._edges)
        band = f"mood-{BANDS[sum(heat >= edge for edge in self._edges)]}"
        return tuple(self._cell(column, row, band, paper) for column in range(self._width))

    def ticks(self) -> str:
        """The line under the plot, with a tick at every turn that has room for one."""
        line = ["─"] * self._width
        if self._width >= 2 * self._places:
            for place in range(len(self._points)):
                line[self._column(place)] = "┴"
        return "".join(line)

    def numbers(self) -> Row:
        """The turns' numbers under their ticks: the first, the last, the pivotal ones, and what else fits."""
        free = [True] * (self._width + 1)
        text = [" "] * self._width
        strong: set[int] = set()
        last = len(self._points) - 1
        pivots = [place for place, point in enumerate(self._points) if point.turn in self._marks.pivots]
        for place in (0, last, *pivots, *self._regular()):
            number = str(self._points[place].turn)
            begin = min(max(0, self._column(place) - (len(number) - 1) // 2), self._width - len(number))
            span = range(max(0, begin - 1), min(begin + len(number) + 1, len(free)))
            if begin >= 0 and all(free[cell] for cell in span):
                text[begin : begin + len(number)] = number
                for cell in span:
                    free[cell] = False
                if place in pivots:
                    strong.update(range(begin, begin + len(number)))
        return tuple(
            Run(char, "key" if cell in strong else "text-muted", bold=cell in strong)
            for cell, char in enumerate(text)
        )

    def signs(self) -> Row:
        """The signs of promises and of facts asked again, under the numbers."""
        at: dict[int, Sign] = {}
        for place, point in enumerate(self._points):
            for sign in self._marks.signs.get(point.turn, ()):
                column = self._column(place)
                at[column] = min(at.get(column, sign), sign, key=SIGNS.index)
        signs = (at.get(column) for column in range(self._width))
        return tuple(
            Run(SIGN_GLYPHS[sign], _SIGN_INKS[sign], bold=True) if sign else Run(" ", "text-muted")
            for sign in signs
        )

    def _regular(self) -> range:
        """Every turn, or every second, fifth, tenth … one where they stand close."""
        need = len(str(self._places - 1)) + 2
        for step in (1, 2, 5, 10, 20, 50, 100, 200, 500):
            if self._width * step >= need * self._places:
                return range(0, len(self._points), step)
        return range(0)

    def _x(self, place: int) -> int:
        """The dot column of the point at this place; half a turn is left free on either side."""
        return int((place + 0.5) * self._width * DOTS_ACROSS / self._places)

    def _column(self, place: int) -> int:
        return self._x(place) // DOTS_ACROSS

    def _y(self, heat: int) -> int:
        """The dot row of a heat."""
        dots = self._rows * DOTS_DOWN
        return min(dots - 1, max(0, dots - 1 - int(heat * dots / 100)))

    def _curve(self) -> Canvas:
        canvas = Canvas(self._width, self._rows)
        heats = [point.heat for point in self._points]
        for place in range(max(1, len(heats) - 1)):
            after = min(place + 1, len(heats) - 1)
            canvas.line(self._x(place), self._y(heats[place]), self._x(after), self._y(heats[after]))
        return canvas

    def _placed_signs(self) -> dict[tuple[int, int], str]:
        """The marks, by cell; where several fall together, the one that says most stays."""
        peak = _peak(self._points).turn
        last = len(self._points) - 1
        signs: dict[tuple[int, int], str] = {}
        for place, point in enumerate(self._points):
            sign = PEAK if point.turn == peak else START if place == 0 else ""
            sign = PIVOT if point.turn in self._marks.pivots else sign
            sign = END if place == last and place else sign
            if sign:
                cell = self._column(place), self._y(point.heat) // DOTS_DOWN
                signs[cell] = sign
                self._signed[cell] = point.heat
        return signs

    def _placed_labels(self) -> dict[tuple[int, int], str]:
        """The marked turns' heats beside their marks, where they cover neither line nor mark."""
        labels: dict[tuple[int, int], str] = {}
        for (column, row), heat in self._signed.items():
            number = str(heat)
            for y, x in (
                (row - 1, column - 1),
                (row + 1, column - 1),
                (row - 1, column + 1),
                (row, column + 2),
            ):
                cells = [(x + step, y) for step in range(len(number))]
                if all(self._is_free(cell) and cell not in labels for cell in cells):
                    labels.update(zip(cells, number, strict=True))
                    break
        return labels

    def _is_free(self, cell: tuple[int, int]) -> bool:
        x, y = cell
        inside = 0 <= x < self._width and 0 <= y < self._rows
        return inside and cell not in self._signs and not self._canvas.char(x, y)

    def _cell(self, column: int, row: int, band: str, paper: str) -> Run:
        sign = self._signs.get((column, row))
        if sign:
            return Run(sign, "key" if sign == PIVOT else "foreground", paper, bold=True)
        curve = self._canvas.char(column, row)
        if curve:
            return Run(curve, band, paper)
        label = self._labels.get((column, row))
        if label:
            return Run(label, "foreground", paper)
        if column == self._cursor:
            return Run("│", "key", paper)
        if self._marks.limit is not None and row == _row_of(self._marks.limit, self._rows):
            return Run(LIMIT, "bad", paper)
        return Run(" ", paper=paper)
