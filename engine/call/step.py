"""One turn of a call, as a pure function: the same plan, state and choice give the same result, always.

The order of a turn: time on hold; the reply's moves, facts and promises; the ledger and the new mood; the
band; the walkout limit; interrupts; the reply's own way on; the customer's next line, chosen by the new mood.

A promise is made, kept or broken once a call. Making it again says nothing new; one that was not made can be
neither kept nor broken; and a reply that names it under both keeps it.
"""

from typing import Final

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
from engine.call.plan import RETURNS, Plan, PlannedLine, PlannedPlace, PlannedReply, Take
from engine.call.state import MAX_DETOURS, STUCK, State
from engine.mood.bands import BANDS, band_of

Turn = tuple[State, tuple[Event, ...]]

_new: Final = tuple.__new__
"""Makes a named tuple from a tuple, without the keywords' cost: a step makes two."""
_MASK: Final = (1 << 32) - 1


class NotOffered(ValueError):
    """A reply was chosen that the scene does not offer now."""


def begin(plan: Plan, seed: int) -> Turn:
    """The call as it is when the customer has said the first line. ``seed`` draws among wordings."""
    events: list[Event] = []
    if plan.standing is not None:
        standing = plan.standing._replace(seed=seed)
        return _enter(plan, standing, plan.start, "start", standing.back, events), tuple(events)
    mood = plan.start_mood
    state = State(
        place=plan.start,
        mood=mood,
        band=band_of(mood.heat, plan.model.edges),
        resting_heat=plan.resting_heat,
        grievance_open=plan.scenario.customer.grievance is not None,
        told=plan.told,
        seed=seed,
    )
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
    reply = _offered(plan, state, choice)
    events: list[Event] = [reply.given]
    state = _take(plan, state, reply, reply.take, events)
    return _go_on(plan, state, reply, events), tuple(events)


def take_in(plan: Plan, state: State, choice: int, take: Take) -> State:
    """The first half of a turn: what the reply does, and how the customer takes it. The call is still at its
    scene. With ``move_on``, for whoever goes through very many turns that have one half in common.

    Raises:
        NotOffered: as for ``step``.
    """
    return _take(plan, state, _offered(plan, state, choice), take, [])


def move_on(plan: Plan, state: State, choice: int) -> Turn:
    """The second half: where the call goes from where ``take_in`` left it, and what happens on the way."""
    events: list[Event] = []
    return _go_on(plan, state, plan.places[state.place].replies[choice], events), tuple(events)


def over_limit(plan: Plan, over: int, heat: int) -> int:
    """How many turns in a row the heat is at or over the walkout limit, when ``over`` were so before."""
    return over + 1 if heat >= plan.limit_heat else 0


def _offered(plan: Plan, state: State, choice: int) -> PlannedReply:
    place = state.place
    if place >= plan.scenes or place < 0:
        raise NotOffered("the call is over")
    replies = plan.places[place].replies
    if not 0 <= choice < len(replies):
        raise NotOffered(f"scene {plan.places[place].id!r} has no reply number {choice}")
    reply = replies[choice]
    if state.given & reply.once or (reply.when is not None and not reply.when(state)):
        raise NotOffered(f"reply {reply.reply.id!r} is not offered now")
    return reply


