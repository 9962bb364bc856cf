"""Problems with a file: where, what is wrong, what would be right, and whether there is a way to see it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from textual.content import Content
from textual.message import Message
from textual.visual import Visual
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tui.widgets.columns import Indented, Stack
from tui.widgets.safe_text import one_line, safe_text

_SEVERITIES: Final = {
    "error": ("× error", "bold $bad on $panel"),
    "warning": ("! warning", "bold $warning on $panel"),
    "advice": ("· advice", "bold $key on $panel"),
}


@dataclass(frozen=True)
class ProblemRow:
    """A problem as it stands in the list."""

    severity: str
    """``error``, ``warning`` or ``advice``."""
    code: str
    place: str
    """File and line, such as ``mine.yaml:12:5``."""
    message: str
    found: str = ""
    hint: str = ""
    steps: int | None = None
    """How many replies lead to it; None where there is nothing to walk."""
    sampled: bool = False
    """Whether it rests on plays drawn at random."""


class ProblemList(OptionList):
    """Posts :class:`Picked` for the problem that Enter or a click chooses."""

    DEFAULT_CSS = """
    ProblemList {
        height: 1fr;
        border: none;
        padding: 0;
        background: $surface;
        color: $foreground;
        scrollbar-size-vertical: 1;
        scrollbar-gutter: stable;
        & > .option-list--option { padding: 0 1; }
        & > .option-list--option-disabled { color: $text-muted; }
        & > .option-list--option-hover { background: $panel; }
        & > .option-list--option-highlighted { color: $foreground; background: $panel; }
        &:focus {
            border: none;
            background-tint: transparent;
            & > .option-list--option-highlighted { color: $chosen-text; background: $chosen; }
        }
    }
    """

    @dataclass
    class Picked(Message):
        """A problem was chosen, by its place in the list."""

        index: int

    def __init__(self, **widget: Any) -> None:
        super().__init__(markup=False, **widget)
        self._rows: tuple[ProblemRow, ...] = ()
        self._shown: tuple[ProblemRow | str, ...] = ()

    @property
    def rows(self) -> tuple[ProblemRow, ...]:
        """The problems on show."""
        return self._rows

    def show(self, rows: Sequence[ProblemRow], nothing: str = "No problems.") -> None:
        """Show these problems in place of any there were; the same one stays highlighted if it is there.

        ``nothing`` is said where there are none.
        """
        if (*rows, nothing) == self._shown:
            return
        self._shown = (*rows, nothing)
        at = self.highlighted
        before = self._rows[at] if at is not None and at < len(self._rows) else None
        self._rows = tuple(rows)
        self.clear_options()
        self.add_options([Option(_picture(row)) for row in rows] or [Option(Content(nothing), disabled=True)])
        same = [
            number
            for number, row in enumerate(rows)
            if before is not None and (row.code, row.message) == (before.code, before.message)
        ]
        if rows:
            self.highlighted = same[0] if same else min(self.highlighted or 0, len(rows) - 1)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.post_message(self.Picked(event.option_index))


def _picture(row: ProblemRow) -> Visual:
    sign, ink = _SEVERITIES[row.severity]
    head = Content.assemble((f" {sign} ", ink), f" {one_line(row.code)}  {one_line(row.place)}")
    words = safe_text(row.message) + (f"; found {one_line(row.found)}" if row.found else "")
    blocks = [Indented(head), Indented(Content(words), 2)]
    if row.hint:
        blocks.append(Indented(Content(safe_text(row.hint)), 2))
    if row.steps is not None:
        replies = "1 reply leads" if row.steps == 1 else f"{row.steps} replies lead"
        how = ", in a call drawn at random" if row.sampled else ""
        blocks.append(Indented(Content(f"w: {replies} there{how}"), 2))
    return Stack(blocks)
