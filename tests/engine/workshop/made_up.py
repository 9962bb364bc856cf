"""Small made-up scenarios in which everything that a state holds may matter somewhere."""

import json
from functools import cache
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


def among(*values: Any) -> st.SearchStrategy[Any]:
    """One of some values. What is drawn from is made once, here and below: that takes longer than to draw."""
    return st.sampled_from(values)


any_fact, any_promise, any_flag, any_saying = among(*FACTS), among(*PROMISES), among(*FLAGS), among(*SAYINGS)
any_moves = st.lists(among(*MOVES), max_size=2, unique=True)
any_extras = st.sets(st.integers(0, 11), max_size=4)
any_questions = st.lists(any_fact, min_size=1, max_size=2, unique=True)
any_persona = among("everyday", "entitled", "repeat-contact")
both_endings_or_none, told_before = among([], ["good", "bad"]), among([], ["order"])
any_of = cache(among)


@cache
def kinds_of_condition(scenes: int, deep: bool) -> dict[str, st.SearchStrategy[Any]]:
    """What each key of a ``when`` can be."""
    any_scene = st.integers(0, scenes - 1).map(scene_name)
    kinds: dict[str, st.SearchStrategy[Any]] = {
        "heat": among(">= 40", "< 55", "45..60", "> 62"),
        "heard": among(">= 30", "< 25"),
        "trust": among(">= 35", "< 30"),
        "turn": among(">= 2", "< 3", "1..3", 2),
        "mood": among("frustrated", ["angry", "furious"], "uneasy"),
        "told": any_fact,
        "asked": any_fact,
        "promised": any_promise,
        "kept": any_promise,
        "broken": any_promise,
        "flag": any_flag,
        "settled": st.booleans(),
        "visited": any_scene,
        "chose": st.tuples(any_scene, among("a", "b")).map(".".join),
        "made": among({"apologise": ">= 2"}, {"own": "< 1"}, {"apologise": ">= 1"}),
    }
    if deep:
        inner = conditions(scenes, False)
        kinds |= {"not": inner, "any": st.lists(inner, min_size=1, max_size=2)}
    return kinds


@cache
def some_kinds(scenes: int, deep: bool) -> st.SearchStrategy[list[str]]:
    return st.lists(
        st.sampled_from(sorted(kinds_of_condition(scenes, deep))), min_size=1, max_size=2, unique=True
    )


@cache
@st.composite
def conditions(draw: st.DrawFn, scenes: int, deep: bool = True) -> dict[str, Any]:
    """Anything that a ``when`` can look at."""
    kinds = kinds_of_condition(scenes, deep)
    names = draw(some_kinds(scenes, deep))
    return {name: draw(kinds[name]) for name in names}


@cache
@st.composite
def replies(
    draw: st.DrawFn, name: str, scenes: int, ways: tuple[str, ...], detour: str | None
) -> dict[str, Any]:
    """One reply, with some of what a reply may have."""
    reply: dict[str, Any] = {"id": name, "says": draw(any_saying)}
    reply["moves"] = draw(any_moves)
    some = draw(any_extras)
    if 0 in some:
        reply["asks"] = draw(any_questions)
    if 1 in some:
        reply["promises"] = draw(any_promise)
    if 2 in some:
        reply["keeps"] = draw(any_promise)
    if 3 in some:
        reply["breaks"] = draw(any_promise)
    if 4 in some:
        reply["settles"] = True
    if 5 in some:
        reply["fails"] = True
    if 6 in some:
        reply["sets"] = draw(any_flag)
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
    goto: list[Any] = [draw(any_of(*ways))]
    if draw(st.booleans()):
        goto.insert(0, {"when": draw(conditions(scenes)), "goto": draw(any_of(*ways))})
    return reply | {"goto": goto}


@st.composite
def plans(draw: st.DrawFn, loops: bool = False) -> Plan:
    """A scenario of a few scenes. Without ``loops`` every call ends after a few replies."""
    scenes = draw(st.integers(2, 4))
    names = [scene_name(number) for number in range(scenes)]
    built: dict[str, Any] = {}
    for number, name in enumerate(names):
        ways = ["good", "bad"] if number == scenes - 1 else names[number + 1 :] + draw(both_endings_or_none)
        if loops:
            ways = [*ways, *names, "bad"]
        scene: dict[str, Any] = {
            "customer": [{"when": draw(conditions(scenes)), "says": "Well?"}, {"says": "So?"}],
            "replies": [draw(replies(each, scenes, tuple(ways), "aside")) for each in ("a", "b")],
        }
        if draw(st.booleans()):
            scene["again"] = "Again?"
        if draw(st.booleans()):
            scene["vents"] = True
        if draw(st.booleans()):
            scene["tells"] = draw(any_fact)
        built[name] = scene
    if any("detour" in reply for scene in built.values() for reply in scene["replies"]):
        built["aside"] = {
            "customer": "Go on.",
            "replies": [
                draw(replies(each, scenes, ("return", "return", names[-1]), None)) for each in ("a", "b")
            ],
        }
    customer: dict[str, Any] = {
        "name": "Robin Hale",
        "persona": draw(any_persona),
        "mood": {"heat": draw(st.integers(20, 80)), "heard": 25, "trust": 35},
        "grievance": "wet",
    }
    if draw(st.booleans()):
        customer["limit"] = {"heat": 75, "turns": 2, "goto": "gone"}
    interrupts = [
        {
            "id": f"breaks-in-{number}",
            "when": draw(conditions(scenes)),
            "goto": draw(any_of(*names, "bad")),
        }
        for number in range(draw(st.integers(0, 2)))
    ]
    text = json.dumps({
        "moodline": 1, "id": "made-up", "title": "Made up", "summary": "Made up.", "level": 1, "minutes": 1,
        "brief": {"situation": "None.", "policy": "None."},
        "customer": customer,
        "facts": {fact: fact for fact in FACTS},
        "promises": {promise: promise for promise in PROMISES},
        "told": draw(told_before),
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
