"""The same scenario, seed and replies give the same journal, byte for byte, on every platform and Python.

The golden journals are written by ``python -m tests.engine.call.test_golden`` when a change of the rules is
meant; ``make golden-all`` replays them on every Python that is installed.
"""

import os
import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest

from engine.call.call import Call
from engine.call.events import (
    CallEnded,
    CustomerSaid,
    Event,
    HowEntered,
    MoodChanged,
    SceneEntered,
    WhichLines,
)
from engine.call.journal import choices_of, encode, replay
from engine.call.machine import CallMachine
from engine.mood.coefficients import RULES
from tests.engine.call.conftest import ALL, EVERY_FEATURE, ROOT, plan_of

GOLDEN = Path(__file__).with_name("golden")
SEEDS = (1, 2, 3, 7, 8, 10, 11, 22, 2026)
PLAYS = {
    "kept": "hear check address photo new-one keep",
    "no": "hear check address no-reply-needed photo no bye",
}
"""Plays by hand, for what the seeds do not come upon."""


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


def a_play(name: str) -> Call:
    """A call of which every reply is written down."""
    call = Call(CallMachine(plan_of(EVERY_FEATURE)), seed=1, agent="Zoë")
    call.answer()
    for reply in PLAYS[name].split():
        call.choose(reply)
        if call.on_hold:
            call.resume()
    return call


def golden_calls() -> dict[str, Call]:
    """The calls that have a golden journal, by its name."""
    return {
        **{str(seed): a_call(EVERY_FEATURE, seed) for seed in SEEDS},
        **{name: a_play(name) for name in PLAYS},
    }


def golden_file(name: str) -> Path:
    return GOLDEN / f"{EVERY_FEATURE.stem}.{name}.jsonl"


@pytest.mark.parametrize("name", [*map(str, SEEDS), *PLAYS])
def test_the_journal_is_the_golden_one(name: str) -> None:
    call = golden_calls()[name]
    assert encode(call) == golden_file(name).read_bytes()
    again = replay(CallMachine(plan_of(EVERY_FEATURE)), choices_of(call), call.seed, agent="Zoë")
    assert encode(again) == golden_file(name).read_bytes()


def test_the_golden_journals_see_all_that_can_happen() -> None:
    events = [event for call in golden_calls().values() for event in call.events]
    assert {type(event) for event in events} == set(get_args(Event))
    assert {event.how for event in events if isinstance(event, SceneEntered)} == set(get_args(HowEntered))
    assert {event.list for event in events if isinstance(event, CustomerSaid)} == set(get_args(WhichLines))
    # That nobody gets stuck, and that anger is not named where there is none, is right in a good scenario.
    ends = {event.reason for event in events if isinstance(event, CallEnded)}
    assert ends == {"way", "walkout"}
    rules = {cause.rule for event in events if isinstance(event, MoodChanged) for cause in event.ledger}
    assert rules == set(RULES) - {"mistuned"}


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
    for name, call in golden_calls().items():
        golden_file(name).write_bytes(encode(call))
