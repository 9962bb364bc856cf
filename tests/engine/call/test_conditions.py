"""Conditions as they are asked of a state, at their edges."""

from typing import Any

import pytest

from engine.call.conditions import compile_when
from engine.call.numbering import Count, all_conditions, counts, number_ids
from engine.call.state import State
from engine.call.step import begin, open_choices
from engine.mood.mood import Mood
from tests.engine.call.generated import plan_from, scenario_from, small
from tests.engine.call.test_step import say


def holds(when: dict[str, Any], *given: str, **state: Any) -> bool:
    """Whether a reply under this condition is on offer after some replies of one scene."""
    plan = plan_from(
        small(
            {"id": "asked", "when": when},
            {"id": "affirm", "moves": ["affirm"]},
            {"id": "photo", "moves": ["photo"]},
            {"id": "both", "moves": ["photo", "probe", "photo"]},
            {"id": "flag", "sets": ["sent", "late"]},
            {"id": "check", "detour": "side"},
            moves={"photo": {"words": "asked for a photo", "like": "probe"}},
            scenes={"side": {"replies": [{"id": "back", "goto": "return"}]}},
        )
    )
    start = begin(plan, 1)[0]
    after = say(plan, start, *given)[0] if given else start
    return 0 in open_choices(plan, after._replace(**state))


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ({}, True),
        ({"any": [{}]}, True),
        ({"any": [{"heat": 100}, {}]}, True),
        ({"any": []}, True),
        ({"all": []}, True),
        ({"all": [{}, {}]}, True),
        ({"not": {}}, False),
        ({"not": {"not": {}}}, True),
        ({"not": {"any": [{}]}}, False),
        ({"not": {"all": []}}, False),
        ({"any": [{"not": {}}]}, False),
        ({"all": [{"heat": 40}, {"not": {"heat": 41}}]}, True),
        ({"heat": 40, "heard": 60, "trust": 50}, True),
        ({"heat": 40, "heard": 61}, False),
        ({"flag": "never-set"}, False),
        ({"not": {"flag": "never-set"}}, True),
        ({"made": {}}, True),
        ({"mood": []}, True),
        ({"told": []}, True),
    ],
)
def test_empty_conditions_hold_and_their_denial_does_not(when: dict[str, Any], expected: bool) -> None:
    assert holds(when) is expected


@pytest.mark.parametrize("part", ["heat", "heard", "trust"])
@pytest.mark.parametrize(
    ("wanted", "low", "high"),
    [
        (50, 50, 50),
        ("= 50", 50, 50),
        (">= 50", 50, 100),
        ("> 50", 51, 100),
        ("<= 50", 0, 50),
        ("< 50", 0, 49),
        ("40..60", 40, 60),
        ("50..50", 50, 50),
        (">= 0", 0, 100),
        (">= -5", 0, 100),
        ("< 999999999", 0, 100),
    ],
)
def test_a_range_holds_from_its_low_to_its_high_end(part: str, wanted: Any, low: int, high: int) -> None:
    scenario = scenario_from(small({"id": "asked", "when": {part: wanted}}))
    when = scenario.scenes["talk"].replies[0].when
    test = compile_when(when, number_ids(scenario))
    assert test is not None
    for number in (0, low - 1, low, high, high + 1, 100):
        if 0 <= number <= 100:
            mood = Mood(0, 0, 0)._replace(**{part: number})
            assert test(State(0, mood, 0)) is (low <= number <= high)


def test_turn_counts_the_replies_given_and_contacts_those_before_the_call() -> None:
    assert holds({"turn": 0})
    assert [holds({"turn": "1..2"}, *["affirm"] * turns) for turns in range(4)] == [False, True, True, False]
    assert holds({"contacts": 0})
    assert not holds({"contacts": ">= 1"})


def test_a_guard_sees_the_turn_of_its_own_reply() -> None:
    plan = plan_from(small({"id": "go", "goto": [{"when": {"turn": 1}, "goto": "fine"}, "left"]}))
    state, _ = say(plan, begin(plan, 1)[0], "go")
    assert plan.places[state.place].id == "fine"


def test_made_counts_a_move_by_its_own_name_and_by_what_it_is_like() -> None:
    assert holds({"made": {"photo": 1, "probe": 1}}, "photo")
    assert holds({"made": {"photo": 2, "probe": 3}}, "both")
    assert not holds({"made": {"photo": 1}}, "both")
    assert holds({"made": {"probe": ">= 3"}}, *["photo"] * 9)
    assert not holds({"made": {"probe": 3}}, *["photo"] * 9)
    assert holds({"made": {"affirm": 0}}, "photo")
    assert holds({"made": {"affirm": "< 1"}}, "photo")
    assert not holds({"made": {"affirm": "= -1"}}, "photo")
    assert holds({"made": {"affirm": ">= -3"}})


