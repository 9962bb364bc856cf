"""A question with a few answers, over whatever is on show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.events import Key
from textual.screen import ModalScreen, Screen
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
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "last", "Back", show=False),
        # With priority: the list of answers would take them.
        Binding("pageup", "page(-1)", "Up", show=False, priority=True),
        Binding("pagedown", "page(1)", "Down", show=False, priority=True),
    ]

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
        options.highlighted = 0 if len(self._answers) == 1 else None
        options.focus()

    @on(OptionList.OptionSelected, "#answers")
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self._give(self._answers[event.option_index])

    def on_key(self, event: Key) -> None:
        for answer in self._answers:
            if event.key == answer.key:
                event.stop()
                self._give(answer)
                return

    def action_last(self) -> None:
        """Give the last answer."""
        self._give(self._answers[-1])

    def action_page(self, way: int) -> None:
        """Scroll the text."""
        text = self.query_one("#text", VerticalScroll)
        (text.scroll_page_up if way < 0 else text.scroll_page_down)(animate=False)

    def _give(self, answer: Answer) -> None:
        if self.is_active:  # A second key may come before the first has taken the question away.
            self.dismiss(answer.value)


async def ask_once(screen: Screen[Any], question: QuestionScreen) -> str | None:
    """Ask above a screen what a key of its own asks for. None, and nothing is asked, where another screen is
    above it already: a second key may come before the first has put the question there."""
    if not screen.is_active:
        return None
    return await screen.app.push_screen_wait(question)


def _prompt(answer: Answer) -> Content:
    return Content.assemble((f" {answer.key} ", "bold $key on $panel"), f" {answer.words}")
