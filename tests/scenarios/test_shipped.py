"""The shipped scenarios: fair, long enough, explained at every reply, and not to be won by a recipe."""

import random
from pathlib import Path
from statistics import median

import pytest

from engine.call.machine import CallMachine
from engine.call.plan import Plan
from engine.workshop.transcript import read_transcript, transcripts_of
from engine.workshop.transcripts import play_transcript
from tests.engine.call.conftest import SHIPPED, plan_of
from tests.scenarios.recipes import at_random, play, recipes


@pytest.fixture(params=SHIPPED, ids=lambda path: path.stem)
def path(request: pytest.FixtureRequest) -> Path:
    found: Path = request.param
    return found


@pytest.fixture
def shipped(path: Path) -> Plan:
    return plan_of(path)


def good_endings(plan: Plan) -> set[str]:
    return {name for name, ending in plan.scenario.endings.items() if ending.is_good}


def test_there_are_the_three_callers_of_the_articles() -> None:
    personas = {plan_of(path).scenario.customer.persona for path in SHIPPED}
    assert {"entitled", "elderly", "repeat-contact"} <= personas


def test_it_has_scenes_endings_and_replies_enough(shipped: Plan) -> None:
    scenario = shipped.scenario
    assert len(scenario.scenes) >= 14
    assert len(scenario.endings) >= 4
    assert median(len(scene.replies) for scene in scenario.scenes.values()) >= 3
    assert {ending.problem for ending in scenario.endings.values()} >= {"solved", "open"}
    assert len({ending.relationship for ending in scenario.endings.values()}) >= 2


def test_every_reply_says_why_and_what_it_does(shipped: Plan) -> None:
    for scene in shipped.scenario.scenes.values():
        for reply in scene.replies:
            assert reply.why
            assert reply.moves
            assert len(reply.says.split()) <= 40


def test_calls_take_seven_to_twelve_turns_unless_the_customer_hangs_up(shipped: Plan) -> None:
    chance = random.Random(shipped.scenario.id)
    limit = shipped.scenario.customer.limit
    for seed in range(400):
        ending, given = play(shipped, at_random(chance), seed)
        assert len(given) <= 12
        assert len(given) >= 7 or (limit is not None and ending == limit.goto)


def test_every_ending_but_the_rarest_is_met_by_chance(shipped: Plan) -> None:
    chance = random.Random(7)
    met = {play(shipped, at_random(chance), seed)[0] for seed in range(1500)}
    assert met == set(shipped.scenario.endings)


def test_13_no_recipe_reaches_a_good_ending(shipped: Plan) -> None:
    good = good_endings(shipped)
    assert good
    won = [name for name, choose in recipes(shipped) if play(shipped, choose)[0] in good]
    assert won == []


def test_lines_vary_with_the_mood(shipped: Plan) -> None:
    scenes = shipped.scenario.scenes.values()
    varied = [scene for scene in scenes if sum(variant.when is not None for variant in scene.customer) >= 1]
    assert len(varied) >= len(scenes) * 2 / 3


def test_the_longest_reply_is_seldom_the_way_to_a_good_ending(path: Path) -> None:
    """Along the golden transcripts that end well, the reply given is rarely the longest on offer."""
    plan, good = plan_of(path), good_endings(plan_of(path))
    longest = turns = 0
    for file in transcripts_of(path, plan.scenario.id):
        transcript = read_transcript(file).transcript
        assert transcript is not None
        if transcript.ending is None or transcript.ending.id not in good:
            continue
        for turn in transcript.turns:
            scene, _, name = turn.reply.partition(".")
            lengths = {reply.id: len(reply.says) for reply in plan.scenario.scenes[scene].replies}
            turns += 1
            longest += lengths[name] == max(lengths.values())
    assert turns >= 7
    assert longest / turns < 0.5


def test_the_golden_transcripts_play_as_written(path: Path) -> None:
    machine = CallMachine(plan_of(path))
    files = transcripts_of(path, machine.plan.scenario.id)
    assert len(files) >= len(good_endings(machine.plan)) + 1
    for file in files:
        reading = read_transcript(file)
        assert reading.transcript is not None, reading.problems
        assert play_transcript(machine, reading.transcript).differences == ()


def test_the_entitled_callers_best_ending_leaves_him_unhappy() -> None:
    entitled = next(plan for plan in map(plan_of, SHIPPED) if plan.scenario.customer.persona == "entitled")
    endings = [entitled.scenario.endings[name] for name in good_endings(entitled)]
    assert all(ending.relationship != "kept" for ending in endings)
    assert all(ending.problem != "open" for ending in endings)
