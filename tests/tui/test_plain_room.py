"""A room in plain text: counts on one line, effects one after the other, and the call played on."""

import io
from pathlib import Path
from typing import Any

import pytest

from engine.records.home import Home
from engine.records.recorded import RecordedCall
from engine.records.room import votes_in
from engine.records.store import Store
from tests.tui.running import UNSEEN
from tests.tui.screens.present.in_a_room import TRAINEE, put_on_record
from tests.tui.screens.sitting import FULL, Clock, Fickle
from tui.leaving import Refused
from tui.plain.asking import Asker, InputEnded
from tui.plain.paper import Paper
from tui.plain.room import play_room
from tui.plain.vote import Voted, vote_on


class PlainRoom:
    """An instructor who types, with a room."""

    def __init__(self, recorded: RecordedCall, typed: str, *, interactive: bool = True) -> None:
        self.recorded = recorded
        self.out = io.StringIO()
        self.asker = Asker(Paper(self.out), io.StringIO(typed), interactive=interactive)
        self.clock = Clock()

    def vote(self, turn: int) -> Voted | None:
        return vote_on(self.asker, self.recorded.call, turn)

    def play(self, turn: int, voted: Voted, *, hidden: bool = True) -> RecordedCall | None:
        return play_room(self.recorded, turn, voted, self.asker, self.clock, hidden=hidden)

    @property
    def said(self) -> str:
        text = self.out.getvalue()
        assert not UNSEEN.search(text)
        return text


def test_from_a_vote_to_the_end_without_a_name(tmp_path: Path) -> None:
    put_on_record(tmp_path)
    with Store.open(Home(tmp_path)) as store:
        typed = "s\n5 9\n5 x 1\n5 5 1\ngo\n\nc\n9 5 1\n" + "all\n\n" + "?\nv\nq\nv\n3 1\ngo\n1\n"
        there = PlainRoom(RecordedCall.resume(store, 1), f"{typed}compare\ncompare all\ndebrief\n\n")
        voted = there.vote(2)
        for words in (
            "There are 2 counts on that line: type 3 counts",
            "“x” is no count of votes",
            "A tie: A and B have 5 each, of 11 votes. Nothing is decided. Type go and a letter, A to C",
            "A: 9 votes, 60 %\nB: 5 votes, 33 %\nC: 1 vote, 7 %\nA has the most: 9 of 15 votes.",
            "  Mood 54, frustrated, up 4. Heard 36, no change.",
            "The customer waited on hold: heat up 4. (Design choice.)",
        ):
            assert words in there.said, words
        # Enter showed A, then c asked for C; all were shown before Enter went on.
        told = there.said.index("This reply was given in the attempt.")
        assert there.said.index("  Mood 54, frustrated") < there.said.index("A: 9 votes") < told
        assert voted is not None
        assert (voted.reply, voted.votes.counts) == ("wait", (9, 5, 1))

        before = len(there.said)
        room = there.play(2, voted)
        assert room is not None
        said = there.said[before:]
        for words in (
            "Turn 2. You: May I put you on hold",
            "- The customer waited on hold: heat up 4.",
            "v: let the room vote first",
            "Vote on turn 3",
            "Robin Hale: Good. Thank you, Agent.",
            "The problem is solved.",
            "The room's call is kept as attempt 2.",
            "The attempt and The room side by side",
            "Debrief, step 4 of 4: next time",
        ):
            assert words in said, words
        assert TRAINEE.split()[0] not in there.said
        record = store.load(room.attempt.id)
        assert (record.attempt.parent, record.attempt.agent, record.attempt.finished) == (1, TRAINEE, True)
        assert {turn: votes.counts for turn, votes in votes_in(record.events).items()} == {
            2: (9, 5, 1),
            3: (3, 1),
        }


def test_where_the_records_fail_or_nothing_more_is_typed(tmp_path: Path) -> None:
    put_on_record(tmp_path)
    keeper: Any = Fickle(tmp_path)
    recorded = RecordedCall.resume(keeper, 1)
    there = PlainRoom(recorded, "q\ngo d\ngo b\n")
    assert there.vote(1) is None
    voted = there.vote(1)
    assert voted is not None
    assert "There is no reply d: type go and a letter, A to B." in there.said
    assert (voted.reply, voted.votes.total) == ("script", 0)

    keeper.problem = FULL
    with pytest.raises(Refused, match="The room's attempt was not begun"):
        PlainRoom(recorded, "", interactive=False).play(1, voted)
    assert PlainRoom(recorded, "x\nq\n").play(1, voted) is None
    unsaved = PlainRoom(recorded, "u\nq\n")
    room = unsaved.play(1, voted)
    assert room is not None
    assert not room.saved
    assert "The room's call is not kept." in unsaved.said
    assert len(keeper.attempts()) == 1

    keeper.problem = None
    ended = PlainRoom(recorded, "1\n")
    with pytest.raises(InputEnded):
        ended.play(1, voted)
    assert "The room's call is kept as attempt 2." in ended.said
    assert keeper.unfinished("on-screen") is None

    # The disk is full at the second reply: it is not given; unsaved, the room plays on without a name.
    full = FullAt(keeper, 4)
    failing = PlainRoom(RecordedCall.resume(full, 1), "1\nt\nu\n\n")
    room = failing.play(4, Voted("new-one", voted.votes))
    assert room is not None
    assert failing.said.count("Your reply could not be kept, so it was not given. The disk is full.") == 2
    assert "Robin Hale: Good. Thank you, Agent." in failing.said
    assert (room.saved, room.call.over) == (False, True)
    assert [event.payload["reply"] for event in keeper.load(3).events] == [
        "hear",
        "verify",
        "wait",
        "new-one",
    ]
    keeper.close()


class FullAt:
    """A keeper that keeps no event of a number."""

    def __init__(self, keeper: Fickle, number: int) -> None:
        self._keeper = keeper
        self._number = number

    def __getattr__(self, name: str) -> Any:
        return getattr(self._keeper, name)

    def append(self, attempt_id: int, n: int, *event: Any, **more: Any) -> None:
        if n == self._number:
            raise FULL
        self._keeper.append(attempt_id, n, *event, **more)
