"""The shape problems of a file of any kind."""

from collections.abc import Collection
from pathlib import Path

from engine.scenario.kinds import kind_of
from engine.scenario.model import ScenarioPart
from engine.scenario.problems import Problem, in_order
from engine.scenario.reader import not_readable, read
from engine.scenario.shape import validate
from engine.scenario.shifts import document_of, read_shift


def check_file(
    path: Path, *, personas: Collection[str] | None = None, rules: Collection[str] | None = None
) -> tuple[Problem, ...]:
    """The problems of a file of any kind: a scenario, a part (its own shape only) or a shift."""
    document = document_of(path)
    if isinstance(document.data, dict) and (kind := kind_of(document.data)) != "scenario":
        if kind == "shift":
            return read_shift(path).problems
        problems = [*document.problems, *(not_readable(document) or validate(document, ScenarioPart)[1])]
        return in_order(problems, [document.file])
    return read(path, personas=personas, rules=rules).problems
