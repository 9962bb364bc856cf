"""A scenario's files as they are at one moment, and which files they are."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from engine.call.compiler import compile_scenario
from engine.call.machine import CallMachine
from engine.mood.coefficients import MoodModel
from engine.scenario.files import CannotRead, beside
from engine.scenario.includes import AS_WRITTEN, included, is_long_text
from engine.scenario.nodes import parse
from engine.scenario.problems import Problem
from engine.scenario.reader import Reading, read

_NOT_THERE: Final = "no-file"


@dataclass(frozen=True)
class Version:
    """What the files said when they were read."""

    reading: Reading
    machine: CallMachine | None
    """What plays it; None if it cannot be played."""
    files: tuple[Path, ...]
    """Every file that it is made of or asks for, there or not; the scenario's own file first."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with its form."""
        return self.reading.problems

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What keeps it from being played."""
        return tuple(problem for problem in self.problems if problem.severity == "error")

    @property
    def is_gone(self) -> bool:
        """Whether the scenario's own file is not there."""
        return any(problem.code == _NOT_THERE and not problem.line for problem in self.problems)

    def spot(self, place: str) -> Problem:
        """Where a scene or an ending stands: file, line and column of its id, as a problem has them."""
        return self.reading.places().problem("here", (self._kind(place), place), "", key=True)

    def _kind(self, place: str) -> str:
        is_ending = self.machine is not None and place in self.machine.plan.scenario.endings
        return "endings" if is_ending else "scenes"


def read_version(path: Path, model: MoodModel) -> Version:
    """Read the scenario in a file as it is now. Never raises: what is wrong is in the version's problems."""
    reading = read(path, personas=model.personas, rules=model.adjustable)
    machine = None
    if reading.scenario is not None:
        machine = CallMachine(compile_scenario(reading.scenario, model))
    return Version(reading, machine, files_of(path, reading))


def files_of(path: Path, reading: Reading) -> tuple[Path, ...]:
    """The scenario's own file, and all that it and its parts include, those that are missing too."""
    folder = Path(os.path.realpath(path)).parent  # Unlike resolve, it does not mind links that go round.
    names = dict.fromkeys(name for name in reading.source.files if name != reading.source.root)
    for name, text in reading.source.files.items():
        if "include" not in text:
            continue  # Parsing once more would take a sixth of all the time that reading takes.
        for _, written in included(parse(name, text, AS_WRITTEN, is_long_text).data):
            try:
                names.setdefault(beside("" if name == reading.source.root else name, written))
            except CannotRead:
                continue  # It leads out of the folder: it is never read.
    return (path, *(folder / name for name in names))
