"""A class: each call as its own debrief has it, and counts that add up."""

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from unittest.mock import Mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.call.call import Call
from engine.call.journal import Choice, Diverged, choices_of
from engine.debrief.cohort.cohort import MOST_TIMES, CallTaken, Guess, make_cohort
from engine.debrief.cohort.digest import Digester, digest_as_data, digest_from_data
from engine.debrief.cohort.names import pseudonyms
from engine.debrief.cohort.reach import Reach
from engine.debrief.cohort.view import make_view
from engine.debrief.cohort.wording import lost_at
from engine.debrief.debrief import make_debrief
from engine.debrief.outlook import look_ahead
from tests.engine.call.conftest import EVERY_FEATURE
from tests.engine.debrief.plays import at_random, machine_of, reply, small

SHIPPED = Path(__file__).parents[3] / "scenarios"
PATHS = (EVERY_FEATURE, SHIPPED / "router-fourth-call.yaml", SHIPPED / "elderly-caller.yaml")
PICKS = st.lists(st.integers(0, 5), max_size=14)
DIGESTERS = {path: Digester(machine_of(path).plan) for path in PATHS}
"""Shared, so that later calls find the states that earlier ones have left."""


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(PATHS), st.integers(0, 99), PICKS)
def test_a_call_in_short_is_what_its_debrief_says(path: Path, seed: int, picks: list[int]) -> None:
    call = at_random(machine_of(path), seed, picks)
    debrief = make_debrief(call)
    digest = DIGESTERS[path].digest(choices_of(call))
    timeline = debrief.happened.timeline
    assert digest.choices == choices_of(call)
    assert digest.over == call.over
    assert digest.ending == debrief.happened.outcome.ending
    assert (digest.heat, digest.band) == (timeline.heat.end, timeline.points[-1].band)
    assert digest.skills == tuple((skill.chances, skill.taken) for skill in debrief.why.skills.families)
    assert digest.scene == ("" if call.over else call.phase)
    by_debrief = {
        (each.id, each.state, *_at(call, each.closed if each.state == "broken" else 0))
        for each in debrief.why.promises
    }
    assert set(digest.vows) == by_debrief


def _at(call: Call, turn: int) -> tuple[str, str]:
    return choices_of(call)[turn - 1] if turn else ("", "")


@given(st.sampled_from(PATHS), PICKS)
@settings(max_examples=20, deadline=None)
def test_it_comes_back_from_json(path: Path, picks: list[int]) -> None:
    digest = DIGESTERS[path].digest(choices_of(at_random(machine_of(path), 1, picks)))
    numbers: dict[Choice, int] = {}
    data = json.loads(json.dumps(digest_as_data(digest, numbers)))
    assert digest_from_data(data, list(numbers)) == digest


@given(st.sampled_from(PATHS), st.lists(st.tuples(PICKS, st.sampled_from("ABC")), min_size=1, max_size=8))
@settings(max_examples=30, deadline=None)
def test_the_counts_add_up(path: Path, calls: Sequence[tuple[list[int], str]]) -> None:
    machine = machine_of(path)
    taken = [
        CallTaken(n, who, "2026-11-21", DIGESTERS[path].digest(choices_of(at_random(machine, n, picks))))
        for n, (picks, who) in enumerate(calls, start=1)
    ]
    cohort = make_cohort(make_view(machine.plan), "v", taken)
    given_replies = Counter(choice for call in taken for choice in call.digest.choices)
    assert sum(scene.times for scene in cohort.scenes) == given_replies.total()
    for scene in cohort.scenes:
        assert scene.times == sum(each.times for each in scene.replies)
        for each in scene.replies:
            assert each.times == sum(each.who.values()) == given_replies[Choice(scene.scene, each.reply)]
    unended = sum(not call.digest.ending for call in taken)
    assert sum(ending.times for ending in cohort.endings) + unended == len(taken)
    good = sum(ending.times for ending in cohort.endings if ending.good)
    assert sum(lost.times for lost in cohort.lost) + good == len(taken)
    for lost in cohort.lost:
        assert lost.how == "unknown"  # Nobody looked ahead.
        assert sum(ending.times for ending in lost.endings) == lost.times
        assert 0 < lost.turns[0] <= lost.turns[1]
    assert sum(each.made for each in cohort.promises) == sum(len(call.digest.vows) for call in taken)
    for promise in cohort.promises:
        assert promise.made == promise.kept + promise.broken + promise.open
        assert promise.broken == sum(times for *_, times in promise.broken_by)
    for place, skill in enumerate(cohort.skills):
        assert sum(point.calls for point in skill.points) == len(taken)
        assert sum(point.chances for point in skill.points) == sum(c.digest.skills[place][0] for c in taken)
        assert sum(point.shown for point in skill.points) == sum(c.digest.skills[place][1] for c in taken)
    assert cohort.finished == sum(call.digest.over for call in taken)


PARCEL = machine_of(Path(__file__).parents[3] / "docs" / "examples" / "late-parcel.yaml")
LOOKING = Digester(PARCEL.plan, Reach(PARCEL.plan, lambda: 0.0))
HOPELESS = small(reply("ask", "invite"), reply("leave", "probe", goto="left"))


