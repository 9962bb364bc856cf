"""Which files make up a scenario: the one that is read, and the parts that it includes."""

from typing import Any, Final, NamedTuple

from engine.scenario.document import Document, Path
from engine.scenario.files import CannotRead, Files, beside
from engine.scenario.limits import MAX_FILES
from engine.scenario.nodes import parse
from engine.scenario.problems import Problem
from engine.scenario.text import shortened

AS_WRITTEN: Final = frozenset({("brief", "record")})
"""Where values are text as they stand: an account number keeps its zeros."""

_ONLY_SCENARIOS: Final = frozenset({"id", "title", "brief", "customer", "start", "endings"})


class Gathered(NamedTuple):
    """The files of a scenario, in the order in which they are met."""

    documents: dict[str, Document]
    """By path from the scenario's folder; the scenario's own file comes first."""
    texts: dict[str, str]
    problems: list[Problem]
    """What is wrong with the files as files, their text, their YAML, and how they include one another."""
    complete: bool
    """Whether every file could be read, so that what is in none of them is nowhere."""


def gather(files: Files) -> Gathered:
    """Read the scenario's own file and everything that it includes. Never raises."""
    found = Gathered({}, {}, [], True)
    try:
        text = files.load(files.root)
    except CannotRead as error:
        return found._replace(problems=[_problem(files.shown(files.root), error)], complete=False)
    found.texts[files.root] = text
    document = parse(files.shown(files.root), text, AS_WRITTEN, is_long_text)
    found.documents[files.root] = document
    complete = _Gatherer(files, found).follow(files.root, (files.root,))
    problems = [problem for one in found.documents.values() for problem in one.problems]
    return found._replace(problems=[*found.problems, *problems], complete=complete)


def is_long_text(path: Path) -> bool:
    """Whether a text may have several lines: the briefing's and the debriefs' Markdown."""
    if path[0] == "brief":
        return path[1:] in (("situation",), ("policy",))
    return len(path) == 3 and path[0] == "endings" and path[2] == "debrief"


def included(data: Any) -> list[tuple[Path, str]]:
    """The includes that a file's data asks for, each with its path in the data."""
    value = data.get("include") if isinstance(data, dict) else None
    if isinstance(value, str):
        return [(("include",), value)]
    if isinstance(value, tuple):
        return [(("include", place), one) for place, one in enumerate(value) if isinstance(one, str)]
    return []


def too_many_files(name: str) -> CannotRead:
    """The refusal of one file more than a scenario may have."""
    message = f"a scenario is made of at most {MAX_FILES} files"
    return CannotRead("include-too-many", message, shortened(name), "put several scenes into one part")


class _Gatherer:
    def __init__(self, files: Files, found: Gathered) -> None:
        self._files = files
        self._found = found

    def follow(self, name: str, chain: tuple[str, ...]) -> bool:
        """Read what the file ``name`` includes; False if any of it cannot be."""
        document = self._found.documents[name]
        if document.data is None:
            return False
        complete = True
        for number, (path, written) in enumerate(included(document.data)):
            try:
                if number >= MAX_FILES:
                    raise too_many_files(written)
                target = beside(name, written)
                complete &= self._read(document, path, target, chain)
            except CannotRead as error:
                complete = False
                too_many = error.code == "include-too-many"
                code = "include-missing" if error.code == "no-file" else error.code
                self._found.problems.append(
                    document.problem(
                        code,
                        path,
                        error.message,
                        found=error.found or shortened(written),
                        hint=error.hint,
                    )
                )
                if too_many:
                    break
        return complete

    def _read(self, document: Document, path: Path, target: str, chain: tuple[str, ...]) -> bool:
        if target in chain:
            circle = " → ".join(shortened(name) for name in (*chain[chain.index(target) :], target))
            raise CannotRead(
                "include-loop", "these files include one another", circle, "take one include out"
            )
        if target in self._found.documents:
            return True
        if len(self._found.documents) >= MAX_FILES:
            raise too_many_files(target)
        try:
            text = self._files.load(target)
        except CannotRead as error:
            if error.code not in _TOLD_OF_THE_FILE:
                raise
            self._found.problems.append(_problem(self._files.shown(target), error))
            return False
        part = parse(self._files.shown(target), text, AS_WRITTEN, is_long_text)
        self._found.texts[target] = text
        if isinstance(part.data, dict) and len(_ONLY_SCENARIOS.intersection(part.data)) > 2:
            message, hint = "this file is a whole scenario, not a part", "include a file that has scenes only"
            raise CannotRead("not-a-part", message, shortened(target), hint)
        self._found.documents[target] = part
        return self.follow(target, (*chain, target))


_TOLD_OF_THE_FILE: Final = frozenset({"not-utf-8", "binary-file"})


def _problem(file: str, error: CannotRead) -> Problem:
    return Problem(error.code, "error", file, *error.spot, "", error.message, error.found, error.hint)
