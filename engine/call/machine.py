"""The state machine that plays a call, compiled from a plan.

Scenes, endings and the phases of a call are its states; replies are its triggers. It asks ``step`` for the
outcome of a reply and then has to find, among the ways that the author drew from there, the one that leads to
it: an outcome without such a way is refused, so what plays can never leave the authored graph.

Besides the ways of each reply there is what can happen at any scene: the customer breaks in or hangs up, a
detour ends, no reply is left. Drawing those from every reply to everywhere would make millions of transitions
of a large scenario. So each goes through a phase of its own, and there are about as many transitions as the
author wrote ways.

One machine serves any number of calls on the same plan; each call holds its own phase.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, NamedTuple, Protocol

from transitions import Machine

from engine.call.events import BandChanged, CallEnded, Event, Held, Interrupted, ReplyGiven
from engine.call.plan import RETURNS, Plan, PlannedReply
from engine.call.state import STUCK, State
from engine.call.step import begin, step
from engine.mood.bands import BANDS, BandName
from engine.scenario.collector import collector_paused

RINGING: Final = "(ringing)"
ON_HOLD: Final = "(on hold)"
NO_REPLY_LEFT: Final = "(stuck)"
"""Phases are in brackets, which no id of a scene or ending can have."""
BREAKING_IN: Final = "(breaking in)"
COMING_BACK: Final = "(coming back)"
"""Phases that a call only passes through: nobody is told of anything while it is there."""

ANSWER: Final = "(answer)"
BREAK_IN: Final = "(break in)"
COME_BACK: Final = "(come back)"
RUN_OUT: Final = "(run out of replies)"


class WayNotAuthored(RuntimeError):
    """A turn's outcome is a place to which the author drew no way from here."""


class OutOfTurn(RuntimeError):
    """A call was answered twice, or a reply was given while it rings, holds, or is over."""


class Played(Protocol):
    """What the machine needs of a call that it plays."""

    phase: str
    state: State
    seed: int
    outcome: tuple[State, tuple[Event, ...]]
    """What ``step`` said of the turn under way."""

    def tell(self, events: Iterable[Event]) -> None:
        """Called with what has happened once the machine has moved, and the call's state with it."""


class Asked(Protocol):
    """What ``transitions`` hands to guards and callbacks (its ``EventData``), as far as they look at it."""

    @property
    def model(self) -> Any:
        """The call, or the listener to a band."""


class Drawn(NamedTuple):
    """One way of the machine: what sets it off, and from which state to which it leads."""

    trigger: str
    source: str
    dest: str


