"""From asking for the debrief of a call to its first screen, beside an empty screen in the same app."""

import sys
from functools import partial

from tests.benchmarks.measuring import in_turns, ratios, spread
from tests.benchmarks.peers import ROOT
from tests.benchmarks.player import Player
from tests.benchmarks.players.debrief import SCREENS, TURNS
from tests.benchmarks.tables import Row, Table, at_most, plain

FIRST = 2.0
"""How many times as long as an empty screen the debrief's first screen may take to open."""
_ROUNDS, _OPENINGS = 7, 5
"""A round's figure is that of its quickest opening: other programs only ever make one slower."""

_WORDS = {
    "empty": "an empty screen",
    "questions": "questions first",
    "answered": "questions answered before",
}


def measure(tiny: bool) -> Table:
    """Open the three screens in turns, each time in a new app."""
    with Player([sys.executable, "-m", "tests.benchmarks.players.debrief"], ROOT) as player:
        asks = {name: partial(player.ask, number) for number, name in enumerate(SCREENS)}
        found = in_turns(1, asks, before=0) if tiny else in_turns(_ROUNDS * _OPENINGS, asks, before=2)
    openings = 1 if tiny else _OPENINGS

    def taken(name: str, point: str, clock: int = 0) -> list[float]:
        times = [1000 * each[point][clock] for each in found[name]]
        return [min(times[place : place + openings]) for place in range(0, len(times), openings)]

    opened = taken("empty", "refreshed")
    rows: list[Row] = [plain(f"{_WORDS['empty']}, open (ms)", spread(opened))]
    for name in SCREENS[1:3]:
        painted = taken(name, "all painted")
        rows.append(plain(f"{_WORDS[name]}, first screen (ms)", spread(painted)))
        rows.append(at_most(f"{_WORDS[name]} ÷ {_WORDS['empty']}", ratios(painted, opened), FIRST))
    for name in SCREENS[1:3]:
        refreshed = ratios(taken(name, "refreshed"), opened)
        rows.append(plain(f"{_WORDS[name]}, refreshed ÷ {_WORDS['empty']}", refreshed, "{:,.2f} ×"))
    for name, words in (("answered", "worked out and filled in"), ("again", "kept from the last time")):
        rows.append(plain(f"odds, {words} (ms)", spread(taken(name, "odds"))))
    for name in SCREENS[:3]:
        point = "refreshed" if name == "empty" else "all painted"
        rows.append(plain(f"{_WORDS[name]}, processor time (ms)", spread(taken(name, point, 1))))
    how = (
        f"Time by the clock, at 80×24, from asking for the debrief of a call of {TURNS} turns to the first "
        "frame with all of its first screen, the keys at its foot included; and from asking for a screen "
        "with nothing on it until Textual says that it is refreshed. Each the quickest of "
        f"{openings} openings in a round."
    )
    return Table("debrief", "Debrief", how, tuple(rows))
