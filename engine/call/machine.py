"""The state machine that plays a call, compiled from a plan.

Scenes, endings and the phases of a call (ringing, on hold, stuck) are its states; replies are its triggers.
It asks ``step`` for the outcome of a reply and then has to find, among the ways that the author drew, the
one that leads there: an outcome without such a way is refused, so what plays can never leave the authored
graph.

One machine serves any number of calls on the same plan; each call holds its own phase.
"""

from collections.abc import Callable, Iterable
from typing import Any, Final, Protocol

from transitions import Machine, MachineError

from engine.call.events import BandChanged, Event, Held
from engine.call.plan import RETURNS, Plan, PlannedReply
from engine.call.state import STUCK, State
from engine.call.step import begin, step
from engine.mood.bands import BANDS, BandName

RINGING: Final = "(ringing)"
ON_HOLD: Final = "(on hold)"
NO_REPLY_LEFT: Final = "(stuck)"
"""Phases are in brackets, which no id of a scene or ending can have."""

ANSWER: Final = "(answer)"
RESUME: Final = "(resume)"


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
        """Called with what has happened once the machine has moved."""


class Asked(Protocol):
    """What ``transitions`` hands to guards and callbacks (its ``EventData``), as far as they look at it."""

    @property
    def model(self) -> Any:
        """The call, or the listener to a band."""


class CallMachine:
    """Plays calls on one plan, through ``transitions``."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        names = [place.id for place in plan.places]
        self._machine = Machine(
            model=None,
            states=[RINGING, ON_HOLD, NO_REPLY_LEFT, *names],
            initial=RINGING,
            auto_transitions=False,
            send_event=True,
            model_attribute="phase",
        )
        self._machine.add_transition(ANSWER, RINGING, names[plan.start], prepare=self._begin, after=_tell)
        self._machine.add_transition(ANSWER, RINGING, NO_REPLY_LEFT, after=_tell)
        self._leads_to: dict[int, Callable[[Asked], bool]] = {
            number: _leads_to(number) for number in (STUCK, *range(len(names)))
        }
        self._always = (
            *((plan.limit_place,) if plan.limit_heat <= 100 else ()),
            *(i.place for i in plan.interrupts),
        )
        self._come_back = [
            number for number, place in enumerate(plan.places) if any(reply.detour for reply in place.replies)
        ]
        after_holds: set[int] = set()
        for place in plan.places[: plan.scenes]:
            for choice, reply in enumerate(place.replies):
                self._add_reply(place.id, choice, reply, after_holds)
        for number in sorted(after_holds):
            self._machine.add_transition(
                RESUME, ON_HOLD, self._name(number), conditions=self._leads_to[number], after=_tell_the_rest
            )

    def _add_reply(self, scene: str, choice: int, reply: PlannedReply, after_holds: set[int]) -> None:
        drawn = [way.place for way in reply.ways if way.place != RETURNS]
        if any(way.place == RETURNS for way in reply.ways):
            drawn += self._come_back
        ways = dict.fromkeys([*drawn, *self._always, STUCK])
        trigger = trigger_name(scene, reply.reply.id)
        if reply.hold:
            after_holds.update(ways)
            self._machine.add_transition(
                trigger, scene, ON_HOLD, prepare=self._ask(choice), after=_tell_of_hold
            )
            return
        ask = self._ask(choice)
        for number in ways:
            self._machine.add_transition(
                trigger,
                scene,
                self._name(number),
                prepare=ask,
                conditions=self._leads_to[number],
                after=_tell,
            )
            ask = []

    def _name(self, number: int) -> str:
        return NO_REPLY_LEFT if number == STUCK else self.plan.places[number].id

    def _begin(self, event: Asked) -> None:
        event.model.outcome = begin(self.plan, event.model.seed)

    def _ask(self, choice: int) -> Any:
        """Ask ``step`` before any way is tried: a guard must see the mood after the reply, not before it."""
        plan = self.plan

        def ask(event: Asked) -> None:
            event.model.outcome = step(plan, event.model.state, choice)

        return ask

    def ring(self, call: Played) -> None:
        """Set the call to ringing."""
        self._machine.set_state(RINGING, model=call)

    def answer(self, call: Played) -> None:
        """The trainee picks up.

        Raises:
            OutOfTurn: the call was answered before.
        """
        self._fire(ANSWER, call)

    def say(self, call: Played, reply: str) -> None:
        """The trainee gives a reply of the scene the call is at, by its id.

        Raises:
            OutOfTurn: the call is not at a scene.
            NotOffered: the scene does not offer that reply now.
            WayNotAuthored: the outcome is no place that the author drew a way to.
        """
        self._fire(trigger_name(call.phase, reply), call)

    def resume(self, call: Played) -> None:
        """The hold is over.

        Raises:
            OutOfTurn: the call is not on hold.
            WayNotAuthored: as for ``say``.
        """
        self._fire(RESUME, call)

    def _fire(self, trigger: str, call: Played) -> None:
        event = self._machine.events.get(trigger)
        if event is None:
            raise OutOfTurn(f"nothing called {trigger!r} can happen while the call is at {call.phase}")
        try:
            moved = event.trigger(call)
        except MachineError as error:
            raise OutOfTurn(str(error)) from error
        if not moved:
            place = call.outcome[0].place
            raise WayNotAuthored(f"from {call.phase} no way was drawn to {self._name(place)}")


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
        """Move the listener's band if ``event`` changed it."""
        if isinstance(event, BandChanged):
            self._machine.events[event.after].trigger(listener)


def trigger_name(scene: str, reply: str) -> str:
    """The trigger of a scene's reply."""
    return f"{scene}.{reply}"


def _leads_to(number: int) -> Callable[[Asked], bool]:
    return lambda event: bool(event.model.outcome[0].place == number)


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
