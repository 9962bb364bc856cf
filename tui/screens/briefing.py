"""The briefing: the customer's record, the policy, and how to play. Nothing on how to win."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, get_args

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Footer, Input, OptionList, Static
from textual.widgets.option_list import Option

from engine.call.text import Words
from engine.records.errors import StoreProblem
from engine.records.recorded import CannotGoOn, RecordedCall
from tui.screens.question import Answer, QuestionScreen
from tui.session import seed_for
from tui.settings import Mode
from tui.widgets.columns import Columns
from tui.widgets.markdown import MarkdownText
from tui.widgets.safe_text import one_line, safe_text

if TYPE_CHECKING:
    from engine.call.playable import Playable
    from engine.records.attempts import Attempt
    from tui.app import MoodlineApp

MODES: dict[Mode, str] = {
    "coach": "after each reply, what moved and why",
    "standard": "the mood meter is live; reasons come at the end",
    "exam": "no meter and no hints; all is shown in the debrief",
}


class BriefingScreen(Screen[None]):
    """What an agent sees before picking up; Enter answers the call, or goes on with one that was left."""

    CSS_PATH = "briefing.tcss"
    TITLE = "Briefing"
    KEYS_IN_WORDS = (
        ("Enter", "answer the call, or go on with the one that you left"),
        ("n", "begin a new call where one was left"),
        ("c, s, e", "play in coach, standard or exam mode"),
        ("a", "change the agent's name"),
        ("Esc, q", "back to the library"),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "answer", "Answer", priority=True),
        Binding("n", "begin_anew", "New call"),
        Binding("c", "mode('coach')", "Coach", show=False),
        Binding("s", "mode('standard')", "Standard", show=False),
        Binding("e", "mode('exam')", "Exam", show=False),
        Binding("a", "rename", "Name"),
        Binding("escape,q", "back", "Library"),
        Binding("question_mark", "app.show_help", "Help"),
    ]
    app: MoodlineApp

    def __init__(self, playable: Playable, waiting: Attempt | None = None) -> None:
        """``waiting`` is the call of this scenario that was left unfinished, if there is one."""
        super().__init__()
        self.playable = playable
        self.waiting = waiting

    def compose(self) -> ComposeResult:
        settings, scenario = self.app.settings, self.playable.scenario
        self._mode: Mode = settings.mode
        self._seed = seed_for(settings)
        words = Words(scenario, self._seed, settings.agent)
        yield Static(Content(f"{one_line(scenario.title)}  briefing"), classes="title", markup=False)
        with VerticalScroll(id="brief"):
            if self.waiting is not None:
                yield Static(Content(self._left(self.waiting)), id="waiting", markup=False)
            yield Static(
                Content(f"Caller: {one_line(scenario.customer.name)}"), classes="heading", markup=False
            )
            yield MarkdownText(words.fill(scenario.brief.situation))
            if scenario.brief.record:
                yield Static("Customer record", classes="heading", markup=False)
                yield Static(Columns(_rows(scenario.brief.record), gap=2), markup=False)
            if scenario.brief.policy:
                yield Static("Policy", classes="heading", markup=False)
                yield MarkdownText(words.fill(scenario.brief.policy))
            if self.app.keeper is not None and not _lasts(self.app.keeper):
                yield Static(
                    "This call is played unsaved: nothing of it is kept.", id="unsaved", markup=False
                )
        yield OptionList(id="modes", markup=False, compact=True)
        yield Input(
            value=settings.agent, placeholder="The agent's name", max_length=40, id="agent", compact=True
        )
        yield Footer()

    def on_mount(self) -> None:
        self.query_one("#agent").display = False
        self._show_modes()
        self.query_one("#brief").focus()

    def _left(self, attempt: Attempt) -> str:
        turns = attempt.standing.turns if attempt.standing else 0
        when = attempt.last_at.astimezone().strftime("%d %B %Y, %H:%M")
        return (
            f"You left a call here on {when}, after {turns} repl{'y' if turns == 1 else 'ies'}. "
            "Enter goes on with it; n begins a new call."
        )

    def _show_modes(self) -> None:
        options = self.query_one("#modes", OptionList)
        options.clear_options()
        for mode, words in MODES.items():
            mark = "●" if mode == self._mode else "○"
            row = Content.assemble(f"{mark} ", (mode.capitalize(), "bold"), (f"  {words}", "$text-muted"))
            options.add_option(Option(row, id=mode))
        options.highlighted = list(MODES).index(self._mode)

    @on(OptionList.OptionHighlighted, "#modes")
    def _picked(self, event: OptionList.OptionHighlighted) -> None:
        if event.option_list.has_focus and event.option_id is not None and event.option_id != self._mode:
            self.action_mode(event.option_id)

    @on(OptionList.OptionSelected, "#modes")
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        if event.option_id is not None:
            self.action_mode(event.option_id)

    def action_mode(self, mode: str) -> None:
        """Play in another mode."""
        self._mode = next(each for each in get_args(Mode) if each == mode)
        self._show_modes()

    def action_rename(self) -> None:
        """Change the agent's name."""
        field = self.query_one("#agent", Input)
        field.display = True
        field.focus()

    def action_answer(self) -> None:
        """Answer the call; or finish the name; or go on with the call that was left."""
        if self.query_one("#agent").has_focus:
            self.query_one("#agent").display = False
            self.query_one("#brief").focus()
        elif self.waiting is not None:
            self._go_on(self.waiting)
        else:
            self.action_begin_anew()

    def _go_on(self, waiting: Attempt) -> None:
        assert self.app.keeper is not None
        try:
            recorded = RecordedCall.resume(self.app.keeper, waiting.id)
        except (StoreProblem, CannotGoOn) as problem:
            self._tell("That call cannot be gone on with", str(problem))
            return
        edited = recorded.edited(self.playable.source)
        self.app.play(recorded)
        if edited:
            self.app.notify(
                "The scenario has been edited since. This call goes on as it was begun.", markup=False
            )

    def action_begin_anew(self) -> None:
        """Begin a new call."""
        from engine.scenario.text import clean

        keeper, clock = self.app.keeper, self.app.clock
        assert keeper is not None
        agent = clean(self.query_one("#agent", Input).value).strip() or self.app.settings.agent
        try:
            recorded = RecordedCall.begin(
                keeper, self.playable, seed=self._seed, agent=agent, mode=self._mode, now=clock()
            )
            if self.waiting is not None:
                keeper.set_aside(self.waiting.id, clock())
        except StoreProblem as problem:
            self._tell("The call cannot be kept", str(problem))
            return
        self.app.play(recorded)

    def _tell(self, title: str, words: str) -> None:
        self.app.push_screen(QuestionScreen(title, words, (Answer("b", "Back", "back"),)))

    def action_back(self) -> None:
        """Back to the library."""
        field = self.query_one("#agent", Input)
        if field.has_focus:
            field.display = False
            self.query_one("#brief").focus()
        else:
            self.app.back_to_library()


def _lasts(keeper: object) -> bool:
    from engine.records.memory import MemoryStore

    return not isinstance(keeper, MemoryStore)


def _rows(record: dict[str, str]) -> list[tuple[Content, Content]]:
    return [
        (Content.styled(one_line(label), "$text-muted"), Content(safe_text(value)))
        for label, value in record.items()
    ]
