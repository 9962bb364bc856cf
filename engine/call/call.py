"""A call being played: what front ends hold. It goes through the machine and keeps every event."""

from collections import deque
from collections.abc import Callable, Iterable
from typing import NamedTuple

from engine.call.events import CustomerSaid, Event
from engine.call.machine import NO_REPLY_LEFT, ON_HOLD, RINGING, CallMachine, OutOfTurn
from engine.call.plan import Plan
from engine.call.state import State
from engine.call.step import NotOffered, begin, is_open, is_over
from engine.call.text import Words
from engine.mood.bands import BANDS, BandName
from engine.scenario.model import Ending
from engine.scenario.scene import Reply

Listener = Callable[[Event], None]


class Offer(NamedTuple):
    """A reply as the trainee is shown it now."""

    reply: Reply
    says: str
    """Its text, templates filled in."""
    locked: str
    """Why it cannot be given now; empty if it can."""


class Call:
    """One scenario being played by one trainee."""

    def __init__(self, machine: CallMachine, seed: int, agent: str = "Sam") -> None:
        self.machine = machine
        self.seed = seed
        self.agent = agent
        self.text = Words(machine.plan.scenario, seed, agent)
        self.phase = RINGING
        self.outcome = begin(machine.plan, seed)
        self.state: State = self.outcome[0]
        self.events: list[Event] = []
        self.listeners: list[Listener] = []
        """Told of every event, in order, after it has been kept."""
        self._untold: deque[Event] = deque()
        self._telling = False
        machine.ring(self)

    @property
    def plan(self) -> Plan:
        """The scenario as it is played."""
        return self.machine.plan

    def tell(self, events: Iterable[Event]) -> None:
        """Keep what happened and pass it on; the machine calls this.

        Everything is kept before anybody is told, and everybody is told everything, in order, also while a
        listener gives the next reply. What listeners raise is raised when all have been told: the call has
        moved on, and is as whole as if they had not.

        Raises:
            Exception: what a listener raised; from several of them an ``ExceptionGroup``.
        """
        happened = tuple(events)
        self.events += happened
        self._untold.extend(happened)
        if self._telling:
            return
        raised: list[Exception] = []
        self._telling = True
        try:
            while self._untold:
                event = self._untold.popleft()
                for listener in tuple(self.listeners):
                    try:
                        listener(event)
                    except Exception as error:
                        raised.append(error)
        finally:
            self._telling = False
        if len(raised) > 1:
            raise ExceptionGroup("several who were told of a call's events raised", raised)
        if raised:
            raise raised[0]

    def answer(self) -> tuple[Event, ...]:
        """Pick up; the customer's first line is among the events.

        Raises:
            OutOfTurn: the call was answered before.
        """
        return self._happened(lambda: self.machine.answer(self))

    def choose(self, reply: str) -> tuple[Event, ...]:
        """Give a reply by its id. If it puts the customer on hold, ``resume`` brings the rest.

        Raises:
            OutOfTurn: the call is not at a scene.
            NotOffered: the scene does not offer that reply now.
        """
        if self.phase in (RINGING, ON_HOLD, NO_REPLY_LEFT) or self.over:
            raise OutOfTurn(f"no reply can be given: the call is at {self.phase}")
        if all(planned.reply.id != reply for planned in self.plan.places[self.state.place].replies):
            raise NotOffered(f"scene {self.phase!r} has no reply {reply!r}")
        return self._happened(lambda: self.machine.say(self, reply))

    def resume(self) -> tuple[Event, ...]:
        """Come back from hold.

        Raises:
            OutOfTurn: the call is not on hold.
        """
        return self._happened(lambda: self.machine.resume(self))

    def _happened(self, act: Callable[[], None]) -> tuple[Event, ...]:
        before = len(self.events)
        act()
        return tuple(self.events[before:])

    def offers(self) -> tuple[Offer, ...]:
        """The replies to show, open and locked; none unless it is the trainee's turn."""
        if self.phase in (RINGING, ON_HOLD) or self.over:
            return ()
        shown = []
        for planned in self.plan.places[self.state.place].replies:
            if is_open(planned, self.state):
                shown.append(Offer(planned.reply, self.text.reply(planned.reply), ""))
            elif planned.reply.locked and not self.state.given & planned.once:
                shown.append(
                    Offer(planned.reply, self.text.reply(planned.reply), self.text.fill(planned.reply.locked))
                )
        return tuple(shown)

    @property
    def on_hold(self) -> bool:
        """Whether the customer is waiting on hold."""
        return self.phase == ON_HOLD

    @property
    def over(self) -> bool:
        """Whether the call has ended."""
        return self.phase == NO_REPLY_LEFT or (not self.on_hold and is_over(self.plan, self.state))

    @property
    def ending(self) -> Ending | None:
        """How the call ended; None while it goes on, or if the scenario left no reply to give."""
        return self.plan.places[self.state.place].ending if self.state.place >= self.plan.scenes else None

    @property
    def ending_id(self) -> str:
        """The ending's id, or empty."""
        return self.plan.places[self.state.place].id if self.ending is not None else ""

    @property
    def band(self) -> BandName:
        """The heat in a word."""
        return BANDS[self.state.band]

    def facts_told(self) -> tuple[str, ...]:
        """The facts that the agent has, in the author's words."""
        facts, fill = self.plan.scenario.facts, self.text.fill
        told = self.state.told
        return tuple(fill(facts[name]) for name, number in self.plan.facts.items() if told >> number & 1)

    def promises(self) -> tuple[tuple[str, str], ...]:
        """The promises made, in the author's words, each with ``made``, ``kept`` or ``broken``."""
        texts, fill, state = self.plan.scenario.promises, self.text.fill, self.state
        return tuple(
            (
                fill(texts[name]),
                "kept" if state.kept >> number & 1 else "broken" if state.broken >> number & 1 else "made",
            )
            for name, number in self.plan.promises.items()
            if state.promised >> number & 1
        )

    def missed_critical(self) -> tuple[str, ...]:
        """The ids of the critical items that hold now, in the scenario's order."""
        return tuple(name for name, test in self.plan.critical if test is None or test(self.state))

    def words(self, event: CustomerSaid) -> str:
        """What the customer says in ``event``."""
        return self.text.line(event)