def test_several_ids_must_all_be_there_and_for_bands_one_is_enough() -> None:
    assert not holds({"flag": ["sent", "never"]}, "flag")
    assert holds({"flag": ["sent", "late"]}, "flag")
    assert holds({"mood": ["calm", "frustrated"]})
    assert not holds({"mood": ["calm", "angry"]})
    assert holds({"chose": ["talk.affirm", "talk.photo"]}, "affirm", "photo")
    assert not holds({"chose": ["talk.affirm", "talk.photo"]}, "affirm")
    assert holds({"visited": ["talk", "side"]}, "check", "back")
    assert not holds({"visited": ["talk", "side"]})


def test_a_scene_is_visited_once_its_line_has_been_said() -> None:
    plan = plan_from(
        small(
            {"id": "stay"}, talk={"customer": [{"when": {"visited": "talk"}, "says": "You again."}, "Hello."]}
        )
    )
    state, events = begin(plan, 1)
    assert events[1].variant == 1  # type: ignore[union-attr]
    _, events = say(plan, state, "stay")
    assert events[-1].variant == 0  # type: ignore[union-attr]


def test_a_condition_thirty_levels_deep_is_read_numbered_and_asked() -> None:
    when: dict[str, Any] = {"flag": "late"}
    for _ in range(8):
        when = {"not": {"any": [when, {"heat": 100}]}}
    assert holds(when, "flag")
    assert not holds(when)
    inner: dict[str, Any] = {"flag": "sent"}
    for _ in range(24):
        inner = {"not": inner}
    assert holds(inner, "flag")
    assert not holds(inner)


def test_a_condition_can_look_at_five_hundred_flags() -> None:
    flags = [f"f{number}" for number in range(500)]
    replies = [
        {
            "id": f"set{part}",
            "sets": flags[part * 50 : part * 50 + 50],
            "goto": "more" if part > 4 else "talk",
        }
        for part in range(10)
    ]
    plan = plan_from(
        small({"id": "all", "when": {"flag": flags}}, *replies[:5], {"id": "on", "goto": "more"},
              scenes={"more": {"replies": [*replies[5:], {"id": "back"}]}})
    )  # fmt: skip
    state = begin(plan, 1)[0]
    assert 0 not in open_choices(plan, state)
    state, _ = say(
        plan, state, *(f"set{n}" for n in range(5)), "on", *(f"set{n}" for n in range(5, 9)), "back"
    )
    assert 0 not in open_choices(plan, state)
    state, _ = say(plan, state, "on", "set9", "back")
    assert 0 in open_choices(plan, state)


def test_what_nothing_looks_at_has_no_number() -> None:
    ids = number_ids(
        scenario_from(small({"id": "a", "moves": ["affirm"], "sets": ["unread"]}, {"id": "b", "once": True}))
    )
    assert ids.given == {("talk", "b"): 0}
    assert ids.made == {}
    assert ids.visited == {}


def test_every_condition_is_found_wherever_it_stands() -> None:
    scenario = scenario_from(
        small(
            {
                "id": "a",
                "when": {"any": [{"flag": "one"}, {"not": {"flag": "two"}}]},
                "goto": [{"when": {"all": [{"flag": "three"}]}, "goto": "talk"}, "fine"],
            },
            talk={
                "customer": [{"when": {"flag": "four"}, "says": "Hm."}],
                "again": [{"when": {"flag": "five"}, "says": "Hm."}],
            },
            interrupts=[{"id": "i", "when": {"flag": "six"}, "goto": "talk"}],
            critical=[{"id": "c", "text": "It went wrong", "when": {"flag": "seven"}}],
        )
    )
    assert set(number_ids(scenario).flags) == {"one", "two", "three", "four", "five", "six", "seven"}
    assert list(all_conditions(None)) == []


def test_counts_packed_into_one_number_do_not_touch_each_other() -> None:
    places = counts({"a": 2, "b": 0, "c": 20, "d": 1})
    numbers = 0
    for _ in range(30):
        for place in places.values():
            numbers = place.after(numbers)
    assert {name: place.of(numbers) for name, place in places.items()} == {"a": 2, "b": 0, "c": 20, "d": 1}
    assert Count(0, 0, 0).after(7) == 7
