"""The debrief's first step: questions, one at a time, before anything of the call is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from engine.debrief.reaction import Question
from tui.widgets.columns import Columns
from tui.widgets.safe_text import safe_text

KEYS: Final = "123456789"
_PASS: Final = "(pass)"


class Answers(OptionList):
    """Number keys move to an answer; only Enter or a click gives it, so that no stray key does."""

    BINDINGS = [
        *(Binding(key, f"move_to({place})", f"Answer {key}", show=False) for place, key in enumerate(KEYS)),
        Binding("space", "select", "Give the answer", show=False),
    ]

    def __init__(self, options: Sequence[Option], **widget: str) -> None:
        super().__init__(*options, markup=False, **widget)  # type: ignore[arg-type]
        self.highlighted = None

    def action_move_to(self, place: int) -> None:
        if place < self.option_count:
            self.highlighted = place


class ReactionStep(Vertical):
    """Asks the questions in their order; each can be passed over."""

    DEFAULT_CSS = """
    ReactionStep {
        & > #question { height: auto; margin-bottom: 1; text-style: bold; }
        & > #compared, & > #how { height: auto; }
        & > #how { margin-top: 1; }
        & > #guesses { height: auto; max-height: 1fr; }
    }
    """

    @dataclass
    class Answered(Message):
        """All questions have been answered or passed over; the answers by the question's id."""

        answers: dict[str, str]

    def __init__(
        self, questions: Sequence[Question], compared: Sequence[str] | None = None, **widget: str
    ) -> None:
        """``compared`` is what ``show_compared`` shows, where the questions have been answered before."""
        super().__init__(**widget)  # type: ignore[arg-type]
        self._questions = tuple(questions)
        self._compared = compared
        self._answers: dict[str, str] = {}
        self._asked = 0

    def compose(self) -> ComposeResult:
        if self._compared is not None:
            yield Static(Content("Your reaction"), id="question", markup=False)
            yield Static(_told(self._compared), id="compared", markup=False)
            return
        yield Static(self._head(), id="question", markup=False)
        yield Answers(self._options(), id="guesses")
        yield Static(
            "A number or an arrow key moves, Enter answers.", id="how", classes="muted", markup=False
        )

    def _head(self) -> Content:
        words = safe_text(self._questions[self._asked].words)
        return Content(f"{words} ({self._asked + 1} of {len(self._questions)})")

    def _options(self) -> list[Option]:
        answers = self._questions[self._asked].answers
        options = [Option(_prompt(place, each.words), id=each.value) for place, each in enumerate(answers)]
        return [*options, Option(_prompt(len(answers), "Pass this question over"), id=_PASS)]

    def _ask(self) -> None:
        """Show the next question, with nothing highlighted; once there is none left, say so."""
        guesses = self.query_one("#guesses", Answers)
        if self._asked == len(self._questions):
            guesses.display = False
            self.post_message(self.Answered(self._answers))
            return
        self.query_one("#question", Static).update(self._head())
        guesses.clear_options()
        guesses.add_options(self._options())
        guesses.highlighted = None
        guesses.focus()

    def show_compared(self, sentences: Sequence[str]) -> None:
        """In place of the questions: what was guessed, beside what happened."""
        for each in self.query("#guesses, #how"):
            each.display = False
        self.query_one("#question", Static).update(Content("Your reaction"))
        if not self.query("#compared"):
            self.mount(Static(id="compared", markup=False))
        self.query_one("#compared", Static).update(_told(sentences))

    @on(OptionList.OptionSelected, "#guesses")
    def _given(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        # A second click may come before the first has changed the question.
        if self._asked < len(self._questions) and event.option_id is not None:
            question = self._questions[self._asked]
            if event.option_id != _PASS and event.option_id not in {each.value for each in question.answers}:
                return
            if event.option_id != _PASS:
                self._answers[question.id] = event.option_id
            self._asked += 1
            self._ask()


def _told(sentences: Sequence[str]) -> Content:
    return Content("\n".join(map(safe_text, sentences)) or "The questions were passed over.")


def _prompt(place: int, words: str) -> Columns:
    key = KEYS[place] if place < len(KEYS) else " "
    chip = Content.styled(f" {key} ", "bold $key on $panel") if key != " " else Content("   ")
    return Columns([(chip, Content(safe_text(words)))])
