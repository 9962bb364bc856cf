"""One turn at a time: facts, promises, holds, detours, interrupts, the limit, and which line is said."""

from typing import TypeVar

import pytest

from engine.call import events as ev
from engine.call.plan import Plan
from engine.call.state import STUCK, State
from engine.call.step import NotOffered, begin, is_over, open_choices, step
from engine.mood.mood import Mood, total

E = TypeVar("E")


def say(plan: Plan, state: State, *replies: str) -> tuple[State, tuple[ev.Event, ...]]:
    """Give replies by id, one after the other; the events are the last one's."""
    events: tuple[ev.Event, ...] = ()
    for reply in replies:
        ids = [planned.reply.id for planned in plan.places[state.place].replies]
        state, events = step(plan, state, ids.index(reply))
    return state, events


def only(events: tuple[ev.Event, ...], kind: type[E]) -> E:
    found = [event for event in events if isinstance(event, kind)]
    assert len(found) == 1, events
    return found[0]


def at(plan: Plan, scene: str, **more: object) -> State:
    """A state in the middle of a call."""
    return begin(plan, 1)[0]._replace(place=plan.numbers[scene], **more)  # type: ignore[arg-type]


def test_a_call_begins_with_the_customers_line_for_the_mood_and_what_they_tell(plan: Plan) -> None:
    state, events = begin(plan, 1)
    assert state.mood == Mood(62, 20, 35)
    assert events[0] == ev.SceneEntered("opening", "start")
    assert only(events, ev.CustomerSaid) == ev.CustomerSaid("opening", "customer", 0, 0)
    assert only(events, ev.FactTold).fact == "where-left"


def test_the_line_is_chosen_by_the_new_mood(plan: Plan) -> None:
    _state, events = say(plan, at(plan, "opening", mood=Mood(30, 20, 35), band=1), "verify")
    assert only(events, ev.CustomerSaid).variant == 1


def test_asking_a_told_fact_costs_more_each_time(plan: Plan) -> None:
    state, _ = begin(plan, 1)
    costs = []
    for times in (1, 2, 3):
        state, events = say(plan, state, "verify")
        assert only(events, ev.FactAsked) == ev.FactAsked("order-number", times)
        ledger = only(events, ev.MoodChanged).ledger
        costs.append(total(tuple(cause for cause in ledger if cause.rule == "told-once"), "heard"))
    assert costs[0] > costs[1] > costs[2]


def test_asking_an_untold_fact_is_told_and_does_not_cost(plan: Plan) -> None:
    _, events = say(plan, begin(plan, 1)[0], "hear", "check", "address")
    assert only(events, ev.FactAsked) == ev.FactAsked("address", 0)
    assert only(events, ev.FactTold) == ev.FactTold("address")
    assert all(cause.rule != "told-once" for cause in only(events, ev.MoodChanged).ledger)


def test_a_detour_comes_back_to_where_it_was_called_from(plan: Plan) -> None:
    state, events = say(plan, begin(plan, 1)[0], "hear", "check")
    assert only(events, ev.SceneEntered) == ev.SceneEntered("check", "detour")
    state, events = say(plan, state, "skip")
    assert only(events, ev.SceneEntered) == ev.SceneEntered("middle", "return")
    assert only(events, ev.CustomerSaid).list == "again"
    assert state.back == ()


def test_a_reply_given_once_is_not_offered_again(plan: Plan) -> None:
    state, _ = say(plan, begin(plan, 1)[0], "hear", "check", "skip")
    assert "check" not in [plan.places[state.place].replies[n].reply.id for n in open_choices(plan, state)]
    with pytest.raises(NotOffered):
        say(plan, state, "check")


def test_a_hold_raises_heat_and_is_told_first(plan: Plan) -> None:
    _, events = say(plan, begin(plan, 1)[0], "hear", "wait")
    assert events[1] == ev.Held(120, True)
    assert any(cause.rule == "hold" and cause.amount > 0 for cause in only(events, ev.MoodChanged).ledger)


def test_a_failed_remedy_raises_where_heat_rests(plan: Plan) -> None:
    before = at(plan, "middle")
    after, events = say(plan, before, "try")
    assert after.resting_heat == before.resting_heat + 8
    assert only(events, ev.RemedyFailed).resting_heat == after.resting_heat


def test_a_promise_is_made_kept_and_only_then_counts(plan: Plan) -> None:
    state, events = say(plan, at(plan, "offer"), "new-one")
    assert only(events, ev.PromiseMade) == ev.PromiseMade("note")
    assert only(events, ev.GrievanceSettled)
    state, events = say(plan, state, "keep")
    assert only(events, ev.PromiseKept) == ev.PromiseKept("note")
    assert plan.places[state.place].id == "sent"
    _, events = say(plan, at(plan, "closing"), "keep")
    assert not any(isinstance(event, ev.PromiseKept) for event in events)


