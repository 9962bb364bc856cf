"""What holds in every scenario, whoever wrote it, and however it is played."""

import random
from collections.abc import Iterator
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.call import events as ev
from engine.call.call import Call
from engine.call.journal import choices_of, encode, replay
from engine.call.machine import CallMachine
from engine.call.numbering import AGAIN_CAP
from engine.call.plan import Plan
from engine.call.state import MAX_DETOURS, STUCK, State
from engine.call.step import begin, is_over, open_choices, step
from engine.mood.appraisal import PARTS
from engine.mood.mood import total
from engine.scenario.model import Scenario
from tests.engine.call.generated import MODEL, plan_from, scenario_data
from tests.engine.call.naive import History

Play = tuple[int, list[int]]
LONGEST = 40
data = scenario_data()
plays = st.integers(0, 1_000_000).map(
    lambda seed: (
        seed,
        random.Random(seed).choices(range(12), k=LONGEST),
    )  # calls long enough to get somewhere
)
"""A seed, and which of the replies on offer is given at each turn."""


def turns(plan: Plan, play: Play) -> Iterator[tuple[State, int, State, tuple[ev.Event, ...]]]:
    """Each turn of a play: state, choice, state after, events."""
    seed, picks = play
    state, _ = begin(plan, seed)
    for pick in picks:
        choices = open_choices(plan, state)
        if not choices:
            return
        choice = choices[pick % len(choices)]
        after, events = step(plan, state, choice)
        yield state, choice, after, events
        state = after


def call_of(plan: Plan, machine: CallMachine, play: Play) -> Call:
    """The same play, through the machine."""
    seed, picks = play
    call = Call(machine, seed)
    call.answer()
    for pick in picks:
        offers = [offer for offer in call.offers() if not offer.locked]
        if not offers:
            break
        call.choose(offers[pick % len(offers)].reply.id)
        if call.on_hold:
            call.resume()
    return call


def what_happens_is_what_the_scenario_says(plan: Plan, play: Play) -> None:
    history = History(plan.scenario, MODEL, list(begin(plan, play[0])[1]))
    for state, choice, after, events in turns(plan, play):
        replies = plan.places[state.place].replies
        assert [replies[number].reply.id for number in open_choices(plan, state)] == history.on_offer()
        history.check_turn(replies[choice].given, events)
        assert is_over(plan, after) == history.over
        missed = tuple(name for name, test in plan.critical if test is None or test(after))
        assert missed == history.critical()
        if len(history.back) > MAX_DETOURS:
            return


def machine_and_step_tell_the_same_events(plan: Plan, play: Play, call: Call) -> None:
    state, journal = begin(plan, play[0])
    for _, _, after, events in turns(plan, play):
        state, journal = after, journal + events
    assert tuple(call.events) == journal
    assert call.state == state
    assert call.over == is_over(plan, state)
    assert call.phase == (plan.places[state.place].id if state.place != STUCK else "(stuck)")
    assert bool(call.offers()) or call.over


def a_replay_and_a_resumed_call_are_the_call_itself(call: Call, twin: Plan, seed: int, at: int) -> None:
    choices = choices_of(call)
    assert encode(replay(call.machine, choices, seed)) == encode(call)
    resumed = replay(CallMachine(twin), choices[:at], seed)
    for choice in choices[at:]:
        resumed.choose(choice.reply)
        if resumed.on_hold:
            resumed.resume()
    assert encode(resumed) == encode(call)
    assert resumed.state == call.state


def moods_stay_on_their_scale_and_every_ledger_adds_up(plan: Plan, play: Play) -> None:
    for before, _, after, events in turns(plan, play):
        (changed,) = (event for event in events if isinstance(event, ev.MoodChanged))
        assert (changed.before, changed.after) == (before.mood, after.mood)
        for part in PARTS:
            was, now = getattr(before.mood, part), getattr(after.mood, part)
            assert 0 <= now <= 100
            assert now - was == total(changed.ledger, part)
        assert 0 <= after.resting_heat <= 100
        assert after.over_limit <= plan.limit_turns
        low, high = (0, *MODEL.edges)[after.band], (*MODEL.edges, 101)[after.band]
        assert low - MODEL.slack <= after.mood.heat < high


def events_speak_of_what_the_scenario_has(call: Call, scenario: Scenario) -> None:
    for event in call.events:
        match event:
            case ev.SceneEntered(scene, _):
                assert scene in scenario.scenes
            case ev.CustomerSaid():
                assert "{" not in call.words(event)
            case ev.ReplyGiven(scene, reply):
                assert reply in {one.id for one in scenario.scenes[scene].replies}
            case ev.FactAsked(fact, _) | ev.FactTold(fact):
                assert fact in scenario.facts
            case ev.PromiseMade(promise) | ev.PromiseKept(promise) | ev.PromiseBroken(promise):
                assert promise in scenario.promises
            case ev.GrievanceSettled(grievance):
                assert grievance == scenario.customer.grievance
            case ev.Interrupted(interrupt):
                assert interrupt in {one.id for one in scenario.interrupts}
            case ev.MoodChanged(_, _, ledger):
                assert {cause.rule for cause in ledger} <= set(MODEL.rules)
            case ev.CallEnded(ending, reason):
                assert ending in scenario.endings or (ending == "" and reason == "stuck")
            case _:
                pass
    ended = [isinstance(event, ev.CallEnded) for event in call.events]
    assert ended == [*(False for _ in ended[1:]), call.over]


def equal_states_have_the_same_future(plan: Plan, twin: Plan, several: list[Play]) -> None:
    futures: dict[tuple[State, int], tuple[State, tuple[ev.Event, ...]]] = {}
    for seed, picks in several:
        for state, choice, after, events in turns(plan, (seed % 2, picks)):
            assert futures.setdefault((state, choice), (after, events)) == (after, events)
            assert step(twin, state, choice) == (after, events)


def nothing_in_a_state_grows_past_what_the_scenario_has(plan: Plan, play: Play) -> None:
    lines = sum(len(place.replies) * 3 for place in plan.places)
    for number, (_, _, after, _) in enumerate(turns(plan, (play[0], play[1] * 5)), start=1):
        assert after.turn == number
        assert 0 <= after.owed <= len(plan.promises)
        assert max(after.told, after.asked) < 1 << len(plan.facts)
        assert max(after.promised, after.kept, after.broken) < 1 << len(plan.promises)
        assert after.flags < 1 << len(plan.flags)
        assert after.interrupts < 1 << len(plan.interrupts)
        assert len(after.back) <= MAX_DETOURS
        assert after.again < 1 << AGAIN_CAP.bit_length() * len(plan.facts)
        assert after.worn < 1 << 2 * lines
        assert after.made < 1 << 4 * 5


@settings(max_examples=150)
@given(data, st.lists(plays, min_size=2, max_size=4), st.integers(0, LONGEST))
def test_all_of_it_holds(data: dict[str, Any], several: list[Play], at: int) -> None:
    """One scenario for all the checks: making one up takes longer than playing it for all of them."""
    plan, twin = plan_from(data), plan_from(data)
    play = several[0]
    call = call_of(plan, CallMachine(plan), play)
    what_happens_is_what_the_scenario_says(plan, play)
    machine_and_step_tell_the_same_events(plan, play, call)
    a_replay_and_a_resumed_call_are_the_call_itself(call, twin, play[0], at)
    moods_stay_on_their_scale_and_every_ledger_adds_up(plan, play)
    events_speak_of_what_the_scenario_has(call, plan.scenario)
    equal_states_have_the_same_future(plan, twin, several)
    nothing_in_a_state_grows_past_what_the_scenario_has(plan, play)
