"""A question with a few answers, over whatever is on show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.events import Key
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tui.widgets.safe_text import one_line, safe_text


class Answer(NamedTuple):
    """One answer: the key that gives it, its words, and what it stands for."""

    key: str
    words: str
    value: str


class QuestionScreen(ModalScreen[str]):
    """Asks, and is dismissed with the value of the answer; Escape gives the last, which leaves things be."""

    CSS_PATH = "question.tcss"
    BINDINGS = [Binding("escape", "last", "Back", show=False)]

    def __init__(self, title: str, text: str, answers: Sequence[Answer]) -> None:
        super().__init__()
        self._question = title
        self._text = text
        self._answers = tuple(answers)

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield Static(Content(one_line(self._question)), id="question", markup=False)
            with VerticalScroll(id="text", can_focus=False):
                yield Static(Content(safe_text(self._text)), markup=False)
            yield OptionList(
                *(Option(_prompt(answer)) for answer in self._answers), id="answers", markup=False
            )

    def on_mount(self) -> None:
        options = self.query_one("#answers", OptionList)
        options.highlighted = 0
        options.focus()

    @on(OptionList.OptionSelected, "#answers")
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._answers[event.option_index].value)

    def on_key(self, event: Key) -> None:
        for answer in self._answers:
            if event.key == answer.key:
                event.stop()
                self.dismiss(answer.value)
                return

    def action_last(self) -> None:
        """Give the last answer."""
        self.dismiss(self._answers[-1].value)


def _prompt(answer: Answer) -> Content:
    return Content.assemble((f" {answer.key} ", "bold $key on $panel"), f" {answer.words}")
