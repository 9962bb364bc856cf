"""Whatever was played, and whatever became of the text: the call is given again as far as it goes."""

from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.call.call import Call
from engine.call.machine import CallMachine
from engine.call.plan import Plan
from engine.workshop.preview.choices import Choice, choice_of, replay
from engine.workshop.preview.start import plan_from, start_of
from tests.engine.workshop.made_up import plans

FEW = settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])


def played(plan: Plan, chance: Random, most: int = 12) -> tuple[Call, list[Choice]]:
    """A call in which any open reply was given, and what was."""
    call, choices = Call(CallMachine(plan), 3), list[Choice]()
    call.answer()
    while len(choices) < most and (offers := [each for each in call.offers() if not each.locked]):
        reply = chance.choice(offers).reply.id
        choices.append(choice_of(call, reply))
        call.choose(reply)
        if call.on_hold:
            call.resume()
    return call, choices


def again(plan: Plan) -> Call:
    call = Call(CallMachine(plan), 3)
    call.answer()
    return call


@FEW
@given(plan=plans(loops=True), chance=st.randoms(use_true_random=False))
def test_the_same_text_gives_the_same_call(plan: Plan, chance: Random) -> None:
    call, choices = played(plan, chance)
    second = again(plan)
    found = replay(second, choices)
    assert found.stop is None
    assert list(found.choices) == choices
    assert (second.state, second.events) == (call.state, call.events)


@FEW
@given(before=plans(), after=plans(), chance=st.randoms(use_true_random=False))
def test_another_text_is_played_as_far_as_it_goes(before: Plan, after: Plan, chance: Random) -> None:
    _, choices = played(before, chance)
    call = again(after)
    found = replay(call, choices)
    assert len(found.choices) + (found.stop is not None) <= len(choices)
    assert call.state.turn == len(found.choices)
    if found.stop is None:
        assert len(found.choices) == len(choices)
    else:
        assert found.stop.turn == len(found.choices) + 1
        assert found.stop.choice is choices[len(found.choices)]
        assert found.stop.why
    # What was given is what was meant, and gives the same call once more.
    assert all(now.scene == then.scene for now, then in zip(found.choices, choices, strict=False))
    second = again(after)
    assert replay(second, found.choices).stop is None
    assert second.state == call.state


@FEW
@given(plan=plans(), chance=st.randoms(use_true_random=False))
def test_a_start_copied_from_play_can_be_played(plan: Plan, chance: Random) -> None:
    call, _ = played(plan, chance, most=4)
    if call.over:
        return
    start = start_of(plan, call.state)
    other = again(plan_from(plan, start))
    assert (other.state.mood, other.state.turn) == (call.state.mood, call.state.turn)
    assert other.state.told & call.state.told == call.state.told
    if not other.over:
        assert other.state.place == call.state.place
