"""Exploring merges states, and still finds exactly what playing everything through finds."""

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import count
from math import fsum
from pathlib import Path
from random import Random
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from engine.call.compiler import compile_scenario
from engine.call.events import CallEnded, CustomerSaid, Event, Interrupted, MoodChanged, SceneEntered
from engine.call.plan import Plan
from engine.call.state import State
from engine.call.step import begin, is_over, open_choices, step
from engine.mood.mood import Mood
from engine.scenario.reader import read
from engine.workshop.explore.budget import Budget
from engine.workshop.explore.chances import outcome
from engine.workshop.explore.exploration import Exploration, explore
from engine.workshop.explore.looks import MASKS
from engine.workshop.explore.projection import Projection
from tests.engine.workshop.made_up import MODEL, plans

ROOT = Path(__file__).parents[3]
SCENARIOS = [ROOT / "tests" / "data" / "every-feature.yaml", *sorted((ROOT / "scenarios").glob("*.yaml"))]
GENERATED = settings(
    max_examples=60,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


@dataclass
class Everything:
    """What playing a scenario through in every way finds, without merging anything."""

    met: dict[tuple[int, Mood], int] = field(default_factory=dict)
    """Places and moods, with the fewest replies to each."""
    lines: set[tuple[str, str, int]] = field(default_factory=set)
    interrupts: set[str] = field(default_factory=set)
    masses: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    going_on: float = 0.0

    def note(self, turn: int, state: State, events: tuple[Event, ...]) -> None:
        self.met.setdefault((state.place, state.mood), turn)
        for event in events:
            if isinstance(event, CustomerSaid):
                self.lines.add((event.place, event.list, event.variant))
            elif isinstance(event, Interrupted):
                self.interrupts.add(event.interrupt)

    @property
    def chances(self) -> dict[str, float]:
        return {name: fsum(masses) for name, masses in self.masses.items()}


def play_everything(plan: Plan, most: int = 40_000) -> Everything | None:
    """Every play, one reply after the other; None if there are too many."""
    found = Everything()
    state, events = begin(plan, 0)
    found.note(0, state, events)
    layer, made = [(state, 1.0)], 0
    for turn in count(1):
        following = []
        for state, mass in layer:
            if is_over(plan, state):
                found.masses[outcome(plan, state)].append(mass)
                continue
            choices = open_choices(plan, state)
            for choice in choices:
                after, events = step(plan, state, choice)
                found.note(turn, after, events)
                following.append((after, mass / len(choices)))
        made += len(following)
        if made > most:
            return None
        if not following:
            return found
        layer = following
    raise AssertionError


def play_in_turns(plan: Plan, turns: int, most: int) -> Everything | None:
    """As many turns of every play, with only plays in wholly equal states taken together."""
    found = Everything()
    state, events = begin(plan, 0)
    found.note(0, state, events)
    layer, made = {state: 1.0}, 0
    for turn in range(1, turns + 1):
        following: defaultdict[State, float] = defaultdict(float)
        for state, mass in layer.items():
            if is_over(plan, state):
                found.masses[outcome(plan, state)].append(mass)
                continue
            choices = open_choices(plan, state)
            for choice in choices:
                after, events = step(plan, state, choice)
                found.note(turn, after, events)
                following[after] += mass / len(choices)
        made += len(following)
        if made > most:
            return None
        layer = following
    found.going_on = fsum(mass for state, mass in layer.items() if not is_over(plan, state))
    for state, mass in layer.items():
        if is_over(plan, state):
            found.masses[outcome(plan, state)].append(mass)
    return found


def explored(plan: Plan, states: int = 100_000) -> Exploration:
    ticks = count()
    return explore(plan, Budget(lambda: float(next(ticks)) * 1e-6, states))


def assert_same(found: Exploration, wanted: Everything) -> None:
    graph = found.graph
    assert {(state.place, state.mood) for state in graph.states} == set(wanted.met)
    assert set(found.seen.lines) == wanted.lines
    assert set(found.seen.interrupts) == wanted.interrupts
    fewest: dict[tuple[int, Mood], int] = {}
    for number, state in enumerate(graph.states):
        fewest.setdefault((state.place, state.mood), len(graph.witness(number)))
    assert fewest == wanted.met


@GENERATED
@given(plans())
def test_as_playing_everything_through(plan: Plan) -> None:
    wanted = play_everything(plan)
    assume(wanted is not None)
    assert wanted is not None
    found = explored(plan)
    assert_same(found, wanted)
    assert found.exact is not None
    assert found.exact.endings == pytest.approx(wanted.chances, rel=0, abs=1e-12)
    assert (found.exact.never, found.exact.undecided) == (0, 0)


@GENERATED
@given(plans(loops=True))
def test_as_playing_turn_by_turn_where_calls_can_go_round(plan: Plan) -> None:
    wanted = play_in_turns(plan, turns=60, most=30_000)
    assume(wanted is not None)
    assert wanted is not None
    found = explored(plan)
    assume(found.is_complete)
    met = {(state.place, state.mood) for state in found.graph.states}
    assert set(wanted.met) <= met
    assert wanted.lines <= set(found.seen.lines)
    assert found.exact is not None
    total = fsum(found.exact.endings.values()) + found.exact.never + found.exact.undecided
    assert total == pytest.approx(1, abs=1e-12)
    for name, chance in wanted.chances.items():
        assert chance - 1e-12 <= found.exact.endings[name] <= chance + wanted.going_on + 1e-12


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
@pytest.mark.parametrize("lines", [True, False])
def test_a_state_without_what_does_not_matter_plays_on_just_the_same(path: Path, lines: bool) -> None:
    scenario = read(path).scenario
    assert scenario is not None
    assert_plays_on_the_same(compile_scenario(scenario, MODEL), lines, Random(5), 150)


@GENERATED
@given(plans(loops=True), st.booleans(), st.integers(0, 99))
def test_so_it_does_in_made_up_ones(plan: Plan, lines: bool, seed: int) -> None:
    assert_plays_on_the_same(plan, lines, Random(seed), 10)


@settings(GENERATED, max_examples=20)
@given(plans(loops=True), st.integers(0, 99))
def test_what_is_asked_at_the_end_is_kept_up_to_it(plan: Plan, seed: int) -> None:
    asked = [way.when for place in plan.places for reply in place.replies for way in reply.reply.goto]
    project = Projection(plan, lines=False, at_end=[when for when in asked if when is not None])
    tests = [way.when for place in plan.places for reply in place.replies for way in reply.ways if way.when]
    chance = Random(seed)
    for _ in range(10):
        whole, _ = begin(plan, 0)
        kept = project(whole)
        for _turn in range(40):
            if not (choices := open_choices(plan, whole)):
                break
            choice = chance.choice(choices)
            whole, kept = step(plan, whole, choice)[0], project(step(plan, kept, choice)[0])
        if whole.place >= plan.scenes:
            assert kept == project(whole)
            assert [test(kept) for test in tests] == [test(whole) for test in tests]


@GENERATED
@given(plans(loops=True), st.integers(0, 99))
def test_so_it_does_with_too_many_interrupts_to_tell_apart(plan: Plan, seed: int) -> None:
    with patch("engine.workshop.explore.liveness.MOST_APART", 0):
        assert_plays_on_the_same(plan, True, Random(seed), 10)


def assert_plays_on_the_same(plan: Plan, lines: bool, chance: Random, plays: int) -> None:
    project = Projection(plan, lines=lines)
    for _ in range(plays):
        whole, _ = begin(plan, 0)
        kept = project(whole)
        for _turn in range(40):
            choices = open_choices(plan, whole)
            assert open_choices(plan, kept) == choices
            if not choices:
                break
            choice = chance.choice(choices)
            (whole, events), (after, same) = step(plan, whole, choice), step(plan, kept, choice)
            kept = project(after)
            assert project(kept) == kept
            assert kept == project(whole)
            assert what_matters(events, lines) == what_matters(same, lines)
            assert (whole.place, whole.mood, whole.band) == (kept.place, kept.mood, kept.band)


@GENERATED
@given(plans(loops=True), st.integers(0, 99))
def test_what_is_sure_is_so_in_every_play(plan: Plan, seed: int) -> None:
    liveness, chance = Projection(plan).liveness, Random(seed)
    looks, sure = liveness.looks, liveness.surety.there
    for _ in range(10):
        state, _ = begin(plan, 0)
        for _turn in range(40):
            if not (choices := open_choices(plan, state)):
                break
            bits = sum(looks.of(name, getattr(state, name)) for name in MASKS)
            assert not sure[state.place] & ~bits
            for reply in plan.places[state.place].replies:
                answer = looks.decided(reply.reply.when, sure[state.place])
                assert answer is None or answer is (reply.when is None or reply.when(state))
            state, _ = step(plan, state, chance.choice(choices))


def what_matters(events: tuple[Event, ...], lines: bool) -> list[Event]:
    """Without wordings drawn by turn, and without the lines themselves if they do not count."""
    kinds = (SceneEntered, Interrupted, MoodChanged, CallEnded)
    found: list[Event] = []
    for event in events:
        if isinstance(event, CustomerSaid) and lines:
            found.append(event._replace(line=0))
        elif isinstance(event, kinds):
            found.append(event)
    return found
