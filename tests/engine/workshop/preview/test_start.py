"""Starts that play can reach and starts that it cannot, and what is known of them."""

from dataclasses import replace
from itertools import count

import pytest

from engine.call.call import Call
from engine.call.machine import CallMachine
from engine.call.plan import Plan
from engine.mood.bands import BANDS
from engine.mood.mood import Mood
from engine.workshop.explore.budget import Budget
from engine.workshop.explore.exploration import Exploration, explore
from engine.workshop.preview.start import (
    Start,
    plan_from,
    reach,
    start_in_band,
    start_of,
    state_after,
    state_of,
    usual_start,
)
from tests.engine.call.conftest import plan_of
from tests.engine.workshop.preview.writing import ON_SCREEN


@pytest.fixture(scope="module")
def plan() -> Plan:
    return plan_of(ON_SCREEN)


@pytest.fixture(scope="module")
def found(plan: Plan) -> Exploration:
    ticks = count()
    return explore(plan, Budget(lambda: next(ticks) / 1e6))


def test_the_usual_start_is_the_scenarios_own(plan: Plan) -> None:
    start = usual_start(plan)
    assert start == Start("opening", Mood(55, 20, 35), frozenset({"order-number"}))
    for seed in range(3):
        ours, theirs = Call(CallMachine(plan_from(plan, start)), seed), Call(CallMachine(plan), seed)
        assert ours.answer() == theirs.answer()
        for reply in ("hear", "verify", "day", "sorry", "bye"):
            assert ours.choose(reply) == theirs.choose(reply)
            assert ours.state == theirs.state


def test_every_way_on_from_a_start_is_the_one_that_play_takes(plan: Plan, found: Exploration) -> None:
    """A start that was copied from play goes on as play does, for what a start holds."""
    way = found.to_place("depot")
    assert way
    state = state_after(plan, way)
    start = start_of(plan, state)
    assert (start.scene, start.mood, start.turn) == ("depot", state.mood, len(way))
    assert "where-left" in start.facts
    call = Call(CallMachine(plan_from(plan, start)), 0)
    call.answer()
    assert call.state.mood == state.mood
    assert call.state.told == state.told
    with pytest.raises(ValueError, match="nothing can be said"):
        start_of(plan, state._replace(place=plan.scenes))


def test_what_play_reaches_and_what_not(plan: Plan, found: Exploration) -> None:
    assert reach(found, usual_start(plan)) == "reached"
    depot = start_in_band(found, "depot", "frustrated")
    assert depot is not None
    assert depot.turn > 0
    assert reach(found, depot) == "reached"
    assert reach(found, replace(depot, mood=Mood(0, 100, 100))) == "never"
    assert reach(found, replace(depot, promises=frozenset({"note"}))) == "never"
    unfinished = explore(plan, Budget(lambda: 0.0, states=1, go_on=lambda progress: progress.expanded < 1))
    assert not unfinished.is_complete
    assert reach(unfinished, replace(depot, mood=Mood(0, 100, 100))) == "unknown"


def test_facts_that_can_no_longer_matter_make_no_difference(plan: Plan, found: Exploration) -> None:
    """Nothing looks at where it was left; the order number can be asked for again."""
    closing = next(start for band in BANDS if (start := start_in_band(found, "closing", band)) is not None)
    assert reach(found, replace(closing, facts=closing.facts ^ {"where-left"})) == "reached"
    assert reach(found, replace(closing, facts=closing.facts ^ {"order-number"})) == "never"


def test_every_state_that_was_found_is_reached(plan: Plan, found: Exploration) -> None:
    for state in found.graph.states[:200]:
        if 0 <= state.place < plan.scenes and not state.kept | state.broken:
            assert reach(found, start_of(plan, state)) == "reached"


def test_no_start_in_a_band_that_is_not_met(found: Exploration) -> None:
    assert start_in_band(found, "opening", "calm") is None
    assert start_in_band(found, "nowhere", "calm") is None
    assert start_in_band(found, "settled", "uneasy") is None


@pytest.mark.parametrize("mood", [Mood(-1, 0, 0), Mood(0, 101, 0)])
def test_moods_out_of_range_are_refused(plan: Plan, mood: Mood) -> None:
    with pytest.raises(ValueError, match="from 0 to 100"):
        state_of(plan, Start("depot", mood))
    with pytest.raises(KeyError):
        state_of(plan, Start("depot", Mood(0, 0, 0), flags=frozenset({"nonsense"})))
