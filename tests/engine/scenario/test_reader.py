"""A reading: the model, the problems, and the texts they came from."""

import gc
from pathlib import Path

import pytest

from engine.scenario.conditions import HIGHEST, LOWEST, Range
from engine.scenario.files import Source
from engine.scenario.limits import MAX_BYTES, MAX_PROBLEMS
from engine.scenario.model import Scenario
from engine.scenario.problems import render
from engine.scenario.reader import read, read_source
from tests.engine.scenario.samples import (
    BASE,
    EVERY_FEATURE,
    PART,
    SHIPPED,
    large,
    problems,
    reading,
    with_change,
)


def scenario(text: str = BASE) -> Scenario:
    """The scenario that the text is."""
    found = reading(text)
    assert found.scenario is not None, [render(problem) for problem in found.problems]
    return found.scenario


def test_everything_that_is_written_is_in_the_model() -> None:
    made = scenario()
    opening, closing = made.scenes["opening"], made.scenes["closing"]
    assert made.brief.situation == "Left in the rain, **twice**.\n\nThe second one was a present.\n"
    assert made.brief.record == {"Order": "0042", "Signed": "no"}
    assert made.customer.sensitivity == {"script": 1.5, "hold": 2.0}
    assert made.customer.limit is not None
    assert made.customer.limit.goto == "walkout"
    assert opening.customer[0].when is not None
    assert opening.customer[0].when.heat == Range(80, HIGHEST)
    assert opening.customer[1].says == ("My parcel is wet.", "It is {customer} here. My parcel is wet.")
    assert opening.tells == ("street",)
    assert opening.replies[1].moves == ("offer",)
    assert [way.goto for way in opening.replies[1].goto] == ["middle", "closing"]
    assert closing.replies[0].goto[-1].when is None
    assert closing.replies[1].hold is not None
    assert closing.replies[1].hold.seconds == 30
    assert made.scenes["middle"].replies[1].when is not None
    assert made.interrupts[0].once
    assert made.endings["sent"].is_good
    assert not made.endings["shrug"].is_good


@pytest.mark.parametrize("path", [EVERY_FEATURE, *SHIPPED], ids=lambda path: path.stem)
def test_whole_scenarios_have_no_problems(path: Path) -> None:
    found = read(path)
    assert [render(problem) for problem in found.problems] == []
    assert found.scenario is not None
    assert read_source(found.source).scenario == found.scenario


@pytest.mark.parametrize(
    "written, low, high",
    [
        ('">= 50"', 50, HIGHEST),
        ('"> 50"', 51, HIGHEST),
        ('"<= 50"', LOWEST, 50),
        ('"<40"', LOWEST, 39),
        ('"= 40"', 40, 40),
        ("40..60", 40, 60),
        ('" 40 .. 60 "', 40, 60),
        ("40", 40, 40),
    ],
)
def test_comparisons(written: str, low: int, high: int) -> None:
    when = scenario(with_change('{heat: ">= 80"}', f"{{heat: {written}}}")).scenes["opening"].customer[0].when
    assert when is not None
    assert when.heat == (low, high)


@pytest.mark.parametrize(
    "written, lines",
    [
        ("Hm.", [("Hm.",)]),
        ("[Hm., Well.]", [("Hm.", "Well.")]),
        ("{says: Hm.}", [("Hm.",)]),
        ("[{when: {heat: 3}, says: Hm.}, Well.]", [("Hm.",), ("Well.",)]),
        ("[{says: [Hm., Well.]}]", [("Hm.", "Well.")]),
        (">\n      Hm,\n      well.", [("Hm, well.",)]),
    ],
)
def test_short_forms_of_what_the_customer_says(written: str, lines: list[tuple[str, ...]]) -> None:
    made = scenario(with_change("customer: Right.", f"customer: {written}")).scenes["closing"]
    assert [variant.says for variant in made.customer] == lines


def test_a_reply_without_an_id_gets_one_from_its_text() -> None:
    text = with_change(
        "      - id: bye\n        says: Goodbye.", "      - says: Goodbye, and thanks for calling us!"
    )
    assert [reply.id for reply in scenario(text).scenes["closing"].replies] == [
        "keep",
        "goodbye-and-thanks-for-calling",
    ]
    twice = text.replace(
        "      - id: keep\n        says: The note is on it.", "      - says: Goodbye, and thanks for calling"
    )
    assert [reply.id for reply in scenario(twice).scenes["closing"].replies] == [
        "goodbye-and-thanks-for-calling",
        "goodbye-and-thanks-for-calling-2",
    ]


def test_a_condition_may_name_a_reply_that_got_its_id_from_its_text() -> None:
    text = with_change(
        "      - id: promise\n        says: I'll leave a note.", "      - says: I'll leave a note."
    )
    assert problems(text.replace("middle.promise", "middle.ill-leave-a-note")) == ()


@pytest.mark.parametrize(
    "says", ["{{customer}}", "a {{ b", "a }} b", "{customer}{agent}", "{greeting}!", "{{{agent}}}"]
)
def test_braces_that_are_right(says: str) -> None:
    assert problems(with_change("says: Goodbye.", f'says: "{says}"')) == ()


