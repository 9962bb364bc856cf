"""Where a call can get to from where: which scenes it can come back to, and which can end a detour."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from engine.call.loops import components
from engine.scenario.model import RETURN, Scenario
from engine.scenario.scene import Reply


@dataclass(frozen=True, slots=True)
class Ways:
    """The authored ways of a scenario, seen as a graph."""

    numbers: Mapping[str, int]
    """The number of each scene and ending."""
    components: tuple[int, ...]
    """For each of them, and for what can happen anywhere, its component."""
    returns: tuple[bool, ...]
    """For each scene, whether the detour that the call is in can still end from there on."""

    def can_come_again(self, scene: str, reply: Reply) -> bool:
        """Whether a call in which the reply is given can come back to its scene and give it again."""
        here = self.components[self.numbers[scene]]
        breaks_in, comes_back = len(self.numbers), len(self.numbers) + 1
        after = [comes_back if way.goto == RETURN else self.numbers[way.goto] for way in reply.goto]
        after += [breaks_in, *([self.numbers[reply.detour]] if reply.detour else [])]
        return any(self.components[place] == here for place in after)


def ways_of(scenario: Scenario, numbers: Mapping[str, int]) -> Ways:
    """The ways of a scenario, by the ``numbers`` of its scenes and endings, scenes first.

    What can happen at any scene (an interrupt, the way back from a detour) is a node of its own, so that the
    graph has as many edges as the author wrote, and not that many for every scene.
    """
    scenes = scenario.scenes
    breaks_in, comes_back = len(numbers), len(numbers) + 1
    jumps: list[list[int]] = [[] for _ in range(len(numbers) + 2)]
    detours: list[list[int]] = [[] for _ in range(len(numbers) + 2)]
    jumps[breaks_in] = [numbers[interrupt.goto] for interrupt in scenario.interrupts]
    for name, scene in scenes.items():
        here = numbers[name]
        jumps[here].append(breaks_in)
        for reply in scene.replies:
            jumps[here] += [comes_back if way.goto == RETURN else numbers[way.goto] for way in reply.goto]
            if reply.detour:
                detours[here].append(numbers[reply.detour])
                detours[comes_back].append(here)
    all_ways = [[*jump, *detour] for jump, detour in zip(jumps, detours, strict=True)]
    # A detour that is entered ends where it began. So it is by jumps alone that this scene can end another.
    ending = _leading_to(comes_back, jumps)
    returns = tuple(here in ending for here in range(len(scenes)))
    return Ways(numbers, tuple(components(all_ways)), returns)


def _leading_to(goal: int, ways: Sequence[Iterable[int]]) -> set[int]:
    """The nodes from which the goal can be reached."""
    back: list[list[int]] = [[] for _ in ways]
    for node, afterwards in enumerate(ways):
        for after in afterwards:
            back[after].append(node)
    found, waiting = {goal}, [goal]
    while waiting:
        for node in back[waiting.pop()]:
            if node not in found:
                found.add(node)
                waiting.append(node)
    return found
