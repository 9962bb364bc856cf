"""Random play: choices a second, through the machine, by the step alone, and in other engines."""

import sys
import tempfile
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from engine.call.playable import open_scenario
from engine.mood.coefficients import load_model
from engine.scenario.library import SHIPPED
from tests.benchmarks.measuring import in_turns, ratios, spread
from tests.benchmarks.peers import PEERS, ROOT, NotHere
from tests.benchmarks.player import Player, PlayerEnded
from tests.benchmarks.story import story_of
from tests.benchmarks.tables import Row, Table, at_least, plain

SCENARIO = SHIPPED / "entitled-caller.yaml"
MACHINE = 20_000
"""Choices a second that are wanted through the transitions machine."""
STEP = 10 * MACHINE
"""… and by the step alone."""

WAYS = {
    "words": "through the machine, every line and reply put into words",
    "machine": "through the machine",
    "fresh": "by the step: new calls, with what is on offer and the draw",
    "recorded": "by the step alone, on recorded turns",
}
_SIZES = {"words": 10_000, "machine": 12_000, "fresh": 40_000, "recorded": 80_000}
_PEER_SIZE = 3_000


def measure(tiny: bool) -> Table:
    """Play the entitled caller at random, in every way."""
    with ExitStack() as stack:
        players = _ways(stack, ("machine", "recorded") if tiny else tuple(WAYS))
        missing = {} if tiny else add_peers(stack, players)
        sizes = {name: 200 if tiny else _SIZES.get(name, _PEER_SIZE) for name in players}
        contenders = {name: partial(player.rate, sizes[name]) for name, player in players.items()}
        figures = in_turns(1, contenders, before=0) if tiny else in_turns(11, contenders)
        lengths = {name: player.choices_a_call for name, player in players.items() if player.calls}
    wanted = {"words": MACHINE, "machine": MACHINE, "recorded": STEP}
    rows: list[Row] = []
    for way in (way for way in WAYS if way in figures):
        name, figure = f"Moodline, {WAYS[way]}", spread(figures[way])
        rows.append(at_least(name, figure, wanted[way]) if way in wanted else plain(name, figure))
    peers = [name for name in players if name not in WAYS]
    rows += [plain(name, spread(figures[name])) for name in peers]
    rows += [Row(name, "not measured") for name in missing]
    rows += [
        plain(f"Moodline with words ÷ {name}", ratios(figures["words"], figures[name]), "{:,.1f} ×")
        for name in peers
    ]
    times = ratios(figures["recorded"], figures["machine"])
    rows.append(plain("Step alone ÷ through the machine", times, "{:,.1f} ×"))
    how = (
        "Choices in a second of processor time, in random play of the scenario `entitled-caller`, and of the "
        "same story in other engines."
    )
    shape = ", ".join(f"{name} {length:.1f}" for name, length in lengths.items() if name in ("words", *peers))
    lengths_note = f"Replies in a call, on average: {shape.replace('words', 'Moodline')}."
    notes = (lengths_note, *(f"{name} was not measured: {why}." for name, why in missing.items()))
    return Table("play", "Random play", how, tuple(rows), notes)


def _ways(stack: ExitStack, ways: tuple[str, ...]) -> dict[str, Player]:
    """Moodline at work in each of these ways."""
    command = [sys.executable, "-m", "tests.benchmarks.players.moodline"]
    return {way: stack.enter_context(Player([*command, way, str(SCENARIO)], ROOT)) for way in ways}


def add_peers(stack: ExitStack, players: dict[str, Player]) -> dict[str, str]:
    """Put the other engines to work too; those that cannot be played here, with the reason."""
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
    story = story_of(open_scenario(SCENARIO, load_model()).machine.plan)
    missing: dict[str, str] = {}
    for peer in PEERS:
        try:
            player = stack.enter_context(peer.start(story, folder))
            player.rate(1)
        except (NotHere, PlayerEnded) as reason:
            missing[peer.name] = str(reason)
        else:
            players[peer.name] = player
    return missing
