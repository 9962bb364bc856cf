"""Small made-up scenarios in which everything that a state holds may matter somewhere."""

import json
from typing import Any

from hypothesis import strategies as st

from engine.call.compiler import compile_scenario
from engine.call.plan import Plan
from engine.mood.coefficients import load_model
from engine.scenario.files import Source
from engine.scenario.reader import read_source

MODEL = load_model()
MOVES = (
    "affirm", "apologise", "apologise", "own", "warmth", "offer", "verify", "invite", "hold", "probe",
    "script", "dismiss", "validate", "limit", "choice", "close", "quiet", "mirror",
)  # fmt: skip
SAYINGS = ("Sorry.", "I see.", "Tell me more about that, please.", "One moment.")
FACTS, PROMISES, FLAGS = ("street", "order"), ("note", "call"), ("red", "blue")


def scene_name(number: int) -> str:
    return f"scene-{number}"


@st.composite
def conditions(draw: st.DrawFn, scenes: int, deep: bool = True) -> dict[str, Any]:
    """Anything that a ``when`` can look at."""
    ranges = st.sampled_from([">= 40", "< 55", "45..60", "> 62"])
    any_scene = st.integers(0, scenes - 1).map(scene_name)
    kinds: dict[str, st.SearchStrategy[Any]] = {
        "heat": ranges,
        "heard": st.sampled_from([">= 30", "< 25"]),
        "trust": st.sampled_from([">= 35", "< 30"]),
        "turn": st.sampled_from([">= 2", "< 3", "1..3", 2]),
        "mood": st.sampled_from(["frustrated", ["angry", "furious"], "uneasy"]),
        "told": st.sampled_from(FACTS),
        "asked": st.sampled_from(FACTS),
        "promised": st.sampled_from(PROMISES),
        "kept": st.sampled_from(PROMISES),
        "broken": st.sampled_from(PROMISES),
        "flag": st.sampled_from(FLAGS),
        "settled": st.booleans(),
        "visited": any_scene,
        "chose": st.tuples(any_scene, st.sampled_from(["a", "b"])).map(".".join),
        "made": st.sampled_from([{"apologise": ">= 2"}, {"own": "< 1"}, {"apologise": ">= 1"}]),
    }
    if deep:
        inner = conditions(scenes, False)
        kinds |= {"not": inner, "any": st.lists(inner, min_size=1, max_size=2)}
    names = draw(st.lists(st.sampled_from(sorted(kinds)), min_size=1, max_size=2, unique=True))
    return {name: draw(kinds[name]) for name in names}


@st.composite
def replies(draw: st.DrawFn, name: str, scenes: int, ways: list[str], detour: str | None) -> dict[str, Any]:
    """One reply, with some of what a reply may have."""
    reply: dict[str, Any] = {"id": name, "says": draw(st.sampled_from(SAYINGS))}
    reply["moves"] = draw(st.lists(st.sampled_from(MOVES), max_size=2, unique=True))
    some = draw(st.sets(st.integers(0, 11), max_size=4))
    if 0 in some:
        reply["asks"] = draw(st.lists(st.sampled_from(FACTS), min_size=1, max_size=2, unique=True))
    if 1 in some:
        reply["promises"] = draw(st.sampled_from(PROMISES))
    if 2 in some:
        reply["keeps"] = draw(st.sampled_from(PROMISES))
    if 3 in some:
        reply["breaks"] = draw(st.sampled_from(PROMISES))
    if 4 in some:
        reply["settles"] = True
    if 5 in some:
        reply["fails"] = True
    if 6 in some:
        reply["sets"] = draw(st.sampled_from(FLAGS))
    if 7 in some:
        reply["hold"] = 60
    if 8 in some:
        reply["once"] = True
    if 9 in some:
        reply["when"] = draw(conditions(scenes))
    if 10 in some:
        reply["mood"] = {"heat": draw(st.integers(-9, 9)), "because": "So"}
    if detour is not None and 11 in some:
        return reply | {"detour": detour, "once": True}
    goto: list[Any] = [draw(st.sampled_from(ways))]
    if draw(st.booleans()):
        goto.insert(0, {"when": draw(conditions(scenes)), "goto": draw(st.sampled_from(ways))})
    return reply | {"goto": goto}


@st.composite
def plans(draw: st.DrawFn, loops: bool = False) -> Plan:
    """A scenario of a few scenes. Without ``loops`` every call ends after a few replies."""
    scenes = draw(st.integers(2, 4))
    names = [scene_name(number) for number in range(scenes)]
    built: dict[str, Any] = {}
    for number, name in enumerate(names):
        ways = (
            ["good", "bad"]
            if number == scenes - 1
            else names[number + 1 :] + draw(st.sampled_from([[], ["good", "bad"]]))
        )
        if loops:
            ways = [*ways, *names, "bad"]
        scene: dict[str, Any] = {
            "customer": [{"when": draw(conditions(scenes)), "says": "Well?"}, {"says": "So?"}],
            "replies": [draw(replies(each, scenes, ways, "aside")) for each in ("a", "b")],
        }
        if draw(st.booleans()):
            scene["again"] = "Again?"
        if draw(st.booleans()):
            scene["vents"] = True
        if draw(st.booleans()):
            scene["tells"] = draw(st.sampled_from(FACTS))
        built[name] = scene
    if any("detour" in reply for scene in built.values() for reply in scene["replies"]):
        built["aside"] = {
            "customer": "Go on.",
            "replies": [
                draw(replies(each, scenes, ["return", "return", names[-1]], None)) for each in ("a", "b")
            ],
        }
    customer: dict[str, Any] = {
        "name": "Robin Hale",
        "persona": draw(st.sampled_from(["everyday", "entitled", "repeat-contact"])),
        "mood": {"heat": draw(st.integers(20, 80)), "heard": 25, "trust": 35},
        "grievance": "wet",
    }
    if draw(st.booleans()):
        customer["limit"] = {"heat": 75, "turns": 2, "goto": "gone"}
    interrupts = [
        {
            "id": f"breaks-in-{number}",
            "when": draw(conditions(scenes)),
            "goto": draw(st.sampled_from([*names, "bad"])),
        }
        for number in range(draw(st.integers(0, 2)))
    ]
    text = json.dumps({
        "moodline": 1, "id": "made-up", "title": "Made up", "summary": "Made up.", "level": 1, "minutes": 1,
        "brief": {"situation": "None.", "policy": "None."},
        "customer": customer,
        "facts": {fact: fact for fact in FACTS},
        "promises": {promise: promise for promise in PROMISES},
        "told": draw(st.sampled_from([[], ["order"]])),
        "moves": {"quiet": {"words": "was quiet", "like": "listen", "heat": 0, "heard": 0, "trust": 0}},
        "start": names[0],
        "scenes": built,
        "interrupts": interrupts,
        "endings": {
            "good": {"title": "Good", "problem": "solved", "relationship": "kept"},
            "bad": {"title": "Bad", "problem": "open", "relationship": "strained"},
            "gone": {"title": "Gone", "problem": "open", "relationship": "lost"},
        },
    })  # fmt: skip
    return plan_of(text)


def plan_of(text: str) -> Plan:
    """The plan of a scenario's text."""
    reading = read_source(
        Source("made-up.yaml", {"made-up.yaml": text}), personas=MODEL.personas, rules=MODEL.rules
    )
    errors = [problem for problem in reading.problems if problem.severity == "error"]
    assert not errors, errors
    assert reading.scenario is not None
    return compile_scenario(reading.scenario, MODEL)
