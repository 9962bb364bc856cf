"""A file of any kind, checked: scenarios are proved, parts and shifts have their shape looked at."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from engine.mood.coefficients import MoodModel
from engine.scenario.check import check_file
from engine.scenario.files import CannotRead, read_text
from engine.scenario.kinds import kind_of
from engine.scenario.reader import read
from engine.scenario.shifts import document_of
from engine.workshop.checks.finding import Finding
from engine.workshop.checks.proof import Proof, prove
from engine.workshop.explore.budget import Budget


@dataclass(frozen=True)
class Checked:
    """What came of checking one file."""

    file: str
    proof: Proof
    texts: Mapping[str, str] = field(default_factory=dict, repr=False)
    """The files that were read, by the names that findings have for them."""


def check_path(path: Path, model: MoodModel, budget: Budget | None) -> Checked:
    """Check the file ``path``. Never raises: what is wrong is found.

    ``budget``: for proving; None to look at the shape alone.
    """
    data = document_of(path).data
    if budget is None or (isinstance(data, dict) and kind_of(data) != "scenario"):
        problems = check_file(path, personas=model.personas, rules=model.adjustable)
        files = {problem.file for problem in problems if problem.line}
        return Checked(str(path), Proof(tuple(map(Finding, problems)), None), _texts(files))
    reading = read(path, personas=model.personas, rules=model.adjustable)
    texts = {reading.names[name]: text for name, text in reading.source.files.items()}
    return Checked(str(path), prove(reading, model, budget), texts)


def _texts(files: set[str]) -> dict[str, str]:
    texts = {}
    for file in files:
        try:
            texts[file] = read_text(Path(file))
        except CannotRead:
            continue
    return texts
