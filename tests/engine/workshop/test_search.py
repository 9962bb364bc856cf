"""Searching in bulk finds just what searching state by state finds: the same states in the same order."""

from collections.abc import Hashable, Mapping
from itertools import count
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from engine.call.compiler import compile_scenario
from engine.call.plan import Plan
from engine.scenario.reader import read
from engine.workshop.explore.budget import Budget
from engine.workshop.explore.graph import Graph
from engine.workshop.explore.projection import Projection
from engine.workshop.explore.search import search
from engine.workshop.explore.seen import Mark
from tests.engine.workshop.made_up import MODEL, plans
from tests.engine.workshop.plain_search import plain_search

ROOT = Path(__file__).parents[3]
SCENARIOS = [ROOT / "tests" / "data" / "every-feature.yaml", *sorted((ROOT / "scenarios").glob("*.yaml"))]
# Shrinking searches anew each time, and takes minutes: a plan that fails is told as it is.
GENERATED = settings(
    max_examples=80,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
)
SOME = 3_000
Name = TypeVar("Name", bound=Hashable)


def assert_the_same(plan: Plan, *, lines: bool) -> None:
    project = Projection(plan, lines=lines)
    wanted = plain_search(plan, project, SOME)
    assume(wanted.complete)
    ticks = count()
    graph, seen = search(plan, project, Budget(lambda: next(ticks) * 1e-6), lines=lines)
    assert graph.complete
    assert list(graph.states) == wanted.states
    assert replies_of(graph, len(graph.states)) == wanted.replies
    assert list(zip(graph.parents, graph.parent_choices, strict=True)) == wanted.parents
    assert seen.moods == wanted.seen.moods
    assert lengths(graph, seen.places) == lengths(graph, wanted.seen.places)
    assert lengths(graph, seen.interrupts) == lengths(graph, wanted.seen.interrupts)
    assert lengths(graph, seen.stuck) == lengths(graph, wanted.seen.stuck)
    if lines:
        assert lengths(graph, seen.lines) == lengths(graph, wanted.seen.lines)


def replies_of(graph: Graph, number: int) -> list[list[tuple[int, int]]]:
    """For each of the first states, its choices and where they lead."""
    return [[(graph.choices[way], graph.to[way]) for way in graph.replies(each)] for each in range(number)]


def lengths(graph: Graph, marks: Mapping[Name, Mark]) -> dict[Name, int]:
    """How many replies lead to each thing that was seen."""
    return {
        name: len(graph.witness(number, None if choice < 0 else choice))
        for name, (number, choice) in marks.items()
    }


@GENERATED
@given(plans(), st.booleans())
def test_it_is_the_same_search(plan: Plan, lines: bool) -> None:
    assert_the_same(plan, lines=lines)


@GENERATED
@given(plans(loops=True), st.booleans())
def test_it_is_the_same_search_where_calls_can_go_round(plan: Plan, lines: bool) -> None:
    assert_the_same(plan, lines=lines)


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
@pytest.mark.parametrize("lines", [True, False])
def test_so_it_begins_with_scenarios_that_people_wrote(path: Path, lines: bool) -> None:
    scenario = read(path).scenario
    assert scenario is not None
    plan = compile_scenario(scenario, MODEL)
    project = Projection(plan, lines=lines)
    wanted = plain_search(plan, project, SOME)
    graph, _ = search(plan, project, Budget(lambda: 0.0, 2 * SOME), lines=lines)
    assert not graph.complete
    assert graph.states[: len(wanted.states)] == wanted.states
    assert replies_of(graph, len(wanted.replies)) == wanted.replies
