"""Scenes that go by another name in the next version of a scenario."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from engine.scenario.scene import Scene
from engine.workshop.checks.finding import Finding
from engine.workshop.preview.choices import Choice
from engine.workshop.preview.start import Start

ALIKE: Final = 0.6
"""So much of what is said in two scenes, 0–1, has to be the same or nearly so, for one to be the other."""
NEARLY: Final = 0.75
"""So many of the words of two lines, 0–1, are the same where only a few were changed."""
MOST_COMPARED: Final = 20
"""Beyond so many scenes gone or come, nothing was renamed: it is another scenario."""


@dataclass(frozen=True)
class Renames:
    """What became of the scenes that a version has no more."""

    to: Mapping[str, str] = field(default_factory=dict)
    """The new names of those that were renamed, by the old ones."""
    unsure: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Of those that several new ones are like: which."""

    def scene(self, name: str) -> str:
        """A scene's name now."""
        return self.to.get(name, name)

    def choice(self, choice: Choice) -> Choice:
        """A choice, made in the scene as it is called now."""
        return replace(choice, scene=self.scene(choice.scene))

    def start(self, start: Start | None) -> Start | None:
        """A start, at the scene as it is called now."""
        return replace(start, scene=self.scene(start.scene)) if start is not None else None

    def finding(self, finding: Finding) -> Finding:
        """A finding in the scenes as they are called now."""
        witness = tuple(given._replace(scene=self.scene(given.scene)) for given in finding.witness)
        where = finding.problem.where
        name = next((old for old in self.to if where == old or where.startswith((f"{old}.", f"{old}["))), "")
        where = self.scene(name) + where[len(name) :] if name else where
        return replace(finding, problem=replace(finding.problem, where=where), witness=witness)


def renames(before: Mapping[str, Scene], now: Mapping[str, Scene]) -> Renames:
    """Which scenes were renamed from one version to the next.

    One was if it is gone and, of the scenes that are new, one alone says the same or nearly: no other scene
    that is gone is like that one.
    """
    gone, come = [name for name in before if name not in now], [name for name in now if name not in before]
    if not gone or not come or max(len(gone), len(come)) > MOST_COMPARED:
        return Renames()
    like = {old: [new for new in come if likeness(before[old], now[new]) >= ALIKE] for old in gone}
    wanted = Counter(new for found in like.values() for new in found)
    sure = {old: found[0] for old, found in like.items() if len(found) == 1 and wanted[found[0]] == 1}
    return Renames(sure, {old: tuple(found) for old, found in like.items() if found and old not in sure})


def likeness(one: Scene, other: Scene) -> float:
    """How much of what is said in two scenes is the same or nearly the same, 0–1; 0 if no reply is."""
    replies = [[reply.says for reply in scene.replies] for scene in (one, other)]
    lines = [list(_lines(scene)) for scene in (one, other)]
    same = _shared(*replies)
    if not same:
        return 0.0
    return 2 * (same + _shared(*lines)) / sum(map(len, (*replies, *lines)))


def _lines(scene: Scene) -> Iterator[str]:
    for variant in (*scene.customer, *scene.again):
        yield from variant.says


def _shared(some: list[str], others: list[str]) -> int:
    """How many of some texts are among the others, word for word or nearly."""
    both = Counter(some) & Counter(others)
    left, rest = list((Counter(some) - both).elements()), list((Counter(others) - both).elements())
    found = both.total()
    words = [Counter(text.lower().split()) for text in rest]
    for text in left:
        mine = Counter(text.lower().split())
        match = next((each for each in words if _share(mine, each) >= NEARLY), None)
        if match is not None:
            words.remove(match)
            found += 1
    return found


def _share(some: Counter[str], others: Counter[str]) -> float:
    return 2 * (some & others).total() / max(1, some.total() + others.total())
