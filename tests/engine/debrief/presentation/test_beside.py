"""Two attempts side by side: every turn of both, in order, aligned where they part and where they meet."""

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.call.call import Call
from engine.debrief.presentation import aligning
from engine.debrief.presentation.aligning import Row
from engine.debrief.presentation.beside import Beside, NotComparable, compare_attempts
from engine.debrief.presentation.beside_words import apart_words, heat_words, met_words
from tests.engine.call.conftest import ALL
from tests.engine.debrief.plays import answered, at_random, give, machine_of, reply, small
from tests.engine.debrief.test_any_call import BLAME

PICKS = st.lists(st.integers(0, 11), max_size=16)


def sides(rows: Sequence[Row]) -> tuple[list[int], list[int]]:
    """The numbers of the turns on either side."""
    one, other = ([turn.number for row in rows if (turn := row.turns[which]) is not None] for which in (0, 1))
    return one, other


def shape(beside: Beside) -> list[tuple[str, int | None, int | None]]:
    return [
        (row.kind, row.one.number if row.one else None, row.other.number if row.other else None)
        for row in beside.rows
    ]


@settings(max_examples=60)
@given(
    path=st.sampled_from(ALL), same=PICKS, one=PICKS, other=PICKS, seeds=st.tuples(*[st.integers(0, 9)] * 2)
)
def test_any_two_attempts(
    path: Path, same: list[int], one: list[int], other: list[int], seeds: tuple[int, int]
) -> None:
    machine = machine_of(path)
    left, right = (
        at_random(machine, seed, same + picks) for seed, picks in zip(seeds, (one, other), strict=True)
    )
    beside = compare_attempts(left, right)
    every_turn_is_there_once_and_in_order(beside, left, right)
    rows_are_of_the_kind_they_say(beside)
    the_same_from_the_other_side(beside, compare_attempts(right, left))
    for sentence in (*beside.summary, *beside.main):
        assert sentence[0].isupper()
        assert sentence.endswith((".", "”")), sentence
        ours = re.sub("“.*”", "", sentence)
        assert not BLAME.search(ours), sentence
    itself = compare_attempts(left, left)
    assert {row.kind for row in itself.rows} <= {"same"}
    assert itself.parting is None is itself.parts_at
    assert not any(each.differs for each in itself.compared)


def every_turn_is_there_once_and_in_order(beside: Beside, one: Call, other: Call) -> None:
    for numbers, call in zip(sides(beside.rows), (one, other), strict=True):
        assert numbers == list(range(1, call.state.turn + 1))
    assert all(row.one or row.other for row in beside.rows)
    for row in beside.rows:
        if row.one and row.other:
            assert row.apart_by is not None
            heat = row.other.after.heat - row.one.after.heat
            assert row.apart_by.heat == heat
            told = {-1: f"{-heat} lower", 0: "the same", 1: f"{heat} higher"}
            assert apart_words(row) == told[(heat > 0) - (heat < 0)]
        else:
            assert (row.apart_by, row.same_reply, apart_words(row)) == (None, False, "")


def rows_are_of_the_kind_they_say(beside: Beside) -> None:
    kinds = [row.kind for row in beside.rows]
    at = beside.parts_at
    assert kinds.count("parting") == (at is not None) == (beside.parting is not None)
    assert set(kinds[:at]) <= {"same"}
    assert at is None or "same" not in kinds[at:]
    for row, before in zip(beside.rows, (None, *beside.rows), strict=False):
        at_one_scene = bool(row.one and row.other and row.one.scene == row.other.scene)
        if row.kind in ("same", "together"):
            assert at_one_scene
        if row.kind == "same":
            assert row.same_reply
        if row.kind == "apart":
            assert not at_one_scene, "what stands between is left over only where no scene is common"
        assert row.met == (row.kind == "together" and before is not None and before.kind != "together")


def the_same_from_the_other_side(beside: Beside, mirrored: Beside) -> None:
    assert [(row.kind, row.other, row.one, row.met) for row in beside.rows] == [
        (row.kind, row.one, row.other, row.met) for row in mirrored.rows
    ]
    assert [(each.what, each.other, each.one) for each in beside.compared] == list(mirrored.compared)
    assert beside.notes == mirrored.notes
    assert len(beside.changed) == len(mirrored.changed)


TWO = small(
    reply("hear", "validate"),
    reply("away", "hold", goto="away"),
    reply("blame", "blame"),
    reply("end", "close", goto="fine"),
    reply("vow", "own", promises="ring"),
    scenes={
        "away": {
            "title": "Somewhere else",
            "customer": "Hm.",
            "replies": [reply("back", "own"), reply("stay", "probe", goto="away")],
        }
    },
    promises={"ring": "ring back"},
    critical=[{"id": "harm", "text": "Blamed them", "when": {"made": {"blame": ">= 1"}}}],
)


def attempts(one: str, other: str) -> Beside:
    return compare_attempts(
        give(answered(TWO), *one.split()), give(answered(TWO), *other.split()), ("A", "B")
    )


ROUND = small(
    *(reply(f"to-{to}", "probe", goto=to) for to in "xyz"),
    scenes={
        here: {"customer": "Hm.", "replies": [reply(f"to-{to}", "probe", goto=to) for to in "xyz"]}
        for here in "xyz"
    },
)


def in_common(one: Sequence[str], other: Sequence[str]) -> int:
    """How long the longest list is that stands in both, in order: the plain way, which takes long."""
    if not one or not other:
        return 0
    if one[0] == other[0]:
        return 1 + in_common(one[1:], other[1:])
    return max(in_common(one[1:], other), in_common(one, other[1:]))


