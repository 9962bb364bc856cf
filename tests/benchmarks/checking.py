"""What `moodline check` takes: of the shipped scenarios, and of chains of scenes that grow."""

import math
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from engine.mood.coefficients import load_model
from engine.scenario.library import SHIPPED
from engine.workshop.checks.checked import Checked, check_path
from engine.workshop.explore.budget import Budget
from tests.benchmarks.measuring import Spread, cpu_seconds, spread
from tests.benchmarks.peers import ROOT
from tests.benchmarks.planted import BASE
from tests.benchmarks.scenarios import chain
from tests.benchmarks.tables import Row, Table, at_most, plain

LENGTHS = (250, 500, 1_000, 2_000)
GIB = 1024.0
"""MiB."""
WARM = 1.0
"""Seconds that a shipped scenario may take."""
EXPONENT = 1.15
"""Of the time by the number of scenes; 1 is linear."""
_STATES = 10_000_000
_SECONDS = 86_400.0
_MEMORY = """
import resource, sys
from tests.benchmarks.checking import check
check(sys.argv[1])
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10))
"""


def check(file: str | Path) -> Checked:
    """Prove everything about a scenario, with no limit."""
    return check_path(Path(file), load_model(), Budget(time.monotonic, _STATES, _SECONDS))


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
        if sys.platform != "win32":
            rows.append(_at_most_memory(f"{lengths[-1]:,} scenes in a row, memory (MiB)", file))
    rows.insert(-1, _exponent(lengths, times))
    how = (
        "Processor seconds for everything that `moodline check` proves, in a process that has checked before."
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


def _at_most_memory(what: str, file: Path) -> Row:
    command = [sys.executable, "-c", _MEMORY, str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    held = float(done.stdout)
    return at_most(what, Spread(held, held, held), GIB, "{:,.0f}")
