"""The same scenario, seed and replies give the same journal, byte for byte, on every platform and Python.

The golden journals are written by ``python -m tests.engine.call.test_golden`` when a change of the rules is
meant; ``make golden-all`` replays them on every Python that is installed.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from engine.call.call import Call
from engine.call.journal import choices_of, encode, replay
from engine.call.machine import CallMachine
from tests.engine.call.conftest import ALL, EVERY_FEATURE, ROOT, plan_of

GOLDEN = Path(__file__).with_name("golden")
SEEDS = (1, 2, 3, 7, 11, 2026)


def a_call(path: Path, seed: int) -> Call:
    """A call whose replies follow from the seed alone, by arithmetic that no Python version changes."""
    call = Call(CallMachine(plan_of(path)), seed, agent="Zoë")
    call.answer()
    turn = seed
    while (offers := [offer for offer in call.offers() if not offer.locked]) and turn < seed + 60:
        call.choose(offers[(turn * 7 + turn // 3) % len(offers)].reply.id)
        if call.on_hold:
            call.resume()
        turn += 1
    return call


def golden_file(seed: int) -> Path:
    return GOLDEN / f"{EVERY_FEATURE.stem}.{seed}.jsonl"


@pytest.mark.parametrize("seed", SEEDS)
def test_the_journal_is_the_golden_one(seed: int) -> None:
    call = a_call(EVERY_FEATURE, seed)
    assert encode(call) == golden_file(seed).read_bytes()
    again = replay(CallMachine(plan_of(EVERY_FEATURE)), choices_of(call), seed, agent="Zoë")
    assert encode(again) == golden_file(seed).read_bytes()


def test_the_golden_journals_see_most_of_what_can_happen() -> None:
    kinds = {type(event).__name__ for seed in SEEDS for event in a_call(EVERY_FEATURE, seed).events}
    assert {"Held", "FactAsked", "PromiseMade", "BandChanged", "CallEnded", "FlagSet"} <= kinds


def test_the_order_of_sets_plays_no_part() -> None:
    """What could differ between two processes is the order of sets; so two are run, with other hash seeds."""
    program = (
        "import sys; from tests.engine.call.test_golden import *; "
        "sys.stdout.buffer.write(b''.join(encode(a_call(path, seed)) for path in ALL for seed in SEEDS))"
    )
    first, second = (
        subprocess.run(
            [sys.executable, "-c", program],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    )
    assert first == second
    assert first.count(b"\n") > 100 * len(ALL)


if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for number in SEEDS:
        golden_file(number).write_bytes(encode(a_call(EVERY_FEATURE, number)))
