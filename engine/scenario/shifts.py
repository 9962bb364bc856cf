"""Shifts: calls that are played in a row."""

from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

from engine.scenario.document import Document
from engine.scenario.files import CannotRead, read_text
from engine.scenario.kinds import kind_of
from engine.scenario.model import ScenarioPart, Shift
from engine.scenario.nodes import parse
from engine.scenario.problems import Problem, did_you_mean, in_order, quoted
from engine.scenario.reader import not_readable, read
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
    document = _document(path)
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


def check_file(
    path: Path, *, personas: Collection[str] | None = None, rules: Collection[str] | None = None
) -> tuple[Problem, ...]:
    """The problems of a file of any kind: a scenario, a part (its own shape only) or a shift."""
    document = _document(path)
    if isinstance(document.data, dict) and (kind := kind_of(document.data)) != "scenario":
        if kind == "shift":
            return read_shift(path).problems
        problems = [*document.problems, *(not_readable(document) or validate(document, ScenarioPart)[1])]
        return in_order(problems, [document.file])
    return read(path, personas=personas, rules=rules).problems


def _document(path: Path) -> Document:
    try:
        return parse(str(path), read_text(path))
    except CannotRead as error:
        document = Document(str(path), "")
        why = (error.message, error.found, error.hint)
        document.problems.append(Problem(error.code, "error", str(path), *error.spot, "", *why))
        return document
