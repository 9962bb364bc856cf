"""One file's data, and the place of every value in it."""

import re
from typing import Any, Protocol

from engine.scenario.problems import Problem, Severity, Spot
from engine.scenario.text import shortened

Path = tuple[str | int, ...]
"""Keys and list places from the top of a file to a value in it."""

LINE_BREAK = re.compile(r"\r\n|\r|\n")
_LONGEST_SCALAR = 200
_END_OF_SCALAR = re.compile(r"\s#|[,\]}]|:\s|$")


class Mark(Protocol):
    """Where the parser was. Both numbers count from 0."""

    line: int
    column: int


class Document:
    """What a file says, as dicts, tuples, text, numbers, booleans and None, and where it says it."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        """The file's name, as problems name it."""
        self.text = text
        self.data: Any = None
        """The file's data; None, too, if the file could not be read to its end."""
        self.problems: list[Problem] = []
        """What is wrong with the file as text and as YAML."""
        self.marks: dict[int, tuple[dict[str, Mark] | None, Any]] = {}
        """By a dict's or tuple's identity: the marks of its keys (None in a list) and those of its values."""
        self.top: Mark | None = None
        self._lines: list[str] = []

    def spot(self, path: Path, *, key: bool = False) -> Spot:
        """Line and column, from 1, of the value at ``path`` or of its key, as far along as the file goes."""
        value, found = self.data, self.top
        for place, step in enumerate(path, 1):
            keys, marks = self.marks.get(id(value), (None, None))
            try:
                mark = keys[step] if key and keys is not None and place == len(path) else marks[step]  # type: ignore[index]
                value = value[step]
            except (KeyError, IndexError, TypeError):
                break
            found = mark
        return Spot(found.line + 1, found.column + 1) if found is not None else Spot(1, 1)

    def written(self, path: Path) -> str:
        """An unquoted value just as it stands in the file: ``007`` where the data says 7."""
        spot = self.spot(path)
        if not self._lines:
            self._lines = LINE_BREAK.split(self.text)
        rest = self._lines[spot.line - 1][spot.column - 1 :][:_LONGEST_SCALAR]
        return _END_OF_SCALAR.split(rest, maxsplit=1)[0].strip()

    def problem(
        self,
        code: str,
        path: Path,
        message: str,
        *,
        found: str = "",
        hint: str = "",
        key: bool = False,
        severity: Severity = "error",
    ) -> Problem:
        """A problem with the value at ``path``, or with its key."""
        return Problem(
            code, severity, self.file, *self.spot(path, key=key), where_of(path), message, found, hint
        )


def where_of(path: Path) -> str:
    """A path in the author's terms, such as ``opening.replies[1].goto``; ``scenes`` goes without saying."""
    words = ""
    for step in path[1:] if len(path) > 1 and path[0] == "scenes" else path:
        name = f"[{step}]" if isinstance(step, int) else shortened(step, 80)
        words += name if not words or isinstance(step, int) else f".{name}"
    return words
