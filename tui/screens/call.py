"""The call: transcript, replies, the mood meter live beside them, and the agent's cards one key away."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.events import Click, DescendantFocus, Key
from textual.screen import Screen
from textual.widgets import Static

from engine.call.events import BandChanged, Event, Held, MoodChanged
from engine.mood.bands import BANDS, band_of
from engine.records.errors import ConflictError, StoreProblem
from engine.records.recorded import RecordedCall
from tui.event_lines import EventLines
from tui.plain.words import minutes_and_seconds
from tui.screens.agents_cards import AgentsCards
from tui.screens.call_texts import ABOUT, KEYS_IN_WORDS, MARKS
from tui.screens.end_of_call import EndOfCall
from tui.screens.question import Answer, QuestionScreen, ask_once
from tui.screens.replies import BACK_TO_THE_LINE, Replies
from tui.settings import Mode
from tui.widgets.key_bar import KeyBar
from tui.widgets.mood_meter import MoodLevel, MoodMeter
from tui.widgets.reply_list import KEYS, ReplyList, ReplyOffer
from tui.widgets.safe_text import one_line
from tui.widgets.side_panel import Card, SidePanel
from tui.widgets.transcript import Line, Transcript

if TYPE_CHECKING:
    from tui.app import MoodlineApp


class CallScreen(Screen[None]):
    """One recorded call being played. Every reply is on record before anything of it is shown."""

    CSS_PATH = "call.tcss"
    TITLE = "Call"
    KEYS_IN_WORDS = KEYS_IN_WORDS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark", "app.show_help", "Help"),
        Binding("q", "leave", "Leave"),
        Binding("r", "card('record')", "Record"),
        Binding("p", "card('policy')", "Policy"),
        Binding("f", "card('facts')", "Facts"),
        Binding("o", "card('promises')", "Promises"),
        Binding("h", "hold", "Hold"),
        Binding("escape", "close_card", "Close the cards", show=False),
        # With priority: the list of replies would move its highlight by them.
        Binding("pageup", "page(-1)", "Earlier", show=False, priority=True),
        Binding("pagedown", "page(1)", "Later", show=False, priority=True),
    ]
    app: MoodlineApp

    def __init__(self, recorded: RecordedCall, note: str = "") -> None:
        """``note`` is said in the transcript of a call that was begun before: how it came about."""
        super().__init__()
        self.recorded = recorded
        self.call = recorded.call
        mode = recorded.attempt.mode
        self.mode: Mode = "coach" if mode == "coach" else "exam" if mode == "exam" else "standard"
        self._note = note
        self._lines = EventLines(self.call, self.mode)
        self._cards = AgentsCards(self.call)
        self._later: list[Line] = []
        """What is to be told once the customer has finished speaking."""

    @property
    def ABOUT(self) -> str:
        """What the screen is about, for help."""
        return ABOUT if self.mode != "exam" else "Give replies. The mood is shown in the debrief."

    @property
    def MARKS(self) -> tuple[tuple[str, str], ...]:
        """The signs on the screen, for help."""
        return MARKS if self.mode != "exam" else ()

    def compose(self) -> ComposeResult:
        scenario, words = self.call.plan.scenario, self.call.text
        self._top = Static(id="top", classes="title", markup=False)
        self._transcript = Transcript()
        # In an exam there is no meter at all: nothing of the mood is on the screen, not even as a class.
        self._meter = None if self.mode == "exam" else MoodMeter(edges=self.call.plan.model.edges)
        self._panel = SidePanel(
            {label: words.fill(value) for label, value in scenario.brief.record.items()},
            words.fill(scenario.brief.policy),
            words.fill(scenario.brief.situation),
        )
        self._replies = Replies()
        self._end = EndOfCall()
        yield self._top
        with Horizontal(id="body"):
            yield self._transcript
            if self._meter is not None:
                yield self._meter
            yield self._panel
        yield self._replies
        yield self._end
        yield KeyBar()

    def on_mount(self) -> None:
        self.set_class(self.mode == "exam", "-exam")
        self._end.display = False
        self._replies.focus()
        if self.call.events:
            self._show_again()
        else:
            events = self.recorded.answer()
            self._show_mood(events)
            self._tell(events)
        self._panel.set_facts(self._cards.facts())
        self._panel.set_promises(self._cards.promises())

    def _show_again(self) -> None:
        """A call that was begun before: everything so far at once."""
        plan = self.call.plan
        moods = [MoodLevel(*plan.start_mood, BANDS[band_of(plan.start_mood.heat, plan.model.edges)])]
        for event in self.call.events:
            if isinstance(event, MoodChanged):
                moods.append(MoodLevel(*event.after, moods[-1].band))
            elif isinstance(event, BandChanged):
                moods[-1] = moods[-1]._replace(band=event.after)
        lines = self._lines.lines(self.call.events)
        self._transcript.load([*lines, Line("note", self._note)] if self._note else lines)
        if self._meter is not None:
            self._meter.load(moods)
        self._cards.take(self.call.events)
        self._offer()

    def _show(self, events: Sequence[Event]) -> None:
        """What has just happened: the mood at once, and with the next frame what was said.

        New lines lay the screen out anew, which takes several times as long as painting the meter.
        """
        if self._meter is None:
            self._tell(events)
            return
        self._show_mood(events)
        # By way of the meter: once this is through its queue, the screen knows that it wants painting.
        self._meter.call_later(self.call_after_refresh, self._tell, events)

    def _tell(self, events: Sequence[Event]) -> None:
        """What was said, in order; the customer's last line is spoken, and the rest waits."""
        self._tell_later()
        lines = self._lines.lines(events)
        spoken = max((place for place, line in enumerate(lines) if line.kind == "customer"), default=-1)
        for line in lines[: max(0, spoken)] if spoken >= 0 else lines:
            self._transcript.add(line)
        if spoken >= 0:
            self._later = lines[spoken + 1 :]
            self._transcript.speak(lines[spoken])
            if not self._transcript.speaking:
                self._tell_later()
        facts, promises = self._cards.take(events)
        if facts:
            self._panel.set_facts(self._cards.facts())
        if promises:
            self._panel.set_promises(self._cards.promises())
        self._offer()

    def _tell_later(self) -> None:
        later, self._later = self._later, []
        for line in later:
            self._transcript.add(line)

    def _show_mood(self, events: Sequence[Event]) -> None:
        first = self.call.state.turn == 0
        if self._meter is not None and (first or any(isinstance(event, MoodChanged) for event in events)):
            self._meter.show(MoodLevel(*self.call.state.mood, self.call.band))

    def _show_top(self) -> None:
        call = self.call
        if call.over:
            where = "Over"
        elif call.on_hold:
            where = "On hold"
        else:
            where = f"Turn {call.state.turn + 1}"
        parts: list[Any] = [where, "  "]
        if not self.recorded.saved:
            parts += [(" not saved ", "bold $chosen-text on $warning"), "  "]
        parts += [
            (self.mode, "not bold $text-muted"),
            f"  {one_line(call.text.fill(call.plan.scenario.title))}",
        ]
        if self._transcript.speaking:
            parts += [("  Space shows the rest", "not bold $text-muted")]
        self._top.update(Content.assemble(*parts), layout=False)
        self.set_class(not self.recorded.saved, "-unsaved")

    def _offer(self) -> None:
        """What can be done now, at the foot of the screen."""
        replies, speaking = self._replies, self._transcript.speaking
        if self.call.over:
            if not speaking:
                self._show_end()
            else:
                replies.offer([])
        elif self.call.on_hold:
            replies.offer([ReplyOffer(BACK_TO_THE_LINE, self._hold_words())])
            replies.highlighted = 0
        else:
            turn = self.call.state.turn
            replies.offer(
                [
                    ReplyOffer(f"{turn}.{offer.reply.id}", offer.says, offer.locked)
                    for offer in self.call.offers()
                ]
            )
        replies.waiting = speaking
        self._show_top()

    def _hold_words(self) -> str:
        held = next((event for event in reversed(self.call.events) if isinstance(event, Held)), None)
        how_long = f" for {minutes_and_seconds(held.seconds)}" if held is not None else ""
        return f"The customer has been on hold{how_long}. Come back to the line."

    def _show_end(self) -> None:
        self._replies.display = False
        self._end.display = True
        self._end.take_focus()

    @on(Transcript.Spoken)
    def _spoken(self) -> None:
        if self._transcript.speaking:
            return  # That was about an earlier line.
        self._tell_later()
        self._replies.waiting = False
        if self.call.over:
            self._show_end()
        self._show_top()

    @on(ReplyList.Impatient)
    def _skip(self) -> None:
        self._transcript.skip()

    def on_click(self, event: Click) -> None:
        if event.widget is not None and self._transcript in event.widget.ancestors_with_self:
            self._transcript.skip()

    @on(ReplyList.Refused)
    def _refuse(self, event: ReplyList.Refused) -> None:
        self.notify(event.reason, title="Not now", markup=False)

    @on(ReplyList.Chosen)
    def _chosen(self, event: ReplyList.Chosen) -> None:
        if event.reply_id == BACK_TO_THE_LINE:
            self._end_hold()
        else:
            turn, _, reply = event.reply_id.partition(".")
            if self._is_offered(turn, reply):
                self._give(reply)
            else:
                self._offer()

    def _is_offered(self, turn: str, reply: str) -> bool:
        """Whether the reply is still on offer. A fast second key asks for one of the turn before."""
        return turn == str(self.call.state.turn) and any(
            offer.reply.id == reply and not offer.locked for offer in self.call.offers()
        )

    def _end_hold(self) -> None:
        if self.call.on_hold:
            self._show(self.recorded.end_hold())

    def _give(self, reply: str) -> None:
        try:
            events = self.recorded.choose(reply, self.app.clock())
        except StoreProblem as problem:
            self._not_kept(reply, problem)
            return
        self._show(events)

    @work
    async def _not_kept(self, reply: str, problem: StoreProblem) -> None:
        """The reply is not on record, so it was not given: ask what to do now."""
        answers = [
            Answer("t", "Try again", "again"),
            Answer("u", "Go on unsaved: from here nothing is kept", "unsaved"),
            Answer("b", "Back to the call, without giving the reply", "back"),
        ]
        if isinstance(problem, ConflictError):
            del answers[0]
        title = "The reply could not be kept, so it was not given"
        match await self.app.push_screen_wait(QuestionScreen(title, str(problem), answers)):
            case "again":
                self._give(reply)
            case "unsaved":
                self.recorded.go_unsaved()
                self._give(reply)
            case _:
                self._offer()

    @on(EndOfCall.GoOn)
    def _go_on_to_the_debrief(self) -> None:
        self.app.show_debrief(self.recorded)

    def action_hold(self) -> None:
        """Give the reply that puts the customer on hold, if there is just one; or come back from hold."""
        replies, offers = self._replies, self.call.offers()
        holds = [offer for offer in offers if offer.reply.hold]
        open_now = [offer for offer in holds if not offer.locked] or holds
        if self.call.on_hold or replies.waiting:
            replies.choose(0)
        elif len(open_now) == 1:
            replies.choose(offers.index(open_now[0]))
        elif holds:
            keys = " or ".join(KEYS[offers.index(offer)] for offer in open_now)
            self.notify(f"More than one reply does that: press {keys}.", title="Hold", markup=False)
        else:
            self.notify("No reply here puts the customer on hold.", title="Hold", markup=False)

    def action_card(self, card: Card) -> None:
        """Show one of the agent's cards, or close it if it is on show."""
        if self.has_class("-cards") and self._panel.card == card:
            self.action_close_card()
            return
        self.add_class("-cards")
        self._panel.show_card(card)

    def action_close_card(self) -> None:
        """Close the cards; on a wide screen they stay."""
        self.remove_class("-cards")
        self._take_focus()

    def _take_focus(self) -> None:
        if self._end.display:
            self._end.take_focus()
        else:
            self._replies.focus()

    def action_page(self, way: int) -> None:
        """Scroll the card that was opened, or the transcript, wherever the focus is."""
        transcript, panel = self._transcript, self._panel
        if self.has_class("-cards") and not self.has_class("-wide"):
            card = panel.query_one(f"TabPane#{panel.card} > VerticalScroll", VerticalScroll)
            (card.scroll_page_up if way < 0 else card.scroll_page_down)(animate=False)
        elif way > 0:
            transcript.scroll_page_down(animate=False)
        elif transcript.scroll_y > 0:
            transcript.scroll_page_up(animate=False)
        else:
            transcript.action_earlier()

    def action_leave(self) -> None:
        """Leave the call; it is on record up to the last reply. One that is not, goes for good: ask."""
        if not self.recorded.saved and self.call.state.turn:
            self._ask_whether_to_leave()
            return
        if self.recorded.saved and not self.app.played_at_once:
            later = (
                "The debrief can be read later: open the scenario again, and press d."
                if self.call.over
                else "The call is kept. Open the scenario again to go on."
            )
            self.app.notify(later, markup=False)
        self.app.back_to_library()

    @work
    async def _ask_whether_to_leave(self) -> None:
        answers = (
            Answer("l", "Leave: this call is gone then", "leave"),
            Answer("b", "Back to the call", "back"),
        )
        text = "This call is played unsaved. Whoever leaves it cannot go on with it later."
        if await ask_once(self, QuestionScreen("Leave the call?", text, answers)) == "leave":
            self.app.back_to_library()

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """On a short screen, whichever is being read has most of the room: the transcript or the replies."""
        if self.has_class("-short"):
            self.set_class(event.widget is self._transcript, "-reading")

    def on_key(self, event: Key) -> None:
        """Replies can be given, and speech be skipped, whatever has the focus."""
        replies, place = self._replies, KEYS.find(event.character or " ")
        if event.key in ("space", "enter") and self._transcript.skip():
            event.stop()
        elif replies.display and 0 <= place < len(replies.replies):
            event.stop()
            replies.choose(place)
