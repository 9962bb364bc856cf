"""The ways that are written in the file, whatever their conditions say."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from engine.call.plan import RETURNS, Plan
from engine.scenario.conditions import When
from engine.scenario.document import Path
from engine.scenario.scene import Reply


class Route(NamedTuple):
    """One written way from a place to another, and what it depends on."""

    source: str
    """A scene; empty for an interrupt and for the customer's limit, which can come in any scene."""
    target: str
    path: Path
    """Where the way is written."""
    when: When | None
    """The way's own condition."""
    reply: Reply | None
    choice: int


class Routes:
    """All written ways of a scenario; a return leads to every scene with a detour."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._scenario = plan.scenario

    @cached_property
    def all(self) -> tuple[Route, ...]:
        """Every way, in the order of the file."""
        return tuple(self._find())

    def _find(self) -> Iterator[Route]:
        scenario = self._scenario
        detouring = [
            name for name, scene in scenario.scenes.items() if any(reply.detour for reply in scene.replies)
        ]
        for name, scene in scenario.scenes.items():
            for choice, reply in enumerate(scene.replies):
                path: Path = ("scenes", name, "replies", choice)
                if reply.detour:
                    yield Route(name, reply.detour, (*path, "detour"), None, reply, choice)
                for number, way in enumerate(reply.goto):
                    at = (*path, "goto", number) if len(reply.goto) > 1 else (*path, "goto")
                    for target in [way.goto] if way.goto in self._plan.numbers else detouring:
                        yield Route(name, target, at, way.when, reply, choice)
        for number, interrupt in enumerate(scenario.interrupts):
            yield Route("", interrupt.goto, ("interrupts", number), interrupt.when, None, 0)
        if scenario.customer.limit is not None:
            yield Route("", scenario.customer.limit.goto, ("customer", "limit"), None, None, 0)

    @cached_property
    def after(self) -> dict[str, set[str]]:
        """The places that each scene leads to, interrupts and the limit included."""
        anywhere = {route.target for route in self.all if not route.source}
        return {name: anywhere | targets for name, targets in self._by_replies.items()}

    @cached_property
    def before(self) -> dict[str, set[str]]:
        """The scenes that lead to each place."""
        found: dict[str, set[str]] = {name: set() for name in self._plan.numbers}
        for source, targets in self.after.items():
            for target in targets:
                found[target].add(source)
        return found

    def to(self, target: str) -> list[Route]:
        """The ways that lead to a place."""
        return self._by_target.get(target, [])

    @cached_property
    def _by_target(self) -> dict[str, list[Route]]:
        found: dict[str, list[Route]] = {}
        for route in self.all:
            found.setdefault(route.target, []).append(route)
        return found

    @cached_property
    def from_start(self) -> frozenset[str]:
        """Every place to which written ways lead from the start."""
        return frozenset(self._spread([self._scenario.start], self.after))

    @cached_property
    def to_an_ending(self) -> frozenset[str]:
        """Every place from which written ways lead to an ending."""
        return frozenset(self._spread(self._scenario.endings, self.before))

    def reached_from(self, place: str) -> set[str]:
        """Every place to which written ways lead from there, itself included."""
        return self._spread([place], self.after)

    def stays(self, scene: str) -> bool:
        """Whether no reply leads out of a scene."""
        return self._by_replies[scene] <= {scene}

    @cached_property
    def _by_replies(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {name: set() for name in self._scenario.scenes}
        for route in self.all:
            if route.source:
                found[route.source].add(route.target)
        return found

    @cached_property
    def breaks_in_at(self) -> frozenset[str]:
        """The places to which interrupts lead."""
        return frozenset(route.target for route in self.all if not route.source and route.when is not None)

    @staticmethod
    def _spread(first: Iterable[str], ways: dict[str, set[str]]) -> set[str]:
        found = set(first)
        waiting = list(found)
        while waiting:
            for place in ways.get(waiting.pop(), ()):
                if place not in found:
                    found.add(place)
                    waiting.append(place)
        return found


def returns(plan: Plan, place: int) -> bool:
    """Whether a written way of a scene's own goes back out of a detour."""
    return any(way.place == RETURNS for reply in plan.places[place].replies for way in reply.ways)
