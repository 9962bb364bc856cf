"""The list of all slides, to go to one of them."""

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

from engine.debrief.presentation.parts import Slide
from tui.widgets.columns import Columns
from tui.widgets.safe_text import one_line


class ContentsScreen(ModalScreen[int | None]):
    """Is dismissed with the place of a slide, from 0, or None."""

    CSS_PATH = "present.tcss"
    BINDINGS = [Binding("escape,q,g", "close", "Back", show=False, priority=True)]

    def __init__(self, slides: Sequence[Slide], at: int) -> None:
        """``at`` is the place that is on show."""
        super().__init__()
        self._slides = tuple(slides)
        self._at = at

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield Static("Go to which slide?", markup=False)
            yield OptionList(*map(_option, self._slides, range(1, 1000)), id="contents", markup=False)
            yield Static("Enter goes there, Esc goes back", classes="muted", markup=False)

    def on_mount(self) -> None:
        options = self.query_one("#contents", OptionList)
        options.highlighted = self._at
        options.focus()

    @on(OptionList.OptionSelected, "#contents")
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self._close_with(event.option_index)

    def action_close(self) -> None:
        """Back to where the presentation was."""
        self._close_with(None)

    def _close_with(self, place: int | None) -> None:
        if self.is_active:  # A second key may come before the first has taken this away.
            self.dismiss(place)


def _option(slide: Slide, number: int) -> Option:
    return Option(Columns([(Content(f"{number:>2}."), Content(one_line(slide.title)))]))
