"""From saving a scenario to seeing it in the preview, while it is still being proved."""

import sys
from contextlib import ExitStack
from functools import partial

from tests.benchmarks.measuring import in_turns, spread
from tests.benchmarks.peers import ROOT
from tests.benchmarks.player import Player
from tests.benchmarks.tables import Row, Table, at_most

SCENARIOS = ("elderly-caller", "entitled-caller", "router-fourth-call")
SAVES = 6
"""In a row: most of them come while the save before is still being proved."""
SHOWN = 1000.0
"""Milliseconds from a save to the first frame that shows it, at most."""
_ROUNDS = 4


def measure(tiny: bool) -> Table:
    """Save each scenario some times, each round in a new preview."""
    names, saves = (SCENARIOS[-1:], 1) if tiny else (SCENARIOS, SAVES)
    with ExitStack() as stack:
        command = [sys.executable, "-m", "tests.benchmarks.players.preview"]
        asks = {
            name: partial(stack.enter_context(Player([*command, name], ROOT)).ask, saves) for name in names
        }
        found = in_turns(1, asks, before=0) if tiny else in_turns(_ROUNDS, asks)
    rows: list[Row] = []
    for name, rounds in found.items():
        shown = spread([1000 * seconds for saves in rounds for seconds in saves])
        rows.append(at_most(f"{name}, saved to shown (ms)", shown, SHOWN, "{:,.0f}"))
    how = (
        "Time by the clock, at 160×45, from saving a scenario to the first frame with its new title; "
        f"{SAVES} saves in a row, in the file's place and by renaming in turns, while the one before is "
        "being proved."
    )
    return Table("preview", "Preview", how, tuple(rows))