def _take(plan: Plan, state: State, reply: PlannedReply, take: Take, events: list[Event]) -> State:
    """The state after what the reply does and how the customer took it, still at its scene."""
    (
        place, before, band, turn, over, resting, grievance, owed, told, asked, promised, kept, broken, flags,
        given, visited, interrupts, back, made, worn, again, seed,
    ) = state  # fmt: skip
    if reply.plain:
        mood, changed, amends = take((before, resting, grievance, owed, turn < plan.early))
    else:
        if reply.hold:
            events += reply.hold
        repeats: tuple[tuple[str, int], ...] = ()
        kept_now: tuple[str, ...] = ()
        broken_now: tuple[str, ...] = ()
        if reply.asks:
            told, asked, again, repeats = _ask(reply, told, asked, again, events)
        if reply.pledges:
            promised, kept, broken, kept_now, broken_now = _pledge(reply, promised, kept, broken, events)
        for flag, bit in reply.sets:
            if not flags & bit:
                flags |= bit
                events.append(FlagSet(flag))
        for count in reply.makes:
            made = count.after(made)
        if reply.wears or repeats or kept_now or broken_now:
            worn_before = tuple([worn >> shift & mask for shift, mask, _ in reply.wears])
            mood, changed, amends = take((
                before, resting, grievance, owed, turn < plan.early,
                worn_before, repeats, kept_now, broken_now,
            ))  # fmt: skip
            for shift, mask, most in reply.wears:
                if worn >> shift & mask < most:
                    worn += 1 << shift
            owed += len(broken_now)
        else:
            mood, changed, amends = take((before, resting, grievance, owed, turn < plan.early))
        if reply.settles and grievance:
            grievance = False
            events.append(GrievanceSettled(plan.scenario.customer.grievance or ""))
        if reply.fails:
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
    over = over_limit(plan, over, heat)
    return _new(State, (
        place, mood, word, turn + 1, over, resting, grievance, owed, told, asked, promised, kept, broken,
        flags, given | reply.bit, visited, interrupts, back, made, worn, again, seed,
    ))  # fmt: skip


def _ask(
    reply: PlannedReply, told: int, asked: int, again: int, events: list[Event]
) -> tuple[int, int, int, tuple[tuple[str, int], ...]]:
    """The facts after a reply that asks; which of those had been told, and how often by now."""
    repeats = []
    for fact, bit, count in reply.asks:
        asked |= bit
        if told & bit:
            again = count.after(again)
            times = count.of(again)
            repeats.append((fact, times))
            events.append(FactAsked(fact, times))
        else:
            told |= bit
            events.append(FactAsked(fact, 0))
            events.append(FactTold(fact))
    return told, asked, again, tuple(repeats)


def _pledge(
    reply: PlannedReply, promised: int, kept: int, broken: int, events: list[Event]
) -> tuple[int, int, int, tuple[str, ...], tuple[str, ...]]:
    """The promises after a reply that makes, keeps or breaks some; which were kept, and which broken, now."""
    for promise, bit in reply.promises:
        if not promised & bit:
            promised |= bit
            events.append(PromiseMade(promise))
    kept_now, broken_now = [], []
    for promise, bit in reply.keeps:
        if promised & ~(kept | broken) & bit:
            kept |= bit
            kept_now.append(promise)
            events.append(PromiseKept(promise))
    for promise, bit in reply.breaks:
        if promised & ~(kept | broken) & bit:
            broken |= bit
            broken_now.append(promise)
            events.append(PromiseBroken(promise))
    return promised, kept, broken, tuple(kept_now), tuple(broken_now)


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
        return _enter(plan, state, place, "detour", _with_way_back(state), events)
    if place == RETURNS and state.back:
        return _enter(plan, state, state.back[-1], "return", state.back[:-1], events)
    if place < 0:
        events.append(CallEnded("", "stuck"))
        return state._replace(place=STUCK)
    return _enter(plan, state, place, "goto", state.back, events)


def _with_way_back(state: State) -> tuple[int, ...]:
    back = state.back
    return (*back, state.place) if len(back) < MAX_DETOURS else (back[0], *back[2:], state.place)


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
    if how == "return" or (place.again and state.visited & place.bit):
        _say(state, number, place.again, events)
    else:
        _say(state, number, place.customer, events)
    (
        _, mood, band, turn, over, resting, grievance, owed, told, asked, promised, kept, broken, flags,
        given, visited, interrupts, _, made, worn, again, seed,
    ) = state  # fmt: skip
    for fact, bit in place.tells:
        if not told & bit:
            told |= bit
            events.append(FactTold(fact))
    if back and not place.returns:
        back = ()  # Nothing ahead ends a detour. So calls that differ in no other way are in equal states.
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
            if len(wordings) > 1:
                events.append(wordings[_draw(state, number, len(wordings))])
            elif wordings:
                events.append(wordings[0])
            return


def _draw(state: State, place: int, wordings: int) -> int:
    """One of so many wordings, by the call's seed, the turn and the place."""
    mixed = (state.seed * 0x9E3779B1 + state.turn * 0x85EBCA6B + place * 0xC2B2AE35) & _MASK
    return ((mixed ^ (mixed >> 15)) * 0x2C1B3C6D & _MASK) % 0xFFFB % wordings
