"""A call's events as the lines of a transcript."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

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
from engine.debrief.causes import Reason, biggest_first, explain
from engine.mood.mood import Part
from engine.scenario.scene import Reply
from tui.plain.words import minutes_and_seconds
from tui.settings import Mode
from tui.widgets.lines import Line, Moved

PARTS: tuple[Part, ...] = ("heat", "heard", "trust")
MOST_REASONS = 4
"""How many reasons the coach names after a reply; the debrief has them all."""


class EventLines:
    """Turns what happens in one call into lines, and counts its turns."""

    def __init__(self, call: Call, mode: Mode) -> None:
        self._call = call
        self._mode = mode
        self._turn = 0
        self._given: ReplyGiven | None = None
        self._breaks_in = False

    def lines(self, events: Iterable[Event]) -> list[Line]:
        """The lines of the next events, in order. What happens in one go must come in one go.

        Facts that are told together are one line; a customer who breaks in is said to in the line's heading.
        """
        lines: list[Line] = []
        facts: list[str] = []
        for event in events:
            if isinstance(event, FactTold):
                facts.append(self._fill(self._call.plan.scenario.facts[event.fact]))
                continue
            for line in self._line(event):
                lines += _learnt(facts)
                facts = []
                lines.append(line)
        lines += _learnt(facts)
        if self._breaks_in:  # Without a word.
            self._breaks_in = False
            lines.append(Line("note", "", f"{self._customer} breaks in"))
        return lines

    @property
    def _customer(self) -> str:
        return self._call.plan.scenario.customer.name

    def _fill(self, text: str) -> str:
        return self._call.text.fill(text)

    def _line(self, event: Event) -> Iterator[Line]:
        promises = self._call.plan.scenario.promises
        match event:
            case ReplyGiven():
                self._turn += 1
                self._given = event
                yield Line("agent", self._call.text.reply(self._reply(event)), self._call.agent, self._turn)
            case CustomerSaid():
                who = f"{self._customer} breaks in" if self._breaks_in else self._customer
                self._breaks_in = False
                yield Line("customer", self._call.words(event), who)
            case Held(seconds, announced):
                how = ", as announced" if announced else ", without being told"
                yield Line("note", f"{minutes_and_seconds(seconds)}{how}", "On hold")
            case PromiseMade(promise):
                yield Line("note", self._fill(promises[promise]), "Promise made")
            case PromiseKept(promise):
                yield Line("note", self._fill(promises[promise]), "Promise kept")
            case PromiseBroken(promise):
                yield Line("note", self._fill(promises[promise]), "Promise broken")
            case Interrupted():
                self._breaks_in = True
            case MoodChanged() if self._mode == "coach" and self._given is not None:
                yield self._coach(event, self._given)
            case CallEnded(_, reason):
                yield Line("note", _over(reason, self._customer))

    def _coach(self, event: MoodChanged, given: ReplyGiven) -> Line:
        reasons = biggest_first(explain(event.ledger, self._call))
        causes = [
            moved for reason in reasons[:MOST_REASONS] for moved in _moved(reason.words, _points(reason))
        ]
        rest = [sum(points) for points in zip(*map(_points, reasons[MOST_REASONS:]), strict=True)]
        causes += _moved("Smaller causes together", rest)
        return Line("coach", self._fill(self._reply(given).why), "Coach", causes=tuple(causes))

    def _reply(self, given: ReplyGiven) -> Reply:
        replies = self._call.plan.scenario.scenes[given.scene].replies
        return next(reply for reply in replies if reply.id == given.reply)


def _learnt(facts: Sequence[str]) -> list[Line]:
    if not facts:
        return []
    return [Line("note", "; ".join(facts), "Fact learnt" if len(facts) == 1 else "Facts learnt")]


def _points(reason: Reason) -> tuple[int, ...]:
    return reason.heat, reason.heard, reason.trust


def _moved(words: str, points: Sequence[int]) -> list[Moved]:
    """One reason: its words beside the first part that it moved, the other parts below."""
    moved = [(part, amount) for part, amount in zip(PARTS, points, strict=False) if amount]
    return [Moved(part, amount, "" if place else words) for place, (part, amount) in enumerate(moved)]


def _over(reason: str, customer: str) -> str:
    if reason == "walkout":
        return f"{customer} hung up. The call is over."
    if reason == "stuck":
        return "There is no reply left to give, so the call stops here."
    return "The call is over."
