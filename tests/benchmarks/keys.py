"""From the key that gives a reply to the frame that shows the new mood, early in a call and late."""

import statistics
import sys
from contextlib import ExitStack
from functools import partial
from typing import NamedTuple

from tests.benchmarks.measuring import in_turns, ratios, spread
from tests.benchmarks.peers import ROOT
from tests.benchmarks.player import Player
from tests.benchmarks.tables import Row, Table, at_most, plain

PAINTED = 16.0
"""Milliseconds of processor time until the new mood is painted."""
LATER = 2.0
"""How many times that of the early turn the late one may take."""

_MS = "{:,.1f} ms"
_KEYS = 6
"""Keys in a round."""


class Seat(NamedTuple):
    """Where somebody sits at the call screen."""

    columns: int
    lines: int
    motion: str
    turn: int

    @property
    def words(self) -> str:
        """The seat without its turn."""
        return f"{self.columns}×{self.lines}" + ("" if self.motion == "moving" else ", reduced motion")


class Taken(NamedTuple):
    """Milliseconds of processor time: in each round the median of its keys, and of all keys the slowest."""

    painted: list[float]
    all_painted: list[float]
    slowest: float


def measure(tiny: bool) -> Table:
    """Press keys at both turns, by turns."""
    early, late = (2, 2) if tiny else (10, 1000)
    screens = ((80, 24, "still"),) if tiny else ((80, 24, "moving"), (80, 24, "still"), (160, 45, "still"))
    seats = [Seat(*screen, turn) for screen in screens for turn in sorted({early, late})]
    taken = _press(seats, rounds=1 if tiny else 9, keys=2 if tiny else _KEYS)
    rows: list[Row] = []
    for screen in screens:
        first, then = (taken[Seat(*screen, turn)] for turn in (early, late))
        words = Seat(*screen, early).words
        for turn, found in ((early, first), (late, then)):
            rows.append(at_most(f"{words}, turn {turn:,}", spread(found.painted), PAINTED, _MS))
        rows.append(at_most(f"{words}, late ÷ early", ratios(then.painted, first.painted), LATER))
        slowest = max(first.slowest, then.slowest)
        rows.append(Row(f"{words}, the slowest key of all", _MS.format(slowest)))
        if screen[2] == "still":
            for turn, found in ((early, first), (late, then)):
                rows.append(plain(f"{words}, turn {turn:,}, all painted", spread(found.all_painted), _MS))
    how = "Processor time from the key that gives a reply to the frame that shows the new mood."
    return Table("keys", "Keys", how, tuple(rows))


def _press(seats: list[Seat], rounds: int, keys: int) -> dict[Seat, Taken]:
    with ExitStack() as stack:
        # All play to their turn at once; the first round waits for each, and does not count.
        players = {seat: stack.enter_context(_sit_down(seat)) for seat in seats}
        asks = {seat: partial(player.ask, keys) for seat, player in players.items()}
        answers = in_turns(rounds, asks, before=1 if rounds > 1 else 0)
    return {seat: _taken(found) for seat, found in answers.items()}


def _sit_down(seat: Seat) -> Player:
    place = [str(seat.turn), str(seat.columns), str(seat.lines), seat.motion]
    return Player([sys.executable, "-m", "tests.benchmarks.players.keys", *place], ROOT)


def _taken(rounds: list[list[tuple[float, float]]]) -> Taken:
    painted, all_painted = (
        [1000 * statistics.median(times[place] for times in keys) for keys in rounds] for place in range(2)
    )
    return Taken(painted, all_painted, 1000 * max(times[0] for keys in rounds for times in keys))
