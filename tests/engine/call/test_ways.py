"""What the graph of a scenario says about which replies can come again, and which scenes can end a detour."""

from typing import Any

from hypothesis import given

from engine.call.ways import Ways, ways_of
from engine.scenario.model import RETURN, Scenario
from tests.engine.call.generated import scenario_data, scenario_from, small
from tests.engine.call.test_ways_on import DETOURS, scenes


def ways(scenario: Scenario) -> Ways:
    return ways_of(scenario, {name: n for n, name in enumerate([*scenario.scenes, *scenario.endings])})


def again(data: dict[str, Any]) -> set[str]:
    """The replies that can be given more than once, as far as the ways go."""
    scenario = scenario_from(data)
    found = ways(scenario)
    return {
        f"{name}.{reply.id}"
        for name, scene in scenario.scenes.items()
        for reply in scene.replies
        if found.can_come_again(name, reply)
    }


ROW = scenes(
    one=[{"id": "on", "goto": "two"}], two=[{"id": "on", "goto": "fine"}, {"id": "round", "goto": "one"}]
)


def test_a_reply_that_leaves_a_loop_for_good_cannot_come_again() -> None:
    data = small({"id": "stay"}, {"id": "leave", "goto": "one"}, scenes=ROW)
    assert again(data) == {"talk.stay", "one.on", "two.round"}


def test_an_interrupt_can_bring_any_reply_again_from_where_it_leads() -> None:
    interrupt = {"id": "i", "when": {"heat": 100}, "goto": "one"}
    assert again(small({"id": "leave", "goto": "one"}, scenes=ROW, interrupts=[interrupt])) == {
        "one.on",
        "two.on",
        "two.round",
    }


def test_what_is_in_a_detour_comes_again_if_the_detour_can_be_made_again() -> None:
    detour = scenes(aside=[{"id": "back", "goto": "return"}])
    often = small({"id": "check", "detour": "aside"}, {"id": "leave", "goto": "fine"}, scenes=detour)
    assert again(often) == {"talk.check", "aside.back"}


def test_a_detour_can_end_where_a_way_back_is_ahead_without_another_detour() -> None:
    scenario = scenario_from(
        small(
            {"id": "check", "detour": "first"},
            scenes={
                **DETOURS,
                **scenes(alone=[{"id": "in", "detour": "second"}, {"id": "bye", "goto": "fine"}]),
            },
        )
    )
    found = dict(zip(scenario.scenes, ways(scenario).returns, strict=True))
    assert found == {
        "talk": False,
        "first": True,
        "deeper": True,
        "second": True,
        "far": False,
        "alone": False,
    }


def test_an_interrupt_into_a_scene_with_a_way_back_puts_one_ahead_of_all() -> None:
    scenario = scenario_from(
        small(
            {"id": "check", "detour": "first"},
            scenes=DETOURS,
            interrupts=[{"id": "i", "when": {"heat": 100}, "goto": "deeper"}],
        )
    )
    assert all(ways(scenario).returns)


@given(scenario_data())
def test_a_scene_can_end_a_detour_if_jumps_lead_from_it_to_a_way_back(data: dict[str, Any]) -> None:
    scenario = scenario_from(data)
    broken_in = [interrupt.goto for interrupt in scenario.interrupts]
    for name, ends in zip(scenario.scenes, ways(scenario).returns, strict=True):
        reached, waiting = set(), [name]
        while waiting:
            scene = waiting.pop()
            if scene in scenario.scenes and scene not in reached:
                reached.add(scene)
                waiting += [way.goto for reply in scenario.scenes[scene].replies for way in reply.goto]
                waiting += broken_in
        has_return = any(
            way.goto == RETURN
            for scene in reached
            for reply in scenario.scenes[scene].replies
            for way in reply.goto
        )
        assert ends == has_return
