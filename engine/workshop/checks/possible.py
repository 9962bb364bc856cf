"""What can be true at some time of some call, thing by thing: which flags are ever set, which facts told.

Each thing is looked at by itself, so what is called impossible is; what is called possible may still not be.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from engine.call.plan import Plan
from engine.mood.bands import BANDS
from engine.scenario.conditions import Range, When
from engine.scenario.model import Scenario
from engine.scenario.scene import Reply


@dataclass(frozen=True)
class Possible:
    """What the replies and scenes of a scenario, or some of them, can do."""

    told: frozenset[str]
    asked: frozenset[str]
    promised: frozenset[str]
    kept: frozenset[str]
    broken: frozenset[str]
    flag: frozenset[str]
    chose: frozenset[str]
    visited: frozenset[str]
    made: frozenset[str]
    settled: bool
    told_before: frozenset[str]
    """Facts that are known from the start, so that they are told in every call."""
    contacts: int

    def missing(self, when: When) -> Iterator[tuple[str, str]]:
        """Each thing that the condition wants and that can never be: the key, and the id."""
        for key in ("told", "asked", "promised", "kept", "broken", "flag", "chose", "visited"):
            for name in getattr(when, key):
                if name not in getattr(self, key):
                    yield key, name
        for move, times in when.made.items():
            if times.low > 0 and move not in self.made:
                yield "made", move
        if when.settled and not self.settled:
            yield "settled", "true"

    def can_hold(self, when: When | None, moods: "Moods") -> bool:
        """Whether the condition could hold where the moods are such."""
        if when is None:
            return True
        if any(True for _ in self.missing(when)) or not moods.can_hold(when):
            return False
        if when.contacts is not None and not when.contacts.holds(self.contacts):
            return False
        if when.any and not any(self.can_hold(part, moods) for part in when.any):
            return False
        return all(self.can_hold(part, moods) for part in when.all) and (
            when.not_ is None or self.can_fail(when.not_, moods)
        )

    def can_fail(self, when: When, moods: "Moods") -> bool:
        """Whether the condition could be false where the moods are such."""
        return (
            not self.told_before.issuperset(when.told)
            or bool(when.asked or when.promised or when.kept or when.broken or when.flag)
            or bool(when.chose or when.visited or when.made or when.turn)
            or moods.can_fail(when)
            or (when.settled is not None and (self.settled or when.settled))
            or (when.contacts is not None and not when.contacts.holds(self.contacts))
            or (bool(when.any) and all(self.can_fail(part, moods) for part in when.any))
            or any(self.can_fail(part, moods) for part in when.all)
            or (when.not_ is not None and self.can_hold(when.not_, moods))
        )


@dataclass(frozen=True)
class Moods:
    """The moods met somewhere, each part by itself."""

    lowest: tuple[int, ...] = (0, 0, 0)
    highest: tuple[int, ...] = (100, 100, 100)
    bands: frozenset[str] = frozenset(BANDS)

    def can_hold(self, when: When) -> bool:
        """Whether what the condition says of the mood could hold."""
        fits = all(
            wanted is None or (wanted.low <= high and low <= wanted.high)
            for wanted, low, high in zip(_wanted(when), self.lowest, self.highest, strict=True)
        )
        return fits and (not when.mood or not self.bands.isdisjoint(when.mood))

    def can_fail(self, when: When) -> bool:
        """Whether what the condition says of the mood could be false."""
        holds = all(
            wanted is None or (wanted.low <= low and high <= wanted.high)
            for wanted, low, high in zip(_wanted(when), self.lowest, self.highest, strict=True)
        )
        return not holds or (bool(when.mood) and not self.bands.issubset(when.mood))


def _wanted(when: When) -> tuple[Range | None, Range | None, Range | None]:
    return when.heat, when.heard, when.trust


def possible(plan: Plan, replies: Iterable[tuple[str, Reply]], scenes: Iterable[str]) -> Possible:
    """What such replies, each with its scene, and such scenes can do."""
    scenario: Scenario = plan.scenario
    replies, scenes = list(replies), list(scenes)
    asked = {fact for _, reply in replies for fact in reply.asks}
    promised = {promise for _, reply in replies for promise in reply.promises}
    return Possible(
        told=frozenset(
            {*scenario.told, *asked, *(fact for name in scenes for fact in scenario.scenes[name].tells)}
        ),
        asked=frozenset(asked),
        promised=frozenset(promised),
        kept=frozenset(promised & {promise for _, reply in replies for promise in reply.keeps}),
        broken=frozenset(promised & {promise for _, reply in replies for promise in reply.breaks}),
        flag=frozenset(flag for _, reply in replies for flag in reply.sets),
        chose=frozenset(f"{scene}.{reply.id}" for scene, reply in replies),
        visited=frozenset(scenes),
        made=frozenset(
            name
            for _, reply in replies
            for move in reply.moves
            for name in (move, scenario.move_of(move).name)
        ),
        settled=any(reply.settles for _, reply in replies),
        told_before=frozenset(scenario.told),
        contacts=scenario.customer.contacts,
    )


def written(plan: Plan) -> Possible:
    """What everything in the file could do."""
    scenes = plan.scenario.scenes
    return possible(plan, ((name, reply) for name, one in scenes.items() for reply in one.replies), scenes)
