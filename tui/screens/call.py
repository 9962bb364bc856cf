"""The call: transcript, replies, the mood meter live beside them, and the agent's cards one key away."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.events import Key
from textual.screen import Screen
from textual.widgets import Footer, Static

from engine.call.events import BandChanged, CallEnded, CustomerSaid, Event, FactAsked, MoodChanged
from engine.mood.bands import BANDS, band_of
from engine.records.errors import ConflictError, StoreProblem
from engine.records.recorded import RecordedCall
from tui.event_lines import EventLines
from tui.screens.question import Answer, QuestionScreen
from tui.settings import Mode
from tui.widgets.mood_meter import MoodLevel, MoodMeter
from tui.widgets.reply_list import KEYS, ReplyList, ReplyOffer
from tui.widgets.safe_text import one_line
from tui.widgets.side_panel import Card, FactRow, PromiseRow, SidePanel
from tui.widgets.transcript import Line, Transcript

if TYPE_CHECKING:
    from tui.app import MoodlineApp

BACK_TO_THE_LINE = "(back)"
TO_THE_DEBRIEF = "(debrief)"
"""What stands in the list of replies where the scenario has none to offer; no reply's id has brackets."""


class CallScreen(Screen[None]):
    """One recorded call being played. Every reply is on record before anything of it is shown."""

    CSS_PATH = "call.tcss"
    TITLE = "Call"
    ABOUT = (
        "Give replies, and watch what they do. The meter shows the customer's anger from 0 to 100 with its "
        "word: calm, uneasy, frustrated, angry, furious. Heard says whether the customer feels understood, "
        "trust whether they believe that the agent is on their side."
    )
    KEYS_IN_WORDS = (
        ("1 to 9", "give that reply; arrows and Enter or a click do it too"),
        ("Space, Enter", "while the customer speaks: show the rest at once"),
        ("r, p, f, o", "the record, the policy, facts learnt, promises made; again to close"),
        ("h", "put the customer on hold, where a reply offers that"),
        ("PgUp, PgDn", "scroll the transcript; Home brings earlier lines back"),
        ("q", "leave; the call is kept, and can be gone on with"),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "card('record')", "Record"),
        Binding("p", "card('policy')", "Policy"),
        Binding("f", "card('facts')", "Facts"),
        Binding("o", "card('promises')", "Promises"),
        Binding("h", "hold", "Hold"),
        Binding("question_mark", "app.show_help", "Help"),
        Binding("q", "leave", "Leave"),
        Binding("escape", "close_card", "Close the cards", show=False),
        Binding("pageup", "page(-1)", "Earlier", show=False),
        Binding("pagedown", "page(1)", "Later", show=False),
    ]
    app: MoodlineApp

    def __init__(self, recorded: RecordedCall) -> None:
        super().__init__()
        self.recorded = recorded
        self.call = recorded.call
        mode = recorded.attempt.mode
        self.mode: Mode = "coach" if mode == "coach" else "exam" if mode == "exam" else "standard"
        self._lines = EventLines(self.call, self.mode)

    def compose(self) -> ComposeResult:
        scenario, words = self.call.plan.scenario, self.call.text
        still = self.app.settings.reduced_motion
        yield Static(id="top", classes="title", markup=False)
        with Horizontal(id="body"):
            yield Transcript(reduced_motion=still)
            yield MoodMeter(
                edges=self.call.plan.model.edges, concealed=self.mode == "exam", reduced_motion=still
            )
            yield SidePanel(
                scenario.brief.record,
                words.fill(scenario.brief.policy),
                words.fill(scenario.brief.situation),
            )
        yield ReplyList()
        yield Footer()

    def on_mount(self) -> None:
        self.query_one(MoodMeter).display = self.mode != "exam"
        if self.call.events:
            self._show_again()
        else:
            self._show(self.recorded.answer())
        self._show_top()
        self.query_one(ReplyList).focus()

    def _show_again(self) -> None:
        """A call that is gone on with: everything so far at once."""
        lines: list[Line] = []
        plan = self.call.plan
        moods = [MoodLevel(*plan.start_mood, BANDS[band_of(plan.start_mood.heat, plan.model.edges)])]
        for event in self.call.events:
            lines += self._lines.lines(event)
            if isinstance(event, MoodChanged):
                moods.append(MoodLevel(*event.after, moods[-1].band))
            elif isinstance(event, BandChanged):
                moods[-1] = moods[-1]._replace(band=event.after)
        self.query_one(Transcript).load(lines)
        self.query_one(MoodMeter).load(moods)
        self._update_cards()
        self._offer()

    def _show(self, events: Sequence[Event]) -> None:
        """What has just happened, in order; the customer's last line is spoken."""
        transcript = self.query_one(Transcript)
        last_said = next((event for event in reversed(events) if isinstance(event, CustomerSaid)), None)
        ended = any(isinstance(event, CallEnded) for event in events)
        for event in events:
            for line in self._lines.lines(event):
                if event is last_said and not ended:
                    transcript.speak(line)
                else:
                    transcript.add(line)
        if self.call.state.turn == 0 or any(isinstance(event, MoodChanged) for event in events):
            self.query_one(MoodMeter).show(MoodLevel(*self.call.state.mood, self.call.band))
        self._update_cards()
        self._show_top()
        self._offer()

    def _show_top(self) -> None:
        title = one_line(self.call.plan.scenario.title)
        turn = "over" if self.call.over else f"turn {self.call.state.turn + 1}"
        unsaved = "" if self.recorded.saved else "  unsaved"
        self.query_one("#top", Static).update(
            Content(f"{turn.capitalize()}  {title}  ({self.mode}){unsaved}")
        )

    def _offer(self) -> None:
        replies = self.query_one(ReplyList)
        if self.call.on_hold:
            replies.offer([ReplyOffer(BACK_TO_THE_LINE, "Thank them for waiting, and go on.")])
        elif self.call.over:
            replies.offer([ReplyOffer(TO_THE_DEBRIEF, "Go on to the debrief.")])
        else:
            replies.offer(
                [ReplyOffer(offer.reply.id, offer.says, offer.locked) for offer in self.call.offers()]
            )
        replies.waiting = self.query_one(Transcript).speaking

    def _update_cards(self) -> None:
        panel = self.query_one(SidePanel)
        again: dict[str, int] = {}
        for event in self.call.events:
            if isinstance(event, FactAsked):
                again[event.fact] = max(again.get(event.fact, 0), event.times_again)
        plan, told = self.call.plan, self.call.state.told
        panel.set_facts(
            [
                FactRow(self.call.text.fill(text), asked_again=again.get(name, 0))
                for name, text in plan.scenario.facts.items()
                if told >> plan.facts[name] & 1
            ]
        )
        panel.set_promises(
            [
                PromiseRow(text, "kept" if state == "kept" else "broken" if state == "broken" else "open")
                for text, state in self.call.promises()
            ]
        )

    @on(Transcript.Spoken)
    def _spoken(self) -> None:
        self.query_one(ReplyList).waiting = self.query_one(Transcript).speaking

    @on(ReplyList.Impatient)
    def _skip(self) -> None:
        self.query_one(Transcript).skip()

    @on(ReplyList.Refused)
    def _refuse(self, event: ReplyList.Refused) -> None:
        self.notify(event.reason, title="Not now", markup=False)

    @on(ReplyList.Chosen)
    def _chosen(self, event: ReplyList.Chosen) -> None:
        if event.reply_id == BACK_TO_THE_LINE:
            self._show(self.recorded.end_hold())
        elif event.reply_id == TO_THE_DEBRIEF:
            self.app.show_debrief(self.recorded)
        elif self._is_offered(event.reply_id):
            self._give(event.reply_id)

    def _is_offered(self, reply: str) -> bool:
        """Two keys pressed at once ask twice; the second may be for a reply that is gone."""
        return any(offer.reply.id == reply and not offer.locked for offer in self.call.offers())

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
        question = QuestionScreen("The reply could not be kept, so it was not given", str(problem), answers)
        match await self.app.push_screen_wait(question):
            case "again":
                self._give(reply)
            case "unsaved":
                self.recorded.go_unsaved()
                self._give(reply)

    def action_hold(self) -> None:
        """Give the reply that puts the customer on hold, if there is just one."""
        offers = self.call.offers()
        holds = [offer for offer in offers if offer.reply.hold and not offer.locked]
        replies = self.query_one(ReplyList)
        if len(holds) == 1:
            replies.choose(offers.index(holds[0]))
        elif holds:
            keys = " or ".join(KEYS[offers.index(offer)] for offer in holds)
            self.notify(f"More than one reply does that: press {keys}.", title="Hold", markup=False)
        else:
            self.notify("No reply here puts the customer on hold.", title="Hold", markup=False)

    def action_card(self, card: Card) -> None:
        """Show one of the agent's cards, or close it if it is on show."""
        panel = self.query_one(SidePanel)
        if self.has_class("-cards") and panel.card == card:
            self.action_close_card()
            return
        self.add_class("-cards")
        panel.show_card(card)

    def action_close_card(self) -> None:
        """Close the cards; on a wide screen they stay."""
        self.remove_class("-cards")
        self.query_one(ReplyList).focus()

    def action_page(self, way: int) -> None:
        """Scroll the transcript, wherever the focus is."""
        transcript = self.query_one(Transcript)
        if way < 0:
            transcript.scroll_page_up(animate=False)
        else:
            transcript.scroll_page_down(animate=False)

    def action_leave(self) -> None:
        """Leave the call; it is on record up to the last reply."""
        if self.recorded.saved and not self.call.over:
            self.app.notify("The call is kept. Open the scenario again to go on.", markup=False)
        self.app.back_to_library()

    def on_key(self, event: Key) -> None:
        """Replies can be given, and speech be skipped, whatever has the focus."""
        skipped = event.key in ("space", "enter") and self.query_one(Transcript).skip()
        if skipped or (event.character and self.query_one(ReplyList).choose_key(event.character)):
            event.stop()
