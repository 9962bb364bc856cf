"""Scenarios that nobody wrote: valid ones, with every part of the format in every combination.

They are made as an author's plain data and read by the reader, so what is played is what the format allows.
"""

import json
from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

from hypothesis import strategies as st

from engine.call.compiler import compile_scenario
from engine.call.plan import Plan
from engine.mood.bands import BANDS
from engine.mood.coefficients import load_model
from engine.mood.moves import MOVES
from engine.scenario.files import Source
from engine.scenario.model import Scenario
from engine.scenario.reader import read_source

MODEL = load_model()
FACTS, PROMISES, FLAGS = ("name", "date", "place"), ("call-back", "refund"), ("sent", "told-off", "late")
ENDINGS = ("fine", "left", "walkout")
OWN_MOVES = {
    "photo": {"words": "asked for a photo", "like": "probe", "heat": 2},
    "vow": {"words": "vowed", "like": "promise"},
    "sigh": {"words": "sighed", "like": "script", "heat": -3, "trust": -2},
}
LINES = ("I see.", "Sorry about that.", "SORRY — about that!", "We will send one.", "{greeting}, {customer}.")

Draw = Callable[[st.SearchStrategy[Any]], Any]

numbers = st.integers(0, 100)
ranges = st.one_of(
    numbers,
    numbers.map(lambda n: f">= {n}"),
    numbers.map(lambda n: f"<= {n}"),
    st.tuples(numbers, numbers).map(lambda ends: f"{min(ends)}..{max(ends)}"),
)
small_ranges = st.one_of(
    st.integers(0, 3),
    st.integers(0, 4).map(lambda n: f">= {n}"),
    st.integers(1, 4).map(lambda n: f"< {n}"),
)
moods = st.fixed_dictionaries({}, optional={"heat": numbers, "heard": numbers, "trust": numbers})


def some(*ids: str) -> st.SearchStrategy[Any]:
    """One id, or a list of some; now and then one of them twice."""
    return st.sampled_from(ids) | st.lists(st.sampled_from(ids), min_size=1, max_size=2)


@cache
def conditions(scenes: int, replies: int, grievance: bool) -> st.SearchStrategy[dict[str, Any]]:
    """What can stand under ``when``, a few levels deep."""
    entries: dict[str, st.SearchStrategy[Any]] = {
        "heat": ranges,
        "heard": ranges,
        "trust": ranges,
        "turn": small_ranges,
        "contacts": small_ranges,
        "mood": some(*BANDS),
        "told": some(*FACTS),
        "asked": some(*FACTS),
        "promised": some(*PROMISES),
        "kept": some(*PROMISES),
        "broken": some(*PROMISES),
        "flag": some(*FLAGS),
        "chose": some(*(f"s{scene}.r{reply}" for scene in range(scenes) for reply in range(replies))),
        "visited": some(*(f"s{scene}" for scene in range(scenes))),
        "made": st.dictionaries(st.sampled_from(["affirm", "script", *OWN_MOVES]), small_ranges, max_size=2),
        **({"settled": st.booleans()} if grievance else {}),
    }
    alone = {key: st.fixed_dictionaries({key: entry}) for key, entry in entries.items()}
    one = st.sampled_from(sorted(entries)).flatmap(alone.__getitem__)
    few = st.lists(one, max_size=2).map(lambda parts: {key: part[key] for part in parts for key in part})
    return st.recursive(
        few,
        lambda inner: st.one_of(
            st.lists(inner, min_size=1, max_size=2).map(lambda parts: {"any": parts}),
            st.lists(inner, max_size=2).map(lambda parts: {"all": parts}),
            inner.map(lambda part: {"not": part}),
        ),
        max_leaves=3,
    )


class Parts(NamedTuple):
    """What the parts of a scenario are drawn from."""

    when: st.SearchStrategy[Any]
    targets: st.SearchStrategy[str]
    ways: st.SearchStrategy[list[Any]]
    variants: st.SearchStrategy[list[Any]]
    optional: dict[str, st.SearchStrategy[Any]]
    """By the key of a reply."""
    interrupts: st.SearchStrategy[list[Any]]


