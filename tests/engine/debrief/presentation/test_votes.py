"""Votes: whole numbers in, whole per cent out that add up, and nothing decided that was not voted for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.debrief.presentation.votes import BadCount, Votes, letter, read_count, read_counts

counts = st.lists(st.integers(0, 9999), min_size=1, max_size=12)


def votes(*numbers: int) -> Votes:
    return Votes(tuple(f"reply-{place}" for place in range(len(numbers))), numbers)


@given(counts)
def test_shares_add_up_and_stand_in_the_order_of_the_counts(numbers: list[int]) -> None:
    shares = votes(*numbers).shares
    total = sum(numbers)
    assert sum(shares) == (100 if total else 0)
    for count, share in zip(numbers, shares, strict=True):
        # Never a whole per cent off: what a quota of Hamilton's keeps.
        assert total == 0 or 100 * count // total <= share <= -(-100 * count // total)
    pairs = sorted(zip(numbers, shares, strict=True))
    assert [share for _, share in pairs] == sorted(shares)


@given(counts, st.randoms(use_true_random=False))
def test_the_order_of_the_replies_and_of_the_counting_changes_nothing(
    numbers: list[int], chance: object
) -> None:
    one = votes(*numbers)
    places = list(range(len(numbers)))
    chance.shuffle(places)  # type: ignore[attr-defined]
    other = Votes(tuple(one.replies[place] for place in places), tuple(numbers[place] for place in places))
    counted = Votes.none_yet(one.replies)
    for place in places:
        counted = counted.counted(one.replies[place], numbers[place])
    assert counted == one
    assert sorted(zip(one.counts, one.shares, strict=True)) == sorted(
        zip(other.counts, other.shares, strict=True)
    )
    assert (set(one.ahead), one.winner) == (set(other.ahead), other.winner)


@given(counts)
def test_a_winner_has_more_than_any_other_and_a_tie_has_none(numbers: list[int]) -> None:
    here = votes(*numbers)
    most = max(numbers)
    if not most:
        assert (here.ahead, here.winner) == ((), None)
        assert here.sentence == "No votes yet: nothing is decided."
    elif numbers.count(most) > 1:
        assert here.winner is None
        assert here.sentence.startswith("A tie: ")
        assert here.sentence.endswith("Nothing is decided.")
    else:
        assert here.winner == here.replies[numbers.index(most)]
        assert here.sentence.startswith(f"{letter(numbers.index(most))} has the most: {most} of ")


def test_what_the_votes_decide_in_words() -> None:
    assert votes(3, 12, 5).sentence == "B has the most: 12 of 20 votes."
    assert votes(1, 0).sentence == "A has the most: 1 of 1 vote."
    assert votes(8, 4, 8).sentence == "A tie: A and C have 8 each, of 20 votes. Nothing is decided."
    assert votes(1, 1, 1).shares == (34, 33, 33)


@given(st.integers(0, 9999), st.sampled_from(("{}", " {} ", "00{}", "{}\n")))
def test_a_whole_number_is_a_count(number: int, typed: str) -> None:
    assert read_count(typed.format(number)) == number


@pytest.mark.parametrize("typed", ["-1", "1.5", "a", "1 2", "²", "1e3", "10000", "9" * 5000, "\x1b[31m"])
def test_what_is_no_count_is_refused_in_words(typed: str) -> None:
    with pytest.raises(BadCount, match="9999") as refused:
        read_count(typed)
    assert len(str(refused.value)) < 120
    assert str(refused.value).isprintable()


def test_the_counts_of_a_line() -> None:
    assert read_counts("12 3,0  5", 4) == (12, 3, 0, 5)
    assert read_count("") == 0
    for typed, said in (
        ("12 3", "There are 2 counts on that line: type 4 counts, one for each reply"),
        ("1", "There is 1 count on that line"),
        ("1 2 x 4", "“x” is no count of votes: type a whole number from 0 to 9999."),
    ):
        with pytest.raises(BadCount) as refused:
            read_counts(typed, 4)
        assert said in str(refused.value)


def test_counts_that_do_not_fit_are_refused() -> None:
    for replies, numbers in ((("a",), (1, 2)), (("a", "a"), (1, 2)), (("a",), (-1,)), (("a",), (10_000,))):
        with pytest.raises(ValueError, match="count"):
            Votes(replies, numbers)
