"""Problems as lines of text, and the guesses they make."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.scenario.problems import Problem, capped, closest, did_you_mean, in_order, listed, render

WHOLE = Problem(
    code="missing-target",
    severity="error",
    file="wet.yaml",
    line=45,
    column=15,
    where="opening.replies[1].goto",
    message="there is no scene or ending 'visitz'",
    found="'visitz'",
    hint="did you mean 'visits'?",
)


def test_a_problem_is_one_line() -> None:
    assert render(WHOLE) == (
        "wet.yaml:45:15: error[missing-target] opening.replies[1].goto: "
        "there is no scene or ending 'visitz'; found 'visitz'; did you mean 'visits'?"
    )


def test_what_is_not_known_is_left_out() -> None:
    assert render(Problem("no-file", "error", "x.yaml", 0, 0, "", "there is no such file")) == (
        "x.yaml: error[no-file] there is no such file"
    )


any_text = st.text(alphabet=st.characters(codec=None, categories=None), max_size=40)


@given(any_text, any_text, any_text, any_text, any_text)
def test_nothing_in_a_problem_reaches_the_terminal_raw(
    file: str, where: str, message: str, found: str, hint: str
) -> None:
    line = render(Problem("tag", "error", file, 1, 1, where, message, found, hint))
    assert not {
        chr(code)
        for code in [*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0xD800, 0xE000)]
    } & set(line)


@pytest.mark.parametrize(
    "name, near",
    [
        ("visitz", "visits"),
        ("Visits", "visits"),
        ("call_back", "call-back"),
        ("call back", "call-back"),
        ("xyz", None),
        ("x" * 5000, None),
    ],
)
def test_the_closest_name(name: str, near: str | None) -> None:
    assert closest(name, ["opening", "visits", "call-back"]) == near


def test_a_hint_lists_what_there_is_if_it_is_little() -> None:
    assert did_you_mean("zzz", ["a", "b", "c"]) == "what can stand here: a, b or c"
    assert did_you_mean("zzz", [], "add one") == "add one"
    assert did_you_mean("zzz", [str(number) for number in range(100)]) == ""
    assert listed(["a"]) == "a"
    assert listed(["a", "b"], "and") == "a and b"


def test_problems_are_told_once_and_in_order() -> None:
    def at(file: str, line: int, column: int) -> Problem:
        return Problem("tag", "error", file, line, column, "", "m")

    found = [at("b", 1, 1), at("a", 9, 1), at("a", 2, 7), at("a", 2, 7), at("a", 2, 3)]
    assert in_order(found, ["a", "b"]) == (at("a", 2, 3), at("a", 2, 7), at("a", 9, 1), at("b", 1, 1))
    assert len(capped(in_order(found, ["a", "b"]), 2)) == 3
    assert capped((), 2) == ()
