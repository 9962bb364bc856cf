"""A call as front ends hold it: what is kept, who is told, and what stands when something goes wrong."""

from collections.abc import Callable
from typing import Any

import pytest

from engine.call import events as ev
from engine.call.call import Call
from engine.call.journal import choices_of, encode, replay
from engine.call.machine import CallMachine, OutOfTurn, WayNotAuthored
from engine.call.plan import Plan
from engine.call.state import State
from engine.call.step import NotOffered, begin
from tests.engine.call.generated import plan_from, small
from tests.engine.call.test_step import say
from tests.engine.call.test_ways_on import ANGER, DETOURS, scenes


def ringing(*replies: dict[str, Any], **more: Any) -> Call:
    return Call(CallMachine(plan_from(small(*replies, **more))), seed=1)


def answered(*replies: dict[str, Any], **more: Any) -> Call:
    call = ringing(*replies, **more)
    call.answer()
    return call


def give(call: Call, *replies: str) -> tuple[ev.Event, ...]:
    """Give replies and sit out their holds; the events of the last."""
    events: tuple[ev.Event, ...] = ()
    for reply in replies:
        events = call.choose(reply)
        if call.on_hold:
            events += call.resume()
    return events


def test_a_listener_that_raises_takes_nothing_from_the_call_or_from_other_listeners() -> None:
    call = ringing({"id": "stay", "sets": "sent"}, {"id": "bye", "goto": "fine"})
    heard: list[ev.Event] = []

    def breaks(event: ev.Event) -> None:
        if isinstance(event, ev.FlagSet):
            raise ZeroDivisionError("a widget is gone")

    call.listeners += [breaks, heard.append]
    call.answer()
    with pytest.raises(ZeroDivisionError, match="a widget is gone"):
        call.choose("stay")
    assert call.phase == "talk"
    assert call.state.turn == 1
    assert call.events == heard
    assert encode(call) == encode(replay(call.machine, choices_of(call), seed=1))
    give(call, "bye")
    assert call.over
    assert call.events == heard


def test_what_several_listeners_raise_is_raised_together() -> None:
    call = answered({"id": "stay"})

    def one(event: ev.Event) -> None:
        if isinstance(event, ev.ReplyGiven):
            raise KeyError("one")

    def other(event: ev.Event) -> None:
        if isinstance(event, ev.MoodChanged):
            raise ValueError("other")

    call.listeners += [one, other]
    with pytest.raises(ExceptionGroup) as caught:
        call.choose("stay")
    assert [type(error) for error in caught.value.exceptions] == [KeyError, ValueError]
    assert call.state.turn == 1


def test_what_stops_the_program_is_not_held_back_and_the_call_is_whole() -> None:
    call = answered({"id": "stay"})

    def stops(event: ev.Event) -> None:
        raise KeyboardInterrupt

    call.listeners.append(stops)
    with pytest.raises(KeyboardInterrupt):
        call.choose("stay")
    assert encode(call) == encode(replay(call.machine, choices_of(call), seed=1))
    call.listeners.clear()
    heard: list[ev.Event] = []
    call.listeners.append(heard.append)
    assert call.choose("stay")
    assert heard[-1] == call.events[-1]


def test_a_listener_that_gives_the_next_reply_is_told_of_it_after_all_of_this_one() -> None:
    call = answered({"id": "stay", "sets": "sent"}, {"id": "bye", "goto": "fine"})
    heard: list[ev.Event] = []

    def hurries(event: ev.Event) -> None:
        if isinstance(event, ev.FlagSet):
            call.choose("bye")

    call.listeners += [hurries, heard.append]
    before = len(call.events)
    call.choose("stay")
    assert heard == call.events[before:]
    assert [event.reply for event in heard if isinstance(event, ev.ReplyGiven)] == ["stay", "bye"]
    assert call.over


def test_a_listener_can_leave_while_it_is_told() -> None:
    call = answered({"id": "stay"})
    heard: list[ev.Event] = []

    def leaves(event: ev.Event) -> None:
        call.listeners.remove(leaves)

    call.listeners += [leaves, heard.append]
    assert list(call.choose("stay")) == heard
    assert call.listeners == [heard.append]


def test_a_reply_that_is_refused_changes_nothing() -> None:
    call = answered({"id": "hidden", "when": {"heat": 100}}, {"id": "stay"})
    before = (call.phase, call.state, call.outcome, list(call.events))
    for reply in ("hidden", "unknown", "", "stay.stay", "(answer)"):
        with pytest.raises(NotOffered):
            call.choose(reply)
    with pytest.raises(OutOfTurn):
        call.answer()
    with pytest.raises(OutOfTurn):
        call.resume()
    assert (call.phase, call.state, call.outcome, call.events) == before


def test_a_call_whose_first_scene_offers_nothing_is_over_when_it_is_answered() -> None:
    call = ringing({"id": "hidden", "when": {"heat": 100}})
    assert not call.over or call.phase == "(ringing)"
    events = call.answer()
    assert events[-1] == ev.CallEnded("", "stuck")
    assert call.phase == "(stuck)"
    assert call.over
    assert call.ending is None
    assert call.offers() == ()
    with pytest.raises(OutOfTurn):
        call.choose("hidden")
    with pytest.raises(OutOfTurn):
        call.answer()


