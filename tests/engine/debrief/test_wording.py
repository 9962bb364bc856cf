"""Small pieces of English."""

import pytest

from engine.debrief.wording import how_many, listed, moved, stopped, turns_named


@pytest.mark.parametrize(
    "numbers, words",
    [
        ([3], "turn 3"),
        ([3, 4], "turns 3 and 4"),
        ([3, 4, 5], "turns 3 to 5"),
        ([1, 3, 4, 5, 9], "turns 1, 3 to 5 and 9"),
        ([2, 3, 12], "turns 2, 3 and 12"),
        (list(range(1, 40, 2)), "turns 1, 3, 5, 7, 9, 11 and 14 more"),
    ],
)
def test_turns(numbers: list[int], words: str) -> None:
    assert turns_named(numbers) == words


def test_numbers_and_lists() -> None:
    assert [how_many(number, "turn") for number in (0, 1, 2)] == ["0 turns", "1 turn", "2 turns"]
    assert [listed(words) for words in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]
    assert [moved("heat", by) for by in (3, -2, 0)] == ["heat up 3", "heat down 2", "heat unchanged"]
    assert [stopped(text) for text in ("a", "a.", "a?", "“a!”")] == ["a.", "a.", "a?", "“a!”"]
