"""From a scenario's file, or its text on record, to something that can be played."""

from dataclasses import dataclass
from pathlib import Path

from engine.call.call import Call
from engine.call.compiler import compile_scenario
from engine.call.machine import CallMachine
from engine.mood.coefficients import MoodModel
from engine.scenario.files import Source
from engine.scenario.model import Scenario
from engine.scenario.problems import Problem
from engine.scenario.reader import Reading, read, read_source


class NotPlayable(Exception):
    """A scenario has errors. ``problems`` are all its problems, each fit to be shown."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(problems)
        self.problems = problems


@dataclass(frozen=True)
class Playable:
    """A scenario and a mood model, ready for any number of calls."""

    source: Source
    machine: CallMachine
    problems: tuple[Problem, ...] = ()
    """Warnings and advice."""

    @property
    def scenario(self) -> Scenario:
        """What is played."""
        return self.machine.plan.scenario

    @property
    def model(self) -> MoodModel:
        """By which rules the customer takes a reply."""
        return self.machine.plan.model

    def call(self, seed: int, agent: str) -> Call:
        """A new call, ringing."""
        return Call(self.machine, seed, agent)


def open_scenario(path: Path, model: MoodModel) -> Playable:
    """The scenario in a file.

    Raises:
        NotPlayable: it has errors, or cannot be read; what is wrong stands in the problems.
    """
    return _playable(read(path, personas=model.personas, rules=model.adjustable), model)


def open_source(source: Source, model: MoodModel) -> Playable:
    """The scenario in a text that was kept.

    Raises:
        NotPlayable: as for ``open_scenario``.
    """
    return _playable(read_source(source, personas=model.personas, rules=model.adjustable), model)


def _playable(reading: Reading, model: MoodModel) -> Playable:
    if reading.scenario is None or any(problem.severity == "error" for problem in reading.problems):
        raise NotPlayable(reading.problems)
    machine = CallMachine(compile_scenario(reading.scenario, model))
    return Playable(reading.source, machine, reading.problems)
