"""Reading a scenario as large as one may be, beside what the YAML library alone takes for the same bytes."""

import gc
import tempfile
from pathlib import Path

from engine.mood.coefficients import load_model
from engine.scenario.limits import MAX_BYTES
from engine.scenario.nodes import parser_in_use
from engine.scenario.reader import read
from tests.benchmarks.measuring import Spread, cpu_seconds, in_turns, ratios, spread
from tests.benchmarks.scenarios import large
from tests.benchmarks.tables import Row, Table, at_most, plain

WANTED = 2.5
"""How many times the time of a compose alone a full reading may take."""


def measure(tiny: bool) -> Table:
    """Compare a full reading with ruamel.yaml's compose, which makes a bare tree of nodes."""
    text = large(MAX_BYTES // 50 if tiny else MAX_BYTES)
    model = load_model()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.yaml"
        path.write_text(text, encoding="utf-8")

        def read_it() -> float:
            return cpu_seconds(lambda: read(path, personas=model.personas, rules=model.rules))

        reading = read(path, personas=model.personas, rules=model.rules)
        if reading.scenario is None:
            raise RuntimeError(f"the scenario made up for this is not valid: {reading.problems[0]}")
        figures = in_turns(
            1 if tiny else 11,
            {
                "read": read_it,
                "compose": lambda: cpu_seconds(lambda: _compose(path.read_bytes())),
                "compose alone": lambda: cpu_seconds(lambda: _without_collector(path.read_bytes())),
            },
        )
    milliseconds = {name: _times(spread(seconds), 1000) for name, seconds in figures.items()}
    rows: list[Row] = [
        plain("Moodline: read, checked, made into a scenario (ms)", milliseconds["read"]),
        plain("ruamel.yaml: composed into nodes (ms)", milliseconds["compose"]),
        plain("ruamel.yaml: the same, Python's garbage collector off (ms)", milliseconds["compose alone"]),
        at_most("Moodline ÷ ruamel.yaml", ratios(figures["read"], figures["compose"]), WANTED),
        plain(
            "Moodline ÷ ruamel.yaml with the collector off",
            ratios(figures["read"], figures["compose alone"]),
            "{:,.2f} ×",
        ),
    ]
    how = (
        f"A scenario of {len(text.encode()):,} bytes and {len(reading.scenario.scenes):,} scenes: read whole "
        "by Moodline, and only composed into nodes by ruamel.yaml's C parser. Processor time."
    )
    return Table("reader", "Reading a scenario of 1 MiB", how, tuple(rows), _notes())


def _compose(data: bytes) -> None:
    from ruamel.yaml import YAML

    YAML(typ="safe", pure=False).compose(data)


def _without_collector(data: bytes) -> None:
    gc.disable()
    try:
        _compose(data)
    finally:
        gc.enable()


def _notes() -> tuple[str, ...]:
    if parser_in_use() == "C":
        return ()
    return ("The C parser is not installed here: both sides used the one in Python.",)


def _times(found: Spread, factor: float) -> Spread:
    return Spread(found.median * factor, found.lowest * factor, found.highest * factor)
