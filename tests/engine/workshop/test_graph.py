"""What a picture of a scenario shows: the machine's own states and ways, moods, and conditions in words."""

import itertools
from pathlib import Path

import pytest
from hypothesis import given, settings

from engine.call.machine import BREAKING_IN, COMING_BACK, ON_HOLD, CallMachine, trigger_name
from engine.call.plan import Plan
from engine.call.playable import open_scenario
from engine.mood.coefficients import load_model
from engine.scenario.conditions import Range, When
from engine.workshop.explore.budget import Budget
from engine.workshop.explore.exploration import Exploration, explore
from engine.workshop.graph.drawing import Arrow, Drawing, drawing_of
from engine.workshop.graph.texts import as_text, label, under
from engine.workshop.in_words import in_words
from tests.engine.scenario.samples import SHIPPED
from tests.engine.workshop.made_up import plan_of, plans
from tests.engine.workshop.test_explore import ENDINGS, TOP, TWO_SCENES

EVERY_FEATURE = Path(__file__).parents[2] / "data" / "every-feature.yaml"


def machine_of(path: Path) -> CallMachine:
    return open_scenario(path, load_model()).machine


def explored(plan: Plan, states: int = 100_000) -> Exploration:
    """Stopped by states, never by the clock."""
    ticks = itertools.count()
    return explore(plan, Budget(lambda: next(ticks) / 1e6, states, 1.0), lines=False)


@pytest.fixture(scope="module")
def drawing() -> Drawing:
    return drawing_of(machine_of(EVERY_FEATURE))


@pytest.fixture(scope="module")
def small() -> Drawing:
    plan = plan_of(TOP + TWO_SCENES + ENDINGS)
    return drawing_of(CallMachine(plan), explored(plan))


def between(drawing: Drawing, source: str, dest: str) -> list[str]:
    return [label(a) for a in drawing.arrows if (a.source, a.dest) == (source, dest)]


def check_against_the_machine(machine: CallMachine) -> None:
    """Every reply's arrow is a way of the machine, and the other way round."""
    made = drawing_of(machine)
    held = {
        trigger_name(name, reply.id): name
        for name, scene in machine.plan.scenario.scenes.items()
        for reply in scene.replies
    }
    ways = set()
    for trigger, source, dest in machine.ways():
        name = trigger.removeprefix("(resume) ")
        if name in held and dest != ON_HOLD:
            ways.add((name, held[name] if source == ON_HOLD else source, dest))
    replies = [a for a in made.arrows if a.kind in ("reply", "detour", "return")]
    assert {(trigger_name(a.source, a.name), a.source, a.dest) for a in replies} == ways
    jumps = {way.dest for way in machine.ways() if way.source == BREAKING_IN}
    assert {a.dest for a in made.arrows if a.kind in ("interrupt", "walkout")} == jumps
    boxes = {box.id for box in made.boxes}
    assert {name for a in made.arrows for name in (a.source, a.dest)} <= boxes
    assert boxes - {BREAKING_IN, COMING_BACK} == {place.id for place in machine.plan.places}


@pytest.mark.parametrize("path", [EVERY_FEATURE, *SHIPPED], ids=lambda path: path.stem)
def test_a_picture_has_the_ways_of_the_machine_and_no_others(path: Path) -> None:
    check_against_the_machine(machine_of(path))


@given(plans(loops=True))
@settings(max_examples=15, deadline=None)
def test_a_picture_of_any_scenario_has_the_ways_of_its_machine(plan: Plan) -> None:
    check_against_the_machine(CallMachine(plan))


def test_a_guarded_reply_has_an_arrow_for_each_way(drawing: Drawing) -> None:
    assert between(drawing, "opening", "boiling") == ["fix (if heat is 75 or more)"]
    assert between(drawing, "opening", "middle") == ["hear", "fix (otherwise)"]


def test_a_hold_a_lock_and_once_stand_on_the_arrow(drawing: Drawing) -> None:
    assert between(drawing, "middle", "offer") == [
        "wait (once; 120 seconds on hold)",
        "photo (locked unless not (times of photo: 1 or more))",
    ]


def test_a_detour_leads_there_and_its_returns_lead_back(drawing: Drawing) -> None:
    assert between(drawing, "middle", "check") == ["check (detour; once)"]
    assert between(drawing, "check", COMING_BACK) == ["address (back)", "skip (back)"]
    back = next(box for box in drawing.boxes if box.id == COMING_BACK)
    assert under(back) == ["that is: middle"]