class CallMachine:
    """Plays calls on one plan, through ``transitions``."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self._names = [place.id for place in plan.places]
        self._machine = Machine(
            model=None,
            states=[RINGING, ON_HOLD, NO_REPLY_LEFT, BREAKING_IN, COMING_BACK, *self._names],
            initial=RINGING,
            # Triggers for every pair of states: seconds and hundreds of megabytes at a thousand scenes.
            auto_transitions=False,
            send_event=True,
            model_attribute="phase",
        )
        self._leads_to = {number: _leads_to(number) for number in (STUCK, *range(len(self._names)))}
        start = self._names[plan.start]
        self._add(ANSWER, RINGING, start, self._leads_to[plan.start], _tell, prepare=self._begin)
        self._add(ANSWER, RINGING, NO_REPLY_LEFT, self._leads_to[STUCK], _tell)
        with collector_paused():
            self._add_what_can_happen_anywhere()
            for place in plan.places[: plan.scenes]:
                for choice, reply in enumerate(place.replies):
                    self._add_reply(place.id, choice, reply)

    def _add(
        self,
        trigger: str,
        source: str,
        dest: str,
        conditions: Callable[[Asked], bool] | None,
        after: Any,
        prepare: Callable[[Asked], None] | None = None,
    ) -> None:
        self._machine.add_transition(
            trigger, source, dest, conditions=conditions, after=after, prepare=prepare
        )

    def _add_what_can_happen_anywhere(self) -> None:
        plan = self.plan
        breaks_in = {interrupt.place for interrupt in plan.interrupts}
        if plan.limit_heat <= 100:
            breaks_in.add(plan.limit_place)
        comes_back = {
            number for number, place in enumerate(plan.places) if any(reply.detour for reply in place.replies)
        }
        breaking_in = _breaks_in_to(frozenset(breaks_in))
        for phase, trigger, places in (
            (BREAKING_IN, BREAK_IN, breaks_in),
            (COMING_BACK, COME_BACK, comes_back),
        ):
            for number in sorted(places):
                self._add(trigger, phase, self._names[number], self._leads_to[number], None)
        # A hold ends by what comes of it like any turn; it is then that the rest is told.
        for source, tell in (
            *((name, _tell) for name in self._names[: plan.scenes]),
            (ON_HOLD, _tell_the_rest),
        ):
            if breaks_in:
                self._add(BREAK_IN, source, BREAKING_IN, breaking_in, [self._pass(BREAK_IN), tell])
            self._add(RUN_OUT, source, NO_REPLY_LEFT, self._leads_to[STUCK], tell)

    def _add_reply(self, scene: str, choice: int, reply: PlannedReply) -> None:
        trigger, source, tell = trigger_name(scene, reply.reply.id), scene, _tell
        ask: Callable[[Asked], None] | None = self._ask(choice)
        if reply.hold:
            self._add(trigger, scene, ON_HOLD, None, _tell_of_hold, prepare=ask)
            trigger, source, tell, ask = resume_name(trigger), ON_HOLD, _tell_the_rest, None
        for number in dict.fromkeys(way.place for way in reply.ways):
            if number == RETURNS:
                after = [self._pass(COME_BACK), tell]
                self._add(trigger, source, COMING_BACK, _ends_the_detour, after, prepare=ask)
            else:
                self._add(trigger, source, self._names[number], self._leads_to[number], tell, prepare=ask)
            ask = None

    def _begin(self, event: Asked) -> None:
        event.model.outcome = begin(self.plan, event.model.seed)

    def _ask(self, choice: int) -> Any:
        """Ask ``step`` before any way is tried: a guard must see the mood after the reply, not before it."""
        plan = self.plan

        def ask(event: Asked) -> None:
            event.model.outcome = step(plan, event.model.state, choice)

        return ask

    def _pass(self, trigger: str) -> Callable[[Asked], None]:
        """On from a phase that a call only passes through."""

        def go_on(event: Asked) -> None:
            if not self._fire(trigger, event.model):
                raise WayNotAuthored(f"there is no way on from {event.model.phase}")

        return go_on

    def ways(self) -> Iterator[Drawn]:
        """Every way that there is, in the order in which they were drawn. Guards say which is taken."""
        for trigger, event in self._machine.events.items():
            for source, ways in event.transitions.items():
                for way in ways:
                    yield Drawn(trigger, str(source), str(way.dest))

    def ring(self, call: Played) -> None:
        """Set the call to ringing."""
        self._machine.set_state(RINGING, model=call)

    def answer(self, call: Played) -> None:
        """The trainee picks up.

        Raises:
            OutOfTurn: the call was answered before.
        """
        self._play(ANSWER, call)

    def say(self, call: Played, reply: str) -> None:
        """The trainee gives a reply of the scene the call is at, by its id.

        Raises:
            OutOfTurn: the call is not at a scene, or the scene has no such reply.
            NotOffered: the scene does not offer that reply now.
            WayNotAuthored: the outcome is no place that the author drew a way to.
        """
        self._play(trigger_name(call.phase, reply), call)

    def resume(self, call: Played) -> None:
        """The hold is over.

        Raises:
            OutOfTurn: the call is not on hold.
            WayNotAuthored: as for ``say``.
        """
        if call.phase != ON_HOLD:
            raise OutOfTurn(f"nobody is on hold: the call is at {call.phase}")
        given = call.outcome[1][0]
        assert isinstance(given, ReplyGiven)
        self._play(resume_name(trigger_name(given.scene, given.reply)), call)

    def _play(self, trigger: str, call: Played) -> None:
        """One turn: by a way of the trigger, or else by what can happen anywhere.

        Until a way is found nothing has changed, whatever is raised. Once it is found the call has moved, and
        an exception of a listener changes nothing about that.
        """
        event = self._machine.events.get(trigger)
        if event is None or call.phase not in event.transitions:
            raise OutOfTurn(f"nothing called {trigger!r} can happen while the call is at {call.phase}")
        if not (self._fire(trigger, call) or self._fire(BREAK_IN, call) or self._fire(RUN_OUT, call)):
            place = call.outcome[0].place
            name = NO_REPLY_LEFT if place == STUCK else self._names[place]
            raise WayNotAuthored(f"from {call.phase} no way was drawn to {name}")

    def _fire(self, trigger: str, call: Played) -> bool:
        """Whether the trigger has a way to the outcome from where the call is; if so, it was taken."""
        event = self._machine.events.get(trigger)
        return event is not None and call.phase in event.transitions and bool(event.trigger(call))


class BandMachine:
    """The five bands as a machine of its own; entering one tells whoever listens."""

    def __init__(self) -> None:
        self._machine = Machine(
            model=None,
            states=list(BANDS),
            initial=BANDS[0],
            auto_transitions=False,
            send_event=True,
            model_attribute="band",
            after_state_change=lambda event: event.model.entered(event.model.band),
        )
        for band in BANDS:
            self._machine.add_transition(band, [other for other in BANDS if other != band], band)

    def start(self, listener: Any, band: BandName) -> None:
        """Set a listener (an object with ``band`` and ``entered(band)``) to its first band, untold."""
        self._machine.set_state(band, model=listener)

    def follow(self, listener: Any, event: Event) -> None:
        """Move the listener's band if ``event`` changed it; a listener that is there already stays."""
        if isinstance(event, BandChanged) and listener.band != event.after:
            self._machine.events[event.after].trigger(listener)


def trigger_name(scene: str, reply: str) -> str:
    """The trigger of a scene's reply."""
    return f"{scene}.{reply}"


def resume_name(trigger: str) -> str:
    """The trigger that ends the hold of a reply."""
    return f"(resume) {trigger}"


def _leads_to(number: int) -> Callable[[Asked], bool]:
    return lambda event: bool(event.model.outcome[0].place == number)


def _breaks_in_to(places: frozenset[int]) -> Callable[[Asked], bool]:
    def guard(event: Asked) -> bool:
        state, events = event.model.outcome
        return state.place in places and any(map(_is_the_customers_doing, events))

    return guard


def _is_the_customers_doing(event: Event) -> bool:
    return isinstance(event, Interrupted) or (isinstance(event, CallEnded) and event.reason == "walkout")


def _ends_the_detour(event: Asked) -> bool:
    call = event.model
    return bool(call.state.back[-1:] == (call.outcome[0].place,))


def _tell(event: Asked) -> None:
    call = event.model
    call.state, events = call.outcome
    call.tell(events)


def _tell_of_hold(event: Asked) -> None:
    events = event.model.outcome[1]
    event.model.tell(events[: _hold_at(events) + 1])


def _tell_the_rest(event: Asked) -> None:
    call = event.model
    call.state, events = call.outcome
    call.tell(events[_hold_at(events) + 1 :])


def _hold_at(events: tuple[Event, ...]) -> int:
    return next(number for number, event in enumerate(events) if isinstance(event, Held))
