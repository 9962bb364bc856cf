"""Where a call goes on: detours and the way back, interrupts, the walkout limit, and which comes first."""

from typing import Any

import pytest

from engine.call import events as ev
from engine.call.plan import Plan
from engine.call.state import MAX_DETOURS, STUCK, State
from engine.call.step import begin, step
from tests.engine.call.generated import plan_from, small
from tests.engine.call.test_step import only, say

ANGER = {"heat": 100, "because": "Furious"}
CALM = {"heat": -100, "because": "Calm"}


def scenes(**named: list[dict[str, Any]]) -> dict[str, Any]:
    return {name: {"replies": replies} for name, replies in named.items()}


def start(*replies: dict[str, Any], **more: Any) -> tuple[Plan, State]:
    plan = plan_from(small(*replies, **more))
    return plan, begin(plan, 1)[0]


def at(plan: Plan, state: State) -> str:
    return plan.places[state.place].id if state.place != STUCK else "(stuck)"


def visits(plan: Plan, state: State, *replies: str) -> list[str]:
    """Where the call is after each reply."""
    been = []
    for reply in replies:
        state, _ = say(plan, state, reply)
        been.append(at(plan, state))
    return been


DETOURS = scenes(
    first=[
        {"id": "on", "goto": "deeper"},
        {"id": "in", "detour": "second"},
        {"id": "back", "goto": "return"},
    ],
    deeper=[{"id": "in", "detour": "second"}, {"id": "back", "goto": "return"}],
    second=[{"id": "back", "goto": "return"}, {"id": "in", "detour": "first"}, {"id": "out", "goto": "far"}],
    far=[{"id": "in", "detour": "first"}, {"id": "bye", "goto": "fine"}],
)


def test_a_detour_within_a_detour_comes_back_one_at_a_time() -> None:
    plan, state = start({"id": "check", "detour": "first"}, scenes=DETOURS)
    been = visits(plan, state, "check", "on", "in", "back", "back", "check")
    assert been == ["first", "deeper", "second", "deeper", "talk", "first"]


def test_what_is_said_on_coming_back_is_again_and_nothing_else() -> None:
    plan, state = start(
        {"id": "check", "detour": "first"},
        {"id": "stay"},
        scenes=DETOURS,
        talk={"customer": "Well?", "again": [{"when": {"turn": ">= 3"}, "says": "At last."}]},
    )
    state, _ = say(plan, state, "check")
    back, events = say(plan, state, "back")
    assert not any(isinstance(event, ev.CustomerSaid) for event in events)
    _, events = say(plan, back, "check", "back")
    assert only(events, ev.CustomerSaid) == ev.CustomerSaid("talk", "again", 0, 0)
    _, events = say(plan, back, "stay")
    assert only(events, ev.CustomerSaid).list == "again"


def test_without_again_a_line_is_said_anew_on_coming_round_but_not_on_coming_back() -> None:
    plan, state = start({"id": "check", "detour": "first"}, {"id": "stay"}, scenes=DETOURS)
    _, events = say(plan, state, "check", "back")
    assert not any(isinstance(event, ev.CustomerSaid) for event in events)
    _, events = say(plan, state, "stay")
    assert only(events, ev.CustomerSaid) == ev.CustomerSaid("talk", "customer", 0, 0)


def test_a_detour_that_is_left_for_good_is_forgotten() -> None:
    plan, state = start({"id": "check", "detour": "first"}, {"id": "over", "goto": "far"}, scenes=DETOURS)
    left, _ = say(plan, state, "check", "on", "in", "out")
    assert at(plan, left) == "far"
    assert left.back == ()
    assert visits(plan, left, "in", "back") == ["first", "far"]


def test_detours_without_end_forget_those_in_the_middle_and_lead_back_out() -> None:
    plan, state = start({"id": "check", "detour": "first"}, {"id": "bye", "goto": "fine"}, scenes=DETOURS)
    state, _ = say(plan, state, "check", *["in"] * 500)
    assert len(state.back) == MAX_DETOURS
    been = visits(plan, state, *["back"] * MAX_DETOURS)
    assert been == [*["second", "first"] * 3, "second", "talk"]


