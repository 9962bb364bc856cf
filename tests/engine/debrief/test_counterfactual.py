"""What could have been: odds that are those of the states, words that claim no more than is known."""

import time
from random import Random

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from engine.call.call import Call
from engine.call.machine import CallMachine
from engine.call.plan import Plan
from engine.call.state import State
from engine.call.step import open_choices, step
from engine.debrief.counterfactual import WhatIf, share_words
from engine.debrief.debrief import Debrief, find_outlook, make_debrief
from engine.debrief.outlook import Outlook, Share
from engine.debrief.walk import walk
from engine.workshop.explore.manners import Manner, average, empathic
from tests.engine.debrief.plays import answered, at_random, give, reply, small
from tests.engine.workshop.made_up import plans

CLOSE = 1e-9
SLOW = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


def outlook_of(call: Call, states: int = 3_000) -> Outlook:
    found = find_outlook(call, time.monotonic, states=states)
    assert found is not None
    return found


def debrief_of(machine: CallMachine, *replies: str) -> Debrief:
    call = give(answered(machine), *replies)
    return make_debrief(call, outlook=outlook_of(call))


def is_good(plan: Plan, state: State) -> bool:
    ending = plan.places[state.place].ending if state.place >= 0 else None
    return ending is not None and ending.is_good


@SLOW
@given(plan=plans(), picks=st.lists(st.integers(0, 11), min_size=1, max_size=8))
def test_the_odds_before_a_reply_are_those_after_each_weighed_by_who_gives_it(
    plan: Plan, picks: list[int]
) -> None:
    call = at_random(CallMachine(plan), 1, picks)
    found = find_outlook(call, time.monotonic, states=3_000)
    assume(found is not None and found.how == "exact")
    assert found is not None
    walked = walk(call)
    for turn in walked.turns:
        before = found.before[turn.number - 1]
        replies = plan.places[turn.before.place].replies
        everywhere = [turn.given, *turn.others]
        for manner in (average, empathic):
            weights = [manner(plan.scenario, replies[tried.number].reply) for tried in everywhere]
            after = [odds(found, turn.number, tried.number, manner) for tried in everywhere]
            mean = sum(w * chance for w, chance in zip(weights, after, strict=True)) / sum(weights)
            assert getattr(before, manner.__name__).share == pytest.approx(mean, abs=CLOSE)
        assert before.reachable == any(
            found.after[turn.number, tried.number].reachable for tried in everywhere
        )
        # What was given leads to where the next turn begins.
        assert found.after[turn.number, turn.given.number] == found.before[turn.number]
        for tried in everywhere:
            never_comes_back(plan, tried.state, found, turn.number, tried.number)


def odds(found: Outlook, turn: int, choice: int, manner: Manner) -> float:
    share: Share = getattr(found.after[turn, choice], manner.__name__)
    return share.share


def never_comes_back(plan: Plan, state: State, found: Outlook, turn: int, choice: int) -> None:
    """Over is over, and from where no good ending can be reached random play reaches none."""
    prospect = found.after[turn, choice]
    if not open_choices(plan, state):
        assert prospect.reachable == is_good(plan, state)
        assert prospect.average.share == prospect.empathic.share == float(is_good(plan, state))
    if prospect.reachable:
        assert prospect.average.share > 0
        assert prospect.empathic.share > 0
        return
    assert prospect.average.share == prospect.empathic.share == 0
    for number in range(10):
        chance, now = Random(number), state
        for _ in range(60):
            choices = open_choices(plan, now)
            if not choices:
                break
            now, _ = step(plan, now, chance.choice(choices))
        assert not is_good(plan, now)


