"""One turn of a call, as a pure function: the same plan, state and choice give the same result, always.

The order of a turn: time on hold; the reply's moves, facts and promises; the ledger and the new mood; the
band; the walkout limit; interrupts; the reply's own way on; the customer's next line, chosen by the new mood.
"""

from engine.call.events import (
    AmendsMade,
    BandChanged,
    CallEnded,
    Event,
    FactAsked,
    FactTold,
    FlagSet,
    GrievanceSettled,
    HowEntered,
    Interrupted,
    PromiseBroken,
    PromiseKept,
    PromiseMade,
    RemedyFailed,
    WhyOver,
)
from engine.call.plan import RETURNS, Plan, PlannedLine, PlannedPlace, PlannedReply
from engine.call.state import MAX_DETOURS, STUCK, State
from engine.mood.bands import BANDS, band_of

Turn = tuple[State, tuple[Event, ...]]

_new = tuple.__new__
"""Makes a named tuple from a tuple, without the keywords' cost: a step makes three."""
_MASK = (1 << 32) - 1
_AGAIN_CAP = 20


class NotOffered(ValueError):
    """A reply was chosen that the scene does not offer now."""


def begin(plan: Plan, seed: int) -> Turn:
    """The call as it is when the customer has said the first line. ``seed`` draws among wordings."""
    mood = plan.start_mood
    state = State(
        place=plan.start,
        mood=mood,
        band=band_of(mood.heat, plan.model.edges),
        resting_heat=plan.resting_heat,
        grievance_open=plan.scenario.customer.grievance is not None,
        told=plan.told,
        made=(0,) * len(plan.made_caps),
        worn=(0,) * plan.worn_lines,
        again=(0,) * len(plan.facts),
        seed=seed,
    )
    events: list[Event] = []
    return _enter(plan, state, plan.start, "start", (), events), tuple(events)


def is_open(reply: PlannedReply, state: State) -> bool:
    """Whether the reply can be given now."""
    return not state.given & reply.once and (reply.when is None or reply.when(state))


def is_over(plan: Plan, state: State) -> bool:
    """Whether the call has ended."""
    return state.place >= plan.scenes or state.place == STUCK


def open_choices(plan: Plan, state: State) -> list[int]:
    """The numbers of the replies that can be given now, in the scene's order; none once the call is over."""
    if is_over(plan, state):
        return []
    return [number for number, reply in enumerate(plan.places[state.place].replies) if is_open(reply, state)]


def step(plan: Plan, state: State, choice: int) -> Turn:
    """The call after the scene's reply number ``choice``, and what happened on the way.

    Raises:
        NotOffered: the call is over, or the scene does not offer that reply now.
    """
    place = state.place
    if place >= plan.scenes or place < 0:
        raise NotOffered("the call is over")
    replies = plan.places[place].replies
    if not 0 <= choice < len(replies):
        raise NotOffered(f"scene {plan.places[place].id!r} has no reply number {choice}")
    reply = replies[choice]
    if state.given & reply.once or (reply.when is not None and not reply.when(state)):
        raise NotOffered(f"reply {reply.reply.id!r} is not offered now")
    events: list[Event] = [reply.given]
    state = _take(plan, state, reply, events)
    return _go_on(plan, state, reply, events), tuple(events)


def _take(plan: Plan, state: State, reply: PlannedReply, events: list[Event]) -> State:
    """The state after what the reply does and how the customer took it, still at its scene."""
    (
        place, before, band, turn, over, resting, grievance, owed, told, asked, promised, kept, broken, flags,
        given, visited, interrupts, back, made, worn, again, seed,
    ) = state  # fmt: skip
    if reply.plain:
        mood, changed, amends = reply.take(
            (before, resting, grievance, owed, turn < plan.early, (), (), (), ())
        )
    else:
        events.extend(reply.hold)
        repeats: tuple[tuple[str, int], ...] = ()
        kept_now: tuple[str, ...] = ()
        broken_now: tuple[str, ...] = ()
        worn_before: tuple[int, ...] = ()
        if reply.asks:
            told, asked, again, repeats = _ask(reply, told, asked, again, events)
        for promise, bit in reply.promises:
            if not promised & bit:
                promised |= bit
                events.append(PromiseMade(promise))
        if reply.keeps:
            kept, kept_now = _close_promises(
                reply.keeps, promised & ~(kept | broken), kept, PromiseKept, events
            )
        if reply.breaks:
            broken, broken_now = _close_promises(
                reply.breaks, promised & ~(kept | broken), broken, PromiseBroken, events
            )
        for flag, bit in reply.sets:
            if not flags & bit:
                flags |= bit
                events.append(FlagSet(flag))
        if reply.wears:
            worn_before = tuple(worn[line] if line >= 0 else 0 for line in reply.wears)
            for line in reply.wears:
                if line >= 0:
                    worn = _put(worn, line, min(worn[line] + 1, plan.worn_cap))
        for move in reply.makes:
            made = _put(made, move, min(made[move] + 1, plan.made_caps[move]))
        mood, changed, amends = reply.take((
            before, resting, grievance, owed, turn < plan.early, worn_before, repeats, kept_now, broken_now,
        ))  # fmt: skip
        owed += len(broken_now)
        if reply.reply.settles and grievance:
            grievance = False
            events.append(GrievanceSettled(plan.scenario.customer.grievance or ""))
        if reply.reply.fails:
            resting = min(100, resting + plan.fail_step)
            events.append(RemedyFailed(resting))
    events.append(changed)
    if amends:
        owed -= 1
        events.append(AmendsMade(owed))
    heat = mood[0]
    word = plan.band_after[band][heat]
    if word != band:
        events.append(BandChanged(BANDS[band], BANDS[word]))
    over = over + 1 if heat >= plan.limit_heat else 0
    return _new(State, (
        place, mood, word, turn + 1, over, resting, grievance, owed, told,
        asked, promised, kept, broken, flags, given | reply.bit, visited, interrupts, back, made, worn, again,
        seed,
    ))  # fmt: skip


