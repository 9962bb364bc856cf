"""The machine that plays and the pure step agree on everything, on every scenario there is."""

import random

import pytest

from engine.call.call import Call
from engine.call.events import BandChanged, CallEnded, Event, SceneEntered
from engine.call.journal import Choice, Diverged, choices_of, encode, replay
from engine.call.machine import BandMachine, CallMachine, OutOfTurn, WayNotAuthored
from engine.call.plan import Plan
from engine.call.step import NotOffered, begin, open_choices, step

LONGEST = 80


def play_both(plan: Plan, machine: CallMachine, seed: int) -> Call:
    """A random call through both, compared after every turn."""
    chance = random.Random(seed)
    call = Call(machine, seed)
    state, events = begin(plan, seed)
    assert call.answer() == events
    journal: list[Event] = list(events)
    while (choices := open_choices(plan, state)) and len(choices_of(call)) < LONGEST:
        assert [offer.reply.id for offer in call.offers() if not offer.locked] == [
            plan.places[state.place].replies[choice].reply.id for choice in choices
        ]
        choice = chance.choice(choices)
        reply = plan.places[state.place].replies[choice].reply
        state, events = step(plan, state, choice)
        journal += events
        told = call.choose(reply.id)
        if reply.hold:
            assert call.on_hold
            assert not call.offers()
            told += call.resume()
        assert told == events
        assert call.state == state
    assert call.events == journal
    assert call.over == (not choices)
    return call


def test_machine_and_step_tell_the_same_events(any_plan: Plan) -> None:
    machine = CallMachine(any_plan)
    endings = {play_both(any_plan, machine, seed).ending_id for seed in range(150)}
    assert endings <= set(any_plan.scenario.endings) | {""}
    assert len(endings - {""}) >= 2


def test_a_replay_gives_the_same_bytes(any_plan: Plan) -> None:
    machine = CallMachine(any_plan)
    for seed in range(20):
        call = play_both(any_plan, machine, seed)
        again = replay(CallMachine(any_plan), choices_of(call), seed)
        assert encode(again) == encode(call)
        assert again.state == call.state


def test_a_replay_on_another_scenario_is_refused(machine: CallMachine) -> None:
    with pytest.raises(Diverged, match="turn 2"):
        replay(machine, [Choice("opening", "hear"), Choice("opening", "hear")], seed=1)
    with pytest.raises(Diverged, match="no reply 'gone'"):
        replay(machine, [Choice("opening", "gone")], seed=1)


def test_nothing_happens_out_of_turn(machine: CallMachine) -> None:
    call = Call(machine, 1)
    with pytest.raises(OutOfTurn):
        call.choose("hear")
    call.answer()
    with pytest.raises(OutOfTurn):
        call.answer()
    with pytest.raises(OutOfTurn):
        call.resume()
    before = call.state
    with pytest.raises(NotOffered):
        call.choose("bye")
    assert call.state == before
    call.choose("hear")
    call.choose("wait")
    assert call.on_hold
    with pytest.raises(OutOfTurn):
        call.choose("check")
    call.resume()
    assert call.phase == "offer"


def test_an_outcome_that_nobody_drew_a_way_to_is_refused(plan: Plan) -> None:
    elsewhere = begin(plan, 1)[0]._replace(place=plan.numbers["closing"])

    class Wrong(CallMachine):
        def _ask(self, choice: int) -> object:
            def ask(event: object) -> None:
                event.model.outcome = (elsewhere, ())  # type: ignore[attr-defined]

            return ask

    call = Call(Wrong(plan), 1)
    call.answer()
    with pytest.raises(WayNotAuthored, match="from opening no way was drawn to closing"):
        call.choose("hear")
    assert call.phase == "opening"


def test_a_name_that_no_text_can_hold_does_not_stop_the_journal(machine: CallMachine) -> None:
    call = replay(machine, [], seed=1, agent="S\udcffm")
    assert encode(call).splitlines()[0].startswith(b'{"agent":"S?m"')


def test_the_band_machine_stays_where_it_is_told_it_is() -> None:
    class Listener:
        band = ""

        def entered(self, band: str) -> None:
            raise AssertionError(band)

    bands, listener = BandMachine(), Listener()
    bands.start(listener, "angry")
    bands.follow(listener, BandChanged("frustrated", "angry"))
    assert listener.band == "angry"


def test_the_band_machine_tells_each_band_it_enters(plan: Plan, machine: CallMachine) -> None:
    class Listener:
        band = ""

        def __init__(self) -> None:
            self.entered_bands: list[str] = []

        def entered(self, band: str) -> None:
            self.entered_bands.append(band)

    bands = BandMachine()
    for seed in range(40):
        listener = Listener()
        call = Call(machine, seed)
        bands.start(listener, call.band)
        call.listeners.append(lambda event, to=listener: bands.follow(to, event))  # type: ignore[misc]
        call.answer()
        chance = random.Random(seed)
        while (offers := [o for o in call.offers() if not o.locked]) and len(call.events) < 200:
            call.choose(chance.choice(offers).reply.id)
            if call.on_hold:
                call.resume()
            assert listener.band == call.band
        if call.over:
            assert isinstance(call.events[-1], CallEnded)
        assert any(isinstance(event, SceneEntered) for event in call.events)
