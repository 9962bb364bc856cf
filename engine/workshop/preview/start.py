"""Somewhere to start a call from: any scene, in any mood, with any facts.

Play need not be able to come to it; ``reach`` says whether it does.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from engine.call.numbering import mask
from engine.call.plan import Plan
from engine.call.state import State
from engine.call.step import begin, step
from engine.mood.bands import BandName, band_of
from engine.mood.mood import Mood
from engine.workshop.explore.exploration import Exploration
from engine.workshop.explore.graph import Witness
from engine.workshop.explore.projection import Projection

Reach = Literal["reached", "never", "unknown"]
"""Whether some play comes to a start: one does; none does; none was found, but not all were tried."""


@dataclass(frozen=True)
class Start:
    """A start as an author asks for it, by ids. It holds for other versions of the scenario, too."""

    scene: str
    mood: Mood
    """Each 0–100."""
    facts: frozenset[str] = frozenset()
    """Facts that the agent has."""
    promises: frozenset[str] = frozenset()
    """Promises made, and neither kept nor broken."""
    flags: frozenset[str] = frozenset()
    turn: int = 0
    """How many replies count as given: what is too early is only early at the start of a call."""


def usual_start(plan: Plan) -> Start:
    """Where the scenario itself starts."""
    facts = frozenset(name for name, number in plan.facts.items() if plan.told >> number & 1)
    return Start(plan.places[plan.start].id, plan.start_mood, facts)


def start_of(plan: Plan, state: State) -> Start:
    """A state as a start: what can be asked for of it.

    Raises:
        ValueError: the call is over in it.
    """
    if not 0 <= state.place < plan.scenes:
        raise ValueError("nothing can be said in that state")
    still_open = state.promised & ~(state.kept | state.broken)
    return Start(
        plan.places[state.place].id,
        state.mood,
        _names(state.told, plan.facts),
        _names(still_open, plan.promises),
        _names(state.flags, plan.flags),
        state.turn,
    )


def state_of(plan: Plan, start: Start) -> State:
    """The state that a call is in as it starts there.

    Raises:
        KeyError: the plan has no such scene, fact, promise or flag; see ``missing``.
        ValueError: a mood is out of range.
    """
    place = plan.numbers[start.scene]
    if place >= plan.scenes:
        raise KeyError(start.scene)
    if not all(0 <= number <= 100 for number in start.mood):
        raise ValueError(f"a mood is three numbers from 0 to 100, not {tuple(start.mood)}")
    return State(
        place=place,
        mood=start.mood,
        band=band_of(start.mood.heat, plan.model.edges),
        turn=start.turn,
        resting_heat=plan.resting_heat,
        grievance_open=plan.scenario.customer.grievance is not None,
        told=mask(start.facts, plan.facts),
        promised=mask(start.promises, plan.promises),
        flags=mask(start.flags, plan.flags),
    )


def plan_from(plan: Plan, start: Start) -> Plan:
    """The same scenario, with calls that begin there.

    Raises:
        KeyError, ValueError: as for ``state_of``.
    """
    state = state_of(plan, start)
    return replace(plan, start=state.place, start_mood=state.mood, told=state.told, standing=state)


def is_there(plan: Plan, start: Start) -> bool:
    """Whether the plan has the start's scene."""
    return plan.numbers.get(start.scene, plan.scenes) < plan.scenes


def missing(plan: Plan, start: Start) -> tuple[str, ...]:
    """What the start asks for and the scenario does not have, in words; the scene first."""
    lost = [] if is_there(plan, start) else [f"scene {start.scene}"]
    known: tuple[tuple[str, Collection[str], Mapping[str, int]], ...] = (
        ("fact", start.facts, plan.facts),
        ("promise", start.promises, plan.promises),
        ("flag", start.flags, plan.flags),
    )
    for kind, names, numbers in known:
        lost += [f"{kind} {name}" for name in sorted(names) if name not in numbers]
    return tuple(lost)


def without_missing(plan: Plan, start: Start) -> Start:
    """The start without the facts, promises and flags that the scenario does not have."""
    return replace(
        start,
        facts=start.facts.intersection(plan.facts),
        promises=start.promises.intersection(plan.promises),
        flags=start.flags.intersection(plan.flags),
    )


def reach(found: Exploration, start: Start) -> Reach:
    """Whether some play comes to that scene with that mood and those facts, promises and flags.

    What can no longer matter from there on is not compared.

    Raises:
        KeyError, ValueError: as for ``state_of``.
    """
    plan, project = found.plan, Projection(found.plan)
    wanted = state_of(plan, start)
    for _, bit in plan.places[wanted.place].tells:
        wanted = wanted._replace(told=wanted.told | bit)
    asked: dict[int, tuple[int, int, int]] = {}
    place, mood = wanted.place, wanted.mood
    for state in found.graph.states:
        if state.mood == mood and state.place == place:
            # What matters can depend on which interrupts have happened.
            if state.interrupts not in asked:
                asked[state.interrupts] = _facts(project(wanted._replace(interrupts=state.interrupts)))
            if _facts(state) == asked[state.interrupts]:
                return "reached"
    return "never" if found.is_complete else "unknown"


def _facts(state: State) -> tuple[int, int, int]:
    return state.told, state.promised & ~(state.kept | state.broken), state.flags


def start_in_band(found: Exploration, scene: str, band: BandName) -> Start | None:
    """A start at a scene in a band, just as the shortest play comes to it; None if none was found."""
    way = found.to_band(scene, band)
    if way is None or found.plan.numbers[scene] >= found.plan.scenes:
        return None
    state = state_after(found.plan, way)
    return start_of(found.plan, state) if 0 <= state.place < found.plan.scenes else None


def state_after(plan: Plan, replies: Witness) -> State:
    """The state that a list of replies leads to, from the start of the call.

    Raises:
        NotOffered: one of them is not offered where it is given.
    """
    state, _ = begin(plan, 0)
    for each in replies:
        offered = plan.places[state.place].replies if 0 <= state.place < plan.scenes else ()
        ids = [planned.reply.id for planned in offered]
        state, _ = step(plan, state, ids.index(each.reply) if each.reply in ids else -1)
    return state


def _names(bits: int, numbers: Mapping[str, int]) -> frozenset[str]:
    return frozenset(name for name, number in numbers.items() if bits >> number & 1)
