"""A debrief before a room: one idea a screen, revealed step by step, and nothing that is private by accident.

While names are hidden the screen has no name to show: it is handed the call played again without one. While
the outcome is hidden its slides do not hold it. So there is no word to be covered up in any corner.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Static

from engine.call.call import Call
from engine.debrief.debrief import make_debrief
from engine.debrief.outlook import Outlook
from engine.debrief.presentation.deck import Deck
from engine.debrief.presentation.parts import Part, Slide
from engine.debrief.presentation.slides import make_slides
from engine.records.anonymous import NOBODY, without_names
from engine.records.odds_cache import kept_odds
from engine.records.recorded import RecordedCall
from tui.looking_ahead import LookingAhead
from tui.room_words import not_comparable
from tui.screens.present.contents import ContentsScreen
from tui.screens.present.lines import NARROW, Line, line_of
from tui.screens.question import Answer, QuestionScreen, ask_once
from tui.widgets.key_bar import KeyBar
from tui.widgets.safe_text import one_line

if TYPE_CHECKING:
    from tui.app import MoodlineApp


class _OnShow(NamedTuple):
    """What is on show, to see what need not be made anew."""

    title: str
    narrow: bool
    parts: tuple[Part, ...]

    def same_as(self, before: _OnShow | None) -> int | None:
        """How many of the first parts are the same; None if it is another slide, or laid out otherwise."""
        if before is None or before[:2] != self[:2]:
            return None
        pairs = zip(before.parts, self.parts, strict=False)
        return next(
            (n for n, (one, other) in enumerate(pairs) if one is not other),
            min(len(before.parts), len(self.parts)),
        )


class PresentScreen(Screen[None]):
    """The slides of one attempt. Names and outcome are hidden until a key shows them."""

    CSS_PATH = "present.tcss"
    TITLE = "Presentation"
    ABOUT = (
        "One attempt for a room, one idea a screen. It speaks of replies and what they did, never of who "
        "gave them. Names and the outcome are hidden until you show them; what was guessed and written after "
        "the call is on no slide."
    )
    KEYS_IN_WORDS = (
        ("Space, Enter", "the next thing; so do right and PgDn"),
        ("left, PgUp", "the thing before; so does Backspace"),
        ("Home, End", "the first slide, the last"),
        ("g", "the list of slides; or type a slide's number, then Enter"),
        ("o", "show how it ended, or hide it again"),
        ("n", "show names, or hide them again"),
        ("up, down", "move a pointer along the lines; Esc takes it away"),
        ("v", "at a turn: let the room vote on the reply, and play on with what it chose"),
        ("c", "a replay: put it beside the attempt that it replays"),
        ("t", "show or hide how long it has been"),
        ("e", "write the debrief to a page, without names while they are hidden"),
        ("q", "leave the presentation"),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,right,pagedown", "next", "Next", key_display="Space"),
        Binding("enter", "enter", "Next, or go there", show=False),
        Binding("left,backspace,pageup", "back", "Back", show=False),
        Binding("o", "outcome", "Outcome"),
        Binding("n", "names", "Names"),
        Binding("v", "vote", "Vote"),
        Binding("c", "compare", "Compare"),
        Binding("question_mark", "app.show_help", "Help"),
        Binding("q", "leave", "Leave"),
        Binding("g", "contents", "Slides"),
        Binding("t", "timer", "Time"),
        Binding("e", "export", "Export"),
        Binding("home", "go(0)", "First", show=False),
        Binding("end", "go(-1)", "Last", show=False),
        Binding("up", "point(-1)", "Pointer up", show=False),
        Binding("down", "point(1)", "Pointer down", show=False),
        Binding("escape", "let_go", "No pointer", show=False),
        *(Binding(str(digit), f"digit('{digit}')", "Number", show=False) for digit in range(10)),
    ]
    app: MoodlineApp

    def __init__(
        self, recorded: RecordedCall, *, names: bool = False, ahead: LookingAhead | None = None
    ) -> None:
        """``names``: show them from the start. ``ahead``: what is being found out about this call already."""
        super().__init__()
        self.recorded = recorded
        self.names_hidden = not names
        """Whether nothing on show, told or written from here may carry the trainee's name."""
        self._nameless = without_names(recorded)
        self._revealed = False
        self._given = ahead
        self._ahead: LookingAhead | None = None
        self._outlook: Outlook | None = None
        self._pending = bool(recorded.choices)
        self._deck = Deck(self._slides())
        self._pointed: int | None = None
        self._typed = ""
        self._began: datetime | None = None
        self._timer: Timer | None = None
        self._painted: _OnShow | None = None
        self._can_vote = False

    @property
    def call(self) -> Call:
        """The call as the room may see it now."""
        return self._nameless if self.names_hidden else self.recorded.call

    @property
    def known(self) -> Outlook | None:
        """Where replies could have led, as far as the room may know: it says much of how the call ended."""
        return self._outlook if self._revealed else None

    def compose(self) -> ComposeResult:
        yield Static(id="top", classes="title", markup=False)
        yield VerticalScroll(id="slide", can_focus=False)
        yield KeyBar()

    async def on_mount(self) -> None:
        self._began = self.app.clock()
        self.app.clear_notifications()  # They were meant for whoever sat here before the room came.
        await self._show()
        if self._pending:
            self.call_after_refresh(self._look_ahead)  # Once this is painted.

    def on_unmount(self) -> None:
        if self._ahead is not None and self._ahead is not self._given:
            self._ahead.stop()

    async def on_resize(self) -> None:
        if self._painted is not None and (self.size.width < NARROW) != self._painted.narrow:
            await self._show()  # Large digits come or go; all else finds its place by itself.

    @work(group="ahead")
    async def _look_ahead(self) -> None:
        """Find out which turns were pivotal, while the room is at the first slides."""
        self._ahead = ahead = self._given or LookingAhead(self._nameless, kept_odds(self.recorded))
        await ahead.until_over()
        self._outlook, self._pending = ahead.result(), False
        await self._remake()

    def _slides(self) -> tuple[Slide, ...]:
        debrief = make_debrief(self.call, outlook=self._outlook)
        return make_slides(
            self.call,
            debrief,
            self._outlook,
            revealed=self._revealed,
            pending=self._pending,
            from_turn=self.recorded.attempt.from_turn or 0,
        )

    async def _remake(self) -> None:
        """What may be shown, or what is known, has changed: make the slides anew and stay where we are."""
        self._deck.replace(self._slides())
        await self._show()

    async def _show(self) -> None:
        """Show what is revealed of the slide; what came last is in sight. Lines that stay are left alone."""
        deck, page = self._deck, self.query_one("#slide", VerticalScroll)
        async with page.batch():  # Keys come faster than slides: one after the other.
            narrow, edges = self.size.width < NARROW, self.recorded.playable.model.edges
            before, self._painted = self._painted, _OnShow(deck.slide.title, narrow, deck.shown)
            shown, new = deck.shown, deck.new if deck.step > 1 else ()
            kept = self._painted.same_as(before)
            if kept is None:
                await page.remove_children()
                await page.mount(Static(Content(one_line(deck.slide.title)), id="title", markup=False))
            else:
                await page.remove_children(list(page.query(Line))[kept:])
            await page.mount_all([line_of(part, edges, narrow=narrow) for part in shown[kept or 0 :]])
        lines = list(page.query(Line))
        self._show_top()
        self._show_keys()
        if self._pointed is not None:
            self._point_at(min(self._pointed, len(lines) - 1))
        page.scroll_home(animate=False)
        if new:
            came = [line for line, part in zip(lines, shown, strict=True) if part in new]
            self.call_after_refresh(_bring_into_sight, came)

    def _show_keys(self) -> None:
        """There is something to vote on at some slides, and at others not."""
        can_vote = self._deck.slide.turn > 0
        if can_vote != self._can_vote:
            self._can_vote = can_vote
            self.refresh_bindings()

    def _show_top(self) -> None:
        deck, narrow = self._deck, self.size.width < NARROW
        here, slides = deck.at + 1, len(deck.slides)
        said = [f"{here}/{slides}" if narrow else f"{here} of {slides}"]
        said.append("names hidden" if self.names_hidden else "names shown")
        said.append("outcome shown" if self._revealed else "outcome hidden")
        if len(deck.slide.steps) > 1 and not narrow:
            said.append(f"part {deck.step} of {len(deck.slide.steps)}")
        if self._timer is not None:
            said.insert(0, self._time())
        if self._typed:
            said.insert(0, f"go to {self._typed}: Enter")
        self.query_one("#top", Static).update(Content(" · ".join(said)))

    def _time(self) -> str:
        if self._began is None:
            return ""
        seconds = max(0, int((self.app.clock() - self._began).total_seconds()))
        minutes = seconds // 60
        return f"{minutes} min" if self.app.still else f"{minutes}:{seconds % 60:02}"

    async def action_next(self) -> None:
        """Reveal the next thing, or go to the next slide."""
        await self._moved(self._deck.next)

    async def action_enter(self) -> None:
        """Go to the slide whose number was typed; without one, the next thing."""
        if not self._typed:
            await self.action_next()
        elif 1 <= int(self._typed) <= len(self._deck.slides):
            await self.action_go(int(self._typed) - 1)
        else:
            self.action_let_go()
            self.notify(f"There are slides 1 to {len(self._deck.slides)}.", markup=False)

    async def action_back(self) -> None:
        """Take the last thing back, or go to the slide before."""
        if self._typed:
            self._typed = self._typed[:-1]
            self._show_top()
        else:
            await self._moved(self._deck.back)

    async def action_go(self, place: int) -> None:
        """Go to a slide by its place from 0; -1 is the last."""
        await self._moved(lambda: self._deck.go(place % len(self._deck.slides)))

    def action_contents(self) -> None:
        """Choose a slide from the list of all."""
        self._typed = ""

        async def go(place: int | None) -> None:
            if place is not None:
                await self.action_go(place)

        self.app.push_screen(ContentsScreen(self._deck.slides, self._deck.at), go)

    def action_digit(self, digit: str) -> None:
        """Type a slide's number."""
        self._typed = (self._typed + digit)[-3:]
        self._show_top()

    async def action_outcome(self) -> None:
        """Go to the slide with both results and show them; there, hide them again."""
        self._revealed = not self._revealed
        self._deck.replace(self._slides())
        if self._revealed:
            self._deck.go_to("outcome")
        self._pointed = None
        await self._show()

    async def action_names(self) -> None:
        """Show names, or hide them."""
        self.names_hidden = not self.names_hidden
        if self.names_hidden:
            self.app.clear_notifications()
        await self._remake()

    async def _moved(self, move: Callable[[], object]) -> None:
        before, self._typed = self._deck.at, ""
        move()
        if self._deck.at != before:
            self._pointed = None
        await self._show()

    def action_point(self, by: int) -> None:
        """Move the pointer along the lines; above the first it goes away."""
        lines = len(self.query(Line))
        place = by - 1 if self._pointed is None else self._pointed + by
        if self._pointed is None and by < 0:
            place = lines - 1
        self._point_at(min(place, lines - 1) if place >= 0 else None)

    def _point_at(self, place: int | None) -> None:
        self._pointed = place
        for number, line in enumerate(self.query(Line)):
            line.point(number == place)
            if number == place:
                line.scroll_visible(animate=False)

    def action_let_go(self) -> None:
        """Take away the pointer and a number that was begun."""
        self._typed = ""
        self._point_at(None)
        self._show_top()

    def action_timer(self) -> None:
        """Show how long the presentation has been going on, or hide it; hidden, nothing ticks."""
        if self._timer is None:
            self._timer = self.set_interval(60.0 if self.app.still else 1.0, self._show_top)
        else:
            self._timer.stop()
            self._timer = None
        self._show_top()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is something to vote on at a turn, and something to compare for a replay."""
        if action == "vote":
            return self._deck.slide.turn > 0
        return action != "compare" or self.recorded.attempt.parent is not None

    def action_vote(self) -> None:
        """Let the room vote on the turn, and go on from there with what it chose."""
        from tui.screens.present.room import RoomScreen
        from tui.screens.present.vote import VoteScreen

        turn = self._deck.slide.turn
        screen = VoteScreen(self.call, turn, self.known, later=not self._revealed)

        def go_on(reply: str | None) -> None:
            if reply is not None:
                self.app.push_screen(RoomScreen(self.recorded, turn, reply, self.names_hidden, screen.votes))

        self.app.push_screen(screen, go_on)

    def action_compare(self) -> None:
        """Put a replay beside the attempt that it replays; what came of the two comes with the outcome."""
        from engine.records.replays import find_replay
        from tui.screens.present.replayed import show_replay_beside

        one, agent = self.recorded, NOBODY if self.names_hidden else None
        replay = find_replay(one.attempt, self.call, one.playable, one.keeper.load, agent)
        if replay is not None:
            show_replay_beside(self, replay, self.call, not_comparable(replay), hidden=not self._revealed)

    @work(exclusive=True, group="load")
    async def action_export(self) -> None:
        """Write the debrief as a page into the current folder."""
        from tui.screens.present.exporting import write_page

        anonymous = self.names_hidden
        if self._ahead is not None:
            await self._ahead.until_over()
        said, severity = await write_page(self.recorded, self._outlook, anonymous=anonymous)
        self.notify(said, severity=severity, markup=False)

    @work
    async def action_leave(self) -> None:
        """Leave. Where the debrief lies below, it is not shown to the room by accident."""
        if not self._above_debrief:
            self.app.back_to_library()
            return
        question = QuestionScreen(
            "Leave the presentation?",
            "Below it is the debrief, with names, and with how the call ended.",
            (Answer("l", "Leave: show the debrief", "leave"), Answer("b", "Go on presenting", "back")),
        )
        if await ask_once(self, question) == "leave":
            self.dismiss()

    @property
    def _above_debrief(self) -> bool:
        from tui.screens.debrief import DebriefScreen

        return any(isinstance(screen, DebriefScreen) for screen in self.app.screen_stack)


def _bring_into_sight(lines: list[Line]) -> None:
    """Scroll until the last of these lines can be seen; if not all fit, until the first can."""
    lines[-1].scroll_visible(animate=False)
    lines[0].scroll_visible(animate=False)