def test_nothing_grows_in_five_thousand_turns_of_a_loop() -> None:
    plan, state = start(
        {"id": "check", "detour": "first", "moves": ["validate", "script"], "asks": ["name"]},
        {
            "id": "stay",
            "promises": "refund",
            "breaks": "refund",
            "sets": ["a"],
            "fails": True,
            "moves": ["probe"],
        },
        scenes=DETOURS,
        interrupts=[
            {
                "id": "again",
                "when": {"made": {"probe": ">= 2"}, "turn": ">= 5"},
                "goto": "first",
                "once": False,
            }
        ],
    )
    seen: set[State] = set()
    turns = 0
    while turns < 5000:
        number = turns * turns % 7
        replies = plan.places[state.place].replies
        choice = number % len(replies)
        if replies[choice].reply.id in ("bye", "out"):
            choice = 0
        state, _ = step(plan, state, choice)
        if state.place == STUCK:
            state = state._replace(place=plan.numbers["talk"])
        seen.add(state._replace(turn=0))
        turns += 1
    assert state.turn == 5000
    assert len(seen) < 700
    assert sum(field.bit_length() for field in state if isinstance(field, int)) < 120


def test_a_way_back_from_nowhere_ends_the_call_as_stuck() -> None:
    plan, state = start({"id": "over", "goto": "first"}, {"id": "check", "detour": "first"}, scenes=DETOURS)
    state, events = say(plan, state, "over", "back")
    assert at(plan, state) == "(stuck)"
    assert events[-1] == ev.CallEnded("", "stuck")


def test_an_interrupt_breaks_into_a_detour_and_the_way_back_is_still_there() -> None:
    plan, state = start(
        {"id": "check", "detour": "first"},
        scenes={
            **scenes(
                first=[{"id": "rage", "mood": ANGER, "goto": "return"}, {"id": "back", "goto": "return"}]
            ),
            **scenes(
                boiling=[{"id": "soothe", "mood": CALM, "goto": "first"}, {"id": "back", "goto": "return"}]
            ),
        },
        interrupts=[{"id": "boils", "when": {"heat": 100}, "goto": "boiling"}],
    )
    assert visits(plan, state, "check", "rage", "soothe", "back") == ["first", "boiling", "first", "talk"]
    assert visits(plan, state, "check", "rage", "back") == ["first", "boiling", "talk"]


def test_an_interrupt_takes_the_place_of_a_detour_a_way_back_or_an_ending() -> None:
    plan, state = start(
        {"id": "check", "mood": ANGER, "detour": "first"},
        {"id": "bye", "mood": ANGER, "goto": "fine"},
        {"id": "in", "detour": "first"},
        scenes=scenes(
            first=[{"id": "back", "mood": ANGER, "goto": "return"}],
            boiling=[{"id": "on", "goto": "talk"}, {"id": "bye", "goto": "left"}],
        ),
        interrupts=[{"id": "boils", "when": {"heat": 100}, "goto": "boiling"}],
    )
    for replies in (["check"], ["bye"], ["in", "back"]):
        after, events = say(plan, state, *replies)
        assert only(events, ev.Interrupted) == ev.Interrupted("boils")
        assert only(events, ev.SceneEntered) == ev.SceneEntered("boiling", "interrupt")
        assert after.back == ()


def test_the_first_interrupt_that_holds_is_taken_and_one_at_a_time() -> None:
    plan, state = start(
        {"id": "stay", "mood": ANGER},
        interrupts=[
            {"id": "never", "when": {"heat": "< 50"}, "goto": "left"},
            {"id": "first", "when": {"heat": ">= 50"}, "goto": "talk"},
            {"id": "second", "when": {"heat": ">= 50"}, "goto": "talk", "once": False},
        ],
    )
    told = []
    for _ in range(4):
        state, events = say(plan, state, "stay")
        told.append(only(events, ev.Interrupted).interrupt)
    assert told == ["first", "second", "second", "second"]


