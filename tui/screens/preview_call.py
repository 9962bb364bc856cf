"""The call of a preview: transcript, mood and replies, shown anew whenever the text has changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from engine.call.call import Call
from engine.call.events import BandChanged, MoodChanged
from engine.mood.bands import BANDS, band_of
from tui.event_lines import EventLines
from tui.widgets.mood_meter import MoodLevel, MoodMeter
from tui.widgets.reply_list import ReplyList, ReplyOffer
from tui.widgets.safe_text import one_line
from tui.widgets.transcript import Transcript


class CallPane(Vertical):
    """Shows one call as it stands, with the reasons for every change of mood; posts the replies chosen."""

    @dataclass
    class Given(Message):
        """A reply was chosen, by its id."""

        reply: str

    @dataclass
    class Locked(Message):
        """A reply was asked for that cannot be given now."""

        reason: str

    def __init__(self, edges: tuple[int, ...], **widget: Any) -> None:
        """``edges`` are the heats at which the bands uneasy to furious begin."""
        super().__init__(**widget)
        self._edges = edges
        self._turn = 0
        self._moods: list[MoodLevel] = []

    def compose(self) -> ComposeResult:
        self.transcript, self.replies = Transcript(), ReplyList()
        self.meter = MoodMeter(edges=self._edges)
        self._over = Static(id="over", markup=False)
        with Horizontal(id="talk"):
            yield self.transcript
            yield self.meter
        yield self.replies
        yield self._over

    def on_mount(self) -> None:
        self._over.display = False

    def show(self, call: Call | None, next_reply: str = "") -> None:
        """Show a call as it stands. ``next_reply`` is highlighted: the one that a way goes on with."""
        if call is None:
            self.transcript.load([])
            self.replies.offer([])
            return
        lines = EventLines(call, "coach").lines(call.events)
        before = self.transcript.lines
        if tuple(lines[: len(before)]) == before and before:
            for line in lines[len(before) :]:
                self.transcript.add(line)
        else:
            self.transcript.load(lines)
        self._show_mood(call)
        self._turn = call.state.turn
        offers = call.offers()
        self.replies.offer(
            [ReplyOffer(f"{self._turn}.{offer.reply.id}", offer.says, offer.locked) for offer in offers]
        )
        ids = [offer.reply.id for offer in offers]
        if next_reply in ids:
            self.replies.highlighted = ids.index(next_reply)
        self.replies.display = not call.over
        self._over.display = call.over
        self._over.update(Content(_over(call)))

    def _show_mood(self, call: Call) -> None:
        plan = call.plan
        moods = [MoodLevel(*plan.start_mood, BANDS[band_of(plan.start_mood.heat, plan.model.edges)])]
        for event in call.events:
            if isinstance(event, MoodChanged):
                moods.append(MoodLevel(*event.after, moods[-1].band))
            elif isinstance(event, BandChanged):
                moods[-1] = moods[-1]._replace(band=event.after)
        if moods[:-1] == self._moods and moods[:-1]:
            self.meter.show(moods[-1])
        elif moods != self._moods:
            self.meter.load(moods)
        self._moods = moods

    def page(self, way: int) -> None:
        """Scroll the transcript: up below 0, else down; at its top, bring earlier lines back."""
        transcript = self.transcript
        if way > 0:
            transcript.scroll_page_down(animate=False)
        elif transcript.scroll_y > 0:
            transcript.scroll_page_up(animate=False)
        else:
            transcript.action_earlier()

    def take_focus(self) -> None:
        """To the replies; to the transcript once the call is over."""
        (self.replies if self.replies.display else self.transcript).focus()

    @on(ReplyList.Chosen)
    def _chosen(self, event: ReplyList.Chosen) -> None:
        event.stop()
        turn, _, reply = event.reply_id.partition(".")
        if turn == str(self._turn):  # A fast second key asks for one of the turn before.
            self.post_message(self.Given(reply))

    @on(ReplyList.Refused)
    def _refused(self, event: ReplyList.Refused) -> None:
        event.stop()
        self.post_message(self.Locked(event.reason))


def _over(call: Call) -> str:
    how = "u takes the last reply back, r begins again."
    if call.ending is None:
        return f"No reply is left in this scene, so the call stops here. {how}"
    ending = call.ending
    results = f"problem {ending.problem}, relationship {ending.relationship}"
    good = ", a good ending" if ending.is_good else ""
    return f"The call is over: {one_line(ending.title)} ({call.ending_id}; {results}{good}). {how}"
