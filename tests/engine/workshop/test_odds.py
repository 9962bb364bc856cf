"""Odds of a good ending: the same as playing everything through gives, whoever plays."""

import time
from collections.abc import Sequence
from math import isclose

import pytest
from hypothesis import HealthCheck, assume, given, settings

from engine.call.plan import Plan
from engine.call.state import State
from engine.call.step import begin, open_choices, step
from engine.workshop.explore.budget import Budget
from engine.workshop.explore.exploration import Exploration, explore
from engine.workshop.explore.graph import NOWHERE
from engine.workshop.explore.manners import LEANS, Manner, average, empathic
from engine.workshop.explore.odds import odds
from tests.engine.workshop.made_up import plan_of, plans

TOP = """\
moodline: 1
id: small
title: A small one
summary: Small.
level: 1
minutes: 1
brief: {situation: None., policy: None.}
customer: {name: Robin Hale, persona: everyday, mood: {heat: 50, heard: 20, trust: 40}}
moves: {shrug: {words: shrugged, like: dismiss}, nod: {words: nodded, like: listen}}
start: one
"""
ENDINGS = """\
endings:
  good: {title: Good, problem: solved, relationship: kept}
  bad: {title: Bad, problem: open, relationship: lost}
"""
TWO_SCENES = """\
scenes:
  one:
    replies:
      - {id: hear, says: "You waited all day.", moves: [affirm], goto: two}
      - {id: skip, says: "Next.", moves: [rush], goto: bad}
      - {id: nod, says: "Mm.", moves: [nod], goto: two}
  two:
    replies:
      - {id: fix, says: "I will.", moves: [offer], goto: good}
      - {id: no, says: "No.", moves: [listen, shrug], goto: bad}
"""
ROUND = """\
scenes:
  one:
    replies:
      - {id: again, says: "Once more?", moves: [], goto: two}
      - {id: done, says: "Done.", moves: [], goto: good}
  two:
    replies:
      - {id: back, says: "From the top.", moves: [], goto: one}
      - {id: off, says: "Goodbye.", moves: [], goto: bad}
"""


def explored(scenes: str) -> Exploration:
    return everything(plan_of(TOP + scenes + ENDINGS))


def everything(plan: Plan) -> Exploration:
    return explore(plan, Budget(time.monotonic, states=20_000))


def to_good(found: Exploration) -> Sequence[int]:
    assert found.to_good is not None
    return found.to_good


def played_through(plan: Plan, manner: Manner, state: State, left: int = 14) -> float:
    """The chance of a good ending, by trying every play; what goes on for longer counts as lost."""
    choices = open_choices(plan, state)
    if not choices:
        ending = plan.places[state.place].ending if state.place >= 0 else None
        return float(ending is not None and ending.is_good)
    if not left:
        return 0.0
    weights = [manner(plan.scenario, plan.places[state.place].replies[choice].reply) for choice in choices]
    return sum(
        weight * played_through(plan, manner, step(plan, state, choice)[0], left - 1)
        for weight, choice in zip(weights, choices, strict=True)
    ) / sum(weights)


def test_the_average_trainee_gives_every_reply_alike() -> None:
    found = explored(TWO_SCENES)
    assert odds(found.graph, to_good(found)).chance[0] == pytest.approx(2 / 3 * 1 / 2)


def test_the_empathic_trainee_leans_to_what_hears_and_does_no_harm() -> None:
    found = explored(TWO_SCENES)
    # hear and nod (a listening of the scenario's own) against skip; no harms by a move of its own
    on_to_two = 2 * LEANS / (2 * LEANS + 1)
    assert odds(found.graph, to_good(found), empathic).chance[0] == pytest.approx(on_to_two / 2)


def test_rounds_are_gone_round_until_they_are_left() -> None:
    found = explored(ROUND)
    result = odds(found.graph, to_good(found))
    # From one: half end well, a quarter come back. So p = 1/2 + p/4.
    assert result.chance[0] == pytest.approx(2 / 3, abs=1e-12)
    # The mood goes on drifting a while, so scene one is met in several states: 1 + 1/4 + 1/16 … times in all.
    in_one = [number for number in result.order if found.graph.states[number].place == 0]
    assert sum(result.met[number] for number in in_one) == pytest.approx(4 / 3, abs=1e-12)
    assert len(in_one) < 20


def test_no_way_to_a_good_ending_leaves_nothing() -> None:
    found = explored(ROUND.replace("goto: good", "goto: bad"))
    result = odds(found.graph, to_good(found))
    assert not len(result.order)
    assert not any(result.chance)
    assert not any(result.met)


def test_odds_need_every_state() -> None:
    budget = Budget(time.monotonic, go_on=lambda _progress: False)
    found = explore(plan_of(TOP + TWO_SCENES + ENDINGS), budget)
    with pytest.raises(ValueError, match="every state"):
        odds(found.graph, ())


@given(plan=plans())
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
def test_made_up_scenarios_have_the_odds_of_all_their_plays(plan: Plan) -> None:
    found = everything(plan)
    assume(found.is_complete)
    assert found.exact is not None
    assume(len(found.graph.states) < 3_000)
    good = {name for name, ending in plan.scenario.endings.items() if ending.is_good}
    result = odds(found.graph, to_good(found))
    by_random_play = sum(chance for name, chance in found.exact.endings.items() if name in good)
    if not found.exact.undecided:
        assert isclose(result.chance[0], by_random_play, abs_tol=1e-9)
    for number in result.order:
        assert to_good(found)[number] not in (0, NOWHERE)
        assert 0 < result.chance[number] <= 1 + 1e-12


@given(plan=plans())
@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
def test_a_manner_is_played_as_it_is_weighed(plan: Plan) -> None:
    found = everything(plan)
    assume(found.is_complete and len(found.graph.to) < 60)
    for manner in (average, empathic):
        least = played_through(plan, manner, begin(plan, 0)[0])
        most = 1.0 - _not_good(plan, manner, begin(plan, 0)[0])
        assert least - 1e-9 <= odds(found.graph, to_good(found), manner).chance[0] <= most + 1e-9


def _not_good(plan: Plan, manner: Manner, state: State, left: int = 14) -> float:
    """The chance of another ending within so many replies."""
    choices = open_choices(plan, state)
    if not choices:
        ending = plan.places[state.place].ending if state.place >= 0 else None
        return float(ending is None or not ending.is_good)
    if not left:
        return 0.0
    weights = [manner(plan.scenario, plan.places[state.place].replies[choice].reply) for choice in choices]
    return sum(
        weight * _not_good(plan, manner, step(plan, state, choice)[0], left - 1)
        for weight, choice in zip(weights, choices, strict=True)
    ) / sum(weights)
