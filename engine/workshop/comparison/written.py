"""What was changed in a scenario between two versions: only what a trainee can see or feel.

Comments, the order of scenes in the file, and what is included from where make no difference to a call.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from pydantic import BaseModel

from engine.scenario.model import Scenario
from engine.scenario.scene import Scene
from engine.workshop.comparison.shown import shown

How = Literal["added", "removed", "renamed", "reworded", "changed"]

_WORDS: Final = frozenset({
    "says", "also", "why", "customer", "again", "title", "debrief", "summary", "situation", "policy", "text",
    "words", "locked", "name", "record",
})  # fmt: skip
"""Keys that hold texts; customer holds lines in a scene alone."""
_ELSEWHERE: Final = frozenset(
    {"moodline", "include", "scenes", "endings", "interrupts", "critical", "replies", "id"}
)
"""Keys that are no matter for a trainee, or that are compared entry by entry."""


@dataclass(frozen=True)
class Change:
    """One change."""

    how: How
    what: str
    """Scenario, scene, reply, ending, interrupt or critical item."""
    name: str
    """Its id; of a reply, ``scene.reply``. The new one if it was renamed."""
    key: str = ""
    """The key whose value is another one, such as ``says`` or ``customer.mood``."""
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class Pairing:
    """Which entry of the old version is which one of the new version."""

    both: Mapping[str, str]
    """From the old id to the new one, in the order of the new version."""
    added: tuple[str, ...]
    removed: tuple[str, ...]


def changes(old: Scenario, new: Scenario) -> tuple[Change, ...]:
    """All changes: of the whole, then of scenes and their replies, endings, interrupts and critical items."""
    return tuple(_changes(old, new))


def pair(old: Mapping[str, Any], new: Mapping[str, Any]) -> Pairing:
    """Pair entries by id; of those left over, an old and a new one that say the same are one, renamed."""
    both = {name: name for name in new if name in old}
    left = [name for name in old if name not in new]
    for name in (name for name in new if name not in old):
        twin = next((other for other in left if _alike(old[other], new[name])), None)
        if twin is not None:
            both[twin] = name
            left.remove(twin)
    renamed = set(both.values())
    return Pairing(both, tuple(name for name in new if name not in renamed), tuple(left))


def _alike(old: Any, new: Any) -> bool:
    """Whether two entries of different ids are the same thing, read by a trainee."""
    if isinstance(old, Scene):
        return bool(
            old.customer == new.customer and [r.says for r in old.replies] == [r.says for r in new.replies]
        )
    if hasattr(old, "says") and hasattr(old, "moves"):
        return bool(old.says == new.says)
    return bool(old.model_copy(update={"id": ""}) == new.model_copy(update={"id": ""}))


def _changes(old: Scenario, new: Scenario) -> Iterator[Change]:
    if old.id != new.id:
        yield Change("renamed", "scenario", new.id, before=old.id, after=new.id)
    yield from _keys("scenario", new.id, old, new, inside=("brief", "customer"))
    yield from _entries("scene", old.scenes, new.scenes)
    yield from _entries("ending", old.endings, new.endings)
    for what, before, after in (
        ("interrupt", old.interrupts, new.interrupts),
        ("critical item", old.critical, new.critical),
    ):
        yield from _entries(what, {each.id: each for each in before}, {each.id: each for each in after})


def _entries(what: str, old: Mapping[str, Any], new: Mapping[str, Any], inside: str = "") -> Iterator[Change]:
    paired = pair(old, new)
    for name in paired.removed:
        yield Change("removed", what, f"{inside}{name}", before=_summary(old[name]))
    for name in paired.added:
        yield Change("added", what, f"{inside}{name}", after=_summary(new[name]))
    for before, after in paired.both.items():
        name = f"{inside}{after}"
        if before != after:
            yield Change("renamed", what, name, before=f"{inside}{before}", after=name)
        yield from _keys(what, name, old[before], new[after])
        if isinstance(new[after], Scene):
            yield from _replies(name, old[before], new[after])


def _replies(scene: str, old: Scene, new: Scene) -> Iterator[Change]:
    before, after = ({reply.id: reply for reply in each.replies} for each in (old, new))
    yield from _entries("reply", before, after, f"{scene}.")
    both = pair(before, after).both
    kept, now = [both[name] for name in before if name in both], [n for n in after if n in both.values()]
    if kept != now:
        yield Change("changed", "scene", scene, "order of replies", ", ".join(kept), ", ".join(now))


def _keys(
    what: str, name: str, old: BaseModel, new: BaseModel, inside: tuple[str, ...] = ()
) -> Iterator[Change]:
    for key, field in type(new).model_fields.items():
        before, after = getattr(old, key), getattr(new, key)
        written = field.alias or key
        if before == after or key in _ELSEWHERE:
            continue
        if key in inside:
            for change in _keys(what, name, before, after):
                yield Change(change.how, what, name, f"{written}.{change.key}", change.before, change.after)
            continue
        how: How = "reworded" if key in _WORDS and what != "interrupt" else "changed"
        yield Change(how, what, name, written, shown(before), shown(after))


def _summary(entry: Any) -> str:
    """What an entry is about, in a few words."""
    if isinstance(entry, Scene):
        number = len(entry.replies)
        return f"with {number} {'reply' if number == 1 else 'replies'}"
    return shown(getattr(entry, "title", None) or getattr(entry, "says", None) or getattr(entry, "text", None)
                 or getattr(entry, "when", None))  # fmt: skip
