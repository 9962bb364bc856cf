"""What stands in place of the replies once a call is over: a breath, and the way to the debrief."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Button, Static


class EndOfCall(Vertical):
    """Goes on at Enter or a click, and at no number key: whoever still presses one reads this first."""

    DEFAULT_CSS = """
    EndOfCall {
        height: auto;
        padding: 0 1;
        background: $surface;
        color: $foreground;
        & > Static { height: auto; width: 1fr; }
        & > Button { margin-top: 1; text-style: bold; }
    }
    """

    class GoOn(Message):
        """The trainee wants the debrief."""

    def compose(self) -> ComposeResult:
        yield Static(
            "The call is over. Take your time. The debrief begins with two questions to you.", markup=False
        )
        yield Button("Enter: go on to the debrief", compact=True, variant="primary")

    def take_focus(self) -> None:
        """So that Enter goes on."""
        self.query_one(Button).focus()

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        event.stop()
        self.post_message(self.GoOn())