def test_interrupts_and_the_walkout_limit_start_at_any_scene(drawing: Drawing) -> None:
    assert between(drawing, BREAKING_IN, "boiling") == [
        "boils-over (breaks in; once; if heat is 85 or more, and replies given: 2 or more)"
    ]
    assert between(drawing, BREAKING_IN, "walkout") == [
        "hangs-up (hangs up; if heat is 95 or more for 2 turns running)"
    ]


def test_endings_carry_both_results_and_the_start_is_marked(drawing: Drawing) -> None:
    boxes = {box.id: under(box) for box in drawing.boxes}
    assert boxes["sent"] == ["sent", "problem solved · relationship kept", "✔ a good ending"]
    assert boxes["shrug"] == ["shrug", "problem partly · relationship strained"]
    assert "▶ the call starts here" in boxes["opening"]
    assert [box.id for box in drawing.boxes if box.starts] == ["opening"]


def test_without_exploring_nothing_is_said_of_moods(drawing: Drawing) -> None:
    assert all(box.met is None for box in drawing.boxes)
    assert drawing.moods == ""


def test_explored_moods_stand_in_the_boxes_in_word_glyph_and_number(small: Drawing) -> None:
    boxes = {box.id: under(box) for box in small.boxes}
    assert "◑ frustrated · heat 50" in boxes["one"]
    assert "16.7 % of calls played blindly" in boxes["good"]
    assert small.moods == "all"


def test_what_exploring_did_not_finish_is_not_called_everything() -> None:
    plan = machine_of(EVERY_FEATURE).plan
    made = drawing_of(CallMachine(plan), explored(plan, states=20))
    assert made.moods == "some"
    assert "Moods are those seen so far: not every possible call was gone through." in as_text(made)
    assert any("about " in line for box in made.boxes for line in under(box) if "blindly" in line)


def test_a_scene_that_nobody_reaches_says_so() -> None:
    never = TWO_SCENES.replace("goto: two", "goto: bad")
    assert never != TWO_SCENES
    plan = plan_of(TOP + never + ENDINGS)
    made = drawing_of(CallMachine(plan), explored(plan))
    assert "never reached" in next(under(box) for box in made.boxes if box.id == "two")


@pytest.mark.parametrize(
    "when, words",
    [
        (When(), ""),
        (When(heat=Range(75, 10**9)), "heat is 75 or more"),
        (When(trust=Range(-(10**9), 39)), "trust is below 40"),
        (When(heard=Range(40, 60), turn=Range(2, 2)), "heard is 40 to 60, and replies given: 2"),
        (When(mood=("angry", "furious")), "the customer is angry or furious"),
        (When(told=("a", "b")), "told: a and b"),
        (When(settled=False), "the grievance is open"),
        (When(any=(When(flag=("a",)), When(heat=Range(1, 1), flag=("b",)))),
         "noted: a, or (heat is 1, and noted: b)"),
        (When.model_validate({"not": {"any": ({"flag": "a"}, {"flag": "b"})}}),
         "not (noted: a, or noted: b)"),
        (When(turn=Range(2, 2), any=(When(flag=("a",)), When(flag=("b",)))),
         "replies given: 2, and (noted: a, or noted: b)"),
        (When.model_validate({"not": {"promised": "call-back"}}), "not (promised: call-back)"),
        (When(made={"own": Range(2, 10**9)}, chose=("a.b",)), "said: a.b, and times of own: 2 or more"),
    ],
)  # fmt: skip
def test_conditions_in_plain_words(when: When, words: str) -> None:
    assert in_words(when) == words


def test_every_kind_of_condition_has_words() -> None:
    """A new key of ``when`` without words would be an arrow that looks as if it could always be taken."""
    samples: dict[str, object] = {
        "heat": 1, "heard": 1, "trust": 1, "turn": 1, "contacts": 1, "mood": "calm", "told": "x",
        "asked": "x", "promised": "x", "kept": "x", "broken": "x", "flag": "x", "chose": "x.y",
        "visited": "x",
        "made": {"own": 1}, "settled": True, "any": ({"heat": 1},), "all": ({"heat": 1},), "not": {"heat": 1},
    }  # fmt: skip
    assert set(samples) == {field.alias or name for name, field in When.model_fields.items()}
    said = [in_words(When.model_validate({key: value})) for key, value in samples.items()]
    assert all(said)
    assert len(set(said)) == len(said) - 2  # "any" and "all" of one condition are that condition.


def test_arrows_of_one_name_are_told_apart_by_their_guards() -> None:
    assert Arrow("a", "b", "reply", "x", ("once",), "otherwise").guards == ("once", "otherwise")