@cache
def parts_for(scenes: int, replies: int, grievance: bool) -> Parts:
    """For scenarios of one shape; made once, since making them takes longer than drawing from them."""
    scene_ids = [f"s{number}" for number in range(scenes)]
    when = conditions(scenes, replies, grievance)
    targets = st.sampled_from([*scene_ids, *scene_ids, ENDINGS[0], *(["return"] * scenes)])
    ways = st.lists(st.fixed_dictionaries({"when": when, "goto": targets}), max_size=2)
    variants = st.lists(
        st.fixed_dictionaries({"says": some("Well?", "And now?", "Hm.")}, optional={"when": when}), max_size=2
    )
    optional = {
        "asks": some(*FACTS),
        "promises": some(*PROMISES),
        "keeps": some(*PROMISES),
        "breaks": some(*PROMISES),
        "sets": some(*FLAGS),
        "fails": st.booleans(),
        "once": st.booleans(),
        "hold": st.integers(1, 600) | st.just({"seconds": 90, "announced": True}),
        "phrase": st.just("stock"),
        "mood": st.fixed_dictionaries({"because": st.just("So it is."), "heat": st.integers(-100, 100)}),
        **({"settles": st.booleans()} if grievance else {}),
    }
    interrupts = st.fixed_dictionaries(
        {"when": when, "goto": st.sampled_from([*scene_ids, *ENDINGS]), "once": st.booleans()}
    )
    return Parts(when, targets, ways, variants, optional, st.lists(interrupts, max_size=2))


replies_moves = st.lists(st.sampled_from([*MOVES, *OWN_MOVES]), min_size=1, max_size=3)
sensitivities = st.dictionaries(
    st.sampled_from([*MOVES, *OWN_MOVES, "harm", "listen", *sorted(MODEL.adjustable)]),
    st.sampled_from([0, 0.5, 1.5, 5]),
    max_size=3,
)
some_facts = some(*FACTS)
at_most_one_fact = st.lists(st.sampled_from(FACTS), max_size=1)


@st.composite
def scenario_data(draw: Draw) -> dict[str, Any]:
    """An author's plain data of a whole scenario."""
    scenes, replies = draw(st.integers(1, 4)), draw(st.integers(1, 3))
    grievance = draw(st.booleans())
    scene_ids = [f"s{number}" for number in range(scenes)]
    parts = parts_for(scenes, replies, grievance)
    when, targets, optional = parts.when, parts.targets, parts.optional

    def reply(number: int) -> dict[str, Any]:
        keys = [key for key in sorted(optional) if draw(st.integers(0, 3)) == 3]
        made = {"id": f"r{number}", "says": draw(st.sampled_from(LINES)), "moves": draw(replies_moves)}
        made |= {key: draw(optional[key]) for key in keys}
        if number == 0 and draw(st.integers(0, 4)):
            made["once"] = False  # most scenes always have a reply to give
        elif draw(st.integers(0, 2)) == 0:
            made["when"] = draw(when)
            if draw(st.booleans()):
                made["locked"] = "Not yet."
        if draw(st.integers(0, 3)) == 3:
            made["detour"] = draw(st.sampled_from(scene_ids))
        else:
            made["goto"] = [*draw(parts.ways), {"goto": draw(targets)}]
        return made

    def scene() -> dict[str, Any]:
        made = {"customer": draw(parts.variants), "replies": [reply(number) for number in range(replies)]}
        for key, value in (("again", parts.variants), ("vents", st.booleans()), ("tells", some_facts)):
            if draw(st.booleans()):
                made[key] = draw(value)
        return made

    customer = {
        "name": "Robin",
        "persona": draw(st.sampled_from(sorted(MODEL.personas))),
        "sensitivity": draw(sensitivities),
        "mood": draw(moods),
        "baseline": draw(moods),
        "contacts": draw(st.integers(0, 3)),
    }
    if grievance:
        customer["grievance"] = "wet-parcel"
    if draw(st.booleans()):
        customer["limit"] = {
            "heat": draw(st.sampled_from([0, 60, 95, 100])),
            "turns": draw(st.integers(1, 3)),
        }
    data = {
        "moodline": 1,
        "id": "generated",
        "title": "Generated",
        "summary": "Made by nobody.",
        "level": 1,
        "minutes": 1,
        "brief": {"situation": "A test."},
        "customer": customer,
        "facts": {name: f"the {name}" for name in FACTS},
        "promises": {name: f"the {name}" for name in PROMISES},
        "told": draw(at_most_one_fact),
        "moves": OWN_MOVES,
        "critical": [{"id": "never", "text": "It happened", "when": draw(when)}],
        "start": "s0",
        "scenes": {name: scene() for name in scene_ids},
        "interrupts": [{"id": f"i{n}", **one} for n, one in enumerate(draw(parts.interrupts))],
        "endings": {
            name: {"title": name, "problem": "open", "relationship": "lost", "says": ["Bye.", "So long."]}
            for name in ENDINGS
        },
    }
    if scenes > 1 and draw(st.booleans()):  # or few calls would come back from a detour
        first, last = data["scenes"]["s0"]["replies"][0], data["scenes"]["s1"]["replies"][-1]
        for one, way in ((first, {"detour": "s1"}), (last, {"goto": [{"goto": "return"}]})):
            one.pop("goto", None)
            one.pop("detour", None)
            one.update(way)
    _return_only_inside_detours(data)
    return data