def test_a_broken_promise_is_owed_until_amends_are_made(plan: Plan) -> None:
    state, events = say(plan, at(plan, "offer", mood=Mood(40, 50, 80)), "new-one", "forget")
    assert only(events, ev.PromiseBroken) == ev.PromiseBroken("note")
    assert state.owed == 1
    after, events = say(plan, state, "amends")
    assert only(events, ev.AmendsMade)
    assert after.owed == 0
    after, events = say(plan, state, "only-sorry")
    assert after.owed == 1
    assert any(cause.rule == "sorry-not-enough" for cause in only(events, ev.MoodChanged).ledger)


def test_a_guarded_way_is_taken_by_the_mood_after_the_reply(plan: Plan) -> None:
    hot, events = say(plan, at(plan, "opening", mood=Mood(70, 5, 35), band=3), "fix")
    assert only(events, ev.MoodChanged).after.heat >= 75
    assert plan.places[hot.place].id == "boiling"
    cool, _ = say(plan, at(plan, "opening", mood=Mood(50, 5, 35), band=2), "fix")
    assert plan.places[cool.place].id == "middle"


def test_an_interrupt_comes_before_the_replys_own_way_and_only_once(plan: Plan) -> None:
    state, events = say(plan, at(plan, "opening", mood=Mood(88, 5, 10), band=4, turn=3), "sorry")
    assert only(events, ev.Interrupted) == ev.Interrupted("boils-over")
    assert only(events, ev.SceneEntered) == ev.SceneEntered("boiling", "interrupt")
    _again, events = say(plan, state._replace(mood=Mood(90, 5, 10)), "stay")
    assert not any(isinstance(event, ev.Interrupted) for event in events)


def test_two_turns_at_the_limit_end_the_call_before_anything_else(plan: Plan) -> None:
    state = at(plan, "opening", mood=Mood(99, 5, 10), band=4)
    state, events = say(plan, state, "sorry")
    assert not is_over(plan, state)
    assert state.over_limit == 1
    state, events = say(plan, state._replace(place=plan.numbers["opening"], mood=Mood(99, 5, 10)), "sorry")
    assert only(events, ev.CallEnded) == ev.CallEnded("walkout", "walkout")
    assert open_choices(plan, state) == []
    with pytest.raises(NotOffered):
        step(plan, state, 0)


def test_cooling_below_the_limit_starts_the_count_anew(plan: Plan) -> None:
    state, _ = say(
        plan, at(plan, "opening", mood=Mood(99, 5, 10), band=4, over_limit=1, grievance_open=False), "hear"
    )
    assert state.over_limit == (1 if state.mood.heat >= 95 else 0) or is_over(plan, state)
    cool, _ = say(plan, at(plan, "opening", mood=Mood(60, 20, 35), over_limit=1), "hear")
    assert cool.over_limit == 0


def test_conditions_look_at_what_happened(plan: Plan) -> None:
    state, _ = say(plan, at(plan, "offer"), "new-one")
    done, _ = say(plan, state._replace(place=plan.numbers["closing"]), "keep")
    assert plan.places[done.place].id == "sent"
    other, _ = say(plan, at(plan, "offer"), "no", "keep")
    assert plan.places[other.place].id == "shrug"
    state, _ = say(plan, at(plan, "offer"), "day")
    assert [name for name, test in plan.critical if test and test(state)] == ["no-day"]
    first, _ = say(plan, at(plan, "middle"), "photo")
    assert 2 not in open_choices(plan, first._replace(place=plan.numbers["middle"]))


def test_the_authors_own_words_stand_in_the_ledger(plan: Plan) -> None:
    _, events = say(plan, at(plan, "offer"), "no")
    own = [cause for cause in only(events, ev.MoodChanged).ledger if cause.rule == "own-words"]
    assert [(cause.part, cause.amount, cause.note) for cause in own] == [
        ("trust", 2, "Robin likes plain speaking")
    ]


def test_the_seed_draws_the_wording_and_nothing_else(plan: Plan) -> None:
    moods, lines = set(), set()
    for seed in range(20):
        state, events = say(plan, at(plan, "opening", mood=Mood(30, 20, 35), band=1, seed=seed), "verify")
        lines.add(only(events, ev.CustomerSaid).line)
        moods.add(state.mood)
    assert lines == {0, 1}
    assert len(moods) == 1


def test_a_scene_without_a_way_back_out_ends_the_call_as_stuck(plan: Plan) -> None:
    state, events = say(plan, at(plan, "check"), "skip")
    assert state.place == STUCK
    assert only(events, ev.CallEnded) == ev.CallEnded("", "stuck")
    assert is_over(plan, state)
    assert open_choices(plan, state) == []


def test_a_choice_out_of_range_is_refused(plan: Plan) -> None:
    for choice in (-1, 4, 99):
        with pytest.raises(NotOffered):
            step(plan, begin(plan, 1)[0], choice)
