"""Cohen's κ: examples whose value is known, and what holds for all."""

from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.debrief.cohort.agreement import (
    MARKS,
    Mark,
    MarkWord,
    find_agreement,
    in_plain_words,
    kappa,
    what_was_marked,
)

PAIRS = st.lists(st.tuples(st.sampled_from(MARKS), st.sampled_from(MARKS)), max_size=30)


def table(*rows: tuple[int, ...]) -> list[tuple[str, str]]:
    return [
        (str(one), str(other))
        for one, row in enumerate(rows)
        for other, times in enumerate(row)
        for _ in range(times)
    ]


@pytest.mark.parametrize(
    "rows, value",
    [
        (((88, 14, 18), (10, 40, 10), (2, 6, 12)), 0.492),  # Cohen 1960, table 2
        (((20, 5), (10, 15)), 0.4),
        (((45, 15), (25, 15)), 0.1304),
        (((25, 35), (5, 35)), 0.2593),
        (((5, 0), (0, 5)), 1.0),
        (((0, 5), (5, 0)), -1.0),
        (((5, 5), (5, 5)), 0.0),
    ],
)
def test_known_values(rows: tuple[tuple[int, ...], ...], value: float) -> None:
    found = kappa(table(*rows))
    assert found.value is not None
    assert float(found.value) == pytest.approx(value, abs=5e-4)
    assert found.why == ""


@pytest.mark.parametrize("pairs", [[], [("shown", "shown")], [("shown", "no-chance")]])
def test_with_fewer_than_two_there_is_none(pairs: list[tuple[str, str]]) -> None:
    found = kappa(pairs)
    assert (found.value, found.words) == (None, "-")
    assert "fewer than two" in found.why


def test_with_one_mark_throughout_there_is_none() -> None:
    found = kappa([("shown", "shown")] * 9)
    assert (found.n, found.same, found.value) == (9, 9, None)
    assert "same mark throughout" in found.why


@given(PAIRS)
def test_it_is_the_same_from_either_side_and_within_bounds(pairs: list[tuple[str, str]]) -> None:
    found = kappa(pairs)
    assert found == kappa([(other, one) for one, other in pairs])
    assert found.n == len(pairs)
    if found.value is not None:
        assert -1 <= found.value <= 1
        assert (found.value == 1) == (found.same == found.n)


@given(PAIRS.filter(lambda pairs: len(pairs) > 1))
def test_it_is_the_formula(pairs: list[tuple[str, str]]) -> None:
    found = kappa(pairs)
    n = len(pairs)
    one, other = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    expected = sum(Fraction(one[mark], n) * Fraction(other[mark], n) for mark in MARKS)
    observed = Fraction(sum(a == b for a, b in pairs), n)
    assert found.value == (None if expected == 1 else (observed - expected) / (1 - expected))


def test_only_what_both_have_marked_counts() -> None:
    marks = [
        Mark(1, "Ann", "listen", "shown"),
        Mark(1, "Bob", "listen", "shown"),
        Mark(2, "Ann", "listen", "not-shown"),
        Mark(2, "Bob", "listen", "not-shown"),
        Mark(2, "Bob", "affirm", "shown"),
        Mark(3, "Ann", "listen", "shown"),
        Mark(9, "Cid", "listen", "shown"),
    ]
    (found,) = find_agreement(marks)
    assert (found.raters, found.attempts) == (("Ann", "Bob"), 2)
    assert found.skills["listen"].n == 2
    assert found.skills["listen"].words == "1.00"
    assert found.skills["affirm"].n == 0
    assert found.overall.n == 2
    assert in_plain_words(found)[:2] == ["Listen: alike in 2 of 2, κ 1.00.", "Validate: no marks in common."]


def test_turns_and_calls_as_a_whole_are_never_mixed() -> None:
    said: list[tuple[int, int, MarkWord]] = [
        (1, 0, "shown"), (1, 2, "shown"), (1, 5, "not-shown"), (2, 1, "shown"),
    ]  # fmt: skip
    marks = [
        Mark(attempt, rater, "listen", word, turn) for rater in ("Ann", "Bob") for attempt, turn, word in said
    ]
    turns, calls = find_agreement([*marks, Mark(3, "Ann", "listen", "shown", 1)])
    assert (turns.unit, turns.attempts, turns.turns, turns.overall.n) == ("turn", 2, 3, 3)
    assert turns.overall.words == "1.00"
    assert (calls.unit, calls.attempts, calls.turns, calls.overall.value) == ("attempt", 1, 0, None)
    assert in_plain_words(calls)[0] == (
        "Listen: alike in 1 of 1, no κ. Too few: fewer than two marks in common."
    )
    assert what_was_marked(turns) == "3 turns of 2 calls marked by both"


def test_three_raters_are_three_pairs() -> None:
    marks = [Mark(1, name, "listen", "shown") for name in ("Cid", "Ann", "Bob")]
    assert [each.raters for each in find_agreement(marks)] == [("Ann", "Bob"), ("Ann", "Cid"), ("Bob", "Cid")]