def _return_only_inside_detours(data: dict[str, Any]) -> None:
    """The reader refuses a way back where no detour leads; there the call ends in its place."""
    scenes = data["scenes"]
    waiting = [one["detour"] for scene in scenes.values() for one in scene["replies"] if "detour" in one]
    if waiting:
        waiting += [interrupt["goto"] for interrupt in data["interrupts"]]
    inside: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in inside and name in scenes:
            inside.add(name)
            waiting += [way["goto"] for way in _ways(scenes[name])]
    for name, scene in scenes.items():
        for way in _ways(scene):
            if way["goto"] == "return" and name not in inside:
                way["goto"] = "fine"


def _ways(scene: dict[str, Any]) -> list[dict[str, Any]]:
    return [way for reply in scene["replies"] for way in reply.get("goto", ())]


@cache
def _read(text: str) -> Scenario:
    reading = read_source(
        Source("generated.yaml", {"generated.yaml": text}),
        personas=MODEL.personas,
        rules=MODEL.adjustable,
    )
    assert reading.scenario is not None, reading.problems
    return reading.scenario


def scenario_from(data: dict[str, Any]) -> Scenario:
    """The data as the reader reads it."""
    return _read(json.dumps(data, ensure_ascii=False))


def plan_from(data: dict[str, Any]) -> Plan:
    """The data ready to be played, compiled anew."""
    return compile_scenario(scenario_from(data), MODEL)


def small(*replies: dict[str, Any], **more: Any) -> dict[str, Any]:
    """The data of a scenario with one scene, ``talk``, whose replies lead back to it by default.

    ``more`` goes to the top; what is given for ``customer``, ``talk`` and ``scenes`` is added there.
    """
    talk = {"customer": "Go on.", **more.pop("talk", {}), "replies": [named(reply) for reply in replies]}
    scenes = more.pop("scenes", {})
    customer = {"name": "Robin", "mood": {"heat": 40, "heard": 60, "trust": 50}, **more.pop("customer", {})}
    return {
        "moodline": 1,
        "id": "small",
        "title": "Small",
        "summary": "Made for one test.",
        "level": 1,
        "minutes": 1,
        "brief": {"situation": "A test."},
        "customer": customer,
        "facts": {name: f"the {name}" for name in FACTS},
        "promises": {name: f"the {name}" for name in PROMISES},
        "start": "talk",
        "scenes": {
            "talk": talk,
            **{
                name: {**scene, "replies": [named(reply) for reply in scene["replies"]]}
                for name, scene in scenes.items()
            },
        },
        "endings": {name: {"title": name, "problem": "open", "relationship": "lost"} for name in ENDINGS},
        **more,
    }


def named(reply: dict[str, Any]) -> dict[str, Any]:
    """A reply with what it must have: it says its id, and comes back to ``talk``."""
    way = {} if "detour" in reply else {"goto": "talk"}
    return {"says": f"Line {reply['id']}.", **way, **reply}
