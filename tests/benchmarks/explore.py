"""Exploring: every choice of a scenario, beside random play elsewhere; long scenarios, and large ones."""

import math
import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any

from engine.scenario.library import SHIPPED
from tests.benchmarks.measuring import in_turns, ratios, spread
from tests.benchmarks.peers import ROOT
from tests.benchmarks.play import SCENARIO, add_peers
from tests.benchmarks.player import Player
from tests.benchmarks.scenarios import chain, looping
from tests.benchmarks.tables import Row, Table, at_least, at_most, plain

TIMES = {"inkjs": 25.0, "bink": 12.0}
"""How many times the choices of another engine are wanted, by the first word of its name."""
SHIPPED_SECONDS = 0.6
STEEPEST = 1.15
"""Time is to grow with the number of scenes, to this power at most."""
LARGEST = 1024
"""MiB."""

_ALL = 1_000_000_000
_CHAINS = (250, 500, 1000, 2000)
_LARGE = 10_000_000
_PEER_SIZE = 3_000
NOT_TO_BE_HAD = "ChoiceScript's randomtest was not measured: it is in no package registry."


def measure(tiny: bool) -> Table:
    """Explore, in turns with random play elsewhere."""
    rows: list[Row] = []
    notes: list[str] = []
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        story = _file(folder, "tiny", chain(3)) if tiny else SCENARIO
        rows += _beside_peers(stack, story, tiny, notes)
        rows += _shipped(stack, [story] if tiny else sorted(SHIPPED.glob("*.yaml")), tiny)
        rows += _long(stack, folder, tiny)
        rows += _large(stack, folder, tiny)
    how = (
        "Processor time for exploring a scenario to the end: every state, the chances, the trainees' calls. "
        "Choices a second are those of the scenario `entitled-caller`, each once; the other engines play the "
        "same story at random."
    )
    return Table("explore", "Exploring", how, tuple(rows), tuple(notes))


def _beside_peers(stack: ExitStack, story: Path, tiny: bool, notes: list[str]) -> list[Row]:
    players = {"Moodline": _explorer(stack, story)}
    missing = {} if tiny else add_peers(stack, players)
    sizes = dict.fromkeys(players, _PEER_SIZE) | {"Moodline": _ALL}
    contenders = {name: partial(player.rate, sizes[name]) for name, player in players.items()}
    figures = in_turns(1, contenders, before=0) if tiny else in_turns(7, contenders)
    rows: list[Row] = [plain("Moodline, choices explored in a second", spread(figures["Moodline"]))]
    for name in players:
        if name == "Moodline":
            continue
        rows.append(plain(f"{name}, choices played in a second", spread(figures[name])))
        times, what = ratios(figures["Moodline"], figures[name]), f"Moodline ÷ {name}"
        wanted = TIMES.get(name.split()[0])
        rows.append(
            plain(what, times, "{:,.1f} ×") if wanted is None else at_least(what, times, wanted, "{:,.1f} ×")
        )
    rows += [Row(name, "not measured") for name in (*missing, "ChoiceScript, randomtest")]
    notes += [f"{name} was not measured: {why}." for name, why in missing.items()]
    notes.append(NOT_TO_BE_HAD)
    return rows


def _shipped(stack: ExitStack, files: Sequence[Path], tiny: bool) -> list[Row]:
    players = {file.stem: _explorer(stack, file) for file in files}
    contenders = {name: partial(player.ask, _ALL) for name, player in players.items()}
    answers = in_turns(1, contenders, before=0) if tiny else in_turns(7, contenders)
    return [
        at_most(
            f"{name}: {found[-1]['states']:,} states, {found[-1]['choices']:,} choices",
            spread([answer["seconds"] for answer in found]),
            SHIPPED_SECONDS,
            "{:,.2f} s",
        )
        for name, found in answers.items()
    ]


def _long(stack: ExitStack, folder: Path, tiny: bool) -> list[Row]:
    sizes = (3, 6) if tiny else _CHAINS
    players = {size: _explorer(stack, _file(folder, f"chain-{size}", chain(size))) for size in sizes}
    contenders = {size: partial(player.ask, _ALL) for size, player in players.items()}
    answers = in_turns(1, contenders, before=0) if tiny else in_turns(5, contenders)
    seconds = {size: [answer["seconds"] for answer in found] for size, found in answers.items()}
    rows: list[Row] = [
        plain(f"{size:,} scenes in a row", spread(figures), "{:,.2f} s") for size, figures in seconds.items()
    ]
    powers = [power(sizes, each) for each in zip(*seconds.values(), strict=True)]
    return [*rows, at_most("power of the number of scenes", spread(powers), STEEPEST, "{:,.2f}")]


def _large(stack: ExitStack, folder: Path, tiny: bool) -> list[Row]:
    if sys.platform == "win32":
        return [Row("Memory", "not measured")]
    file = _file(folder, "going-on", looping())
    answers: list[Any] = [_explorer(stack, file).ask(2_000 if tiny else _LARGE)]
    what = f"stopped at {answers[0]['states']:,} states of a call that goes on for ever"
    took = spread([answer["seconds"] for answer in answers])
    peak = spread([answer["peak"] / 2**20 for answer in answers])
    return [
        plain(f"{what}, time", took, "{:,.1f} s"),
        at_most(f"{what}, memory", peak, LARGEST, "{:,.0f} MiB"),
    ]


def power(sizes: Sequence[int], seconds: Sequence[float]) -> float:
    """To which power of the size time grows: the slope of the logarithms, by least squares."""
    points = [(math.log(size), math.log(second)) for size, second in zip(sizes, seconds, strict=True)]
    middle = sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)
    across = sum((x - middle[0]) * (y - middle[1]) for x, y in points)
    return across / sum((x - middle[0]) ** 2 for x, _ in points)


def _explorer(stack: ExitStack, file: Path) -> Player:
    command = [sys.executable, "-m", "tests.benchmarks.players.explorer", str(file)]
    return stack.enter_context(Player(command, ROOT))


def _file(folder: Path, name: str, text: str) -> Path:
    file = folder / f"{name}.yaml"
    file.write_text(text, encoding="utf-8")
    return file
