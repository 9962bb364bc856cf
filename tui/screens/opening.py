"""What is on show while the scenario that the command named is being read."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.screen import Screen
from textual.widgets import Static


class OpeningScreen(Screen[None]):
    """The first screen where there is no library to go back to."""

    TITLE = "Moodline"

    def compose(self) -> ComposeResult:
        yield Static("Moodline", classes="title", markup=False)
        yield Static("Opening …", classes="muted", id="opening", markup=False)
