"""The room plays on from a turn of an attempt: it chooses, sees what each reply did, and comes to an end."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Key
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from engine.call.events import MoodChanged, ReplyGiven
from engine.debrief.causes import explain, main_reasons
from engine.debrief.presentation.votes import Votes
from engine.records.anonymous import NOBODY, without_names
from engine.records.errors import ConflictError, StoreProblem
from engine.records.recorded import RecordedCall
from engine.records.room import begin_room, hide_names, keep_votes, play_under
from tui.event_lines import EventLines
from tui.room_words import LABELS, THE_ROOM
from tui.screens.present.moods import MoodNumbers, reasons_words
from tui.screens.present.room_parts import result_words, told
from tui.screens.present.vote import VoteScreen
from tui.screens.question import Answer, QuestionScreen, ask_once
from tui.screens.replies import BACK_TO_THE_LINE, Replies
from tui.widgets.key_bar import KeyBar
from tui.widgets.reply_list import KEYS, ReplyList, ReplyOffer

if TYPE_CHECKING:
    from tui.app import MoodlineApp


class _Told(VerticalScroll):
    """What was said. Where not all fits, what the customer says matters most: also once the replies, which
    come after it, have taken their room."""

    def show_spoken(self) -> None:
        """Scroll to what the customer said last."""
        if spoken := list(self.query(".customer")):
            self.call_after_refresh(self.scroll_to_widget, spoken[-1], animate=False, top=True)

    def on_resize(self) -> None:
        self.show_spoken()


class RoomScreen(Screen[None]):
    """A new attempt, which begins with a reply of the room's. Each reply is on record before it is shown."""

    CSS_PATH = "room.tcss"
    TITLE = "The room plays"
    ABOUT = (
        "The room goes on from here. This is an attempt of its own: the one that you debrief stays as it is. "
        "Choose a reply by its number, or let the room vote first."
    )
    KEYS_IN_WORDS = (
        ("1 to 9", "give that reply; arrows and Enter or a click do it too"),
        ("v", "let the room vote first"),
        ("n", "show the name under which it was played, or hide it again"),
        ("PgUp, PgDn", "scroll what was said"),
        ("c", "once the call is over: compare it with the first attempt"),
        ("d", "once the call is over: its debrief, in place of the presentation"),
        ("q, Esc", "back to the presentation"),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("v", "vote", "Vote"),
        Binding("c", "compare", "Compare"),
        Binding("d", "debrief", "Debrief"),
        Binding("q,escape", "leave", "Back", key_display="q"),
        Binding("n", "names", "Names"),
        Binding("question_mark", "app.show_help", "Help"),
        # With priority: the list of replies would move its highlight by them.
        Binding("pageup", "page(-1)", "Up", show=False, priority=True),
        Binding("pagedown", "page(1)", "Down", show=False, priority=True),
    ]
    app: MoodlineApp

    def __init__(
        self, recorded: RecordedCall, turn: int, reply: str, hidden: bool, votes: Votes | None = None
    ) -> None:
        """Go on from ``turn`` of ``recorded`` with ``reply``; ``hidden`` plays on without the trainee's name.
        ``votes`` are those that the room gave at that turn; they are kept with the new attempt."""
        super().__init__()
        self.first = recorded
        self.room: RecordedCall | None = None
        """The attempt that the room plays; None until it is begun."""
        self._turn = turn
        self._reply = reply
        self.names_hidden = hidden
        """Whether nothing on show, told or written from here may carry the trainee's name."""
        self._votes = votes

    def compose(self) -> ComposeResult:
        mood = self.first.call.plan.start_mood
        self._top = Static(id="top", classes="title", markup=False)
        self._mood = MoodNumbers(mood, self.first.call.band)
        self._why = Static(id="why", markup=False)
        self._page = _Told(id="page", can_focus=False)
        self._replies = Replies()
        self._end = Static(id="end", markup=False)
        yield self._top
        yield self._mood
        yield self._why
        yield self._page
        yield self._replies
        yield self._end
        yield KeyBar()

    def on_mount(self) -> None:
        self._mood.display = self._end.display = False
        self._replies.focus()
        self._begin()

    def _begin(self, *, unsaved: bool = False) -> None:
        try:
            room = begin_room(
                self.first, self._turn, self.app.clock(), hidden=self.names_hidden, unsaved=unsaved
            )
        except StoreProblem as problem:
            self._not_begun(problem)
            return
        self.room = room
        self._give(self._reply)

    @work
    async def _not_begun(self, problem: StoreProblem) -> None:
        answers = (
            Answer("t", "Try again", "again"),
            Answer("u", "Go on unsaved: nothing of it will be kept", "unsaved"),
            Answer("b", "Back to the presentation", "back"),
        )
        question = QuestionScreen("The room's attempt could not be begun", problem.without_path, answers)
        answer = await self.app.push_screen_wait(question)
        if answer == "back":
            self.dismiss(None)
        else:
            self._begin(unsaved=answer == "unsaved")

    def _give(self, reply: str) -> None:
        """Give a reply of the room's, its votes first; both are on record before anything is shown."""
        room = self.room
        assert room is not None
        try:
            if self._votes is not None:
                keep_votes(room, room.call.state.turn + 1, self._votes, self.app.clock())
                self._votes = None
            room.choose(reply, self.app.clock())
        except StoreProblem as problem:
            self._not_kept(reply, problem)
            return
        self._show()

    @work
    async def _not_kept(self, reply: str, problem: StoreProblem) -> None:
        """The reply is not on record, so it was not given: ask what to do now."""
        assert self.room is not None
        nothing_yet = len(self.room.choices) < self._turn
        back = "Back to the presentation" if nothing_yet else "Back, without giving the reply"
        answers = [
            Answer("t", "Try again", "again"),
            Answer("u", "Go on unsaved: from here nothing is kept", "unsaved"),
            Answer("b", back, "back"),
        ]
        if isinstance(problem, ConflictError):
            del answers[0]
        question = QuestionScreen(
            "The reply could not be kept, so it was not given", problem.without_path, answers
        )
        match await self.app.push_screen_wait(question):
            case "again":
                self._give(reply)
            case "unsaved":
                self.room.go_unsaved()
                if self.names_hidden:
                    hide_names(self.room)
                self._give(reply)
            case _ if nothing_yet:
                self.dismiss(None)
            case _:
                self._votes = None
                self._offer()

    def _show(self) -> None:
        """What came of the latest reply: what was said, the mood, the biggest reasons; and what can be
        said now."""
        assert self.room is not None
        call = self.room.call
        last = max(place for place, event in enumerate(call.events) if isinstance(event, ReplyGiven))
        lines = EventLines(call, "standard")
        lines.lines(call.events[:last])  # So that it knows which turn this is.
        latest = call.events[last:]
        parts: list[Widget] = [told(line) for line in lines.lines(latest)]
        changed = next((event for event in latest if isinstance(event, MoodChanged)), None)
        if changed is not None:
            self._mood.show(call.state.mood, call.band, changed.before)
            moved = changed.after.heat - changed.before.heat
            why = reasons_words(main_reasons(explain(changed.ledger, call), moved), sources=False)
            self._why.update(why)
            # Where there is little room it stands below what was said.
            parts.append(Static(why, classes="why", markup=False))
        self._mood.display = True
        self._fill(parts)
        self._offer()

    @work(exclusive=True, group="load")
    async def _fill(self, parts: Sequence[Widget]) -> None:
        await self._page.remove_children()
        await self._page.mount_all(parts)
        self._page.show_spoken()

    def _offer(self) -> None:
        """What can be done now, at the foot of the screen."""
        room = self.room
        assert room is not None
        call = room.call
        if call.over:
            self._replies.display = False
            self._end.display = True
            self._end.update(result_words(call))
            self.set_focus(None)
        elif call.on_hold:
            self._replies.offer([ReplyOffer(BACK_TO_THE_LINE, "Come back to the line.")])
            self._replies.highlighted = 0
        else:
            turn = call.state.turn
            offers = call.offers()
            self._replies.offer(
                [ReplyOffer(f"{turn}.{each.reply.id}", each.says, each.locked) for each in offers]
            )
        self._replies.waiting = False
        where = "Over" if call.over else "On hold" if call.on_hold else f"Turn {call.state.turn + 1}"
        names = "names hidden" if self.names_hidden else "names shown"
        parts: list[Any] = [f"{THE_ROOM} plays", "  ", where]
        if not room.saved:
            parts += ["  ", (" not saved ", "bold $chosen-text on $warning")]
        parts += [(f"  {names}", "not bold $text-muted")]
        self._top.update(Content.assemble(*parts))
        self.refresh_bindings()

    @on(ReplyList.Chosen)
    def _chosen(self, event: ReplyList.Chosen) -> None:
        assert self.room is not None
        call = self.room.call
        if event.reply_id == BACK_TO_THE_LINE:
            if call.on_hold:
                self.room.end_hold()
                self._show()
            return
        turn, _, reply = event.reply_id.partition(".")
        if turn == str(call.state.turn) and self._is_open(reply):
            self._give(reply)
        else:
            self._offer()  # A fast second key asked for a reply of the turn before.

    def _is_open(self, reply: str) -> bool:
        assert self.room is not None
        return any(each.reply.id == reply and not each.locked for each in self.room.call.offers())

    @on(ReplyList.Refused)
    def _refuse(self, event: ReplyList.Refused) -> None:
        self.notify(event.reason, title="Not now", markup=False)

    def on_key(self, event: Key) -> None:
        """Replies can be given whatever has the focus."""
        place = KEYS.find(event.character or " ")
        if self._replies.display and 0 <= place < len(self._replies.replies):
            event.stop()
            self._replies.choose(place)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Votes while there is something to choose; the rest once the call is over."""
        call = self.room.call if self.room is not None else None
        if action == "vote":
            return call is not None and not call.over and not call.on_hold and bool(call.offers())
        if action == "names":
            return call is not None and not call.on_hold
        if action in ("compare", "debrief"):
            return call is not None and call.over
        return True

    def action_vote(self) -> None:
        """Let the room vote on the next reply."""
        assert self.room is not None
        screen = VoteScreen(self.room.call, self.room.call.state.turn + 1)
        self.app.push_screen(screen, partial(self._voted, screen))

    def _voted(self, screen: VoteScreen, reply: str | None) -> None:
        if reply is not None and self._is_open(reply):
            self._votes = screen.votes
            self._give(reply)

    def action_names(self) -> None:
        """Show the trainee's name where the call says it, or hide it again."""
        assert self.room is not None
        self.names_hidden = not self.names_hidden
        play_under(self.room, NOBODY if self.names_hidden else self.first.attempt.agent)
        self._show()

    def action_compare(self) -> None:
        """The first attempt and the room's, side by side."""
        from tui.screens.present.beside import BesideScreen

        assert self.room is not None
        first = without_names(self.first) if self.names_hidden else self.first.call
        self.app.push_screen(BesideScreen(first, self.room.call, LABELS, hidden=True))

    def action_debrief(self) -> None:
        """The debrief of the room's attempt."""
        assert self.room is not None
        self.app.show_debrief(self.room)

    def action_page(self, way: int) -> None:
        """Scroll what was said."""
        (self._page.scroll_page_up if way < 0 else self._page.scroll_page_down)(animate=False)

    def action_leave(self) -> None:
        """Back to the presentation; what the room played is on record as far as it came."""
        room = self.room
        if room is not None and not room.call.over:
            self._ask_whether_to_leave(room)
        elif self.is_active:
            self.dismiss(None)

    @work
    async def _ask_whether_to_leave(self, room: RecordedCall) -> None:
        kept = (
            f"It is kept as attempt {room.attempt.id}, as far as it came."
            if room.saved
            else "It is not kept."
        )
        answers = (
            Answer("l", "Leave: back to the presentation", "leave"),
            Answer("b", "Back to the call", "back"),
        )
        question = QuestionScreen("The room's call is not over. Leave it?", kept, answers)
        if await ask_once(self, question) == "leave":
            self.dismiss(None)
