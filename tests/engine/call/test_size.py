"""Large scenarios: what is made for them grows as they do, and no faster."""

from typing import Any

import pytest

from engine.call.call import Call
from engine.call.machine import CallMachine
from engine.call.step import begin, open_choices, step
from tests.engine.call.generated import plan_from, small


def chain(length: int, replies: int = 1, **more: Any) -> dict[str, Any]:
    """Scenes in a row, each of which leads to the next."""
    names = [f"s{number}" for number in range(length)]
    scenes = {
        name: {"replies": [{"id": f"r{reply}", "says": "On.", "goto": after} for reply in range(replies)]}
        for name, after in zip(names, [*names[1:], "fine"], strict=True)
    }
    return small({"id": "go", "goto": "s0"}, scenes=scenes, **more)


def web(scenes: int, interrupts: int) -> dict[str, Any]:
    """Scenes that all make detours and all end them, and a customer who breaks in."""
    replies = [
        [{"id": "in", "detour": f"s{(number + 1) % scenes}"}, {"id": "back", "goto": "return"}]
        for number in range(scenes)
    ]
    return small(
        {"id": "go", "detour": "s0"},
        scenes={f"s{number}": {"replies": each} for number, each in enumerate(replies)},
        interrupts=[
            {"id": f"i{number}", "when": {"turn": f">= {number}"}, "goto": f"s{number % scenes}"}
            for number in range(interrupts)
        ],
        customer={"limit": {"heat": 100}},
    )


def transitions(data: dict[str, Any]) -> int:
    machine = CallMachine(plan_from(data))._machine
    return sum(len(ways) for event in machine.events.values() for ways in event.transitions.values())


def test_a_chain_of_two_thousand_scenes_is_played_to_its_end() -> None:
    plan = plan_from(chain(1999))
    state, _ = begin(plan, 1)
    turns = 0
    while choices := open_choices(plan, state):
        state, _ = step(plan, state, choices[0])
        turns += 1
    assert turns == 2000
    assert plan.places[state.place].id == "fine"
    call = Call(CallMachine(plan), 1)
    call.answer()
    while offers := call.offers():
        call.choose(offers[0].reply.id)
    assert call.state == state


def test_a_machine_has_about_as_many_transitions_as_the_author_drew_ways() -> None:
    one, two = transitions(chain(40, replies=12)), transitions(chain(80, replies=12))
    assert one <= 40 * 12 + 3 * 40 + 20
    assert two - one == 40 * 12 + 40  # a way of each reply, and running out of replies at each scene


@pytest.mark.parametrize("interrupts", [1, 300])
def test_detours_and_interrupts_do_not_multiply(interrupts: int) -> None:
    one, two, four = (transitions(web(scenes, interrupts)) for scenes in (50, 100, 200))
    assert four - two <= 2.1 * (two - one) + interrupts
    assert four <= 200 * 6 + interrupts + 20


def test_the_more_replies_there_are_the_fewer_takings_of_each_are_remembered() -> None:
    def remembered(data: dict[str, Any]) -> tuple[int, int]:
        takes = [reply.take for place in plan_from(data).places for reply in place.replies]
        return takes[0].cache_info().maxsize, sum(take.cache_info().maxsize for take in takes)  # type: ignore[attr-defined]

    few, in_all = remembered(chain(4))
    assert few == 4096
    many, in_all = remembered(chain(200, replies=12))
    assert 8 <= many < 4096
    assert in_all <= 1 << 17
