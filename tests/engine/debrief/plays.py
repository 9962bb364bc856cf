"""Plays for the debrief's tests: of the scenario with every feature, of the shipped ones, and of small ones
made for one rule."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any

from engine.call.call import Call
from engine.call.compiler import compile_scenario
from engine.call.machine import CallMachine
from engine.debrief.debrief import Debrief, make_debrief
from engine.mood.coefficients import load_model
from engine.scenario.files import Source
from engine.scenario.reader import read_source
from tests.engine.call.conftest import EVERY_FEATURE, plan_of

MODEL = load_model()


@cache
def machine_of(path: Path) -> CallMachine:
    return CallMachine(plan_of(path))


def give(call: Call, *replies: str) -> Call:
    """Give replies by id, and sit out every hold."""
    for reply in replies:
        call.choose(reply)
        if call.on_hold:
            call.resume()
    return call


def answered(machine: CallMachine, seed: int = 1, agent: str = "Sam") -> Call:
    call = Call(machine, seed, agent)
    call.answer()
    return call


def every_feature(*replies: str, seed: int = 1) -> Call:
    return give(answered(machine_of(EVERY_FEATURE), seed), *replies)


def at_random(machine: CallMachine, seed: int, picks: Sequence[int]) -> Call:
    """A call in which each pick names one of the replies on offer; cut short if the picks run out."""
    call = answered(machine, seed)
    for pick in picks:
        offers = [offer.reply.id for offer in call.offers() if not offer.locked]
        if not offers:
            break
        give(call, offers[pick % len(offers)])
    return call


def reply(name: str, *moves: str, goto: str = "talk", **more: Any) -> dict[str, Any]:
    """A reply of a small scenario; its line names it."""
    ways = {} if "detour" in more else {"goto": goto}
    return {"id": name, "says": f"Line {name}.", "moves": list(moves), "why": f"Why {name}.", **ways, **more}


def small(*replies: dict[str, Any], mood: tuple[int, int, int] = (40, 60, 50), **more: Any) -> CallMachine:
    """A scenario with one scene, ``talk``, which its replies come back to, and the endings ``fine`` (good)
    and ``left`` (not good). ``more`` goes to the top; what is given for the customer is added."""
    heat, heard, trust = mood
    scenario = {
        "moodline": 1,
        "id": "small",
        "title": "Small",
        "summary": "Made for one test.",
        "level": 1,
        "minutes": 1,
        "brief": {"situation": "A test."},
        "start": "talk",
        **more,
        "customer": {
            "name": "Robin Hale",
            "mood": {"heat": heat, "heard": heard, "trust": trust},
            **more.get("customer", {}),
        },
        "scenes": {
            "talk": {"customer": "Go on.", "replies": list(replies), **more.get("talk", {})},
            **more.get("scenes", {}),
        },
        "endings": more.get("endings")
        or {
            "fine": {"title": "Fine", "problem": "solved", "relationship": "kept"},
            "left": {"title": "Left", "problem": "open", "relationship": "strained"},
        },
    }
    scenario.pop("talk", None)
    reading = read_source(
        Source("small.yaml", {"small.yaml": json.dumps(scenario)}), personas=MODEL.personas, rules=MODEL.rules
    )
    assert reading.scenario is not None, reading.problems
    return CallMachine(compile_scenario(reading.scenario, MODEL))


def debrief_of(machine: CallMachine, *replies: str) -> Debrief:
    return make_debrief(give(answered(machine), *replies))


def texts_of(value: Any) -> Iterator[str]:
    """Every text that a debrief holds for a reader; the ledgers' notes are ids and author's text as
    written."""
    if isinstance(value, str):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            if field.name != "ledger":
                yield from texts_of(getattr(value, field.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from texts_of(item)
