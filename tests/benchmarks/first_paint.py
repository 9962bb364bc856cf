"""From the start of `moodline` to something on the screen, and to a library that can be used."""

import os
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.measuring import Spread, in_turns, ratios, spread
from tests.benchmarks.scenarios import RARE, fill_library
from tests.benchmarks.tables import Row, Table, at_most, plain

PAINT = 1.25
"""How many times as long as the smallest app the first paint may take."""
USABLE = 2.0
"""The same for a library that shows its scenarios and has answered a key."""
SCENARIOS = 200

HELLO, PAINTED, USED = "the smallest app", "Moodline, first paint", "Moodline, library usable"


def measure(tiny: bool) -> Table:
    """Start both programs in turns, each in a terminal of its own."""
    title = "First paint"
    if sys.platform == "win32":
        return Table("first_paint", title, "Not measured here: Windows has no pseudo-terminals.", ())
    count = 4 if tiny else SCENARIOS
    with tempfile.TemporaryDirectory() as folder:
        empty, full = Path(folder) / "empty", Path(folder) / "full"
        fill_library(full / "scenarios", count)
        starts = {
            HELLO: lambda: _paint([sys.executable, str(Path(__file__).with_name("hello.py"))], empty),
            PAINTED: lambda: _paint(_moodline(), empty),
            USED: lambda: _use(_moodline(), full),
        }
        figures = in_turns(1, starts, before=0) if tiny else in_turns(15, starts)
    seconds = {name: [took for took, _ in rounds] for name, rounds in figures.items()}
    busy = {name: [worked for _, worked in rounds] for name, rounds in figures.items()}
    rows: list[Row] = [plain(f"{name} (ms)", _milliseconds(seconds[name])) for name in starts]
    rows += [
        at_most("first paint ÷ the smallest app", ratios(seconds[PAINTED], seconds[HELLO]), PAINT),
        at_most("library usable ÷ the smallest app", ratios(seconds[USED], seconds[HELLO]), USABLE),
    ]
    rows += [plain(f"{name}, processor time (ms)", _milliseconds(busy[name])) for name in starts]
    rows += [
        plain(f"{name} ÷ the smallest app, processor time", ratios(busy[name], busy[HELLO]), "{:,.2f} ×")
        for name in (PAINTED, USED)
    ]
    how = (
        "Time by the clock from the start of the program, in a terminal of 80×24, to the first sign on its "
        f"screen; and to a library of {count} scenarios that has answered a key."
    )
    return Table("first_paint", title, how, tuple(rows))


def _moodline() -> list[str]:
    """The installed command, beside the Python that runs this."""
    command = Path(sys.executable).with_name("moodline")
    return [str(command)] if command.exists() else [sys.executable, "-m", "tui.cli"]


def _paint(command: list[str], home: Path) -> tuple[float, float]:
    from tests.benchmarks.terminal import Terminal, anything

    with Terminal(command, _environment(home)) as terminal:
        return terminal.seconds_until(anything), terminal.end()


def _use(command: list[str], home: Path) -> tuple[float, float]:
    from tests.benchmarks.terminal import Screen, Terminal

    def listed(screen: Screen) -> bool:
        return any("Caller 001" in line for line in screen)

    def found(screen: Screen) -> bool:
        return any(f"the {RARE} line" in line for line in screen) and not listed(screen)

    with Terminal(command, _environment(home)) as terminal:
        terminal.seconds_until(listed)
        terminal.press(RARE)
        return terminal.seconds_until(found), terminal.end()


def _environment(home: Path) -> dict[str, str]:
    """This process's environment, but for what changes how an app looks."""
    changes = ("NO_COLOR", "COLORTERM", "COLUMNS", "LINES", "TEXTUAL", "MOODLINE")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(changes)}
    return kept | {"TERM": "xterm-256color", "LANG": "C.UTF-8", "MOODLINE_HOME": str(home)}


def _milliseconds(seconds: list[float]) -> Spread:
    return spread([1000 * second for second in seconds])
