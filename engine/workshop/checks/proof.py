"""All that is wrong with a scenario: its shape first and, if it can be played, everything that is proved."""

from dataclasses import dataclass
from typing import Literal

from engine.call.compiler import compile_scenario
from engine.mood.coefficients import MoodModel
from engine.scenario.problems import Problem
from engine.scenario.reader import Reading
from engine.workshop.checks.case import Case
from engine.workshop.checks.catalogue import CHECKS
from engine.workshop.checks.check import Check
from engine.workshop.checks.finding import Finding
from engine.workshop.checks.silencing import silence
from engine.workshop.explore.budget import Budget, NotDecided, Patience, Progress
from engine.workshop.explore.exploration import Exploration, explore
from engine.workshop.explore.search import without_collecting


@dataclass(frozen=True)
class Proof:
    """What came of checking one scenario."""

    findings: tuple[Finding, ...]
    """Down each file, in the order of the files."""
    exploration: Exploration | None
    """None where the scenario cannot be played."""
    silenced: tuple[Finding, ...] = ()
    """What was found and is silenced in the file."""
    left_out: tuple[str, ...] = ()
    """Codes of checks that say what cannot happen, and were not made since not every state was tried."""
    undecided: tuple[str, ...] = ()
    """Codes of checks that were ended before they had looked at everything: for lack of time, or on request.
    What they had found by then counts."""
    ended: Literal["", "seconds", "asked"] = ""
    """Why there are such checks."""


def prove(reading: Reading, model: MoodModel, budget: Budget) -> Proof:
    """Check a scenario that was read by ``engine.scenario.reader.read``.

    The checks have what exploring left of ``budget.seconds``, and a fifth of it at least.
    """
    shape = [Finding(problem) for problem in reading.problems]
    if reading.scenario is None:
        return Proof(tuple(shape), None)
    found = explore(compile_scenario(reading.scenario, model), budget)
    patience = _patience(found, budget)
    case = Case(reading, found, patience.ask)
    made = [check for check in CHECKS if case.is_complete or not check.needs_everything]
    own = reading.names.get(reading.source.root)
    proved: list[Finding] = []
    undecided: list[Check] = []
    with without_collecting():
        for check in made:
            try:
                for finding in check.find(case):
                    if check.in_parts or finding.problem.file == own:
                        proved.append(finding)
            except NotDecided:
                undecided.append(check)
    heard = silence(case, proved, CHECKS, [check for check in made if check not in undecided])
    return Proof(
        findings=tuple(_in_order([*shape, *heard.findings], reading)),
        exploration=found,
        silenced=tuple(_in_order(heard.silenced, reading)),
        left_out=tuple(check.code for check in CHECKS if check not in made),
        undecided=tuple(check.code for check in undecided),
        ended=patience.ended,
    )


def _patience(found: Exploration, budget: Budget) -> Patience:
    graph = found.graph
    progress = Progress(graph.expanded, len(graph.states), graph.turns, found.seconds)
    return Patience(budget, progress, max(budget.seconds - found.seconds, budget.seconds / 5))


def _in_order(findings: list[Finding], reading: Reading) -> list[Finding]:
    files = {file: number for number, file in enumerate(reading.names.values())}

    def place(finding: Finding) -> tuple[int, int, int, str]:
        problem: Problem = finding.problem
        return files.get(problem.file, len(files)), problem.line, problem.column, problem.code

    return sorted(dict.fromkeys(findings), key=place)
