"""What a transcript is made of: lines, and how each is put into words and colours."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from textual.content import Content
from textual.visual import Visual

from tui.widgets.columns import Columns, Indented, Stack
from tui.widgets.ledger import Effect, ledger
from tui.widgets.safe_text import one_line, safe_text

LineKind = Literal["customer", "agent", "note", "coach"]
"""Who or what a line is from: the two speakers, something that happened, or the coach."""


class Moved(NamedTuple):
    """One cause of a change of mood, for the coach's explanation."""

    part: str
    """``heat``, ``heard`` or ``trust``."""
    amount: int
    """The change in points."""
    words: str
    """Why; empty for another part of what the cause before it did."""


@dataclass(frozen=True)
class Line:
    """One entry of a transcript."""

    kind: LineKind
    text: str
    """What was said, or what happened."""
    who: str = ""
    """The speaker's name, or what a note is about: ``Hold``, ``Fact learnt``, ``Promise made``."""
    turn: int | None = None
    """The turn's number; None leaves it out."""
    causes: tuple[Moved, ...] = ()
    """For the coach: what moved, and why."""


NOBODY: Final[dict[LineKind, str]] = {"customer": "Customer", "agent": "You", "note": "", "coach": "Coach"}
"""Who speaks where no name is given."""


def picture(line: Line) -> Visual:
    """The line as something to show. A speaker's text is plain ``Content``, so that it can be selected."""
    if line.kind == "note":
        who = one_line(line.who)
        words = Content.assemble((who, "bold"), ": " if who else "", safe_text(line.text))
        return Columns([(Content("·"), words)])
    if line.kind == "coach":
        return _coach(line)
    return Content("\n").join([heading(line), Content(safe_text(line.text))])


def heading(line: Line) -> Content:
    """The first row of a speaker's line: the name in words, then the turn."""
    who = one_line(line.who) or NOBODY[line.kind]
    turn = "" if line.turn is None else f"  turn {line.turn}"
    return Content.assemble((who, f"bold ${line.kind}"), (turn, "$text-muted"))


def _coach(line: Line) -> Visual:
    blocks = [Indented(heading(line))]
    if line.text:
        blocks.append(Indented(Content(safe_text(line.text))))
    if line.causes:
        blocks.append(Indented(ledger(list(_effects(line.causes)))))
    return Stack(blocks)


def _effects(causes: Sequence[Moved]) -> Iterator[Effect]:
    """Causes as rows of a ledger: what has no words belongs to the row before."""
    points: dict[str, int] = {}
    for place, cause in enumerate(causes):
        if cause.words or not place:
            points = {}
            yield Effect(cause.words, points)
        points[cause.part] = points.get(cause.part, 0) + cause.amount
