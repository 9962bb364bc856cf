"""`moodline class` over many calls on record: the whole command, from its start to its last line."""

import os
import subprocess
import sys
import tempfile
from functools import partial
from importlib.metadata import version
from math import log
from pathlib import Path
from time import monotonic
from typing import Final, NamedTuple

from engine.call.playable import open_scenario
from engine.mood.coefficients import load_model
from engine.records.gathering import gather
from engine.records.home import HOME_VARIABLE, Home
from engine.records.store import Store
from tests.benchmarks.class_store import fill
from tests.benchmarks.measuring import Spread, cpu_seconds, in_turns, spread
from tests.benchmarks.tables import Row, Table, at_most, plain

ROOT: Final = Path(__file__).parents[2]
SCENARIOS: Final = ("elderly-caller", "entitled-caller", "router-fourth-call")
WANTED: Final = 1.0
"""Seconds of processor time that a warm class of the largest size may take."""
MEMORY: Final = 300
"""MiB that it may take, cold or warm."""
LINEAR: Final = 1.15
"""The largest exponent that is taken for linear growth."""


class Took(NamedTuple):
    """What one run of the command took."""

    seconds: float
    """Of processor time, the program's start included."""
    memory: float
    """MiB at its largest."""


def measure(tiny: bool) -> Table:
    """Show classes of several sizes, first without what was worked out before, then with it."""
    sizes = (20, 40) if tiny else (1_000, 2_000, 5_000, 10_000)
    model = load_model()
    playables = [open_scenario(ROOT / "scenarios" / f"{name}.yaml", model) for name in SCENARIOS]
    with tempfile.TemporaryDirectory() as folder:
        homes = {size: Home(Path(folder) / str(size)) for size in sizes}
        cold = {}
        for size, home in homes.items():
            with Store.open(home) as store:
                fill(store, playables, size - len(playables))
            cold[size] = show(home)
        figures = in_turns(1 if tiny else 5, {size: partial(show, home) for size, home in homes.items()})
        nothing = [show(Home(Path(folder) / "none")).seconds for _ in range(1 if tiny else 5)]
        ready = {size: partial(gathering, home) for size, home in homes.items()}
        gathered = in_turns(1 if tiny else 5, ready)
    warm = {size: spread([took.seconds for took in runs]) for size, runs in figures.items()}
    most = sizes[-1]
    memory = max(took.memory for took in (cold[most], *figures[most]))
    start = spread(nothing).median
    rows: list[Row] = [
        *(plain(f"{size:,} calls, warm (s)", warm[size], "{:,.2f}") for size in sizes[:-1]),
        at_most(f"{most:,} calls, warm (s)", warm[most], WANTED, "{:,.2f}"),
        plain("No calls at all: the program's start (s)", spread(nothing), "{:,.2f}"),
        *(
            plain(f"{size:,} calls, gathered, warm (ms)", spread([1000 * each for each in gathered[size]]))
            for size in sizes
        ),
        at_most(
            "Growth: warm, gathered ~ calls to the power of",
            one(slope({size: min(found) for size, found in gathered.items()})),
            LINEAR,
            "{:,.2f}",
        ),
        at_most(f"{most:,} calls, the most memory, cold or warm (MiB)", one(memory), MEMORY, "{:,.0f}"),
        *(plain(f"{size:,} calls, cold (s)", one(cold[size].seconds), "{:,.1f}") for size in sizes),
        plain(
            "Growth: cold time less the start ~ calls to the power of",
            one(slope({size: max(cold[size].seconds - start, 1e-3) for size in sizes})),
            "{:,.2f}",
        ),
    ]
    how = (
        "`moodline class` as plain text over made-up calls of the three shipped scenarios, by 250 agents. "
        "Every reply is drawn at random, so that calls have as little in common as can be; each third call "
        "has predictions. Processor time of the whole command. Cold: nothing was worked out before; once. "
        "Warm: the command was run before. Gathered: the class alone, from records to figures, in a process "
        "that has started, since most of a warm command is its start."
    )
    return Table("cohort", "A class of many calls", how, tuple(rows))


def show(home: Home) -> Took:
    """Run the command and measure it; POSIX only."""
    child = subprocess.Popen(
        [sys.executable, "-m", "tui.cli", "class"],
        cwd=ROOT,
        env={**os.environ, HOME_VARIABLE: str(home.folder)},
        stdout=subprocess.DEVNULL,
    )
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise RuntimeError(f"moodline class left with {child.returncode}")
    unit = 2**20 if sys.platform == "darwin" else 2**10  # bytes there, KiB elsewhere
    return Took(used.ru_utime + used.ru_stime, used.ru_maxrss / unit)


def gathering(home: Home) -> float:
    """The seconds of processor time in which a class is gathered that was worked out before."""

    def gather_it() -> None:
        with Store.open(home, read_only=True) as store:
            cache = home.folder / "class-cache.json"
            gather(store, cache=cache, program=version("moodline"), clock=monotonic)

    return cpu_seconds(gather_it)


def slope(figures: dict[int, float]) -> float:
    """The exponent of growth: the slope of the line through the logarithms, by least squares."""
    points = [(log(size), log(figure)) for size, figure in figures.items()]
    x, y = (sum(values) / len(points) for values in zip(*points, strict=True))
    return float(sum((a - x) * (b - y) for a, b in points) / sum((a - x) ** 2 for a, _ in points))


def one(figure: float) -> Spread:
    """A single figure."""
    return Spread(figure, figure, figure)
