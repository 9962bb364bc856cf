"""A call walked through once more with ``step``: the state at every turn, and what each reply on offer would
have done there.

Everything in a debrief is derived from this walk. It asks the pure ``step`` and never the machine, so that
trying every reply of every turn costs next to nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from engine.call.call import Call
from engine.call.events import (
    CallEnded,
    CustomerSaid,
    Event,
    FactAsked,
    MoodChanged,
    PromiseBroken,
    ReplyGiven,
)
from engine.call.machine import RINGING
from engine.call.plan import Plan, PlannedReply
from engine.call.state import State
from engine.call.step import begin, open_choices, step
from engine.mood.mood import Ledger, Mood

SPOILERS = frozenset({"heard-first", "vent-cut", "mistuned", "told-once", "too-warm", "wear-out"})
"""The rules that say that a reply came at the wrong moment."""
SLIGHT = 6
"""What coming too soon may cost, on the scale of ``worth``, in a reply that is held up as better."""


@dataclass(frozen=True, slots=True)
class Tried:
    """One reply at one turn, and what came or would have come of it at once."""

    number: int
    """Its number among the scene's replies."""
    planned: PlannedReply
    state: State
    """The state after it."""
    events: tuple[Event, ...]
    before: Mood
    after: Mood
    ledger: Ledger

    @property
    def change(self) -> Mood:
        """The change of heat, heard and trust, in points."""
        return changed(self.before, self.after)

    def happened(self, *kinds: type) -> bool:
        """Whether an event of one of these kinds is among those that it brought."""
        return any(isinstance(event, kinds) for event in self.events)


@dataclass(frozen=True, slots=True)
class Walked:
    """One turn: where the call stood, the reply that was given, and the others that could have been."""

    number: int
    before: State
    given: Tried
    others: tuple[Tried, ...]


@dataclass(frozen=True, slots=True)
class Walk:
    """A call from its first line to where it stands."""

    call: Call
    opening: tuple[Event, ...]
    """What happened when the call was answered; empty if it still rings."""
    start: State
    turns: tuple[Walked, ...]

    @property
    def plan(self) -> Plan:
        """The scenario as it was played."""
        return self.call.plan

    @property
    def end(self) -> State:
        """The state after the last turn."""
        return self.turns[-1].given.state if self.turns else self.start


def walk(call: Call) -> Walk:
    """The call, turn by turn. A reply whose hold is not over yet is left out: nobody knows yet how it was
    taken."""
    plan = call.plan
    start, opening = begin(plan, call.seed)
    if call.phase == RINGING:
        opening = ()
    complete = sum(isinstance(event, MoodChanged) for event in call.events)
    replies = [event.reply for event in call.events if isinstance(event, ReplyGiven)][:complete]
    state, turns = start, []
    for number, reply in enumerate(replies, start=1):
        tried = [try_reply(plan, state, choice) for choice in open_choices(plan, state)]
        given = next(each for each in tried if each.planned.reply.id == reply)
        turns.append(Walked(number, state, given, tuple(each for each in tried if each is not given)))
        state = given.state
    return Walk(call, opening, start, tuple(turns))


def try_reply(plan: Plan, state: State, choice: int) -> Tried:
    """What a reply would do in a state, and what came of it at once.

    Raises:
        NotOffered: it cannot be given there.
    """
    after, events = step(plan, state, choice)
    changed = next(event for event in events if isinstance(event, MoodChanged))
    planned = plan.places[state.place].replies[choice]
    return Tried(choice, planned, after, events, changed.before, changed.after, changed.ledger)


def changed(before: Mood, after: Mood) -> Mood:
    """The change of heat, heard and trust, in points."""
    return Mood(after.heat - before.heat, after.heard - before.heard, after.trust - before.trust)


def worth(change: Mood) -> int:
    """How far a change of mood brings the call towards the customer; below 0, away.

    Heat and trust count twice: heat decides whether the customer stays, and trust lends weight to every
    reply after this one, while *heard* is only a means to both (a design choice).
    """
    return -2 * change.heat + change.heard + 2 * change.trust


def does_harm(tried: Tried, plan: Plan) -> bool:
    """Whether one of the reply's moves is a harm."""
    return any(plan.scenario.move_of(name).family == "harm" for name in tried.planned.reply.moves)


def asks_again(tried: Tried) -> bool:
    """Whether the reply asks for a fact that had been told."""
    return any(isinstance(event, FactAsked) and event.times_again for event in tried.events)


def is_fit(tried: Tried, plan: Plan, before: State) -> bool:
    """Whether a debrief can hold the reply up at all: it does no harm, asks for nothing told, breaks no
    promise, fails in no remedy, brings on nothing critical, and leads straight to no ending that is not good.
    """
    if tried.planned.reply.fails or does_harm(tried, plan) or tried.happened(PromiseBroken):
        return False
    if asks_again(tried):
        return False
    if any(test is not None and test(tried.state) and not test(before) for _, test in plan.critical):
        return False
    ended = next((event for event in tried.events if isinstance(event, CallEnded)), None)
    ending = plan.scenario.endings.get(ended.ending) if ended is not None else None
    return ended is None or (ending is not None and ending.is_good)


def is_timely(tried: Tried) -> bool:
    """Whether the reply comes at the right moment; too soon by a little is near enough."""
    wrong = [
        cause
        for cause in tried.ledger
        if cause.rule in SPOILERS and (cause.amount > 0) == (cause.part == "heat")
    ]
    if any(cause.rule != "heard-first" for cause in wrong):
        return False
    return sum(abs(cause.amount) * (1 if cause.part == "heard" else 2) for cause in wrong) <= SLIGHT


def best_of(options: Iterable[Tried], walked: Walked, plan: Plan) -> Tried | None:
    """The one of these replies of a turn that would have been taken best; None if there is none that is fit,
    timely, and would have been taken better than the reply that was given."""
    timely = [each for each in options if is_timely(each) and is_fit(each, plan, walked.before)]
    best = max(timely, key=lambda each: worth(each.change), default=None)
    if best is None or worth(best.change) <= worth(walked.given.change):
        return None
    return best


def last_line(events: tuple[Event, ...], call: Call) -> str:
    """What the customer said last among these events; empty if nothing."""
    said = [event for event in events if isinstance(event, CustomerSaid)]
    return call.words(said[-1]) if said else ""
