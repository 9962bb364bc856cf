"""Which number or bit each id of a scenario has in a state.

A state is whole numbers, so that it is small, hashes fast and is never equal by accident. Sets of ids are
bits; counts are packed into one number each, every count in as many bits as it can need.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple, TypeVar

from engine.scenario.conditions import HIGHEST, LOWEST, When
from engine.scenario.model import Scenario

AGAIN_CAP: Final = 20
"""How often a told fact was asked again is counted up to here; past it the scale has long ended."""

K = TypeVar("K", bound=Hashable)


class Count(NamedTuple):
    """Where one count stands in a number that holds many, and up to where it counts."""

    shift: int
    mask: int
    most: int

    def of(self, numbers: int) -> int:
        """The count: 0 to ``most``."""
        return numbers >> self.shift & self.mask

    def after(self, numbers: int) -> int:
        """``numbers`` with this count one higher, unless it stands at ``most``."""
        return numbers + (1 << self.shift) if numbers >> self.shift & self.mask < self.most else numbers


@dataclass(frozen=True, slots=True)
class Numbering:
    """The numbers of a scenario's ids, as far as anything looks at them."""

    facts: Mapping[str, int]
    promises: Mapping[str, int]
    flags: Mapping[str, int]
    given: Mapping[tuple[str, str], int]
    """Replies that are ``once`` or that a condition looks at."""
    visited: Mapping[str, int]
    """Scenes that a condition or an ``again`` looks at."""
    made: Mapping[str, Count]
    """Moves that a condition counts."""
    again: Mapping[str, Count]
    """How often each fact was asked for again."""
    contacts: int


def number_ids(scenario: Scenario) -> Numbering:
    """The numbering of a scenario. The same scenario has the same one, whenever it is made."""
    conditions = list(conditions_of(scenario))
    replies = [(name, reply) for name, scene in scenario.scenes.items() for reply in scene.replies]
    chosen = [_scene_and_reply(name) for when in conditions for name in when.chose]
    set_by_replies = [flag for _, reply in replies for flag in reply.sets]
    with_again = [name for name, scene in scenario.scenes.items() if scene.again]
    return Numbering(
        facts=_numbers(scenario.facts),
        promises=_numbers(scenario.promises),
        flags=_numbers([*set_by_replies, *(flag for when in conditions for flag in when.flag)]),
        given=_numbers([*((name, reply.id) for name, reply in replies if reply.once), *chosen]),
        visited=_numbers([*(scene for when in conditions for scene in when.visited), *with_again]),
        made=counts(_most_asked_for(conditions)),
        again=counts(dict.fromkeys(scenario.facts, AGAIN_CAP)),
        contacts=scenario.customer.contacts,
    )


def mask(names: Iterable[K], numbers: Mapping[K, int]) -> int:
    """The bits of ``names``."""
    bits = 0
    for name in names:
        bits |= 1 << numbers[name]
    return bits


def counts(most: Mapping[K, int]) -> dict[K, Count]:
    """A place for each count in one number, by up to where it counts."""
    places, shift = {}, 0
    for name, cap in most.items():
        width = cap.bit_length()
        places[name] = Count(shift, (1 << width) - 1, cap)
        shift += width
    return places


def conditions_of(scenario: Scenario) -> Iterator[When]:
    """Every condition of a scenario, nested ones included."""
    for scene in scenario.scenes.values():
        for variant in (*scene.customer, *scene.again):
            yield from all_conditions(variant.when)
        for reply in scene.replies:
            yield from all_conditions(reply.when)
            for way in reply.goto:
                yield from all_conditions(way.when)
    for interrupt in scenario.interrupts:
        yield from all_conditions(interrupt.when)
    for critical in scenario.critical:
        yield from all_conditions(critical.when)


def all_conditions(when: When | None) -> Iterator[When]:
    """``when`` and every condition nested in it."""
    waiting = [when] if when is not None else []
    while waiting:
        condition = waiting.pop()
        yield condition
        waiting += [*condition.any, *condition.all]
        if condition.not_ is not None:
            waiting.append(condition.not_)


def chosen_in(when: When) -> list[tuple[str, str]]:
    """Scene and reply of everything that the condition wants to have been chosen."""
    return [_scene_and_reply(name) for name in when.chose]


def _scene_and_reply(name: str) -> tuple[str, str]:
    scene, _, reply = name.partition(".")
    return scene, reply


def _numbers(names: Iterable[K]) -> dict[K, int]:
    return {name: number for number, name in enumerate(dict.fromkeys(names))}


def _most_asked_for(conditions: Iterable[When]) -> dict[str, int]:
    """For each move that a condition counts, the least count at which every such condition is decided."""
    most: dict[str, int] = {}
    for when in conditions:
        for move, times in when.made.items():
            # Counts only grow: "4 or more" is decided at 4, "4 or less" at 5.
            ends = [times.low] * (times.low > LOWEST) + [times.high + 1] * (times.high < HIGHEST)
            most[move] = max([most.get(move, 0), *ends])
    return most
