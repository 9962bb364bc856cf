"""The journal of a call: what was chosen, from which everything else follows by replay.

The same scenario, mood model, seed and choices give the same journal, byte for byte, on every platform and
Python version: all of it is whole numbers and text.
"""

import json
from collections.abc import Iterable
from typing import Any, Final, NamedTuple

from engine.call.call import Call
from engine.call.events import ReplyGiven, as_data
from engine.call.machine import CallMachine, OutOfTurn
from engine.call.step import NotOffered

JOURNAL_VERSION: Final = 1


class Choice(NamedTuple):
    """One reply that was given. It names the scene too, so that it can never stand for another reply."""

    scene: str
    reply: str


class Diverged(ValueError):
    """A journal does not fit the scenario it is replayed on."""


def replay(machine: CallMachine, choices: Iterable[Choice], seed: int, agent: str = "Sam") -> Call:
    """The call as it stands after ``choices``, played through the machine.

    Raises:
        Diverged: a choice is not on offer where it was made; the journal belongs to another scenario.
    """
    call = Call(machine, seed, agent)
    call.answer()
    for turn, choice in enumerate(choices, start=1):
        play(call, choice, turn)
    return call


def play(call: Call, choice: Choice, turn: int = 0) -> None:
    """Give one reply and sit out its hold.

    Raises:
        Diverged: it is not on offer.
    """
    if call.phase != choice.scene:
        raise Diverged(
            f"turn {turn}: the reply was given at {choice.scene!r}, but the call is at {call.phase!r}"
        )
    try:
        call.choose(choice.reply)
        if call.on_hold:
            call.resume()
    except (NotOffered, OutOfTurn) as error:
        raise Diverged(f"turn {turn}: {error}") from error


def choices_of(call: Call) -> tuple[Choice, ...]:
    """The replies given so far."""
    return tuple(Choice(event.scene, event.reply) for event in call.events if isinstance(event, ReplyGiven))


def encode(call: Call) -> bytes:
    """The journal as JSON lines: one that says what was played, then one an event."""
    plan = call.plan
    header = {
        "journal": JOURNAL_VERSION,
        "scenario": plan.scenario.id,
        "model": plan.model.fingerprint,
        "seed": call.seed,
        "agent": call.agent,
    }
    return b"".join(_line(data) for data in (header, *map(as_data, call.events)))


def _line(data: dict[str, Any]) -> bytes:
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8", "replace") + b"\n"  # an agent's name can hold what is no character