@settings(max_examples=60)
@given(one=st.lists(st.integers(0, 2), max_size=8), other=st.lists(st.integers(0, 2), max_size=8))
def test_no_scene_that_both_came_to_stands_apart_without_need(one: list[int], other: list[int]) -> None:
    beside = compare_attempts(at_random(ROUND, 1, one), at_random(ROUND, 1, other))
    rows_are_of_the_kind_they_say(beside)
    later = beside.rows[beside.parts_at + 1 :] if beside.parts_at is not None else ()
    scenes = [[turn.scene for row in later if (turn := row.turns[which])] for which in (0, 1)]
    assert sum(row.kind == "together" for row in later) == in_common(*scenes)


def test_where_they_part_and_meet_again() -> None:
    beside = attempts("hear hear hear end", "hear away stay back hear end")
    assert shape(beside) == [
        ("same", 1, 1),
        ("parting", 2, 2),
        ("apart", None, 3),
        ("apart", None, 4),
        ("together", 3, 5),
        ("together", 4, 6),
    ]
    assert [row.met for row in beside.rows] == [False, False, False, False, True, False]
    assert [bool(met_words(row)) for row in beside.rows] == [row.met for row in beside.rows]
    away = attempts("hear away back end", "hear hear away back end").rows
    assert [met_words(row) for row in away if row.met][-1].endswith("here: Somewhere else")
    assert beside.parting is not None
    assert beside.parting.turn == 2
    assert beside.parting.sentences == (
        "They part at turn 2, where Robin Hale had said: “Go on.”",
        "A: “Line hear.”",
        "B: “Line away.”",
    )


def test_what_the_parting_changed() -> None:
    beside = attempts("hear vow hear end", "hear blame hear end")
    one, other = beside.sides
    heats = [heat_words(side.timeline.points[2]) for side in beside.sides]
    before = one.timeline.points[1].mood.heat
    assert beside.changed == (
        f"That turn took heat from {before} to {heats[0]} (A) and to {heats[1]} (B).",
        "The problem is solved, in both.",
        "The relationship is kept, in both.",
        "This must not happen, and did (B): “Blamed them”.",
        f"Heat ended at {heat_words(one.end)} (A) and {heat_words(other.end)} (B).",
        f"Trust ended at {one.end.mood.trust} (A) and {other.end.mood.trust} (B).",
        "No other reply differs: all of this came of that one.",
    )
    table = {each.what: (each.one, each.other) for each in beside.compared}
    assert table["Promises"] == ("1 open", "none made")
    assert table["Replies that did harm"] == ("0", "1")
    assert table["How it ended"] == ("Fine", "Fine")
    both = attempts("blame hear end", "blame vow end")
    assert not any("must not happen" in sentence for sentence in both.changed), "it happened in both"
    assert table["Validate"] == ("2 of 3", "2 of 3")
    assert table["Must not happen: “Blamed them”"] == ("did not happen", "happened at turn 2")
    assert beside.main[0] == "They part at turn 2."
    later = attempts("hear vow hear end", "hear blame vow end")
    assert (
        later.changed[-1]
        == "After it other replies differ too, so the end is not the doing of one reply alone."
    )


def test_one_that_stopped_where_the_other_went_on() -> None:
    beside = attempts("hear", "hear blame")
    assert shape(beside) == [("same", 1, 1), ("parting", None, 2)]
    assert beside.parting is not None
    assert beside.parting.sentences[1] == "A: no reply there; it had stopped."
    assert "The problem is not decided, in both." in beside.changed
    for shorter in (beside, attempts("hear", "hear blame end")):
        assert "reply" not in shorter.changed[-1], "no reply of the one that stopped made the difference"
    assert attempts("", "").changed == ("Neither has a turn that could be compared.",)


def test_another_version_is_compared_and_another_scenario_is_not() -> None:
    edited = small(reply("hear", "validate"), reply("end", "close", goto="fine"), mood=(80, 10, 10))
    calls = give(answered(TWO), "hear", "end"), give(answered(edited, seed=2), "hear", "end")
    beside = compare_attempts(*calls)
    assert beside.parting is None
    assert [row.kind for row in beside.rows] == ["same", "same"]
    assert beside.rows[0].apart_by is not None
    assert beside.rows[0].apart_by.heat > 0
    assert "edited" in beside.notes[0]
    assert "seeds" in beside.notes[-1]
    assert beside.changed[0] == "Both are the same, reply for reply."
    assert any(sentence.startswith("Heat ended at") for sentence in beside.changed)
    table = {each.what: each.other for each in beside.compared}
    assert table["Must not happen: “Blamed them”"] == "–"
    moved = small(reply("hear", "validate"), reply("blame", "blame"), mood=(80, 10, 10))
    beside = compare_attempts(give(answered(TWO), "hear"), give(answered(moved), "blame"))
    assert beside.changed[-1].startswith("No other reply differs, but the scenario or the mood model does")
    other = answered(small(reply("end", "close", goto="fine"), id="another"))
    with pytest.raises(NotComparable, match="these are of small and another"):
        compare_attempts(calls[0], other)


def test_the_same_file_read_twice_is_the_same_version() -> None:
    path = ALL[0]
    one = at_random(machine_of(path), 3, [0, 1])
    machine_of.cache_clear()
    assert compare_attempts(one, at_random(machine_of(path), 3, [0, 1])).notes == ()


def test_very_many_turns_stand_turn_by_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = "hear hear hear end", "hear away stay back hear end"
    monkeypatch.setattr(aligning, "MOST", 5)
    beside = attempts(one, other)
    assert shape(beside)[2:] == [("apart", 3, 3), ("apart", 4, 4), ("apart", None, 5), ("apart", None, 6)]
    assert "turn by turn" in beside.notes[0]
