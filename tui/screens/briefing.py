"""The briefing: the customer's record, the policy, and how to play. Nothing on how to win."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, get_args

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, Static

from engine.call.text import Words
from engine.records.errors import StoreProblem
from engine.records.memory import MemoryStore
from engine.records.recorded import CannotGoOn, RecordedCall
from engine.scenario.text import clean
from tui.moments import moment_words
from tui.preferences import LONGEST_NAME
from tui.screens.finding import BACK, EDITED, left_words
from tui.screens.mode_choice import ModeChoice
from tui.screens.question import Answer, QuestionScreen
from tui.session import seed_for
from tui.settings import Mode
from tui.widgets.columns import Columns
from tui.widgets.key_bar import KeyBar
from tui.widgets.markdown import MarkdownText
from tui.widgets.safe_text import one_line, safe_text

if TYPE_CHECKING:
    from engine.call.playable import Playable
    from engine.records.attempts import Attempt
    from tui.app import MoodlineApp

UNSAVED = "This call is played unsaved: nothing of it is kept."


class BriefingScreen(Screen[None]):
    """What an agent sees before picking up; Enter answers the call, or goes on with one that was left."""

    CSS_PATH = "briefing.tcss"
    TITLE = "Briefing"
    ABOUT = (
        "What an agent knows before picking up: why the customer rings, what is on record, and the policy. "
        "All of it can be looked up during the call."
    )
    KEYS_IN_WORDS = (
        ("Enter", "answer the call, or go on with the one that you left"),
        ("n", "begin a new call where one was left"),
        ("c, s, e", "play in coach, standard or exam mode"),
        ("a", "change your name in the call"),
        ("d", "the debrief of the latest call, where there was one"),
        ("Esc, q", "back"),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "go_on", "Go on", priority=True),
        Binding("enter", "answer", "Answer", priority=True),
        Binding("n", "begin_anew", "New call"),
        Binding("c", "mode('coach')", "Coach", show=False),
        Binding("s", "mode('standard')", "Standard", show=False),
        Binding("e", "mode('exam')", "Exam", show=False),
        Binding("a", "rename", "Name"),
        Binding("d", "debrief", "Debrief"),
        Binding("question_mark", "app.show_help", "Help"),
        Binding("escape", "back", "Back"),
        Binding("q", "back", "Back", show=False),
    ]
    app: MoodlineApp

    def __init__(
        self, playable: Playable, waiting: Attempt | None = None, played: Attempt | None = None
    ) -> None:
        """``waiting`` is the call of this scenario that was left, ``played`` the latest that is over."""
        super().__init__()
        self.playable = playable
        self.waiting = waiting
        self.played = played
        self._under_way = False

    def compose(self) -> ComposeResult:
        settings, scenario = self.app.settings, self.playable.scenario
        self._seed = seed_for(settings)
        self._situation, self._policy = MarkdownText(), MarkdownText()
        yield Static(Content(f"Briefing  {one_line(scenario.title)}"), classes="title", markup=False)
        with VerticalScroll(id="brief"):
            if self.waiting is not None:
                yield Static(Content(_waiting_words(self.waiting)), id="waiting", markup=False)
            if isinstance(self.app.keeper, MemoryStore):
                yield Static(UNSAVED, id="unsaved", markup=False)
            caller = f"Caller: {one_line(scenario.customer.name)}"
            yield Static(Content(caller), classes="heading", markup=False)
            yield self._situation
            if scenario.brief.record:
                yield Static("Customer record", classes="heading", markup=False)
                yield Static(Columns(_rows(scenario.brief.record), gap=2), markup=False)
            if scenario.brief.policy:
                yield Static("Policy", classes="heading", markup=False)
                yield self._policy
        yield ModeChoice(settings.mode, settings.agent)
        yield Input(
            value=settings.agent,
            placeholder="Your name in the call",
            max_length=LONGEST_NAME,
            id="agent",
            compact=True,
        )
        yield KeyBar()

    def on_mount(self) -> None:
        name = self.query_one("#agent", Input)
        name.display = False
        name.cursor_blink = not self.app.still
        self._fill()
        self.query_one("#brief").focus()

    def on_resize(self) -> None:
        self._choice.brief = self.size.height < 20

    @property
    def _choice(self) -> ModeChoice:
        return self.query_one(ModeChoice)

    def _fill(self) -> None:
        """Situation and policy, which may speak of the agent by name."""
        words, brief = (
            Words(self.playable.scenario, self._seed, self._choice.agent),
            self.playable.scenario.brief,
        )
        self._situation.set_source(words.fill(brief.situation))
        if brief.policy:
            self._policy.set_source(words.fill(brief.policy))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what can be done now has a key; while the name is typed, its letters are letters."""
        typing = bool(self.is_mounted and self.query_one("#agent").has_focus)
        match action:
            case "go_on":
                return self.waiting is not None and not typing
            case "answer":
                return self.waiting is None and not typing
            case "begin_anew":
                return self.waiting is not None
            case "debrief":
                return self.played is not None
        return True

    @on(ModeChoice.Picked)
    def _picked(self, event: ModeChoice.Picked) -> None:
        if event.mode is None:
            self.action_rename()
        else:
            self.action_mode(event.mode)

    def action_mode(self, mode: str) -> None:
        """Play in another mode."""
        chosen: Mode = next(each for each in get_args(Mode) if each == mode)
        self._choice.mode = chosen

    def action_rename(self) -> None:
        """Change the agent's name."""
        field = self.query_one("#agent", Input)
        field.display = True
        field.focus()

    @on(Input.Submitted, "#agent")
    def _renamed(self, event: Input.Submitted) -> None:
        self._choice.agent = clean(event.value)[:LONGEST_NAME] or self._choice.agent
        self._fill()
        self._stop_renaming()

    def _stop_renaming(self) -> None:
        field = self.query_one("#agent", Input)
        field.value = self._choice.agent
        field.display = False
        self.query_one("#brief").focus()

    def action_go_on(self) -> None:
        """Go on with the call that was left."""
        keeper, waiting = self.app.keeper, self.waiting
        if keeper is None or waiting is None or self._under_way:
            return
        try:
            recorded = RecordedCall.resume(keeper, waiting.id)
        except (StoreProblem, CannotGoOn) as problem:
            self._tell("That call cannot be gone on with", str(problem))
            return
        self._under_way = True
        edited = recorded.edited(self.playable.source)
        self.app.play(recorded, left_words(recorded, EDITED if edited else ""))

    def action_answer(self) -> None:
        """Answer the call."""
        self.action_begin_anew()

    def action_begin_anew(self) -> None:
        """Begin a new call, in place of one that was left."""
        keeper, clock, choice = self.app.keeper, self.app.clock, self._choice
        if keeper is None or self._under_way:
            return
        try:
            recorded = RecordedCall.begin(
                keeper, self.playable, seed=self._seed, agent=choice.agent, mode=choice.mode, now=clock()
            )
        except StoreProblem as problem:
            self._not_kept(problem)
            return
        self._under_way = True
        self.app.remember(mode=choice.mode, agent=choice.agent)
        self.app.play(recorded)
        self._set_aside(self.waiting)

    def _set_aside(self, waiting: Attempt | None) -> None:
        if waiting is None or self.app.keeper is None or isinstance(self.app.keeper, MemoryStore):
            return
        try:
            self.app.keeper.set_aside(waiting.id, self.app.clock())
        except StoreProblem as problem:
            words = f"The call that you left will be offered again. {problem}"
            self.app.notify(words, severity="warning", markup=False)

    @work
    async def _not_kept(self, problem: StoreProblem) -> None:
        """The call could not be put on record, so it has not begun: ask what to do."""
        question = QuestionScreen(
            "The call cannot be kept, so it has not begun",
            str(problem),
            (
                Answer("t", "Try again", "again"),
                Answer("u", "Play unsaved: nothing of the call will be kept", "unsaved"),
                BACK,
            ),
        )
        answer = await self.app.push_screen_wait(question)
        if answer == "unsaved":
            if self.app.keeper is not None:
                self.app.keeper.close()
            self.app.keeper = MemoryStore()
        if answer in ("again", "unsaved"):
            self.action_begin_anew()

    def action_debrief(self) -> None:
        """The debrief of the latest call of this scenario that is over."""
        keeper, played = self.app.keeper, self.played
        if keeper is None or played is None or self._under_way:
            return
        try:
            recorded = RecordedCall.resume(keeper, played.id)
        except (StoreProblem, CannotGoOn) as problem:
            self._tell("That debrief cannot be shown", str(problem))
            return
        self._under_way = True
        self.app.show_debrief(recorded)

    def _tell(self, title: str, words: str) -> None:
        self.app.push_screen(QuestionScreen(title, words, (BACK,)))

    def action_back(self) -> None:
        """Back to the library; or leave the name as it was."""
        if self.query_one("#agent").has_focus:
            self._stop_renaming()
        else:
            self.app.back_to_library()


def _waiting_words(attempt: Attempt) -> str:
    turns = attempt.standing.turns if attempt.standing else 0
    when = moment_words(attempt.last_at)
    return (
        f"A call is waiting: you left it on {when}, after {turns} repl{'y' if turns == 1 else 'ies'}, "
        f"in {attempt.mode} mode. Enter goes on with it; n begins a new call in its place."
    )


def _rows(record: dict[str, str]) -> list[tuple[Content, Content]]:
    return [
        (Content.styled(one_line(label), "$text-muted"), Content(safe_text(value)))
        for label, value in record.items()
    ]
