"""Of any scenario: checks never crash, what they show can be played, and what they call impossible is."""

import json
import random
import time
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.call.conditions import Test
from engine.call.events import CustomerSaid, Interrupted, ReplyGiven, SceneEntered
from engine.call.plan import Plan
from engine.call.state import State
from engine.call.step import begin, open_choices, step
from engine.mood.coefficients import load_model
from engine.scenario.files import Source
from engine.scenario.reader import Reading, read_source
from engine.workshop.checks.dialogue import dialogue
from engine.workshop.checks.proof import Proof, prove
from engine.workshop.explore.budget import Budget
from tests.engine.call.generated import scenario_data

MODEL = load_model()


def read(data: dict[str, Any]) -> Reading:
    source = Source("made.yaml", {"made.yaml": json.dumps(data, ensure_ascii=False)})
    return read_source(source, personas=MODEL.personas, rules=MODEL.adjustable)


def proved(data: dict[str, Any], states: int) -> Proof:
    return prove(read(data), MODEL, Budget(time.monotonic, states=states, seconds=2.0))


def played(plan: Plan, seed: int) -> list[tuple[Any, ...]]:
    """What happens in a call of a few dozen replies drawn at random."""
    chance = random.Random(seed)
    state, events = begin(plan, seed)
    happened: list[tuple[Any, ...]] = []
    for _ in range(40):
        for event in events:
            match event:
                case CustomerSaid(place=place, list=which, variant=variant):
                    happened.append(("line", place, which, variant))
                case SceneEntered(scene=scene):
                    happened.append(("place", scene))
                case ReplyGiven(scene=scene, reply=reply):
                    happened.append(("reply", scene, reply))
                case Interrupted(interrupt=interrupt):
                    happened.append(("interrupt", interrupt))
                case _:
                    pass
        if not (choices := open_choices(plan, state)):
            if state.place >= plan.scenes:
                happened.append(("place", plan.places[state.place].id))
            break
        state, events = step(plan, state, chance.choice(choices))
    happened += [("critical", name, _holds(test, state)) for name, test in plan.critical if over(plan, state)]
    return happened


def over(plan: Plan, state: State) -> bool:
    """Whether the call has come to an ending."""
    return state.place >= plan.scenes


def _holds(test: Test | None, state: State) -> bool:
    return test is None or test(state)


def called_impossible(proof: Proof, plan: Plan) -> set[tuple[Any, ...]]:
    """What the findings say that no call does."""
    claims: set[tuple[Any, ...]] = set()
    for finding in proof.findings:
        where = finding.problem.where.replace("[", ".").replace("]", "").split(".")
        match finding.problem.code:
            case "scene-never-met" | "scene-unreachable":
                claims.add(("place", where[0]))
            case "ending-never-met" | "ending-unreachable":
                claims.add(("place", where[1]))
            case "line-never-said":
                claims.add(("line", where[0], where[1], int(where[2])))
            case "again-never-said":
                lines = range(len(plan.scenario.scenes[where[0]].again))
                claims.update(("line", where[0], "again", n) for n in lines)
            case "reply-never-offered":
                claims.add(("reply", where[0], plan.scenario.scenes[where[0]].replies[int(where[2])].id))
            case "interrupt-never":
                claims.add(("interrupt", plan.scenario.interrupts[int(where[1])].id))
            case "critical-never" | "critical-always" as code:
                claims.add(("critical", plan.critical[int(where[1])][0], code == "critical-never"))
            case _:
                pass
    return claims


@settings(max_examples=20, deadline=None)
@given(scenario_data(), st.integers(0, 1_000))
def test_what_is_called_impossible_never_happens(data: dict[str, Any], seed: int) -> None:
    proof = proved(data, 2_000)
    assert proof.exploration is not None
    plan = proof.exploration.plan
    claims = called_impossible(proof, plan)
    for number in range(8):
        assert claims.isdisjoint(played(plan, seed + number))


@settings(max_examples=20, deadline=None)
@given(scenario_data(), st.sampled_from([1, 30, 2_000]))
def test_every_witness_can_be_played_and_nothing_is_left_open(data: dict[str, Any], states: int) -> None:
    proof = proved(data, states)
    exploration = proof.exploration
    assert exploration is not None
    assert bool(proof.left_out) != exploration.is_complete
    for finding in proof.findings:
        assert finding.problem.line > 0
        assert finding.problem.hint
        assert finding.problem.code not in proof.left_out
        assert finding.sampled != exploration.is_complete
        heard = list(dialogue(exploration.plan, finding.witness))
        assert sum(each.is_reply for each in heard) == len(finding.witness)


@settings(max_examples=10, deadline=None)
@given(scenario_data())
def test_a_call_said_to_be_stuck_is_stuck(data: dict[str, Any]) -> None:
    proof = proved(data, 2_000)
    assert proof.exploration is not None
    plan = proof.exploration.plan
    for finding in proof.findings:
        if finding.problem.code == "no-reply-left":
            state, _ = begin(plan, 0)
            for each in finding.witness:
                replies = plan.places[state.place].replies
                choices = [n for n in open_choices(plan, state) if replies[n].reply.id == each.reply]
                state, _ = step(plan, state, choices[0])
            assert not open_choices(plan, state)
            assert state.place < plan.scenes
