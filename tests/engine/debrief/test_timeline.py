"""What happened, turn by turn, and the course of the mood in sentences."""

import pytest

from engine.call.call import Call
from engine.call.events import CustomerSaid
from engine.debrief.debrief import make_debrief
from engine.debrief.retelling import make_timeline, summary
from engine.debrief.timeline import AskedFact, Hold, Named, Timeline
from engine.debrief.walk import walk
from engine.mood.appraisal import PARTS
from engine.mood.mood import Mood, total
from tests.engine.call.conftest import EVERY_FEATURE
from tests.engine.debrief.plays import answered, every_feature, give, machine_of, reply, small


def told(call: Call) -> Timeline:
    return make_timeline(walk(call))


def test_a_turn_has_what_came_before_it_and_what_came_of_it() -> None:
    turn = told(every_feature("hear", "wait")).turn(1)
    assert (turn.number, turn.scene, turn.title) == (1, "opening", "opening")
    assert turn.customer == "It is soaked. Robin Hale here, and I am not impressed."
    assert turn.says == "Left in the rain, twice now. Tell me what happened."
    assert turn.answer == "So what now?"
    assert turn.moves == ("affirm", "invite")
    assert turn.given.families == ("affirm", "listen")
    assert [other.id for other in turn.others] == ["fix", "verify", "sorry"]
    assert turn.before == Mood(62, 20, 35)
    assert turn.change == Mood(*(total(turn.ledger, part) for part in PARTS))
    assert (turn.band_before, turn.band_changed) == ("angry", turn.band_after != "angry")


def test_facts_promises_holds_and_the_rest_stand_at_their_turns() -> None:
    call = every_feature("verify", "hear", "check", "address", "try", "wait", "new-one", "forget", "amends")
    timeline = told(call)
    assert timeline.turn(1).asked == (AskedFact("order-number", "the order number", 1),)
    assert timeline.turn(4).asked == (AskedFact("address", "the address", 0),)
    assert timeline.turn(4).learnt == (Named("address", "the address"),)
    assert timeline.turn(5).remedy_failed
    assert timeline.turn(6).hold == Hold(120, announced=True)
    assert timeline.turn(7).promised == (Named("note", "leave a note for the driver"),)
    assert timeline.turn(7).settled
    assert timeline.turn(8).broken == (Named("note", "leave a note for the driver"),)
    assert timeline.turn(9).amends
    assert timeline.turn(9).ended == "way"
    assert timeline.turn(8).ended is None


def test_a_reply_that_was_used_up_or_locked_is_not_among_the_others() -> None:
    timeline = told(every_feature("hear", "check", "address", "photo", "no"))
    assert "check" in [other.id for other in timeline.turn(2).others] + [timeline.turn(2).given.id]
    assert "check" not in [other.id for other in timeline.turn(4).others]


def test_the_customer_breaks_in() -> None:
    timeline = told(every_feature("verify", "verify", "verify"))
    assert [turn.interrupted for turn in timeline.turns] == [False, False, True]


@pytest.mark.parametrize("seed", range(6))
def test_the_lines_are_those_that_were_said(seed: int) -> None:
    call = every_feature("hear", "no-reply-needed", "photo", "day", "keep", seed=seed)
    timeline = told(call)
    said = [call.words(event) for event in call.events if isinstance(event, CustomerSaid)]
    assert [timeline.opening, *(turn.answer for turn in timeline.turns)] == said


def test_the_course_has_first_peaks_and_a_mean_rounded_half_up() -> None:
    up, down = ({"heat": by, "because": "Because"} for by in (11, -10))
    machine = small(reply("up", mood=up), reply("down", mood=down), reply("same", mood={"because": "x"}))
    heat = told(give(answered(machine), "up", "down", "up", "down", "down")).heat
    assert (heat.start, heat.end, heat.end_turn) == (40, 32, 5)
    assert (heat.peak, heat.peak_turn) == (52, 3)
    assert (heat.lowest, heat.lowest_turn) == (32, 5)
    assert heat.mean == 43  # (40 + 51 + 41 + 52 + 42 + 32) / 6 = 43
    once = told(give(answered(machine), "up")).heat
    assert once.mean == 46  # 45.5
    assert once.change == 11


def test_turns_over_the_limit_are_counted() -> None:
    hot = reply("hot", mood={"heat": 30, "because": "Because"})
    machine = small(
        hot,
        reply("cool", mood={"heat": -30, "because": "Because"}),
        customer={"limit": {"heat": 70, "turns": 2, "goto": "left"}},
    )
    timeline = told(give(answered(machine), "hot", "cool", "hot", "hot"))
    assert (timeline.limit, timeline.limit_turns) == (70, 2)
    assert timeline.over_limit == (1, 3, 4)
    assert timeline.turn(4).ended == "walkout"
    assert summary(timeline)[-1] == (
        "Heat was at 70 or more after turns 1, 3 and 4. This customer leaves after 2 such turns in a row."
    )


def test_a_customer_who_never_leaves_has_no_limit() -> None:
    timeline = told(give(answered(small(reply("a", "threaten"))), "a", "a"))
    assert (timeline.limit, timeline.limit_turns, timeline.over_limit) == (None, 0, ())


def test_the_summary_in_sentences() -> None:
    machine = small(
        reply("up", mood={"heat": 30, "heard": -5, "trust": 7, "because": "Because"}),
        reply("down", mood={"heat": -50, "heard": 5, "trust": 3, "because": "Because"}),
    )
    assert summary(told(give(answered(machine), "up", "down"))) == (
        "Heat started at 40 (frustrated) and ended at 20 (uneasy).",
        "It was highest after turn 1, at 70. Its mean was 43.",
        "Heard ended where it started, at 60. Trust rose from 50 to 60.",
    )
    falling = summary(told(give(answered(machine), "down", "down")))
    assert falling[1].startswith("It was highest at the start, at 40.")


def test_a_call_that_was_not_answered_has_no_turns_and_no_lines() -> None:
    debrief = make_debrief(Call(machine_of(EVERY_FEATURE), 1))
    assert debrief.happened.timeline.turns == ()
    assert debrief.happened.timeline.opening == ""
    assert debrief.happened.summary == ()
    assert debrief.reaction.questions == ()
    assert debrief.why.pivots == ()
    assert debrief.next_time.replay_from == ()


def test_a_reply_under_whose_hold_the_customer_waits_is_no_turn_yet() -> None:
    call = every_feature("hear")
    call.choose("wait")
    assert call.on_hold
    assert len(told(call).turns) == 1
    debrief = make_debrief(call)
    assert (
        debrief.happened.outcome.why_over_words == "The call was cut short while the customer waited on hold."
    )
    call.resume()
    assert len(told(call).turns) == 2


def test_there_is_no_turn_beyond_the_last() -> None:
    with pytest.raises(IndexError, match="no turn 2; the call has 1"):
        told(every_feature("hear")).turn(2)


def test_five_hundred_turns() -> None:
    machine = small(reply("a", "affirm"), reply("b", "blame"), reply("c", "offer"), reply("bye", goto="fine"))
    replies = ["abc"[(turn * 7 + turn // 3) % 3] for turn in range(499)]
    debrief = make_debrief(give(answered(machine), *replies, "bye"))
    assert len(debrief.happened.timeline.turns) == 500
    assert len(debrief.happened.timeline.points) == 501
    assert len(debrief.next_time.replay_from[-1].choices) == 499
    assert len(debrief.why.pivots) == 3
