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

    def __init__(self, questions: Sequence[Question], **widget: str) -> None:
        super().__init__(**widget)  # type: ignore[arg-type]
        self._questions = tuple(questions)
        self._answers: dict[str, str] = {}
        self._asked = 0

    def compose(self) -> ComposeResult:
        yield Static(id="question", markup=False)
        yield Answers(id="guesses", markup=False)
        yield Static(
            "A number or an arrow key moves, Enter answers.", id="how", classes="muted", markup=False
        )
        yield Static(id="compared", markup=False)

    def ask(self) -> None:
        """Show the next question, with nothing highlighted; once there is none left, say so."""
        guesses = self.query_one("#guesses", Answers)
        if self._asked == len(self._questions):
            guesses.display = False
            self.post_message(self.Answered(self._answers))
            return
        question = self._questions[self._asked]
        head = f"{safe_text(question.words)} ({self._asked + 1} of {len(self._questions)})"
        self.query_one("#question", Static).update(Content(head))
        guesses.clear_options()
        guesses.add_options(
            [
                Option(_prompt(place, answer.words), id=answer.value)
                for place, answer in enumerate(question.answers)
            ]
            + [Option(_prompt(len(question.answers), "Pass this question over"), id=_PASS)]
        )
        guesses.highlighted = None
        guesses.focus()

    def show_compared(self, sentences: Sequence[str]) -> None:
        """In place of the questions: what was guessed, beside what happened."""
        for each in ("#guesses", "#how"):
            self.query_one(each).display = False
        self.query_one("#question", Static).update(Content("Your reaction"))
        words = "\n".join(map(safe_text, sentences)) or "The questions were passed over."
        self.query_one("#compared", Static).update(Content(words))

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
            self.ask()


def _prompt(place: int, words: str) -> Columns:
    key = KEYS[place] if place < len(KEYS) else " "
    chip = Content.styled(f" {key} ", "bold $key on $panel") if key != " " else Content("   ")
    return Columns([(chip, Content(safe_text(words)))])
