"""Reading a scenario: from files to the model, or to everything that is wrong with them, all at once."""

import os
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from engine.scenario.collector import collector_paused
from engine.scenario.document import Document, Path
from engine.scenario.files import DiskFiles, Files, Source, StoredFiles
from engine.scenario.includes import AS_WRITTEN, Gathered, gather, is_long_text
from engine.scenario.kinds import Kind, kind_of
from engine.scenario.limits import FORMAT_VERSION, MAX_PROBLEMS
from engine.scenario.model import Scenario, ScenarioPart
from engine.scenario.nodes import parse
from engine.scenario.problems import Problem, capped, in_order
from engine.scenario.references import check
from engine.scenario.shape import M, validate, words_for

_OF_ENTRIES: Final = frozenset({"missing-key", "unknown-key"})
"""Problems that stand at the place of entries without being about their value."""


@dataclass(frozen=True)
class Reading:
    """What came of reading a scenario."""

    scenario: Scenario | None
    """The scenario, parts included; None if any problem is an error."""
    problems: tuple[Problem, ...]
    """Everything found, in the order of the files and down each file."""
    source: Source
    """The texts that were read, from which ``read_source`` reads the same again."""
    names: Mapping[str, str] = field(default_factory=dict, repr=False)
    """How problems name the files of ``source``."""

    def places(self) -> "Places":
        """Where everything stands, for problems that are found later. Parses the texts anew."""
        return Places(self)


class Places:
    """Finds the line and column of what a scenario holds."""

    def __init__(self, reading: Reading) -> None:
        self._documents = [
            parse(reading.names.get(name, name), text, AS_WRITTEN, is_long_text)
            for name, text in reading.source.files.items()
        ]

    def problem(self, code: str, path: Path, message: str, **rest: Any) -> Problem:
        """A problem with the value at ``path``, such as ``("scenes", "opening", "replies", 1)``.

        Takes ``found``, ``hint``, ``severity`` and ``key`` (the problem is with the key) by name.
        """
        return self._holding(path).problem(code, path, message, **rest)

    def _holding(self, path: Path) -> Document:
        def holds(document: Document) -> bool:
            value = document.data
            for step in path[:2]:
                if not isinstance(value, dict) or step not in value:
                    return False
                value = value[step]
            return True

        return next((document for document in self._documents if holds(document)), self._documents[0])


def read(
    path: str | os.PathLike[str],
    *,
    personas: Collection[str] | None = None,
    rules: Collection[str] | None = None,
) -> Reading:
    """Read the scenario in the file ``path``. Never raises: what is wrong is in the reading's problems.

    Args:
        personas: names of the mood model's personas; None leaves the customer's persona unchecked.
        rules: names of the mood model's rules; None leaves the customer's sensitivities unchecked.
    """
    return _read(DiskFiles(path), personas, rules)


def read_source(
    source: Source, *, personas: Collection[str] | None = None, rules: Collection[str] | None = None
) -> Reading:
    """Read a scenario from stored texts, as ``read`` does from files. Touches no disk."""
    return _read(StoredFiles(source), personas, rules)


def _read(files: Files, personas: Collection[str] | None, rules: Collection[str] | None) -> Reading:
    with collector_paused():
        found = gather(files)
        scenario, problems = _understand(found, personas, rules) if found.documents else (None, [])
    names = {name: files.shown(name) for name in (files.root, *found.documents)}
    ordered = in_order([*found.problems, *problems], names.values())
    return Reading(
        scenario=None if any(problem.severity == "error" for problem in ordered) else scenario,
        problems=capped(ordered, MAX_PROBLEMS),
        source=Source(files.root, found.texts),
        names=names,
    )


def _understand(
    found: Gathered, personas: Collection[str] | None, rules: Collection[str] | None
) -> tuple[Scenario | None, list[Problem]]:
    """The scenario that the documents make, and what is wrong with its shape and references."""
    root, *parts = found.documents.values()
    problems = not_readable(root)
    if problems or root.data is None:
        return None, problems
    if (kind := kind_of(root.data)) != "scenario":
        return None, [_no_scenario(root, kind)]
    scenario, problems = _shape(root, Scenario)
    unreadable = {part.file: not_readable(part) for part in parts}
    problems += [problem for part_problems in unreadable.values() for problem in part_problems]
    readable = [part for part in parts if part.data is not None and not unreadable[part.file]]
    shapes = [_shape(part, ScenarioPart) for part in readable]
    problems += [problem for _, part_problems in shapes for problem in part_problems]
    told = {(p.file, p.line, p.column) for p in problems if p.code not in _OF_ENTRIES}
    complete = found.complete and len(readable) == len(parts)
    problems += [
        problem
        for problem in check([root, *readable], complete=complete, personas=personas, rules=rules)
        if (problem.file, problem.line, problem.column) not in told
    ]
    if scenario is None or problems or not shapes:
        return scenario, problems
    return _joined(scenario, [part for part, _ in shapes if part is not None]), problems


def _shape(document: Document, model: type[M]) -> tuple[M | None, list[Problem]]:
    """As ``validate``, without what only echoes a problem with the text or the YAML in the same place."""
    told = {(problem.line, problem.column) for problem in document.problems}
    made, problems = validate(document, model)
    return made, [problem for problem in problems if (problem.line, problem.column) not in told]


def not_readable(document: Document) -> list[Problem]:
    """Why a file cannot be understood at all: it is empty, no entries, or of a newer format."""
    data = document.data
    if data is None:
        if document.problems:
            return []
        hint = "a scenario starts with moodline: 1"
        return [
            Problem("empty-file", "error", document.file, 1, 1, "", "there is nothing in this file", "", hint)
        ]
    if not isinstance(data, dict):
        message, hint = "a scenario is made of entries (key: value)", "start with moodline: 1"
        return [document.problem("not-entries", (), message, found=words_for(data), hint=hint)]
    version = data.get("moodline")
    if isinstance(version, int) and not isinstance(version, bool) and version > FORMAT_VERSION:
        message = (
            f"the file is written in format version {version}; this Moodline reads up to {FORMAT_VERSION}"
        )
        hint = f"install a Moodline that reads format version {version}"
        return [document.problem("newer-format", ("moodline",), message, found=str(version), hint=hint)]
    return []


def _no_scenario(document: Document, kind: Kind) -> Problem:
    hint = "name a scenario that includes it" if kind == "part" else "name one of its calls"
    message = f"this file is a {kind}, not a scenario"
    return document.problem("not-a-scenario", (), message, hint=hint)


def _joined(scenario: Scenario, parts: list[ScenarioPart]) -> Scenario:
    scenes, facts, promises = {}, {}, {}
    for part in parts:
        scenes.update(part.scenes)
        facts.update(part.facts)
        promises.update(part.promises)
    return scenario.model_copy(
        update={
            "scenes": {**scenario.scenes, **scenes},
            "facts": {**facts, **scenario.facts},
            "promises": {**promises, **scenario.promises},
        }
    )
