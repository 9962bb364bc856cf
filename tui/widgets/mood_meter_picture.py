"""How the mood meter looks: pure functions from a mood and a size to rows of ink."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from engine.mood.bands import BANDS, BandName
from tui.widgets.bands import GLYPHS, LEVELS, SLICES, change, paper_of, title
from tui.widgets.drawn import Row, Run, padded, row_width

MIN_WIDTH: Final = 14
"""From this many cells across there is room for the thermometer."""
MIN_HEIGHT: Final = 9
"""From this many rows there is room for the thermometer."""

_DIGITS: Final = {
    "0": ("▄▄▄", "█ █", "█▄█"),
    "1": ("▄▄ ", " █ ", "▄█▄"),
    "2": ("▄▄▄", "▄▄█", "█▄▄"),
    "3": ("▄▄▄", " ▄█", "▄▄█"),
    "4": ("▄ ▄", "█▄█", "  █"),
    "5": ("▄▄▄", "█▄▄", "▄▄█"),
    "6": ("▄▄▄", "█▄▄", "█▄█"),
    "7": ("▄▄▄", "  █", "  █"),
    "8": ("▄▄▄", "█▄█", "█▄█"),
    "9": ("▄▄▄", "█▄█", "▄▄█"),
}
"""Large digits of half blocks, which every terminal font has."""


class MoodLevel(NamedTuple):
    """A customer's mood at one moment: three numbers from 0 to 100, and the word for heat.

    The word comes along because it lags behind the number (see ``engine.mood.bands``).
    """

    heat: int
    heard: int
    trust: int
    band: BandName


@dataclass(frozen=True)
class MeterView:
    """Everything the picture shows. Changes are None before the first one."""

    now: MoodLevel
    before: MoodLevel | None = None
    start: int = 0
    """Heat at the start of the call."""
    history: tuple[int, ...] = ()
    """Heat by turn, oldest first, the present one last."""
    edges: tuple[int, ...] = (20, 40, 60, 80)
    """Where the bands begin, from uneasy on."""
    shown: tuple[float, float, float] = field(default=(0.0, 0.0, 0.0))
    """How far the bars have moved: heat, heard and trust as painted at this moment."""

    def change(self, part: int) -> int | None:
        """The last change of heat (0), heard (1) or trust (2); None before the first."""
        return None if self.before is None else int(self.now[part]) - int(self.before[part])


def picture(view: MeterView, width: int, height: int, compact: bool) -> list[Row]:
    """The meter at this size: a thermometer where there is room, else lines."""
    if compact or width < MIN_WIDTH or height < MIN_HEIGHT:
        return lines(view, width, height)
    return thermometer(view, width, height)


def thermometer(view: MeterView, width: int, height: int) -> list[Row]:
    """The tall form. What matters least gives way first as rows run short."""
    spare = height - MIN_HEIGHT  # chip, number, five rows of scale, heard, trust
    has_history, has_marks = spare >= 1, spare >= 2
    has_bars = spare >= 4
    has_space = spare >= 10
    has_digits = spare >= 12
    head = [_chip(view, width), *(_digits(view, width) if has_digits else [_number(view)])]
    foot: list[Row] = []
    if has_marks:
        foot.append(_marks(view, width))
    if has_history:
        foot.append(_history(view, width))
    if has_space:
        foot.append(())
        head.append(())
    for part, name in ((1, "heard"), (2, "trust")):
        foot.append(_part(view, part, name, width))
        if has_bars:
            foot.append(_rail(view.shown[part], width, name))
    return [
        padded(row, width) for row in (*head, *_scale(view, width, height - len(head) - len(foot)), *foot)
    ]


def lines(view: MeterView, width: int, height: int) -> list[Row]:
    """The compact form: one line, a second with heard and trust, a third with the history."""
    parts = (*_part(view, 1, "heard"), Run("  "), *_part(view, 2, "trust"))
    first = _first_that_fits(_headlines(view), width)
    tail = (Run("  "), *parts) if height == 1 and width >= 66 else ()
    room = width - row_width(first) - row_width(tail) - 2
    if room >= 4:
        first = (*first, Run("  "), *_bar(view.shown[0], min(room, 40), f"mood-{view.now.band}"))
    numbers = (*_part(view, 1, "heard")[:2], Run(" "), *_part(view, 2, "trust")[:2])
    rows = [(*first, *tail), _first_that_fits([parts, numbers], width), _history(view, width)]
    return [padded(row, width) for row in rows[:height]]


def _headlines(view: MeterView) -> list[Row]:
    """Word, number and change in one row, the fullest first."""
    now, ink = view.now, f"mood-{view.now.band}"
    longest = max(map(len, BANDS))
    chip, wide = (
        Run(f" {GLYPHS[now.band]} {words} ", "mood-text", ink, bold=True)
        for words in (title(now.band), title(now.band).ljust(longest))
    )
    number = Run(f" {now.heat}", ink, bold=True)
    return [
        (wide, Run(" "), *_number(view)),
        (chip, number, Run(" "), *_change(view, 0)),
        (chip, number),
        (Run(f"{now.heat} {title(now.band)}", ink, bold=True),),
    ]


def _first_that_fits(rows: Sequence[Row], width: int) -> Row:
    return next((row for row in rows if row_width(row) <= width), rows[-1])


def _chip(view: MeterView, width: int) -> Row:
    band = view.now.band
    return (Run(f" {GLYPHS[band]} {title(band)}".ljust(width), "mood-text", f"mood-{band}", bold=True),)


def _number(view: MeterView) -> Row:
    return (Run(f"{view.now.heat:>3} ", f"mood-{view.now.band}", bold=True), *_change(view, 0))


def _change(view: MeterView, part: int) -> Row:
    """The last change, in the ink of good or bad news; the arrow and the sign say it without ink."""
    amount = view.change(part)
    if amount is None:
        return (Run("start", "text-muted"),) if part == 0 else ()
    worse = amount > 0 if part == 0 else amount < 0
    ink = "text-muted" if amount == 0 else "bad" if worse else "good"
    return (Run(change(amount), ink, bold=amount != 0),)


def _digits(view: MeterView, width: int) -> list[Row]:
    digits = [_DIGITS[digit] for digit in str(view.now.heat)]
    rows = [
        Run(" " + " ".join(digit[line] for digit in digits), f"mood-{view.now.band}") for line in range(3)
    ]
    gap = Run("  ")
    if row_width((rows[0], gap, *_change(view, 0))) > width:
        return [_number(view), (), ()]
    return [(rows[0], gap, Run("heat", "text-muted")), (rows[1], gap, *_change(view, 0)), (rows[2],)]


def _marks(view: MeterView, width: int) -> Row:
    before = "" if view.before is None else str(view.before.heat)
    words = f"◇ start {view.start}" + (f"  ▸ was {before}" if before else "")
    if len(words) > width:
        words = f"◇ {view.start}" + (f"  ▸ {before}" if before else "")
    return (Run(words, "text-muted"),)


def _history(view: MeterView, width: int) -> Row:
    label = "history " if width >= 18 else ""
    recent = view.history[-max(1, width - len(label)) :]
    bars = (
        Run(LEVELS[1 + min(100, max(0, heat)) * 7 // 100], f"mood-{_band(heat, view.edges)}")
        for heat in recent
    )
    return (Run(label, "text-muted"), *bars)


def _band(heat: int, edges: tuple[int, ...]) -> BandName:
    return BANDS[sum(heat >= edge for edge in edges)]


def _part(view: MeterView, part: int, name: str, width: int = 99) -> Row:
    """``heard`` or ``trust`` in one row: its name, its number, its last change."""
    row = (Run(f"{name} "), Run(f"{int(view.now[part]):>3} ", name, bold=True), *_change(view, part))
    if row_width(row) > width:
        row = (*row[:-1], row[-1]._replace(text=row[-1].text.replace(" ", "")))
    return row


def _bar(value: float, width: int, ink: str) -> Row:
    """A bar across ``width`` cells that is full at 100, in eighths of a cell."""
    full, part = divmod(round(value * width * 8 / 100), 8)
    bar = "█" * full + (SLICES[part] if part else "")
    return (Run(bar, ink, "panel"), Run(" " * (width - len(bar)), ink, "panel"))


def _rail(value: float, width: int, ink: str) -> Row:
    """A slim bar: a heavy line up to the value, a light one from there on, in halves of a cell."""
    full, half = divmod(round(value * width * 2 / 100), 2)
    line = "━" * full + "╸" * half
    return (Run(line, ink), Run("─" * (width - len(line)), "line"))


def _scale(view: MeterView, width: int, rows: int) -> list[Row]:
    """The thermometer proper, top row first: numbers, ticks and marks, the column, the bands' names."""
    eighths = round(view.shown[0] * rows * 8 / 100)
    digits = 3 if width >= 18 else 2
    longest = max(map(len, BANDS))
    column = min(8, width - digits - 2 - longest)
    names = column >= 2
    if not names:
        column = max(2, width - digits - 4)
    labels = {_row_of(edge, rows): str(edge) for edge in view.edges}
    labels.setdefault(0, "100" if digits == 3 else "")
    labels.setdefault(rows - 1, "0")
    marks = {_row_of(view.start, rows): "◇"}
    if view.before is not None:
        marks[_row_of(view.before.heat, rows)] = "▸"
    named = _named_rows(view.edges, rows)
    band = view.now.band
    drawn: list[Row] = []
    for row in range(rows):
        fill = min(8, max(0, eighths - (rows - 1 - row) * 8))
        paper = paper_of(100 * (rows - row - 0.5) / rows, view.edges)
        tick = Run("┤" if row in labels else "│", "line")
        mark = Run(marks[row], "key", bold=True) if row in marks else tick
        name = named.get(row)
        drawn.append(
            (
                Run(labels.get(row, "").rjust(digits), "text-muted"),
                mark,
                Run(LEVELS[fill] * column, f"mood-{band}", paper),
                *(_name(name, name == band, names) if name else ()),
            )
        )
    return drawn


def _name(name: BandName, present: bool, in_words: bool) -> Row:
    words = name if in_words else GLYPHS[name]
    return (Run(" "), Run(words, f"mood-{name}" if present else "text-muted", bold=present))


def _row_of(heat: int, rows: int) -> int:
    """The row (0 is the top one) that holds this heat."""
    return rows - 1 - min(rows - 1, max(0, heat) * rows // 100)


def _named_rows(edges: tuple[int, ...], rows: int) -> dict[int, BandName]:
    """The row in the middle of each band's part of the scale, for its name."""
    limits = (0, *edges, 100)
    named: dict[int, BandName] = {}
    for band, low, high in zip(BANDS, limits, limits[1:], strict=False):
        named.setdefault(_row_of((low + high) // 2, rows), band)
    return named
