"""A call's events as the trainee is told them."""

from collections.abc import Sequence

from engine.call.call import Call
from engine.call.events import (
    CallEnded,
    CustomerSaid,
    Event,
    FactTold,
    Held,
    Interrupted,
    MoodChanged,
    PromiseBroken,
    PromiseKept,
    PromiseMade,
    ReplyGiven,
)
from engine.debrief.causes import explain
from engine.scenario.model import Reply
from tui.plain.paper import Paper
from tui.plain.words import minutes_and_seconds, mood_line
from tui.settings import Mode

TURNS_TOLD_AGAIN = 3
"""How much of a call that goes on is told again."""


class Teller:
    """Writes what happens in one call on paper."""

    def __init__(self, paper: Paper, call: Call, mode: Mode) -> None:
        self.paper = paper
        self.call = call
        self.mode = mode
        self._turn = 0

    def begin_after(self, turn: int) -> None:
        """What is told next comes after so many turns."""
        self._turn = turn

    def tell(self, events: Sequence[Event]) -> None:
        """Write events that have just happened, in order, and how the mood stands after them."""
        for event in events:
            self._tell(event, moods=True)

    def tell_beginning(self, events: Sequence[Event]) -> None:
        """Write how the call begins, with the mood that it begins with."""
        self.tell(events)
        if not self.call.over:
            self.tell_mood()

    def tell_again(self) -> None:
        """Write the latest turns of a call that is gone on with, and how it stands."""
        events = self.call.events
        replies = [place for place, event in enumerate(events) if isinstance(event, ReplyGiven)]
        first = replies[-TURNS_TOLD_AGAIN] if len(replies) > TURNS_TOLD_AGAIN else 0
        self._turn = max(0, len(replies) - TURNS_TOLD_AGAIN) if first else 0
        if self._turn:
            self.paper.say(f"You are at turn {len(replies) + 1}. The latest turns were:")
        for event in events[first:]:
            self._tell(event, moods=False)
        if not self.call.over:
            self.tell_mood()

    def tell_mood(self) -> None:
        """Write how the mood stands, unless the mode hides it."""
        if self.mode != "exam":
            self.paper.say(mood_line(self.call.state.mood, self.call.band))

    def tell_customer_again(self) -> None:
        """Write the customer's latest line once more."""
        said = [event for event in self.call.events if isinstance(event, CustomerSaid)]
        if said:
            self._tell(said[-1], moods=False)

    def _tell(self, event: Event, *, moods: bool) -> None:
        scenario, say = self.call.plan.scenario, self.paper.say
        customer = scenario.customer.name
        match event:
            case ReplyGiven():
                self._turn += 1
                self.paper.gap()
                say(f"Turn {self._turn}. You: {self.call.text.reply(self._reply(event))}")
            case CustomerSaid():
                say(f"{customer}: {self.call.words(event)}")
            case Held(seconds, announced):
                why = ", as announced" if announced else ""
                say(f"{customer} waits on hold for {minutes_and_seconds(seconds)}{why}.")
            case FactTold(fact):
                say(f"You learn: {scenario.facts[fact]}.")
            case PromiseMade(promise):
                say(f"You promise: {scenario.promises[promise]}.")
            case PromiseKept(promise):
                say(f"You keep a promise: {scenario.promises[promise]}.")
            case PromiseBroken(promise):
                say(f"You break a promise: {scenario.promises[promise]}.")
            case Interrupted():
                say(f"{customer} breaks in.")
            case MoodChanged() if moods and self.mode != "exam":
                say(mood_line(event.after, self.call.band, event.before))
                if self.mode == "coach":
                    self._coach(event)
            case CallEnded(_, reason):
                self.paper.gap()
                if reason == "walkout":
                    say(f"{customer} hangs up.")
                say(
                    "There is no reply left to give, so the call stops here."
                    if reason == "stuck"
                    else "The call is over."
                )

    def _coach(self, event: MoodChanged) -> None:
        given = next(each for each in reversed(self.call.events) if isinstance(each, ReplyGiven))
        if why := self._reply(given).why:
            self.paper.say(f"Why: {self.call.text.fill(why)}")
        for reason in explain(event.ledger, self.call):
            self.paper.say(reason.sentence, "- ")

    def _reply(self, given: ReplyGiven) -> Reply:
        replies = self.call.plan.scenario.scenes[given.scene].replies
        return next(reply for reply in replies if reply.id == given.reply)