def test_an_interrupt_can_end_the_call_and_is_not_looked_at_before_the_first_reply() -> None:
    plan, state = start({"id": "stay"}, interrupts=[{"id": "gone", "when": {"heat": ">= 0"}, "goto": "left"}])
    assert at(plan, state) == "talk"
    state, events = say(plan, state, "stay")
    assert events[-2:] == (ev.Interrupted("gone"), ev.CallEnded("left", "interrupt"))


def test_hanging_up_comes_before_breaking_in_and_both_before_the_replys_own_ending() -> None:
    rage = {"id": "rage", "mood": ANGER, "goto": "fine"}
    interrupts = [{"id": "boils", "when": {"heat": 100}, "goto": "talk"}]
    limit = {"limit": {"heat": 90, "turns": 2}}
    plan, state = start(rage, customer=limit, interrupts=interrupts)
    state, events = say(plan, state, "rage")
    assert at(plan, state) == "talk"
    assert events[-2] == ev.SceneEntered("talk", "interrupt")
    after, events = say(plan, state._replace(interrupts=0), "rage")
    assert events[-1] == ev.CallEnded("walkout", "walkout")
    assert not any(isinstance(event, ev.Interrupted) for event in events)
    assert after.interrupts == 0


@pytest.mark.parametrize(
    ("heat", "turns", "mood", "lasts"),
    [(0, 1, 0, 1), (0, 3, 0, 3), (100, 1, 99, None), (100, 1, 100, 1), (100, 2, 100, 2), (60, 50, 60, 50)],
)
def test_a_limit_counts_turns_at_or_over_it(heat: int, turns: int, mood: int, lasts: int | None) -> None:
    plan, state = start(
        {"id": "stay"},
        customer={
            "mood": {"heat": mood, "heard": 50, "trust": 50},
            "baseline": {"heat": mood},
            "limit": {"heat": heat, "turns": turns, "goto": "left"},
        },
    )
    count = 0
    while at(plan, state) == "talk" and count < 60:
        state, _ = say(plan, state, "stay")
        count += 1
        assert state.over_limit <= turns
    assert at(plan, state) == ("talk" if lasts is None else "left")
    assert count == (60 if lasts is None else lasts)


def test_one_cooler_turn_starts_the_count_of_the_limit_anew() -> None:
    plan, state = start(
        {"id": "rage", "mood": ANGER},
        {"id": "calm", "mood": CALM},
        customer={"limit": {"heat": 100, "turns": 2}},
    )
    assert visits(plan, state, "rage", "calm", "rage", "calm", "rage") == ["talk"] * 5
    assert visits(plan, state, "rage", "rage") == ["talk", "walkout"]


def test_a_scene_whose_replies_are_all_hidden_ends_the_call_and_a_locked_one_does_not_help() -> None:
    hidden = {"id": "hidden", "when": {"heat": 100}, "locked": "Not yet.", "goto": "fine"}
    plan, state = start({"id": "on", "goto": "dead"}, scenes=scenes(dead=[hidden, {"id": "o", "once": True}]))
    state, events = say(plan, state, "on")
    assert at(plan, state) == "dead"
    state, events = say(plan, state, "o", "on")
    assert at(plan, state) == "(stuck)"
    assert events[-2:] == (ev.SceneEntered("dead", "goto"), ev.CallEnded("", "stuck"))


def test_a_guarded_way_back_is_taken_only_if_its_guard_holds() -> None:
    plan, state = start(
        {"id": "check", "detour": "first"},
        scenes=scenes(first=[{"id": "go", "goto": [{"when": {"turn": ">= 3"}, "goto": "return"}, "first"]}]),
    )
    assert visits(plan, state, "check", "go", "go") == ["first", "first", "talk"]
