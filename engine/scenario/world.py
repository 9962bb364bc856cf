"""What a scenario's files hold together: ids, wherever they are given, and who gives them twice.

Works on the data as written, so that what can be said is said even where the shape is wrong somewhere.
"""

from collections.abc import Collection, Iterator
from typing import Any, Final, NamedTuple

from engine.scenario.document import Document, Path
from engine.scenario.limits import MAX_SCENES
from engine.scenario.problems import Problem, did_you_mean, quoted
from engine.scenario.text import shortened

RETURN: Final = "return"
_FEW: Final = 300
_MOST_SEARCHES: Final = 40


class Place(NamedTuple):
    """A value in one of the files."""

    document: Document
    path: Path
    value: Any

    def __truediv__(self, step: str | int) -> "Place":
        """The place one step further in; its value is None if nothing is there."""
        try:
            value = self.value[step]
        except (KeyError, IndexError, TypeError):
            value = None
        return Place(self.document, (*self.path, step), value)

    def has(self, key: str) -> bool:
        """Whether these are entries that have the key."""
        return isinstance(self.value, dict) and key in self.value

    def entries(self) -> Iterator[tuple[str, "Place"]]:
        """Key and value of each entry; none if the value is something else."""
        if isinstance(self.value, dict):
            for key, value in self.value.items():
                yield key, Place(self.document, (*self.path, key), value)

    def items(self) -> Iterator["Place"]:
        """The items of a list, or the one value that stands for a list; none for no value."""
        if isinstance(self.value, tuple):
            for place, value in enumerate(self.value):
                yield Place(self.document, (*self.path, place), value)
        elif self.value is not None:
            yield self

    def names(self) -> Iterator[tuple[str, "Place"]]:
        """The texts among the items, which are ids."""
        for item in self.items():
            if isinstance(item.value, str):
                yield item.value, item

    def problem(
        self, code: str, message: str, found: str = "", hint: str = "", *, key: bool = False
    ) -> Problem:
        """A problem with this value, or with its key."""
        return self.document.problem(code, self.path, message, found=found, hint=hint, key=key)


class World:
    """The ids of a scenario.

    Args:
        documents: the scenario's own file first, then its parts.
        complete: whether they are all its files, so that what is in none of them is nowhere.
    """

    def __init__(self, documents: Collection[Document], *, complete: bool) -> None:
        self.tops = [Place(document, (), document.data) for document in documents]
        self.top = self.tops[0]
        self.problems: list[Problem] = []
        self._searches: dict[tuple[str, str], str] = {}
        self.scenes = self._scenes(complete)
        self.endings: dict[str, Place] = dict((self.top / "endings").entries())
        self.knows_scenes = complete and all(isinstance(top.value.get("scenes"), dict) for top in self.tops)
        self.knows_endings = isinstance(self.top.value.get("endings"), dict)
        self.facts = self._vocabulary("facts")
        self.promises = self._vocabulary("promises")
        self.knows_facts = complete and self._is_vocabulary("facts")
        self.knows_promises = complete and self._is_vocabulary("promises")
        self._check_ids()

    def hint(self, name: str, names: Collection[str], otherwise: str = "") -> str:
        """A hint with the closest name. Searching thousands of names is done only so often."""
        if len(names) <= _FEW:
            return did_you_mean(name, names, otherwise)
        key = (name, otherwise)
        if key not in self._searches:
            if len(self._searches) >= _MOST_SEARCHES:
                return otherwise
            self._searches[key] = did_you_mean(name, names, otherwise)
        return self._searches[key]

    def _scenes(self, complete: bool) -> dict[str, Place]:
        scenes: dict[str, Place] = {}
        for top in self.tops:
            for name, scene in (top / "scenes").entries():
                if name not in scenes:
                    scenes[name] = scene
                elif scenes[name].document is not scene.document:
                    self._twice(scenes[name], scene, f"another file has a scene {quoted(name)}, too")
        if complete and len(self.tops) > 1 and len(scenes) > MAX_SCENES:
            message = f"a scenario and its parts may have at most {MAX_SCENES:,} scenes together"
            self.problems.append((self.top / "include").problem("too-many", message, f"{len(scenes):,}"))
        return scenes

    def _vocabulary(self, kind: str) -> set[str]:
        """Facts or promises. A scenario may put those of its parts into other words; two parts may not."""
        words: dict[str, Place] = dict((self.top / kind).entries())
        own = set(words)
        for top in self.tops[1:]:
            for name, text in (top / kind).entries():
                first = words.setdefault(name, text)
                if name not in own and first.value != text.value:
                    self._twice(first, text, f"two parts describe {quoted(name)} in different words")
        return set(words)

    def _is_vocabulary(self, kind: str) -> bool:
        return all(isinstance(top.value.get(kind, {}), dict) for top in self.tops)

    def _check_ids(self) -> None:
        for name, place in [*self.scenes.items(), *self.endings.items()]:
            if name == RETURN:
                message = f"{quoted(RETURN)} is the way out of a detour, and no id"
                self.problems.append(
                    place.problem("reserved-id", message, quoted(name), "choose another id", key=True)
                )
        for name, ending in self.endings.items():
            if name in self.scenes:
                self._twice(self.scenes[name], ending, f"there is a scene {quoted(name)}, too")
        for kind in ("interrupts", "critical"):
            self._check_unique([item / "id" for item in (self.top / kind).items() if item.has("id")])
        for scene in self.scenes.values():
            replies = (scene / "replies").value
            ids = (
                [reply.get("id") for reply in replies if isinstance(reply, dict)]
                if type(replies) is tuple
                else []
            )
            if len(ids) != len({*map(str, ids)}):
                self._check_unique([item / "id" for item in (scene / "replies").items() if item.has("id")])

    def _check_unique(self, ids: list[Place]) -> None:
        first: dict[str, Place] = {}
        for place in ids:
            if isinstance(place.value, str) and first.setdefault(place.value, place) is not place:
                self._twice(first[place.value], place, f"the id {quoted(place.value)} is taken", key=False)

    def _twice(self, first: Place, second: Place, message: str, *, key: bool = True) -> None:
        spot = first.document.spot(first.path, key=key)
        file = "" if first.document is second.document else f"{shortened(first.document.file, 120)} "
        found = f"the first in {file}on line {spot.line}" if file else f"the first on line {spot.line}"
        self.problems.append(second.problem("duplicate-id", message, found, "choose another id", key=key))
