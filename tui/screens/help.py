"""Help: what can be done on the screen below, in words, and with which keys."""

from __future__ import annotations

from typing import Any, ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from tui.widgets.columns import Columns

Row = tuple[str, str]

EVERYWHERE: Final[tuple[Row, ...]] = (
    ("Tab, arrows", "move between and within the parts of a screen; PgUp and PgDn scroll"),
    ("Ctrl+P", "the palette: what can be done here, the five themes, less motion"),
    ("F1, ?", "this help"),
    ("Ctrl+C", "copy what is selected; with nothing selected, leave"),
    ("Ctrl+Q", "leave Moodline; a call is kept as it stands"),
)


class HelpScreen(ModalScreen[None]):
    """What a screen is for, its keys, those that work everywhere, and what its marks mean."""

    CSS_PATH = "help.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,q,f1,question_mark", "close", "Close", priority=True),
    ]

    def __init__(self, below: Screen[Any]) -> None:
        super().__init__()
        self._name = below.TITLE or ""
        self._about: str = getattr(below, "ABOUT", "")
        self._marks: tuple[Row, ...] = getattr(below, "MARKS", ())
        self._keys: tuple[Row, ...] = getattr(below, "KEYS_IN_WORDS", ())

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield Static(Content(f"Help  {self._name}"), id="heading", markup=False)
            with VerticalScroll(id="pages"):
                if self._about:
                    yield Static(Content(self._about), markup=False)
                for rows in (self._keys, EVERYWHERE, self._marks):
                    if rows:
                        yield Static(Columns([_row(*row) for row in rows], gap=2), markup=False)
            yield Static(Content("Esc closes this; arrows scroll"), classes="muted", markup=False)

    def on_mount(self) -> None:
        self.query_one("#pages").focus()

    def action_close(self) -> None:
        """Back to the screen below."""
        if self.is_active:
            self.dismiss()


def _row(key: str, words: str) -> tuple[Content, Content]:
    return Content.styled(key, "bold $key"), Content(words)
