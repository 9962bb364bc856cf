"""What a room votes on: every reply that was open, in an order that tells nothing, and what each one does."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.call.call import Call
from engine.call.step import open_choices
from engine.debrief.debrief import find_outlook, make_debrief
from engine.debrief.presentation.poll import LATER, NOT_KNOWN, poll_at
from engine.debrief.walk import walk
from tests.engine.call.conftest import EVERY_FEATURE
from tests.engine.debrief.plays import answered, at_random, every_feature, give, machine_of, reply, small

picks = st.lists(st.integers(0, 11), max_size=8)


@settings(max_examples=25)
@given(picks)
def test_every_open_reply_of_every_turn_with_what_it_does(chosen: list[int]) -> None:
    call = at_random(machine_of(EVERY_FEATURE), 1, chosen)
    walked = walk(call)
    for turn in walked.turns:
        poll = poll_at(call, turn.number)
        assert [option.id for option in poll.options] == [
            call.plan.places[turn.before.place].replies[choice].reply.id
            for choice in open_choices(call.plan, turn.before)
        ]
        assert [option.id for option in poll.options if option.given] == [turn.given.planned.reply.id]
        assert (poll.mood, poll.line) == (turn.before.mood, _line_before(call, turn.number))
        for option in poll.options:
            for part in ("heat", "heard", "trust"):
                moved = getattr(option.effect.after, part) - getattr(option.effect.before, part)
                assert sum(getattr(reason, part) for reason in option.biggest) == moved
            sizes = [abs(one.heat) + abs(one.heard) + abs(one.trust) for one in option.biggest]
            assert sizes == sorted(sizes, reverse=True)
    if call.offers():
        here = poll_at(call, len(walked.turns) + 1)
        assert [option.id for option in here.options] == [
            offer.reply.id for offer in call.offers() if not offer.locked
        ]
        assert not any(option.given for option in here.options)
    for turn_number in (0, len(walked.turns) + 1 + bool(call.offers())):
        with pytest.raises(ValueError, match="no turn"):
            poll_at(call, turn_number)


def _line_before(call: Call, turn: int) -> str:
    return make_debrief(call).happened.timeline.turns[turn - 1].customer


def test_where_a_reply_could_have_led_is_that_of_the_debrief_and_never_made_up() -> None:
    machine = small(
        reply("kind", "validate", goto="fine"),
        reply("rude", "blame", goto="left"),
        reply("wait", "invite", goto="talk", once=True),
    )
    call = give(answered(machine), "wait", "kind")
    known, unknown = poll_at(call, 1, find_outlook(call, time.monotonic)), poll_at(call, 1)
    by_name = {option.id: option.led_to for option in known.options}
    assert by_name["wait"].startswith("A good ending could still have been reached after it: by ")
    assert by_name["kind"] == "The call ends with it: “Fine”, a good ending."
    assert by_name["rude"] == "The call ends with it: “Left”, not a good ending."
    assert [option.led_to for option in unknown.options if option.id == "wait"] == [NOT_KNOWN]
    assert [option.led_to for option in poll_at(call, 1, later=True).options if option.id == "wait"] == [
        LATER
    ]
    assert [option.letter for option in known.options] == ["A", "B", "C"]


def test_the_given_reply_stands_where_the_scene_has_it() -> None:
    call = every_feature()
    last = call.offers()[-1].reply.id
    poll = poll_at(give(call, last), 1)
    assert [option.given for option in poll.options][-1]