@SLOW
@given(plan=plans(), picks=st.lists(st.integers(0, 11), min_size=1, max_size=6))
def test_the_debrief_says_what_the_outlook_has(plan: Plan, picks: list[int]) -> None:
    call = at_random(CallMachine(plan), 1, picks)
    found = find_outlook(call, time.monotonic, states=3_000)
    assume(found is not None and found.how == "exact")
    assert found is not None
    debrief, walked = make_debrief(call, outlook=found), walk(call)
    assert debrief.why.how == "exact"
    for pivot in debrief.why.pivots:
        turn = walked.turns[pivot.turn.number - 1]
        assert [other.option for other in pivot.others] == list(pivot.turn.others)
        for other, tried in zip(pivot.others, turn.others, strict=True):
            assert other.after == tried.state.mood
            assert other.prospect == found.after[turn.number, tried.number]
            assert sum(reason.heat for reason in other.reasons) == other.after.heat - other.before.heat
            if not other.ended:
                assert ("No good ending" in other.led_to) == (
                    not found.after[turn.number, tried.number].reachable
                )
    last = debrief.why.last_turn
    assert last is not None
    if last.lost:
        assert found.before[last.turn - 1].reachable
        assert not any(prospect.reachable for prospect in found.before[last.turn :])


LOUD_OR_LOST = small(
    reply("loud", mood={"heat": 30, "because": "Loud"}),
    reply("lost", goto="dull"),
    reply("on", goto="fine"),
    mood=(30, 60, 50),
    scenes={
        "dull": {
            "customer": "Oh.",
            "replies": [
                reply("warm", mood={"heat": -20, "because": "Warm"}, goto="dull"),
                reply("off", goto="left"),
            ],
        }
    },
)
"""A reply that makes a noise and loses nothing, and a quiet one that loses the call."""


def test_what_moved_the_odds_is_picked_and_not_what_moved_heat() -> None:
    debrief = debrief_of(LOUD_OR_LOST, "loud", "lost")
    (pivot,) = debrief.why.pivots
    assert (pivot.turn.number, pivot.by, pivot.direction) == (2, "odds", "cost")
    assert pivot.because[:2] == (
        "No other reply of this call lowered the odds of a good ending more.",
        (
            "Before this reply about 50 in 100 empathic trainees would still have come to a good ending; "
            "after it, none. Of average trainees: about 50 in 100, then none."
        ),
    )
    by_mood = make_debrief(give(answered(LOUD_OR_LOST), "loud", "lost"))
    assert [each.turn.number for each in by_mood.why.pivots] == [1]


def test_the_other_replies_say_what_they_would_have_done() -> None:
    debrief = debrief_of(LOUD_OR_LOST, "loud", "lost")
    loud, on = debrief.why.pivots[0].others
    assert (loud.option.id, loud.answer, loud.ended) == ("loud", "Go on.", False)
    assert loud.changed.startswith("Heat up ")
    assert loud.led_to == (
        "A good ending could still have been reached after it: by about 50 in 100 empathic trainees, and "
        "about 50 in 100 average ones."
    )
    assert on.ended
    assert on.led_to == "The call would have ended with it: “Fine”, a good ending."


def test_the_last_turn_within_reach_is_named_with_what_would_have_kept_it() -> None:
    last = debrief_of(LOUD_OR_LOST, "loud", "lost", "warm", "off").why.last_turn
    assert last is not None
    assert (last.turn, last.lost, [each.id for each in last.instead]) == (2, True, ["loud", "on"])
    assert last.sentence == (
        "The last turn at which a good ending could still be reached was turn 2. After the reply given there "
        "it no longer could. Within reach it would have stayed with “Line loud.” and “Line on.”"
    )
    won = debrief_of(LOUD_OR_LOST, "loud", "on").why.last_turn
    assert won is not None
    assert not won.lost
    stopped = debrief_of(LOUD_OR_LOST, "loud").why.last_turn
    assert stopped is not None
    assert stopped.sentence == "When the call stopped, a good ending could still be reached."


def test_once_nothing_can_be_reached_the_rest_is_weighed_by_mood_and_that_is_said() -> None:
    debrief = debrief_of(LOUD_OR_LOST, "lost", "warm", "warm", "off")
    assert [(pivot.turn.number, pivot.by) for pivot in debrief.why.pivots] == [(1, "odds"), (2, "mood")]
    assert (
        "From turn 2 on a good ending could not be reached; the rest is weighed by mood."
        in debrief.why.how_picked
    )


