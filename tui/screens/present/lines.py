"""The lines of a slide as widgets: few words, large numbers, and room for the pointer before each."""

from __future__ import annotations

from typing import Final

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Digits, Static

from engine.debrief.presentation.parts import (
    Ask,
    Author,
    Figure,
    Figures,
    Mark,
    MoodSoFar,
    Part,
    Row,
    Said,
    Veiled,
    Verdict,
    Words,
)
from engine.mood.bands import BANDS
from tui.widgets.bands import GLYPHS
from tui.widgets.columns import Columns
from tui.widgets.markdown import MarkdownText
from tui.widgets.mood_line import MoodLine, MoodPoint
from tui.widgets.safe_text import one_line, safe_text

POINTER: Final = "▶"
NARROW: Final = 60
"""Below this many cells across there is no room for large digits."""
_SIGNS: Final[dict[Mark, tuple[str, str]]] = {
    "good": ("✓", "bold $good"),
    "middling": ("≈", "bold $key"),
    "bad": ("✗", "bold $bad"),
    "open": ("○", "$text-muted"),
}


class Line(Horizontal):
    """One part of a slide, and before it the place where the pointer can stand."""

    def __init__(self, body: Widget) -> None:
        super().__init__()
        self._body = body
        self._body.add_class("body")

    def compose(self) -> ComposeResult:
        yield Static(" ", classes="pointer", markup=False)
        yield self._body

    def point(self, pointed: bool) -> None:
        """Put the pointer here, or take it away."""
        self.query_one(".pointer", Static).update(Content(POINTER if pointed else " "))
        self.set_class(pointed, "-pointed")


def line_of(part: Part, edges: tuple[int, ...], *, narrow: bool) -> Line:
    """The line for a part. ``edges`` are the lower ends of the bands; ``narrow``: without large digits."""
    return Line(_body(part, edges, narrow=narrow))


def _body(part: Part, edges: tuple[int, ...], *, narrow: bool) -> Widget:
    match part:
        case Words(text, strong):
            return _text(Content(safe_text(text)), "strong" if strong else "")
        case Author(text):
            return MarkdownText(text)
        case Said(by, who, text):
            name = Content.styled(f"{one_line(who)}:", f"bold ${by}")
            return _text(Content("\n").join([name, Content(safe_text(text))]), f"said {by}")
        case Ask(text):
            return _signed(Content.styled("?", "bold $key"), Content.styled(safe_text(text), "bold $key"))
        case Veiled(text):
            return _signed(Content("…"), Content.styled(safe_text(text), "$text-muted"))
        case Row(mark, head, text):
            words = Content.styled(safe_text(head), "bold" if text else "")
            return _signed(
                _sign(mark), Content("\n").join([words, Content(safe_text(text))]) if text else words
            )
        case Verdict(mark, about, word):
            sign, _ = _SIGNS[mark]
            return _text(Content(f"{sign}  {about}: {word.upper()}"), f"verdict {mark}")
        case Figures(shown):
            if narrow:
                return _text(Content("\n".join(_in_words(figure) for figure in shown)))
            return Horizontal(*(_figure(figure) for figure in shown), classes="figures")
        case MoodSoFar():
            return _mood_line(part, edges)


def _text(content: Content, classes: str = "") -> Static:
    return Static(content, classes=classes, markup=False)


def _signed(sign: Content, words: Content) -> Static:
    return Static(Columns([(sign, words)]), markup=False)


def _sign(mark: Mark) -> Content:
    return Content.styled(*_SIGNS[mark])


def _in_words(figure: Figure) -> str:
    before = f"{figure.before} → " if figure.before is not None else ""
    return f"{figure.label.capitalize()} {before}{figure.after}" + (f": {figure.word}" if figure.word else "")


def _figure(figure: Figure) -> Vertical:
    """A number as large as a terminal can make it, and under it the same in words."""
    classes = "digits"
    band = next((band for band in BANDS if figure.word.startswith(band)), None)
    numbers = [Digits(str(figure.after), classes=f"{classes} {band or ''}")]
    if figure.before is not None:
        numbers.insert(0, Digits(str(figure.before), classes=f"{classes} before"))
    parts: list[Widget] = list(numbers)
    if len(parts) > 1:
        parts.insert(1, Static("\n→", classes="arrow", markup=False))
    words = f"{GLYPHS[band]} {figure.word}" if band else figure.word
    return Vertical(
        _text(Content.styled(figure.label.capitalize(), "bold")),
        Horizontal(*parts, classes="numbers"),
        _text(Content(words)),
        classes="figure",
    )


def _mood_line(line: MoodSoFar, edges: tuple[int, ...]) -> MoodLine:
    made = MoodLine(
        [MoodPoint(point.turn, point.mood.heat, point.band) for point in line.points],
        edges=edges,
        pivots=line.pivots,
        limit=line.limit,
        signs=dict(line.signs),
        turns=line.turns,
    )
    made.can_focus = False  # The arrows are the presentation's.
    return made
