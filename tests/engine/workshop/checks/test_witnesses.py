"""The witness of each planted defect, given reply by reply, comes to what its finding claims."""

import random

import pytest

from engine.call.events import CallEnded, Event, Interrupted, PromiseBroken, PromiseKept
from engine.call.plan import Plan
from engine.call.state import State
from engine.call.step import begin, is_over, open_choices, step
from engine.workshop.checks.case import WITNESSES
from engine.workshop.checks.finding import Finding
from engine.workshop.explore.exploration import Exploration
from tests.benchmarks.scenarios import chain
from tests.engine.workshop.checks.defects import Defect, defects, found, proof

AT_THE_SCENE = {
    "again-never-said",
    "dead-end",
    "detour-never-returns",
    "detour-without-return",
    "endless-loop",
    "customer-silent",
    "line-never-said",
    "reply-never-offered",
}
"""Whose witness leads to the scene that they are about."""
AT_AN_END = {"critical-always", "good-ending-never-met", "limit-always-hit"}
WITH_THE_REPLY = {"lost-at-once", "promise-not-made-by-then", "way-never-taken"}
"""Whose witness ends with the reply that they are about."""

Step = tuple[State, tuple[Event, ...]]


def replayed(plan: Plan, finding: Finding) -> Step:
    """Where the call stands after the witness, and what its last reply led to."""
    state, events = begin(plan, 0)
    for given in finding.witness:
        place = plan.places[state.place]
        assert place.id == given.scene
        (choice,) = (n for n in open_choices(plan, state) if place.replies[n].reply.id == given.reply)
        state, events = step(plan, state, choice)
    return state, events


def ends_of(plan: Plan, state: State, plays: int = 25, replies: int = 200) -> set[str]:
    """The endings that calls drawn at random come to from there."""
    ends = set()
    for seed in range(plays):
        chance, now = random.Random(seed), state
        for _ in range(replies):
            if is_over(plan, now):
                break
            now, _ = step(plan, now, chance.choice(open_choices(plan, now)))
        if is_over(plan, now):
            ends.add(plan.places[now.place].id if now.place >= 0 else "")
    return ends


def planted(*codes: str) -> list[Defect]:
    return [each for each in defects() if each.code in codes]


def finding_of(defect: Defect) -> tuple[Finding, Exploration]:
    (finding,) = (each for each in found(defect.text, defect.code) if each.problem.line == defect.line)
    exploration = proof(defect.text).exploration
    assert exploration is not None
    return finding, exploration


@pytest.mark.parametrize("defect", planted(*AT_THE_SCENE), ids=str)
def test_it_leads_to_the_scene(defect: Defect) -> None:
    finding, exploration = finding_of(defect)
    state, _ = replayed(exploration.plan, finding)
    assert finding.problem.where.partition(".")[0] == exploration.plan.places[state.place].id


@pytest.mark.parametrize("defect", planted("dead-end", "endless-loop"), ids=str)
def test_from_there_no_call_comes_to_an_end(defect: Defect) -> None:
    finding, exploration = finding_of(defect)
    state, _ = replayed(exploration.plan, finding)
    assert ends_of(exploration.plan, state) == set()


@pytest.mark.parametrize("defect", planted("no-reply-left"), ids=str)
def test_no_reply_is_left_there(defect: Defect) -> None:
    finding, exploration = finding_of(defect)
    _, events = replayed(exploration.plan, finding)
    assert events[-1] == CallEnded("", "stuck")


@pytest.mark.parametrize("defect", planted(*AT_AN_END), ids=str)
def test_it_is_a_whole_call(defect: Defect) -> None:
    finding, exploration = finding_of(defect)
    plan = exploration.plan
    state, events = replayed(plan, finding)
    end = events[-1]
    assert isinstance(end, CallEnded)
    match defect.code:
        case "limit-always-hit":
            assert end.reason == "walkout"
        case "good-ending-never-met":
            assert not plan.scenario.endings[end.ending].is_good
        case _:
            assert any(test is None or test(state) for _, test in plan.critical)


@pytest.mark.parametrize("defect", planted(*WITH_THE_REPLY), ids=str)
def test_it_ends_with_the_reply(defect: Defect) -> None:
    finding, exploration = finding_of(defect)
    _, events = replayed(exploration.plan, finding)
    scene, _, rest = finding.problem.where.partition(".replies[")
    reply = exploration.plan.scenario.scenes[scene].replies[int(rest.partition("]")[0])]
    assert (finding.witness[-1].scene, finding.witness[-1].reply) == (scene, reply.id)
    assert not any(isinstance(event, (PromiseKept, PromiseBroken)) for event in events)


@pytest.mark.parametrize("defect", planted("lost-at-once"), ids=str)
def test_no_call_ends_well_after_it(defect: Defect) -> None:
    finding, exploration = finding_of(defect)
    state, _ = replayed(exploration.plan, finding)
    endings = exploration.plan.scenario.endings
    assert not any(endings[name].is_good for name in ends_of(exploration.plan, state, plays=200))
    assert exploration.last_turn_to_recover(finding.witness) == 1


@pytest.mark.parametrize("defect", planted("interrupt-at-once"), ids=str)
def test_the_customer_breaks_in(defect: Defect) -> None:
    finding, exploration = finding_of(defect)
    _, events = replayed(exploration.plan, finding)
    assert any(isinstance(event, Interrupted) for event in events)


def test_in_a_long_chain_only_the_first_findings_of_a_kind_tell_the_way() -> None:
    told = [bool(finding.witness) for finding in found(chain(100), "one-mistake-decides")]
    assert told == [True] * WITNESSES + [False] * (50 - WITNESSES)
