"""What `moodline check` takes: of the shipped scenarios, of chains of scenes that grow, and of too much."""

import json
import math
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from engine.mood.coefficients import load_model
from engine.scenario.library import SHIPPED
from engine.workshop.checks.checked import Checked, check_path
from engine.workshop.explore.budget import Budget
from tests.benchmarks.measuring import Spread, cpu_seconds, spread
from tests.benchmarks.peers import ROOT
from tests.benchmarks.planted import BASE
from tests.benchmarks.scenarios import chain, looping
from tests.benchmarks.state_spaces import counting, endless, flagged
from tests.benchmarks.tables import Row, Table, at_most, plain

LENGTHS = (250, 500, 1_000, 2_000)
GIB = 1024.0
"""MiB."""
WARM = 1.0
"""Seconds that a shipped scenario may take."""
EXPONENT = 1.15
"""Of the time by the number of scenes; 1 is linear."""
_NO_LIMIT = 10_000_000, 86_400.0
"""States and seconds."""
_BY_ITSELF = """
import json, resource, sys, time
from tests.benchmarks.checking import check
checked = check(sys.argv[1], limited=bool(sys.argv[2:]))
exploration = checked.proof.exploration
held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
states = len(exploration.graph.states)
decided = exploration.is_complete and not checked.proof.undecided
print(json.dumps([held, time.process_time(), states, decided]))
"""


class _Ran(NamedTuple):
    held: float
    """MiB at the most."""
    took: float
    """Processor seconds, the program's start and all."""
    states: int
    decided: bool
    """Whether nothing was left open."""


def check(file: str | Path, *, limited: bool = False) -> Checked:
    """Prove everything about a scenario. ``limited``: as far as the command does by itself."""
    limits = () if limited else _NO_LIMIT
    return check_path(Path(file), load_model(), Budget(time.monotonic, *limits))


def large(tiny: bool) -> dict[str, str]:
    """Scenarios that are too large to be gone through, or nearly; by what they are called."""
    if tiny:
        return {"60 states": counting(4, 3, 2), "round for ever, 4 scenes": endless(4)}
    return {
        "50,000 states": counting(49, 39, 24),
        "ten million states": counting(249, 199, 199),
        "64 independent flags": flagged(64),
        "round for ever, 2,000 scenes": endless(2_000),
        "round in every mood": looping(),
    }


def measure(tiny: bool) -> Table:
    """Check everything, several times over."""
    shipped = sorted(SHIPPED.glob("*.yaml"))
    rows: list[Row] = []
    notes: list[str] = []
    for file in [BASE] if tiny else shipped:
        found: list[Checked] = []
        rounds = [_seconds(file, found) for _ in range(1 if tiny else 4)]
        took = spread(rounds[-3:])
        rows.append(at_most(f"{file.stem} (s)", took, WARM, "{:,.2f}"))
        exploration = found[-1].proof.exploration
        assert exploration is not None, f"{file} cannot be played"
        notes.append(f"{file.stem} has {len(exploration.graph.states):,} states")
    lengths = (5, 10) if tiny else LENGTHS
    with tempfile.TemporaryDirectory() as name:
        times: list[Spread] = []
        for length in lengths:
            file = Path(name) / f"chain-{length}.yaml"
            file.write_text(chain(length), encoding="utf-8")
            times.append(spread([_seconds(file, [])]))
            rows.append(plain(f"{length:,} scenes in a row (s)", times[-1], "{:,.2f}"))
        rows.append(_exponent(lengths, times))
        if sys.platform != "win32":
            held = _by_itself(file).held
            memory = at_most(
                f"{lengths[-1]:,} scenes in a row, memory (MiB)", Spread(held, held, held), GIB, "{:,.0f}"
            )
            rows.append(memory)
            for what, text in large(tiny).items():
                file.write_text(text, encoding="utf-8")
                ran = _by_itself(file, limited=True)
                rows.append(plain(f"{what} (s)", Spread(ran.took, ran.took, ran.took), "{:,.2f}"))
                spent = Spread(ran.held, ran.held, ran.held)
                rows.append(at_most(f"{what}, memory (MiB)", spent, GIB, "{:,.0f}"))
                outcome = "everything decided" if ran.decided else "sampled, and said so"
                notes.append(f"{what}: {ran.states:,} states, {outcome}")
    how = (
        "Processor seconds for everything that `moodline check` proves, in a process that has checked before;"
        " from the 50,000 states on, in one of its own, start included, with the limits that the command has."
    )
    return Table("checking", "Checking", how, tuple(rows), (f"States: {'; '.join(notes)}.",))


def _seconds(file: Path, found: list[Checked]) -> float:
    """The processor time of one check, whose result is added to ``found``."""
    return cpu_seconds(lambda: found.append(check(file)))


def _exponent(lengths: tuple[int, ...], times: list[Spread]) -> Row:
    """The slope of the line through the logarithms (least squares)."""
    xs, ys = [math.log(length) for length in lengths], [math.log(took.median) for took in times]
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    slope = sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True)) / sum((a - x) ** 2 for a in xs)
    return at_most("exponent of the time by scenes", Spread(slope, slope, slope), EXPONENT, "{:,.2f}")


def _by_itself(file: Path, *, limited: bool = False) -> _Ran:
    """One check in a process of its own."""
    command = [sys.executable, "-c", _BY_ITSELF, str(file), *(["limited"] if limited else [])]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    return _Ran(*json.loads(done.stdout))