@pytest.mark.parametrize(
    "says",
    ["{", "}", "a { b", "{}", "{customer", "{ customer }", "{Customer}", "{a.b}", "{{a}", "{customer!r}"],
)
def test_braces_that_are_not(says: str) -> None:
    (problem,) = problems(with_change("says: Goodbye.", f'says: "{says}"'))
    assert problem.code in ("stray-brace", "unknown-name")
    assert problem.where == "closing.replies[1].says"


def test_without_a_mood_model_personas_and_rules_are_not_checked() -> None:
    text = with_change("persona: elderly", "persona: someone").replace("hold: 2}", "whatever: 2}")
    found = read_source(Source("x", {"x": text}))
    assert found.problems == ()


def test_an_interrupt_may_lead_out_of_a_detour() -> None:
    text = with_change("goto: closing}\nendings", "goto: cooling}\nendings")
    text = with_change(
        "interrupts:", "  cooling: {replies: [{says: Go on., goto: return}]}\ninterrupts:", text
    )
    assert problems(text) == ()


def test_misspelt_keys_do_not_hide_what_stands_under_them() -> None:
    text = with_change("facts:\n", "fatcs:\n").replace("    vents: true", "    vent: maybe")
    found = problems(text)
    assert [(problem.code, problem.where) for problem in found] == [
        ("unknown-key", "fatcs"),
        ("unknown-key", "opening.vent"),
        ("wrong-type", "opening.vents"),
    ]


def test_a_doubled_key_hides_nothing_either() -> None:
    text = BASE.replace(
        "interrupts:\n", "scenes:\n  late: {replies: [{says: Hm., goto: sent}]}\ninterrupts:\n"
    )
    (problem,) = problems(text)
    assert (problem.code, problem.where) == ("duplicate-key", "scenes")


def test_an_alias_is_told_once_where_it_is_written() -> None:
    text = with_change("moves: [affirm, invite]", "moves: &both [affirm, invit]")
    text = with_change("moves: [verify]", "moves: *both", text)
    found = problems(text)
    assert {(problem.code, problem.line, problem.column) for problem in found} == {("unknown-move", 43, 31)}
    assert {problem.where for problem in found} == {
        "opening.replies[0].moves[1]",
        "middle.replies[0].moves[1]",
    }


def test_many_problems_are_counted() -> None:
    found = problems(BASE + "".join(f"k{number}q: x\n" for number in range(MAX_PROBLEMS + 10)))
    assert len(found) == MAX_PROBLEMS + 1
    assert found[-1].message == f"there are 10 more problems; these were the first {MAX_PROBLEMS}"


def test_thousands_of_missing_targets_take_no_time_to_guess_at() -> None:
    scenes = "".join(f"  s{n}: {{replies: [{{says: a, goto: t{n}x{n}y}}]}}\n" for n in range(1500))
    found = problems(BASE.replace("interrupts:\n", scenes + "interrupts:\n"))
    assert {problem.code for problem in found} == {"missing-target", "more-problems"}


def test_a_megabyte_is_read() -> None:
    text = large()
    assert 0.9 * MAX_BYTES < len(text.encode()) <= MAX_BYTES
    found = reading(text)
    assert found.problems == ()
    assert found.scenario is not None
    assert len(found.scenario.scenes) == 950


def test_the_fingerprint_is_that_of_the_texts() -> None:
    one = Source("a.yaml", {"a.yaml": "text", "b.yaml": "part"})
    assert len(one.fingerprint) == 64
    assert one.fingerprint == Source("moved.yaml", {"b.yaml": "part", "moved.yaml": "text"}).fingerprint
    others = [
        Source("a.yaml", {"a.yaml": "text", "b.yaml": "part "}),
        Source("a.yaml", {"a.yaml": "text\n", "b.yaml": "part"}),
        Source("a.yaml", {"a.yaml": "text", "c.yaml": "part"}),
        Source("a.yaml", {"a.yaml": "textpart", "b.yaml": ""}),
        Source("a.yaml", {"a.yaml": "text"}),
    ]
    assert len({one.fingerprint, *(other.fingerprint for other in others)}) == 6


def test_places_of_what_is_found_later(tmp_path: Path) -> None:
    (tmp_path / "part.yaml").write_text(PART)
    path = tmp_path / "wet.yaml"
    path.write_text(
        with_change("        goto: middle\n", "        detour: identity\n") + "include: part.yaml\n"
    )
    places = read(path).places()
    dead = places.problem(
        "x", ("scenes", "middle", "replies", 1, "when"), "never holds", severity="advice", hint="h"
    )
    assert (dead.file, dead.line, dead.where) == (str(path), 63, "middle.replies[1].when")
    assert (dead.severity, dead.hint) == ("advice", "h")
    far = places.problem("x", ("scenes", "identity"), "m", key=True)
    assert (far.file, far.line, far.column) == (str(tmp_path / "part.yaml"), 5, 3)


@pytest.mark.parametrize("on", [True, False])
def test_reading_leaves_the_garbage_collector_as_it_was(on: bool) -> None:
    before = gc.isenabled()
    try:
        (gc.enable if on else gc.disable)()
        reading(BASE)
        assert gc.isenabled() is on
    finally:
        (gc.enable if before else gc.disable)()
