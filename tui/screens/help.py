"""Help: what can be done on the screen below, in words, and with which keys."""

from __future__ import annotations

from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from tui.widgets.columns import Columns

EVERYWHERE = (
    ("Tab, arrows", "move between and within the parts of a screen; PgUp and PgDn scroll"),
    ("Ctrl+P", "the palette: all commands, and the five themes"),
    ("F1 or ?", "this help"),
    ("Ctrl+Q", "leave Moodline; a call is kept as it stands"),
)


class HelpScreen(ModalScreen[None]):
    """The keys of one screen, those that work everywhere, and what the signs of a call mean."""

    CSS_PATH = "help.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,q,f1,question_mark", "close", "Close", priority=True),
    ]

    def __init__(self, below: Screen[Any]) -> None:
        super().__init__()
        self._keys: tuple[tuple[str, str], ...] = getattr(below, "KEYS_IN_WORDS", ())
        self._about: str = getattr(below, "ABOUT", "")
        self._name = below.TITLE or ""

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield Static(Content(f"Help  {self._name}"), id="heading", markup=False)
            with VerticalScroll(id="pages"):
                if self._about:
                    yield Static(Content(self._about), markup=False)
                for keys in (self._keys, EVERYWHERE):
                    if keys:
                        yield Static(Columns([_row(*key) for key in keys], gap=2), markup=False)
            yield Static(Content("Esc closes this"), classes="muted", markup=False)

    def on_mount(self) -> None:
        self.query_one("#pages").focus()

    def action_close(self) -> None:
        """Back to the screen below."""
        self.dismiss()


def _row(key: str, words: str) -> tuple[Content, Content]:
    return Content.styled(key, "bold $key"), Content(words)
