"""A call's events as the lines of a transcript."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

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
from engine.debrief.causes import Reason, explain
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

    def lines(self, event: Event) -> Iterator[Line]:
        """The lines of one event, in order; most events have one or none."""
        scenario, fill = self._call.plan.scenario, self._call.text.fill
        customer = scenario.customer.name
        match event:
            case ReplyGiven():
                self._turn += 1
                self._given = event
                yield Line("agent", self._call.text.reply(self._reply(event)), self._call.agent, self._turn)
            case CustomerSaid():
                yield Line("customer", self._call.words(event), customer)
            case Held(seconds, announced):
                yield Line(
                    "note",
                    f"{minutes_and_seconds(seconds)}{', as announced' if announced else ''}",
                    "On hold",
                )
            case FactTold(fact):
                yield Line("note", fill(scenario.facts[fact]), "Fact learnt")
            case PromiseMade(promise):
                yield Line("note", fill(scenario.promises[promise]), "Promise made")
            case PromiseKept(promise):
                yield Line("note", fill(scenario.promises[promise]), "Promise kept")
            case PromiseBroken(promise):
                yield Line("note", fill(scenario.promises[promise]), "Promise broken")
            case Interrupted():
                yield Line("note", f"{customer} breaks in")
            case MoodChanged() if self._mode == "coach" and self._given is not None:
                yield self._coach(event, self._given)
            case CallEnded(_, reason):
                yield Line("note", _over(reason, customer))

    def _coach(self, event: MoodChanged, given: ReplyGiven) -> Line:
        reasons = sorted(explain(event.ledger, self._call), key=_size, reverse=True)
        causes = [
            moved for reason in reasons[:MOST_REASONS] for moved in _moved(reason.words, _points(reason))
        ]
        rest = [sum(points) for points in zip(*map(_points, reasons[MOST_REASONS:]), strict=True)]
        causes += _moved("Smaller causes together", rest)
        return Line("coach", self._call.text.fill(self._reply(given).why), "Coach", causes=tuple(causes))

    def _reply(self, given: ReplyGiven) -> Reply:
        replies = self._call.plan.scenario.scenes[given.scene].replies
        return next(reply for reply in replies if reply.id == given.reply)


def _points(reason: Reason) -> tuple[int, ...]:
    return reason.heat, reason.heard, reason.trust


def _size(reason: Reason) -> int:
    return sum(map(abs, _points(reason)))


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
