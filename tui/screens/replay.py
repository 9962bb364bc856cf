"""Choosing a turn to play again from."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from engine.debrief.debrief import ReplayPoint
from tui.widgets.columns import Columns
from tui.widgets.safe_text import one_line


class ReplayScreen(ModalScreen[int | None]):
    """Is dismissed with the number of a turn, or None."""

    CSS_PATH = "replay.tcss"
    BINDINGS = [Binding("escape,q", "close", "Back", show=False)]

    def __init__(self, points: Sequence[ReplayPoint], first: int = 1) -> None:
        """``first`` is the turn that is highlighted."""
        super().__init__()
        self._points = tuple(points)
        self._first = first

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield Static("Play again from which turn? This attempt stays on record.", markup=False)
            yield OptionList(*(Option(_prompt(point)) for point in self._points), id="turns", markup=False)
            yield Static("Enter begins, Esc goes back", classes="muted", markup=False)

    def on_mount(self) -> None:
        options = self.query_one("#turns", OptionList)
        turns = [point.turn for point in self._points]
        options.highlighted = turns.index(self._first) if self._first in turns else 0
        options.focus()

    @on(OptionList.OptionSelected, "#turns")
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self._close_with(self._points[event.option_index].turn)

    def action_close(self) -> None:
        """Back to the debrief."""
        self._close_with(None)

    def _close_with(self, turn: int | None) -> None:
        if self.is_active:  # A second key may come before the first has taken this away.
            self.dismiss(turn)


def _prompt(point: ReplayPoint) -> Columns:
    return Columns([(Content(f"{point.turn:>2}."), Content(one_line(point.customer) or "…"))])
