"""The vote: counts typed by keyboard alone, nothing given away before it is asked for, and a way to go on."""

import time
from pathlib import Path

from textual.events import Paste

from engine.debrief.debrief import find_outlook
from tests.tui.screens.present.in_a_room import before_a_room
from tui.screens.present.ballot import Ballot, bar_of
from tui.screens.present.vote import VoteScreen
from tui.screens.question import QuestionScreen


async def test_counting_revealing_and_going_on(home: Path) -> None:
    async with before_a_room(home) as there:
        call = there.recorded.call
        await there.show(VoteScreen(call, 2, find_outlook(call, time.monotonic)))
        vote = there.screen(VoteScreen)
        assert "Two hundred sheets" in there.words
        assert "No votes yet. Type the count of the marked reply; Tab goes to the next." in there.text

        # Counts, one after the other; what is no count says so and changes nothing.
        await there.press("1", "2", "enter", "3", "tab", "9", "backspace", "5")
        assert vote.votes.counts == (12, 3, 5)
        for words in ("12 votes 60 %", "3 votes 15 %", "5 votes 25 %", "A has the most: 12 of 20 votes."):
            assert words in there.words
        assert "███" in there.text
        await there.press("shift+tab", "minus", "9", "9", "9", "9", "9")
        assert there.toasts[0].startswith("“-” is no count")
        assert "too many" in there.toasts[1]
        assert vote.votes.counts == (12, 9999, 5)
        there.app.post_message(Paste("twelve"))
        await there.settle()
        assert there.toasts[2].startswith("“twelve” is no count")
        await there.press("delete", "1", "2", "down", "up")
        assert vote.votes.counts == (12, 12, 5)
        assert "A tie: A and B have 12 each, of 29 votes. Nothing is decided." in there.words

        # Nothing of what the replies do is on show until it is revealed: of one, then of all.
        for shown in there.seen:
            for words in ("Heat", "Trust", "This reply was given", "good ending"):
                assert words not in shown
        there.app.clear_notifications()
        await there.press("r")
        assert [ballot.revealed for ballot in vote.query(Ballot)] == [False, True, False]
        for words in (
            "▸ B",
            "◑ Frustrated Heat 50 → 54 ▲ +4",
            "The reply asked for something already told",
            "A good ending could still have been reached after it",
            "◆ This reply was given",
        ):
            assert words in there.words, words
        assert "Dixon" not in there.text
        await there.press("s", "pagedown")
        assert "Dixon et al. 2010" in there.words
        await there.press("a", "up")
        assert all(ballot.revealed for ballot in vote.query(Ballot))
        assert "The customer waited on hold" in " ".join(" ".join(there.seen).split())
        assert "This reply was given" not in there.words, "it was not A"

        # A tie is for the instructor to decide; a winner goes on at once.
        await there.press_at_once("g", "g")  # It is asked once, not a second time behind the first.
        assert "A tie" in there.words
        there.screen(QuestionScreen)
        await there.press("q")
        assert there.app.screen is vote
        await there.press("1", "3", "g")
        assert there.came == ["wait"]
        assert vote.votes.counts == (13, 12, 5)

        # Where there is little room; without votes, and against them.
        await there.pilot.resize_terminal(40, 12)
        await there.show(VoteScreen(call, 1))
        assert "Robin Hale" in there.text
        await there.press("g")
        assert "Go on with A, which is marked" in there.words
        await there.press("q", "4", "down", "1")
        assert "1 vote 20 %" in there.words
        await there.press("r")
        assert "Angry Heat 55 → " in there.words
        await there.press("t")
        last = VoteScreen(call, 1)
        await there.show(last)
        # None of the keys goes to the wrong reply.
        await there.press_at_once("3", "tab", "7", "1", "shift+tab", "4")
        assert last.votes.counts == (4, 71)
        await there.press("escape")
        assert there.came == ["wait", "script", None]


def test_bars_are_as_long_as_their_share() -> None:
    assert [bar_of(share, 10) for share in (0, 50, 100)] == [" " * 10, "█████     ", "█" * 10]
    lengths = [bar_of(share, 8) for share in range(101)]
    assert all(len(bar) == 8 for bar in lengths)
    assert len(set(lengths)) == 65, "eighths of a cell"
