"""The debrief in four steps: reaction, what happened, why, next time. In this order, and no other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import ContentSwitcher, Footer, Input, OptionList, Static
from textual.widgets.option_list import Option

from engine.debrief.debrief import Debrief, make_debrief
from engine.mood.bands import BANDS
from engine.records.attempts import Json
from engine.records.errors import StoreProblem
from engine.records.recorded import RecordedCall
from tui.plain.reaction import REACTION, REFLECTION, guessed
from tui.screens.debrief_steps import happened, next_time, why
from tui.screens.question import Answer, QuestionScreen
from tui.widgets.mood_line import MoodLine
from tui.widgets.safe_text import one_line, safe_text

if TYPE_CHECKING:
    from tui.app import MoodlineApp

STEPS = ("Reaction", "What happened", "Why", "Next time")
SKIP = "(skip)"


class DebriefScreen(Screen[None]):
    """What a call meant. The two questions come first, and nothing of the call is shown before them."""

    CSS_PATH = "debrief.tcss"
    TITLE = "Debrief"
    KEYS_IN_WORDS = (
        ("Enter", "give the answer that is highlighted"),
        ("n, b", "the next step, the step before"),
        ("1 to 4", "go to that step, once the two questions are done"),
        ("left, right", "on the mood line: move from turn to turn; Enter replays from there"),
        ("s", "show or hide where the reasons come from"),
        ("t", "play again from a turn"),
        ("q", "back to the library"),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "step(1)", "Next"),
        Binding("b", "step(-1)", "Before"),
        *(Binding(str(number), f"go({number})", show=False) for number in range(1, 5)),
        Binding("s", "sources", "Sources"),
        Binding("t", "replay", "Play again"),
        Binding("question_mark", "app.show_help", "Help"),
        Binding("q", "leave", "Library"),
    ]
    app: MoodlineApp

    def __init__(self, recorded: RecordedCall) -> None:
        super().__init__()
        self.recorded = recorded
        self._debrief: Debrief = make_debrief(recorded.call, guessed(recorded))
        self._step = 1
        self._asked = 0
        self._guesses: dict[str, Json] = {"heat": None, "band": None, "turn": None}
        self._with_sources = False

    def compose(self) -> ComposeResult:
        yield Static(id="top", classes="title", markup=False)
        with ContentSwitcher(initial="step-1", id="steps"):
            with VerticalScroll(id="step-1"):
                yield Static(id="question", markup=False)
                yield OptionList(id="guesses", markup=False)
            yield VerticalScroll(id="step-2")
            yield VerticalScroll(id="step-3")
            yield VerticalScroll(id="step-4")
        yield Footer()

    def on_mount(self) -> None:
        done = guessed(self.recorded) is not None or not self._debrief.reaction.questions
        if done:
            self._asked = len(self._debrief.reaction.questions)
            self._show_results()
        else:
            self._ask()
        self._show_step()

    @property
    def _answered(self) -> bool:
        return self._asked >= len(self._debrief.reaction.questions)

    def _ask(self) -> None:
        """The next of the two questions."""
        question = self._debrief.reaction.questions[self._asked]
        self.query_one("#question", Static).update(Content(safe_text(question.words)))
        options = self.query_one("#guesses", OptionList)
        options.clear_options()
        options.add_options(
            [Option(Content(safe_text(answer.words)), id=answer.value) for answer in question.answers]
            + [Option(Content.styled("Pass this question over", "$text-muted"), id=SKIP)]
        )
        options.highlighted = 0
        options.focus()

    @on(OptionList.OptionSelected, "#guesses")
    def _guess(self, event: OptionList.OptionSelected) -> None:
        if self._answered or event.option_id is None:
            return
        question = self._debrief.reaction.questions[self._asked]
        if event.option_id != SKIP:
            if question.id == "turn":
                self._guesses["turn"] = int(event.option_id)
            elif event.option_id in BANDS:
                self._guesses["band"] = event.option_id
        self._asked += 1
        if not self._answered:
            self._ask()
            return
        self._keep(REACTION, self._guesses)
        self._debrief = make_debrief(self.recorded.call, guessed(self.recorded))
        self._show_results()
        self.action_go(2)

    def _keep(self, kind: str, note: Mapping[str, Json]) -> None:
        try:
            self.recorded.note(kind, note, self.app.clock())
        except StoreProblem as problem:
            title = "This could not be kept"
            self.app.push_screen(QuestionScreen(title, str(problem), (Answer("b", "Back", "back"),)))

    def _show_results(self) -> None:
        """Fill the three steps that the questions were asked before."""
        guesses = self.query_one("#guesses", OptionList)
        guesses.display = False
        compared = [comparison.sentence for comparison in self._debrief.reaction.compared]
        words = compared or ["The questions were passed over."]
        self.query_one("#question", Static).update(Content("\n".join(map(safe_text, words))))
        edges = self.recorded.call.plan.model.edges
        note = self.recorded.noted(REFLECTION) or {}
        for number, parts in (
            (2, happened(self._debrief, edges)),
            (3, why(self._debrief, sources=self._with_sources)),
            (4, next_time(self._debrief, {key: str(text) for key, text in note.items()})),
        ):
            step = self.query_one(f"#step-{number}", VerticalScroll)
            step.remove_children()
            step.mount_all(parts)

    def action_step(self, way: int) -> None:
        """The next step, or the one before."""
        self.action_go(self._step + way)

    def action_go(self, step: int) -> None:
        """Go to a step; the questions come first."""
        if not self._answered:
            if step != 1:
                self.notify("Answer the two questions first, or pass them over.", markup=False)
            return
        self._step = min(max(1, step), len(STEPS))
        self._show_step()

    def _show_step(self) -> None:
        self.query_one("#steps", ContentSwitcher).current = f"step-{self._step}"
        title = one_line(self._debrief.title)
        names = [
            Content.styled(
                f" {number} {name} ", "bold $chosen-text on $chosen" if number == self._step else ""
            )
            for number, name in enumerate(STEPS, start=1)
        ]
        short = self.size.width < 70
        head = (
            Content(f"Step {self._step} of 4  {STEPS[self._step - 1]}") if short else Content(" ").join(names)
        )
        self.query_one("#top", Static).update(Content.assemble(head, "  ", title))
        if self._step == 2 and self.query(MoodLine):
            self.query_one(MoodLine).focus()
        elif self._answered:
            self.query_one(f"#step-{self._step}").focus()

    def on_resize(self) -> None:
        self._show_step()

    def action_sources(self) -> None:
        """Show or hide where the reasons come from."""
        if not self._answered:
            return
        self._with_sources = not self._with_sources
        step = self.query_one("#step-3", VerticalScroll)
        step.remove_children()
        step.mount_all(why(self._debrief, sources=self._with_sources))
        if self._step != 3:
            self.action_go(3)

    def action_replay(self) -> None:
        """Choose a turn to play again from."""
        points = self._debrief.next_time.replay_from
        if self._answered and points:
            from tui.screens.replay import ReplayScreen

            first = self._debrief.next_time.action.replay_from
            self.app.push_screen(ReplayScreen(points, first), self._replay_from)

    @on(MoodLine.Picked)
    def _picked(self, event: MoodLine.Picked) -> None:
        if event.turn >= 1:
            from tui.screens.replay import ReplayScreen

            self.app.push_screen(
                ReplayScreen(self._debrief.next_time.replay_from, event.turn), self._replay_from
            )

    def _replay_from(self, turn: int | None) -> None:
        if turn is None:
            return
        try:
            recorded = self.recorded.replay_from(turn, self.app.clock())
        except StoreProblem as problem:
            title = "The new attempt could not be begun"
            self.app.push_screen(QuestionScreen(title, str(problem), (Answer("b", "Back", "back"),)))
            return
        self.app.play(recorded)

    @on(Input.Submitted)
    def _reflect(self, event: Input.Submitted) -> None:
        """Keep what was written so far, and go to the next question."""
        from engine.scenario.text import clean

        answers = {
            str(field.id).removeprefix("reflect-"): clean(field.value).strip()
            for field in self.query("#step-4 Input").results(Input)
        }
        self._keep(REFLECTION, {key: text for key, text in answers.items() if text})
        self.notify(
            "Kept with this attempt." if self.recorded.saved else "Kept until you leave.", markup=False
        )
        self.focus_next()

    def action_leave(self) -> None:
        """Back to the library."""
        self.app.back_to_library()