@settings(max_examples=25, deadline=None)
@given(PICKS)
def test_where_a_call_was_lost_is_what_looking_ahead_from_it_says(picks: list[int]) -> None:
    call = at_random(PARCEL, 1, picks)
    digest = LOOKING.digest(choices_of(call))
    outlook = look_ahead(call, lambda: 0.0, lambda _: ())
    assert outlook is not None
    (lost,) = make_cohort(make_view(PARCEL.plan), "v", [CallTaken(1, "Ann", "", digest)]).lost or (None,)
    if outlook.before[-1].reachable and call.over:
        assert (lost, digest.last_chance) == (None, None)
    elif outlook.before[-1].reachable:
        assert lost is not None
        assert (lost.how, lost.scene, lost.turns[0]) == ("left", call.phase, len(digest.choices) + 1)
    else:
        assert lost is not None
        made = digest.choices[outlook.last_turn - 1]
        assert (lost.how, lost.scene, lost.reply, lost.turns) == ("by-reply", *made, (outlook.last_turn,) * 2)
        assert lost_at(lost).startswith(f"{lost.title} (turn {outlook.last_turn}): “{lost.says[:20]}")


@pytest.mark.parametrize(
    "reach, how",
    [
        (Reach(HOPELESS.plan, lambda: 0.0), "never"),
        (Reach(HOPELESS.plan, lambda: 0.0, states=1), "unknown"),
    ],
)
def test_what_cannot_be_reached_or_known_is_said_so(reach: Reach, how: str) -> None:
    digest = Digester(HOPELESS.plan, reach).digest([Choice("talk", "ask"), Choice("talk", "leave")])
    (lost,) = make_cohort(make_view(HOPELESS.plan), "v", [CallTaken(1, "Ann", "", digest)]).lost
    assert (lost.how, lost.scene, lost.reply, lost.turns, lost.times) == (how, "talk", "", (2, 2), 1)


def test_the_states_are_gone_through_once_for_all_calls() -> None:
    clock = Mock(return_value=0.0)
    reach = Reach(HOPELESS.plan, clock)
    assert reach.last_turn([0]) == 0
    once = clock.call_count
    assert [reach.last_turn(given) for given in ([], [0, 0], [1])] == [0, 0, 0]
    assert clock.call_count == once > 0


def test_a_call_that_had_no_reply_to_give_was_lost_before_the_first() -> None:
    plan = small(reply("end", "close", goto="fine", when={"turn": ">= 1"})).plan
    digest = Digester(plan, Reach(plan, lambda: 0.0)).digest([])
    (lost,) = make_cohort(make_view(plan), "v", [CallTaken(1, "Ann", "", digest)]).lost
    assert (lost.how, lost.scene, lost.turns) == ("never", "", (0, 0))
    assert lost_at(lost).startswith("Before the first reply: no good ending was within reach")


TALK = small(reply("ask", "invite"), reply("leave", "probe", goto="left"))


@pytest.mark.parametrize(
    "choices, words",
    [
        ([Choice("elsewhere", "ask")], "given at 'elsewhere'"),
        ([Choice("talk", "sing")], "'sing' was not on offer"),
        ([Choice("talk", "leave"), Choice("talk", "ask")], "the call was over"),
    ],
)
def test_what_fits_no_call_is_refused(choices: list[Choice], words: str) -> None:
    with pytest.raises(Diverged, match=words):
        Digester(TALK.plan).digest(choices)


def test_skills_are_told_by_each_agents_first_second_and_later_calls() -> None:
    digest = Digester(TALK.plan).digest([Choice("talk", "ask")])
    taken = [CallTaken(n, "Ann", "2026-11-21", digest) for n in range(MOST_TIMES + 2)]
    taken.append(CallTaken(99, "Bob", "2026-11-21", digest))
    listen = make_cohort(make_view(TALK.plan), "v", taken).skills[0]
    assert [(point.nth, point.calls) for point in listen.points] == [(1, 2), (2, 1), (3, 1), (4, 1), (5, 3)]


def test_predictions_are_counted_beside_results() -> None:
    digest = Digester(TALK.plan).digest([Choice("talk", "ask")])
    guesses = [
        Guess("end", "calm", "angry", False),
        Guess("end", "80", "40", False),
        Guess("end", "angry", "angry", True),
        Guess("turn", "turn 1", "turn 1", True),
    ]
    taken = [CallTaken(n, "Ann", "2026-11-21", digest, (guess,)) for n, guess in enumerate(guesses)]
    end, turn = make_cohort(make_view(TALK.plan), "v", taken).predictions
    assert (end.asked, end.same, end.hotter, end.cooler) == (3, 1, 1, 1)
    assert (turn.asked, turn.same) == (1, 1)


def test_a_class_of_no_calls() -> None:
    cohort = make_cohort(make_view(TALK.plan), "v", [])
    assert (cohort.agents, cohort.finished, cohort.scenes, cohort.predictions) == (0, 0, (), ())


def test_pseudonyms_are_numbers_in_the_order_of_coming() -> None:
    first = pseudonyms(["Zoe", "Ann", "Zoe"])
    assert first == {"Zoe": "Agent 1", "Ann": "Agent 2"}
    assert pseudonyms(["Zoe", "Ann", "Zoe", "Bea"]) == {**first, "Bea": "Agent 3"}