def _ask(
    reply: PlannedReply, told: int, asked: int, again: tuple[int, ...], events: list[Event]
) -> tuple[int, int, tuple[int, ...], tuple[tuple[str, int], ...]]:
    """The facts after a reply that asks; which of those had been told, and how often by now."""
    repeats = []
    for fact, bit, number in reply.asks:
        asked |= bit
        if told & bit:
            times = min(again[number] + 1, _AGAIN_CAP)
            again = _put(again, number, times)
            repeats.append((fact, times))
            events.append(FactAsked(fact, times))
        else:
            told |= bit
            events.append(FactAsked(fact, 0))
            events.append(FactTold(fact))
    return told, asked, again, tuple(repeats)


def _close_promises(
    named: tuple[tuple[str, int], ...],
    running: int,
    closed: int,
    kind: type[PromiseKept] | type[PromiseBroken],
    events: list[Event],
) -> tuple[int, tuple[str, ...]]:
    """The promises closed one way, with those ``named`` and still ``running``, and which those are."""
    now = []
    for promise, bit in named:
        if running & bit:
            closed |= bit
            now.append(promise)
            events.append(kind(promise))
    return closed, tuple(now)


def _put(counts: tuple[int, ...], number: int, count: int) -> tuple[int, ...]:
    return (*counts[:number], count, *counts[number + 1 :])


def _go_on(plan: Plan, state: State, reply: PlannedReply, events: list[Event]) -> State:
    """Where the call goes from here: the walkout limit, then interrupts, then the reply's own way."""
    if state.over_limit >= plan.limit_turns:
        return _end(plan, state, plan.limit_place, "walkout", events)
    for interrupt in plan.interrupts:
        if not state.interrupts & interrupt.bit and (interrupt.when is None or interrupt.when(state)):
            events.append(Interrupted(interrupt.id))
            state = state._replace(interrupts=state.interrupts | interrupt.bit)
            if interrupt.place >= plan.scenes:
                return _end(plan, state, interrupt.place, "interrupt", events)
            return _enter(plan, state, interrupt.place, "interrupt", state.back, events)
    place = STUCK
    for way in reply.ways:
        if way.when is None or way.when(state):
            place = way.place
            break
    if place >= plan.scenes:
        return _end(plan, state, place, "way", events)
    if reply.detour:
        return _enter(plan, state, place, "detour", (*state.back, state.place)[-MAX_DETOURS:], events)
    if place == RETURNS and state.back:
        return _enter(plan, state, state.back[-1], "return", state.back[:-1], events)
    if place < 0:
        events.append(CallEnded("", "stuck"))
        return state._replace(place=STUCK)
    return _enter(plan, state, place, "goto", state.back, events)


def _end(plan: Plan, state: State, number: int, reason: WhyOver, events: list[Event]) -> State:
    place = plan.places[number]
    _say(state, number, place.customer, events)
    events.append(CallEnded(place.id, reason))
    return state._replace(place=number)


def _enter(
    plan: Plan, state: State, number: int, how: HowEntered, back: tuple[int, ...], events: list[Event]
) -> State:
    """The call at scene ``number``: what the customer says there is chosen by the state just before."""
    place = plan.places[number]
    events.append(place.entered[how])
    been_here = how == "return" or state.visited & place.bit
    if been_here and (place.again or how == "return"):
        _say(state, number, place.again, events)
    else:
        _say(state, number, place.customer, events)
    told = state.told
    for fact, bit in place.tells:
        if not told & bit:
            told |= bit
            events.append(FactTold(fact))
    (
        _, mood, band, turn, over, resting, grievance, owed, _, asked, promised, kept, broken, flags,
        given, visited, interrupts, _, made, worn, again, seed,
    ) = state  # fmt: skip
    state = _new(State, (
        number, mood, band, turn, over, resting, grievance, owed, told, asked, promised, kept, broken, flags,
        given, visited | place.bit, interrupts, back, made, worn, again, seed,
    ))  # fmt: skip
    if not place.always_open and not _somewhere_on(place, state):
        events.append(CallEnded("", "stuck"))
        return state._replace(place=STUCK)
    return state


def _somewhere_on(place: PlannedPlace, state: State) -> bool:
    for reply in place.replies:  # noqa: SIM110 - any() over a generator takes twice as long
        if is_open(reply, state):
            return True
    return False


def _say(state: State, number: int, lines: tuple[PlannedLine, ...], events: list[Event]) -> None:
    for line in lines:
        if line.when is None or line.when(state):
            wordings = line.wordings
            if wordings:
                events.append(wordings[_draw(state, number, len(wordings)) if len(wordings) > 1 else 0])
            return


def _draw(state: State, place: int, wordings: int) -> int:
    """One of so many wordings, by the call's seed, the turn and the place."""
    mixed = (state.seed * 0x9E3779B1 + state.turn * 0x85EBCA6B + place * 0xC2B2AE35) & _MASK
    return ((mixed ^ (mixed >> 15)) * 0x2C1B3C6D & _MASK) % 0xFFFB % wordings