def test_a_call_without_a_good_ending_is_weighed_by_mood() -> None:
    endings = {
        name: {"title": name, "problem": "open", "relationship": "lost", "good": False}
        for name in ("fine", "left")
    }
    machine = small(
        reply("loud", mood={"heat": 30, "because": "Loud"}), reply("off", goto="left"), endings=endings
    )
    debrief = debrief_of(machine, "loud", "off")
    assert [(pivot.turn.number, pivot.by) for pivot in debrief.why.pivots] == [(1, "mood")]
    assert debrief.why.how_picked[0].startswith("No reply of this call moved the odds of a good ending.")
    assert debrief.why.last_turn is not None
    assert (
        debrief.why.last_turn.sentence == "No good ending could be reached in this call, from its start on."
    )


def test_a_reply_that_raised_the_odds_and_cost_in_the_mood_did_both() -> None:
    machine = small(
        reply("rude-and-right", goto="near", mood={"heat": 30, "because": "Rude"}),
        reply("off", goto="left"),
        mood=(30, 60, 50),
        scenes={"near": {"customer": "Well.", "replies": [reply("done", goto="fine")]}},
    )
    debrief = debrief_of(machine, "rude-and-right", "done")
    assert [(pivot.turn.number, pivot.direction) for pivot in debrief.why.pivots] == [(1, "both")]


def test_too_many_states_are_drawn_from_and_that_is_said() -> None:
    call = give(answered(LOUD_OR_LOST), "loud", "lost", "warm")
    exact, drawn = outlook_of(call), outlook_of(call, states=1)
    assert (exact.how, drawn.how) == ("exact", "sampled")
    for true, guess in zip(exact.before, drawn.before, strict=True):
        for manner in ("average", "empathic"):
            share, guessed = getattr(true, manner).share, getattr(guess, manner)
            assert guessed.low <= share <= guessed.high
    # None of the plays came back, which is no proof.
    assert (exact.before[2].reachable, drawn.before[2].reachable) == (False, None)
    debrief = make_debrief(call, outlook=drawn)
    assert debrief.why.how == "sampled"
    (pivot,) = (each for each in debrief.why.pivots if each.turn.number == 2)
    assert "(between " in pivot.because[1]
    assert isinstance(pivot.others[0], WhatIf)
    assert pivot.others[0].prospect is not None
    assert any("too large" in sentence for sentence in debrief.why.how_picked)
    assert debrief.why.last_turn is not None
    assert "plays drawn at random" in debrief.why.last_turn.sentence


def test_where_there_is_no_time_the_debrief_does_without_and_says_so() -> None:
    call = give(answered(LOUD_OR_LOST), "loud", "lost")
    ticks = iter(range(0, 10**9, 1000))
    assert find_outlook(call, lambda: next(ticks)) is None
    assert find_outlook(call, time.monotonic, lambda _progress: False) is None
    debrief = make_debrief(call)
    assert (debrief.why.how, debrief.why.last_turn) == ("none", None)
    assert debrief.why.how_picked[-1] == "Where the other replies could have led was not worked out."
    lost, on = debrief.why.pivots[0].others
    assert (lost.prospect, lost.led_to) == (None, "")
    # What a reply ends the call with is known all the same.
    assert on.led_to == "The call would have ended with it: “Fine”, a good ending."


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (0.0, "none"),
        (0.0001, "fewer than 1 in 1,000"),
        (0.004, "about 4 in 1,000"),
        (0.0095, "about 1 in 100"),
        (0.344, "about 34 in 100"),
        (0.994, "about 99 in 100"),
        (0.9999, "more than 99 in 100"),
        (1.0, "all"),
    ],
)
def test_none_and_all_are_said_of_nothing_else(share: float, words: str) -> None:
    assert share_words(Share(share, share, share)) == words


def test_what_is_drawn_has_its_bounds() -> None:
    assert share_words(Share(0.0, 0.0, 0.019)) == "none (between 0 and 2 in 100)"
