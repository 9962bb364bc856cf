"""The debrief in four steps: reaction, what happened, why, next time. In this order, and no other."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import ContentSwitcher, Input, Static

from engine.debrief.debrief import Debrief, make_debrief
from engine.debrief.reaction import Comparison, Reaction, compare
from engine.mood.bands import BANDS
from engine.records.attempts import Json
from engine.records.errors import StoreProblem
from engine.records.odds_cache import kept_odds
from engine.records.recorded import RecordedCall
from engine.records.replays import Replay, find_replay
from engine.scenario.text import clean
from tui.looking_ahead import LookingAhead
from tui.plain.reaction import REACTION, REFLECTION, guessed
from tui.screens.debrief_steps import happened, next_time, why, working
from tui.screens.debrief_texts import ABOUT, KEYS_IN_WORDS, MARKS, STEPS, top
from tui.screens.present.replayed import replay_words, show_replay_beside
from tui.screens.question import Answer, QuestionScreen
from tui.screens.reaction import ReactionStep
from tui.screens.replay import ReplayScreen
from tui.widgets.key_bar import KeyBar
from tui.widgets.mood_line import MoodLine
from tui.widgets.safe_text import safe_text

if TYPE_CHECKING:
    from tui.app import MoodlineApp

_TELL_EVERY: Final = 0.5
"""Seconds between words on how far working out what could have been has come."""


class DebriefScreen(Screen[None]):
    """What a call meant. The two questions come first, and nothing of the call is shown before them."""

    CSS_PATH = "debrief.tcss"
    AUTO_FOCUS = "Answers"
    TITLE = "Debrief"
    ABOUT, KEYS_IN_WORDS, MARKS = ABOUT, KEYS_IN_WORDS, MARKS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "step(1)", "Next"),
        Binding("b", "step(-1)", "Before"),
        *(Binding(str(number), f"go({number})", f"Step {number}", show=False) for number in range(1, 5)),
        Binding("question_mark", "app.show_help", "Help"),
        Binding("q", "leave", "Leave"),
        Binding("t", "replay", "Play again"),
        Binding("s", "sources", "Sources"),
        Binding("p", "present", "Room", tooltip="Present it to a room"),
        Binding("c", "beside", "Compare", show=False),
        Binding("escape", "leave_field", "Out of the field", show=False),
    ]
    app: MoodlineApp

    def __init__(self, recorded: RecordedCall) -> None:
        super().__init__()
        self.recorded = recorded
        self._reaction = guessed(recorded)
        self._debrief: Debrief = make_debrief(recorded.call, self._reaction)
        self._ahead: LookingAhead | None = None
        self._pending = bool(self._debrief.happened.timeline.turns)
        """Whether it is still being worked out where every reply could have led, and so what was pivotal."""
        self._answered = self._reaction is not None or not self._debrief.reaction.questions
        self._step = 2 if self._answered else 1
        self._with_sources = False
        self._written = {key: str(text) for key, text in (recorded.noted(REFLECTION) or {}).items()}

    def compose(self) -> ComposeResult:
        # Only what is shown at first is made at once; another step, when it is first gone to.
        yield Static(self._top(), id="top", classes="title", markup=False)
        with ContentSwitcher(initial=f"step-{self._step}", id="steps"):
            if self._step == 1:
                yield ReactionStep(self._debrief.reaction.questions, id="step-1")
            else:
                yield VerticalScroll(*self._parts(self._step), id=f"step-{self._step}")
        yield KeyBar()

    def on_mount(self) -> None:
        for line in self.query(MoodLine):
            self.set_focus(line, scroll_visible=False)  # What stands above it is read first.
        if self._pending:
            self.call_after_refresh(self._look_ahead)  # Once this is painted.

    def _make(self, step: int) -> None:
        """Make a step from what is known by now, not shown yet. All of it is there at once, so that no key
        that is pressed meanwhile goes astray."""
        steps = self.query_one("#steps", ContentSwitcher)
        if step == 1:
            told = [each.sentence for each in self._compared()]
            made: Widget = ReactionStep(self._debrief.reaction.questions, told, id="step-1")
        else:
            made = VerticalScroll(id=f"step-{step}")
        made.display = False
        steps.mount(made)
        if step != 1:
            made.mount_all(self._parts(step))

    def _parts(self, step: int) -> list[Widget]:
        if step == 2:
            edges = self.recorded.call.plan.model.edges
            replay = replay_words(self._replay)
            return happened(self._debrief, self._compared(), edges, replay, pending=self._pending)
        if step == 3:
            return self._why()
        return next_time(self._debrief, self._written, still=self.app.still)

    @work(group="ahead")
    async def _look_ahead(self) -> None:
        """Work out where every reply could have led, while the trainee does something else; then fill it in
        so that nothing moves that is being read."""
        self._ahead = ahead = LookingAhead(self.recorded.call, kept_odds(self.recorded))
        telling = self.set_interval(_TELL_EVERY, self._tell_how_far)
        await ahead.until_over()
        telling.stop()
        self._pending = False
        self._debrief = make_debrief(self.recorded.call, self._reaction, outlook=ahead.result())
        for step in self.query(ReactionStep):
            if self._answered:
                step.show_compared([each.sentence for each in self._compared()])
        for line in self.query(MoodLine):
            line.mark([pivot.turn.number for pivot in self._debrief.why.pivots])
        for told in self.query(".compared-turn").results(Static):
            told.update(Content(safe_text(self._compared()[-1].sentence)))
        if self._answered:
            await self._make_why()

    async def _make_why(self) -> None:
        """Make the third step, or make it anew."""
        if self.query("#step-3"):
            step = self.query_one("#step-3")
            await step.remove_children()
            await step.mount_all(self._why())
        else:
            self._make(3)

    def _tell_how_far(self) -> None:
        for line in self.query("#working").results(Static):
            line.update(Content(working(self._ahead.states if self._ahead else 0)))

    def on_unmount(self) -> None:
        if self._ahead is not None:
            self._ahead.stop()

    def _why(self) -> list[Widget]:
        if self._pending:
            states = self._ahead.states if self._ahead else 0
            return [Static(Content(working(states)), id="working", classes="muted", markup=False)]
        return why(self._debrief, sources=self._with_sources)

    def _compared(self) -> tuple[Comparison, ...]:
        pivots = None if self._pending else self._debrief.why.pivots
        return compare(self._reaction, self._debrief.happened.timeline, pivots)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The steps have their keys once the questions are done."""
        if action == "beside" and self.recorded.attempt.parent is None:
            return False
        return self._answered or action not in ("step", "sources", "replay", "beside")

    @on(ReactionStep.Answered)
    def _react(self, event: ReactionStep.Answered) -> None:
        end, turn = event.answers.get("end"), event.answers.get("turn")
        band = next((each for each in BANDS if each == end), None)
        self._reaction = Reaction(band=band, turn=int(turn) if turn else None)
        self._answered = True
        self.set_focus(None)  # It would be moved on, and scrolled to, once the questions are hidden.
        self.refresh_bindings()
        outlook = self._ahead.result() if self._ahead is not None and not self._pending else None
        self._debrief = make_debrief(self.recorded.call, self._reaction, outlook=outlook)
        self.query_one(ReactionStep).show_compared([each.sentence for each in self._compared()])
        self.action_go(2)
        self._keep(REACTION, {"heat": None, "band": band, "turn": self._reaction.turn})

    @cached_property
    def _replay(self) -> Replay | None:
        recorded = self.recorded
        call = recorded.call
        # Under the name that this call is shown with: a room may play without the trainee's.
        return find_replay(recorded.attempt, call, recorded.playable, recorded.keeper.load, call.agent)

    def action_beside(self) -> None:
        """Show this replay beside the attempt that it replays."""
        if self._replay is not None:
            show_replay_beside(self, self._replay, self.recorded.call, self._replay.what_it_is)

    def action_step(self, way: int) -> None:
        """The next step, or the one before."""
        self.action_go(self._step + way)

    def action_go(self, step: int) -> None:
        """Go to a step; the questions come first."""
        if not self._answered:
            if step != 1:
                self.notify("Answer the two questions first, or pass them over.", markup=False)
            return
        self._keep_reflection()
        self._step = min(max(1, step), len(STEPS))
        if not self.query(f"#step-{self._step}"):
            self._make(self._step)
        self.query_one("#steps", ContentSwitcher).current = f"step-{self._step}"
        self.query_one("#top", Static).update(self._top())
        if self._step == 1:
            self.set_focus(None)
        elif self._step == 2:
            self.query_one(MoodLine).focus(scroll_visible=False)
        else:
            self.query_one(f"#step-{self._step}").focus()

    def _top(self) -> Content:
        self._top_of = self.app.size.width
        return top(self._step, self._debrief.title, saved=self.recorded.saved, width=self._top_of)

    def on_resize(self) -> None:
        if self._top_of != self.app.size.width:
            self.query_one("#top", Static).update(self._top())

    async def action_sources(self) -> None:
        """Show or hide where the reasons come from."""
        if self._answered:
            self._with_sources = not self._with_sources
            await self._make_why()
            if self._step != 3:
                self.action_go(3)

    def action_replay(self) -> None:
        """Choose a turn to play again from."""
        self._offer_replay(self._debrief.next_time.action.replay_from)

    def action_present(self) -> None:
        """Show it to a room. Whoever does need not be the trainee, so the questions need not be answered."""
        from tui.screens.present.present import PresentScreen

        self._keep_reflection()
        self.app.push_screen(PresentScreen(self.recorded, names=self.app.settings.names, ahead=self._ahead))

    @on(MoodLine.Picked)
    def _picked(self, event: MoodLine.Picked) -> None:
        self._offer_replay(event.turn)

    def _offer_replay(self, turn: int) -> None:
        points = self._debrief.next_time.replay_from
        if self._answered and points:
            self._keep_reflection()
            self.app.push_screen(ReplayScreen(points, max(1, turn)), self._replay_from)

    def _replay_from(self, turn: int | None) -> None:
        if turn is None:
            return
        try:
            recorded = self.recorded.replay_from(turn, self.app.clock())
        except StoreProblem as problem:
            self._not_begun(turn, problem)
            return
        words = f"You play again from turn {turn} of attempt {self.recorded.attempt.id}."
        self.app.play(recorded, words if recorded.saved else f"You play again from turn {turn}.")

    @work
    async def _not_begun(self, turn: int, problem: StoreProblem) -> None:
        answers = (
            Answer("t", "Try again", "again"),
            Answer("u", "Play again unsaved: nothing of it will be kept", "unsaved"),
            Answer("b", "Back to the debrief", "back"),
        )
        question = QuestionScreen("The new attempt could not be begun", str(problem), answers)
        answer = await self.app.push_screen_wait(question)
        if answer == "unsaved":
            self.recorded.go_unsaved()
        if answer in ("again", "unsaved"):
            self._replay_from(turn)

    @on(Input.Submitted)
    def _reflect(self) -> None:
        """Keep what was written so far, and go to the next question."""
        if self._keep_reflection():
            self.notify(
                "Kept with this attempt." if self.recorded.saved else "Kept until you leave.", markup=False
            )
        self.focus_next()

    def _keep_reflection(self) -> bool:
        """Keep what was written, if it is not yet; whether there was anything."""
        fields = self.query("#step-4 Input").results(Input)
        answers = {str(field.id).removeprefix("reflect-"): clean(field.value) for field in fields}
        written = {key: text for key, text in answers.items() if text}
        if not answers or written == self._written:
            return False
        self._written = written
        return self._keep(REFLECTION, written)

    def _keep(self, kind: str, note: Mapping[str, Json]) -> bool:
        try:
            self.recorded.note(kind, note, self.app.clock())
        except StoreProblem as problem:
            self._not_kept(kind, note, problem)
            return False
        return True

    @work
    async def _not_kept(self, kind: str, note: Mapping[str, Json], problem: StoreProblem) -> None:
        answers = (
            Answer("t", "Try again", "again"),
            Answer("b", "Go on with the debrief; this is not kept", "back"),
        )
        question = QuestionScreen("What you answered could not be kept", str(problem), answers)
        if await self.app.push_screen_wait(question) == "again":
            self._keep(kind, note)

    def action_leave_field(self) -> None:
        """Out of the field that is being written in."""
        if isinstance(self.focused, Input):
            self._keep_reflection()
            self.query_one(f"#step-{self._step}").focus()

    def action_leave(self) -> None:
        """Back to the library, or out of Moodline."""
        self._keep_reflection()
        self.app.back_to_library()

    def before_quitting(self) -> None:
        """What is written in a field and not yet kept."""
        self._keep_reflection()
