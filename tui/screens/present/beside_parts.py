"""What the screen of two attempts side by side is made of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.visual import Visual
from textual.widgets import Digits, Static

from engine.debrief.presentation.aligning import Row
from engine.debrief.presentation.beside import Beside
from engine.debrief.presentation.beside_words import Compared, apart_words, met_words
from engine.debrief.presentation.side import Side
from engine.debrief.timeline import Turn
from engine.mood.bands import BandName
from tui.widgets.abreast import Abreast, Heads
from tui.widgets.bands import GLYPHS, change
from tui.widgets.columns import Columns, Indented, Stack
from tui.widgets.safe_text import one_line, safe_text
from tui.widgets.two_mood_lines import INKS, Course

MARKED = ("●", "○")


class Heat(Vertical):
    """A heat in large digits, and in words for where these have no room."""

    def __init__(self, name: Content, heat: int, band: BandName, more: str) -> None:
        super().__init__()
        self._whose, self._heat, self._band, self._more = name, heat, band, more

    def compose(self) -> ComposeResult:
        yield Static(self._whose, classes="whose", markup=False)
        yield Digits(str(self._heat))
        yield Static(mood_words(self._heat, self._band, self._more), markup=False)


def named(beside: Beside) -> tuple[Content, Content]:
    """The names of the two, each with its mark and in its ink."""
    one, other = (
        Content.styled(f"{mark} {one_line(side.name)}", f"bold ${ink}")
        for mark, side, ink in zip(MARKED, beside.sides, INKS, strict=True)
    )
    return one, other


def mood_words(heat: int, band: BandName, more: str = "") -> Content:
    """``◑ 58 frustrated  ▲ +4``."""
    words = Content.styled(f"{GLYPHS[band]} {heat} {band}", f"bold $mood-{band}")
    return Content.assemble(words, f"  {more}") if more else words


def where_they_part(beside: Beside) -> Iterator[Static | Horizontal]:
    """The first page: what has to be known, the customer's line, both replies, and heat after each."""
    for note in beside.notes:
        yield Static(Content(safe_text(note)), classes="muted", markup=False)
    parting, row = beside.parting, next((row for row in beside.rows if row.kind == "parting"), None)
    if parting is None or row is None:
        yield Static(Content(safe_text(beside.changed[0])), classes="strong", markup=False)
        return
    yield Static(Content(f"They part at turn {parting.turn}"), classes="heading", markup=False)
    if parting.customer:
        yield Static(said(beside.customer, parting.customer), markup=False)
    names = named(beside)
    cells = [
        _reply(turn, sentence, beside.customer)
        for turn, sentence in zip(row.turns, parting.sentences[1:], strict=True)
    ]
    yield Static(Stack([Indented(Heads(names)), Indented(Abreast(cells, names=names))]), markup=False)
    heats = [
        Heat(name, turn.after.heat, turn.band_after, change(turn.change.heat))
        for name, turn in zip(names, row.turns, strict=True)
        if turn is not None
    ]
    yield Horizontal(*heats, classes="heats")


def _reply(turn: Turn | None, sentence: str, customer: str) -> Visual:
    if turn is None:
        return Content.styled(safe_text(sentence.partition(": ")[2]), "$text-muted")
    blocks = [Indented(Content.styled(f"“{safe_text(turn.says)}”", "bold"))]
    if turn.answer:
        blocks.append(Indented(said(customer, turn.answer)))
    return Stack(blocks)


def said(name: str, words: str) -> Content:
    """A line of the customer's."""
    return Content.assemble((f"{one_line(name)}: ", "$customer"), safe_text(words))


class RowView(Static):
    """One row: a turn of each attempt, or one that is the same in both."""

    def __init__(self, beside: Beside, place: int) -> None:
        row = beside.rows[place]
        super().__init__(_row(beside, row, place), markup=False, classes=f"row -{row.kind}")


def _row(beside: Beside, row: Row, place: int) -> Visual:
    names, customer = named(beside), one_line(beside.customer)
    blocks: list[Indented] = []
    if place == 0 and beside.one.timeline.opening:
        blocks.append(Indented(said(customer, beside.one.timeline.opening)))
    if row.kind == "same" and row.one is not None and row.one.after == (row.other or row.one).after:
        return Stack([*blocks, Indented(_cell(row.one, customer))])
    if row.kind == "parting":
        blocks.append(Indented(Content.styled("They part here", "bold $key")))
    elif met := met_words(row):
        blocks.append(Indented(Content.styled(safe_text(met), "$key")))
    apart = apart_words(row)
    cells = (_cell(row.one, customer), _cell(row.other, customer, apart))
    return Stack([*blocks, Indented(Abreast(cells, names=names))])


def _cell(turn: Turn | None, customer: str, apart: str = "") -> Visual:
    """A reply, what the customer said then, and the heat after it; ``apart``, how far from that beside it."""
    if turn is None:
        return Content.styled("–  no turn beside it", "$text-muted")
    number = Content.styled(str(turn.number), "bold $key")
    blocks = [Indented(Columns([(number, Content.styled(f"“{safe_text(turn.says)}”", "bold"))]))]
    if turn.answer:
        blocks.append(Indented(said(customer, turn.answer), indent=2))
    more = "  ".join(filter(None, (change(turn.change.heat), f"({apart})" if apart else "")))
    blocks.append(Indented(mood_words(turn.after.heat, turn.band_after, more), indent=2))
    return Stack(blocks)


def courses(beside: Beside) -> tuple[Course, Course]:
    """The heat of both, place by place: the start, then a place a row."""
    one, other = (
        Course(
            one_line(side.name),
            (
                side.timeline.points[0].mood.heat,
                *(turn.after.heat if (turn := row.turns[which]) is not None else None for row in beside.rows),
            ),
        )
        for which, side in enumerate(beside.sides)
    )
    return one, other


def what_came_of_it(beside: Beside) -> Iterator[Static | Horizontal]:
    """The last page: both results, heat at the end, the sentences, and everything that can be compared."""
    names = named(beside)
    cells = [_ending(side) for side in beside.sides]
    yield Static(Stack([Indented(Heads(names)), Indented(Abreast(cells, names=names))]), markup=False)
    yield Horizontal(
        *(
            Heat(name, side.end.mood.heat, side.end.band, "at the end")
            for name, side in zip(names, beside.sides, strict=True)
        ),
        classes="heats",
    )
    yield Static(Content(safe_text("\n".join(beside.changed))), markup=False)
    yield Static(_table(beside.compared, names), markup=False)


def _ending(side: Side) -> Visual:
    outcome = side.outcome
    words = (outcome.problem_words, outcome.relationship_words)
    title = outcome.title or outcome.why_over_words
    return Stack(
        [
            Indented(Content.styled(safe_text(title), "bold")),
            *(Indented(Content(safe_text(each))) for each in words),
        ]
    )


def _table(compared: Sequence[Compared], names: tuple[Content, Content]) -> Visual:
    rows: list[Visual] = [Heads((Content(""), *names), shares=(3, 2, 2))]
    for each in compared:
        sign = "≠ " if each.differs else "  "
        style = "" if each.differs else "$text-muted"
        rows.append(
            Abreast(
                (
                    Columns([(Content(sign.strip().ljust(1)), Content.styled(safe_text(each.what), style))]),
                    Content.styled(safe_text(each.one), style),
                    Content.styled(safe_text(each.other), style),
                ),
                names=(Content(""), *names),
                shares=(3, 2, 2),
            )
        )
    return Stack([Indented(row) for row in rows])
