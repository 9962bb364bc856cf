"""The three modes and the agent's name, each with its key, to be chosen before a call."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.style import Style
from textual.visual import Visual
from textual.widgets import Static

from tui.settings import Mode
from tui.widgets.columns import Columns
from tui.widgets.safe_text import one_line

MODES: Final[dict[Mode, tuple[str, str]]] = {
    "coach": ("c", "after each reply, what moved and why"),
    "standard": ("s", "the mood meter is live; reasons come at the end"),
    "exam": ("e", "no meter and no hints; all is shown in the debrief"),
}
"""Each mode's key, and what it shows."""


class ModeChoice(Static):
    """Shows the modes, one marked, and the name; a click on a row is the same as its key."""

    DEFAULT_CSS = """
    ModeChoice { width: 1fr; height: auto; }
    """
    ALLOW_SELECT = False

    mode: reactive[Mode] = reactive[Mode]("standard", init=False)
    agent: reactive[str] = reactive("", init=False)
    brief: reactive[bool] = reactive(False, init=False)
    """True where there is one line and no more."""

    @dataclass
    class Picked(Message):
        """A mode was clicked, or (None) the name."""

        mode: Mode | None

    def __init__(self, mode: Mode, agent: str) -> None:
        super().__init__(markup=False)
        self.set_reactive(ModeChoice.mode, mode)
        self.set_reactive(ModeChoice.agent, agent)

    def on_mount(self) -> None:
        self._draw()

    def watch_mode(self) -> None:
        self._draw()

    def watch_agent(self) -> None:
        self._draw()

    def watch_brief(self) -> None:
        self._draw()

    def _draw(self) -> None:
        self.update(self._one_line() if self.brief else self._rows())

    def _one_line(self) -> Content:
        return Content("  ").join([self._marked(mode, gap="") for mode in MODES])

    def _rows(self) -> Visual:
        rows = [
            (self._marked(mode), _picks(Content.styled(words, "$text-muted"), mode))
            for mode, (_key, words) in MODES.items()
        ]
        name = Content.assemble((" a ", "bold $key on $panel"), "   Name")
        words = Content.assemble(
            (one_line(self.agent), "bold"), ("  what the customer calls you", "$text-muted")
        )
        return Columns([*rows, (_picks(name, "name"), _picks(words, "name"))], gap=2)

    def _marked(self, mode: Mode, gap: str = " ") -> Content:
        chosen = mode == self.mode
        key = MODES[mode][0]
        mark = ("●", "$key") if chosen else ("○", "$text-muted")
        name = (mode.capitalize(), "bold" if chosen else "")
        return _picks(Content.assemble((f" {key} ", "bold $key on $panel"), gap, mark, " ", name), mode)

    def on_click(self, event: events.Click) -> None:
        picked = event.style.meta.get("picked")
        if picked is not None:
            self.post_message(self.Picked(next((mode for mode in MODES if mode == picked), None)))


def _picks(words: Content, what: str) -> Content:
    """Words that say what a click on them picks."""
    return words.stylize(Style.from_meta({"picked": what}))