def test_what_is_locked_is_shown_with_its_reason_unless_it_was_given() -> None:
    call = answered(
        {"id": "stay"},
        {"id": "cold", "when": {"heat": 0}, "locked": "{customer} is not calm yet."},
        {"id": "once", "when": {"turn": 0}, "locked": "Only at the start.", "once": True},
        {"id": "hidden", "when": {"heat": 0}},
    )
    assert [(offer.reply.id, offer.locked) for offer in call.offers()] == [
        ("stay", ""),
        ("cold", "Robin is not calm yet."),
        ("once", ""),
    ]
    call.choose("once")
    assert [offer.reply.id for offer in call.offers()] == ["stay", "cold"]
    with pytest.raises(NotOffered):
        call.choose("cold")


@pytest.mark.parametrize(
    ("reply", "more", "phase"),
    [
        ({"goto": "talk"}, {}, "talk"),
        ({"goto": "fine"}, {}, "fine"),
        ({"detour": "first"}, {"scenes": DETOURS}, "first"),
        ({"mood": ANGER}, {"customer": {"limit": {"heat": 100, "turns": 1}}}, "walkout"),
        ({"mood": ANGER}, {"interrupts": [{"id": "i", "when": {"heat": 100}, "goto": "left"}]}, "left"),
        ({"mood": ANGER}, {"interrupts": [{"id": "i", "when": {"heat": 100}, "goto": "talk"}]}, "talk"),
        ({"goto": "dead"}, {"scenes": scenes(dead=[{"id": "x", "when": {"heat": 100}}])}, "(stuck)"),
    ],
)
def test_a_hold_can_end_in_anything_that_a_reply_can(
    reply: dict[str, Any], more: dict[str, Any], phase: str
) -> None:
    call = answered({"id": "wait", "hold": 60, **reply}, **more)
    first = call.choose("wait")
    assert first == (ev.ReplyGiven("talk", "wait"), ev.Held(60, False))
    assert call.on_hold
    assert not call.over
    assert call.offers() == ()
    assert call.state == begin(call.plan, 1)[0]
    rest = call.resume()
    assert isinstance(rest[0], ev.MoodChanged)
    assert call.phase == phase
    assert first + rest == say(call.plan, begin(call.plan, 1)[0], "wait")[1]


def test_a_detour_can_end_on_hold() -> None:
    call = answered(
        {"id": "check", "detour": "first"}, scenes=scenes(first=[{"id": "back", "hold": 5, "goto": "return"}])
    )
    give(call, "check", "back")
    assert call.phase == "talk"


Outcome = Callable[[Plan, State], tuple[State, tuple[ev.Event, ...]]]


def wrong_machine(plan: Plan, outcome: Outcome) -> CallMachine:
    """A machine that is told the wrong outcome of every reply but ``check``."""

    class Wrong(CallMachine):
        def _ask(self, choice: int) -> Any:
            right = super()._ask(choice)

            def ask(event: Any) -> None:
                right(event)
                state, events = event.model.outcome
                if events[0].reply != "check":
                    said = [one for one in events if isinstance(one, ev.ReplyGiven | ev.Held)]
                    after, more = outcome(plan, state)
                    event.model.outcome = (after, (*said, *more))

            return ask

    return Wrong(plan)


@pytest.mark.parametrize(
    "outcome",
    [
        lambda plan, state: (state._replace(place=plan.numbers["far"]), ()),
        lambda plan, state: (state._replace(place=plan.numbers["fine"]), ()),
        lambda plan, state: (state._replace(place=plan.numbers["walkout"]), ()),
        lambda plan, state: (state._replace(place=plan.numbers["far"]), (ev.Interrupted("i"),)),
        lambda plan, state: (state._replace(place=plan.numbers["boiling"]), ()),
    ],
    ids=["a scene", "an ending", "hung up without saying so", "broken in to elsewhere", "not broken in"],
)
@pytest.mark.parametrize("hold", [{}, {"hold": 60}])
def test_an_outcome_that_nobody_drew_a_way_to_is_refused(outcome: Outcome, hold: dict[str, Any]) -> None:
    plan = plan_from(
        small(
            {"id": "go", "goto": "left", **hold},
            {"id": "check", "detour": "first", **hold},
            customer={"limit": {"heat": 100, "turns": 1}},
            scenes={**DETOURS, **scenes(boiling=[{"id": "x"}])},
            interrupts=[{"id": "i", "when": {"heat": 100}, "goto": "boiling"}],
        )
    )
    call = Call(wrong_machine(plan, outcome), 1)
    call.answer()
    before = call.state
    with pytest.raises(WayNotAuthored, match="no way was drawn to"):
        give(call, "go")
    assert call.phase == ("(on hold)" if hold else "talk")
    assert call.state == before


def test_a_detour_ends_where_it_began_and_nowhere_else() -> None:
    plan = plan_from(small({"id": "check", "detour": "first"}, scenes=DETOURS))
    elsewhere: Outcome = lambda plan, state: (state._replace(place=plan.numbers["far"]), ())  # noqa: E731
    call = Call(wrong_machine(plan, elsewhere), 1)
    call.answer()
    give(call, "check")
    with pytest.raises(WayNotAuthored, match="from first no way was drawn to far"):
        give(call, "back")
    assert call.phase == "first"
