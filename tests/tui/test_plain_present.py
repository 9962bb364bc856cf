"""A debrief before a room in plain text: the same slides, and as little that is private."""

from pathlib import Path

import pytest

from engine.records.home import Home
from engine.records.store import Store
from tests.tui.running import BOXES, Moodline, at_the_keyboard
from tests.tui.screens.present.presented import ENDED, NAME, put_on_record
from tui.leaving import Refused


def test_enter_for_the_next_thing_and_the_name_is_nowhere(tmp_path: Path) -> None:
    put_on_record(tmp_path)
    typed = "\n" * 10 + "b\ng\nt\n?\n1\nnonsense\n99\n0\nv\n"
    ran = at_the_keyboard(tmp_path, typed + "q\n", debrief=1, present=True)
    assert ran.code == 0
    for words in (
        "Slide 1 of 16: A letter for Agent (names hidden, outcome hidden)",
        "A letter went out. Agent knows nothing of it.",
        "Robin Hale: Is that Agent? It says that I owe you two hundred pounds.",
        "At the start: heat 45, frustrated.",
        "1. A letter for Agent",
        "It has been 0 min.",
        "o: how it ended; again to hide it",
        "Press Enter for the next thing",
        "There are slides 1 to 16.",
        "There is something to vote on at the slides about a turn.",
    ):
        assert words in ran.out, words
    assert not BOXES.search(ran.out)
    assert [each for each in (*NAME.split(), *ENDED, "furious") if each in ran.out] == []


def test_where_replies_could_have_led_is_worked_out_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_on_record(tmp_path)
    typed = "o" + "\n" * 9 + "q\n"
    first = at_the_keyboard(tmp_path, typed, debrief=1, present=True).out
    monkeypatch.setattr("engine.debrief.debrief.find_outlook", None)  # Not asked for a second time.
    assert at_the_keyboard(tmp_path, typed, debrief=1, present=True).out == first
    assert "within reach at every" in first


def test_to_the_end_of_the_input_it_is_written_and_the_outcome_waits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_on_record(tmp_path)
    moodline = Moodline(tmp_path, monkeypatch)
    piped = moodline("debrief", 1, "--present", "--plain")
    assert piped.code == 0
    for words in ("Question: What would you say?", "Pivotal: turn 3.", "Slide 16 of 16: To talk about"):
        assert words in piped.out
    assert [each for each in (*NAME.split(), *ENDED, "The problem:", " in 100") if each in piped.out] == []
    shown = moodline("debrief", 1, "--present", "--plain", typed="o\n\n\n\nn\n1\n14\n6\n")
    for words in (
        "The problem: solved.",
        "The relationship: kept.",
        *ENDED[:2],
        NAME,
        "within reach at every",
    ):
        assert words in shown.out, words
    assert "furious" not in shown.out, "what was guessed is not asked for by any key"
    with_names = moodline("debrief", 1, "--present", "--names", "--plain")
    assert f"A letter for {NAME} (names shown, outcome hidden)" in with_names.out


def test_the_room_votes_plays_on_and_compares(tmp_path: Path) -> None:
    put_on_record(tmp_path)
    ran = at_the_keyboard(tmp_path, "5\nv\nall\n0 2\ngo\nq\n", debrief=1, present=True)
    assert " in 100" not in ran.out, "where a reply could have led comes with the outcome"
    assert "Vote on turn 3: what would you say?" in ran.out
    assert "B: 2 votes, 100 %" in ran.out
    assert "left it open" in ran.out, "the room's call ended there"
    with Store.open(Home(tmp_path), read_only=True) as store:
        room = store.attempts()[0]
        assert (room.parent, room.from_turn, room.finished) == (1, 3, True)
    ran = at_the_keyboard(tmp_path, "c\no\nc\nq\n", debrief=2, present=True)
    before, _, after = ran.out.partition("How it ended")
    assert "Attempt 1 and Attempt 2 side by side" in before
    assert "come with the outcome: type o." in before
    assert "What came of it" not in before
    assert "What came of it" in after
    assert NAME.split()[0] not in ran.out
    assert "no replay" in at_the_keyboard(tmp_path, "c\nq\n", debrief=1, present=True).out


def test_what_cannot_be_presented_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put_on_record(tmp_path, ("ask",), mode="exam")
    with pytest.raises(Refused, match="an exam that is not over"):
        at_the_keyboard(tmp_path, "", debrief=1, present=True)
    moodline = Moodline(tmp_path, monkeypatch)
    for arguments in (("--names",), ("--present", "--beside", "2")):
        ran = moodline("debrief", 1, "--plain", *arguments)
        assert ran.code == 2
        assert "--present" in ran.err
    ran = moodline("debrief", 9, "--present", "--plain")
    assert ran.code == 2
    assert "9" in ran.err


@pytest.mark.parametrize("replies", [(), ("ask",)], ids=len)
def test_a_call_cut_short(tmp_path: Path, replies: tuple[str, ...]) -> None:
    put_on_record(tmp_path, replies)
    assert "cut short" not in at_the_keyboard(tmp_path, "\n" * 40 + "q\n", debrief=1, present=True).out
    assert "The call was cut short" in at_the_keyboard(tmp_path, "o\n\nq\n", debrief=1, present=True).out
