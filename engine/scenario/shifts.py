"""Shifts: calls that are played in a row."""

from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

from engine.scenario.document import Document
from engine.scenario.files import CannotRead, read_text
from engine.scenario.model import Shift
from engine.scenario.nodes import parse
from engine.scenario.problems import Problem, did_you_mean, in_order, quoted
from engine.scenario.reader import not_readable
from engine.scenario.shape import validate
from engine.scenario.world import Place


class ShiftReading(NamedTuple):
    """What came of reading a shift."""

    shift: Shift | None
    """None if any problem is an error."""
    problems: tuple[Problem, ...]


def read_shift(path: Path, *, ids: Collection[str] | None = None) -> ShiftReading:
    """Read the shift in a file. Never raises: what is wrong is in the problems.

    Args:
        ids: the scenarios that there are; None leaves the calls unchecked.
    """
    document = document_of(path)
    problems = [*document.problems, *not_readable(document)]
    if problems or document.data is None:
        return ShiftReading(None, in_order(problems, [document.file]))
    shift, problems = validate(document, Shift)
    if ids is not None:
        for name, place in (Place(document, (), document.data) / "calls").names():
            if name not in ids:
                hint = did_you_mean(name, ids, "see the library for what there is")
                message = f"there is no scenario {quoted(name)}"
                problems.append(place.problem("unknown-scenario", message, quoted(name), hint))
    return ShiftReading(None if problems else shift, in_order(problems, [document.file]))


def document_of(path: Path) -> Document:
    """The file's data; without any, and with a problem, if it cannot be read."""
    try:
        return parse(str(path), read_text(path))
    except CannotRead as error:
        document = Document(str(path), "")
        why = (error.message, error.found, error.hint)
        document.problems.append(Problem(error.code, "error", str(path), *error.spot, "", *why))
        return document
