"""The room plays on: an attempt of its own, on record before it is shown, and without a name if asked."""

from pathlib import Path

from engine.debrief.presentation.votes import Votes
from engine.records.home import Home
from engine.records.recorded import CHOICE
from engine.records.room import VOTES, votes_in
from engine.records.store import Store
from tests.tui.screens.present.in_a_room import TRAINEE, before_a_room
from tests.tui.screens.sitting import FULL, Fickle
from tests.tui.screens.test_contrast import checker
from tui.screens.debrief import DebriefScreen
from tui.screens.present.beside import BesideScreen
from tui.screens.present.room import RoomScreen
from tui.screens.present.vote import VoteScreen
from tui.screens.question import QuestionScreen

AT_TURN_2 = Votes(("wait", "verify", "day"), (5, 2, 0))


async def test_from_a_vote_to_the_end_without_a_name(home: Path) -> None:
    async with before_a_room(home) as there:
        await there.show(RoomScreen(there.recorded, 2, "wait", True, AT_TURN_2))
        room = there.screen(RoomScreen)
        assert "On hold" in there.text
        await there.press("v")
        there.screen(RoomScreen)  # There is nothing to vote on.
        await there.press("1")
        for words in ("Turn 3", "Heat 50 → 54 ▲ +4", "The customer waited on hold: heat up 4.", "And?"):
            assert words in there.words, words
        await there.press("v")
        there.screen(VoteScreen)
        check = checker(there)  # Can be read in all themes.
        await there.press("9", "down", "2", "r")
        await check("a vote")
        await there.press("g")
        await check("a room")
        for words in ("The room turn 3", "I'm leaving the driver a note", "Promise made", "All right."):
            assert words in there.words, words
        await there.press("1")
        for words in ("Over", "A new one is on its way", "The problem is solved.", "Thank you, Agent."):
            assert words in there.words, words
        await there.press("v", "2")
        assert there.app.screen is room
        await there.press("c")
        there.screen(BesideScreen)
        await there.press("2", "3", "o", "q", "d")
        there.screen(DebriefScreen)
        await there.press("6", "enter", "up", "enter", "n", "n", "c")
        there.screen(BesideScreen)
        await there.press("2")
        assert there.seen
        assert not [shown for shown in there.seen if TRAINEE.split()[0] in shown]

        # Names can be shown and hidden while the room plays.
        await there.show(RoomScreen(there.recorded, 5, "keep", True))
        assert "Thank you, Agent." in there.words
        await there.press("n")
        assert f"Thank you, {TRAINEE}." in there.words
        assert "names shown" in there.text
        await there.press("n")
        assert "Thank you, Agent." in there.words
        assert "names hidden" in there.text
    with Store.open(Home(home), read_only=True) as store:
        first, played = store.load(1), store.load(2)
    assert [event.payload["reply"] for event in first.events] == ["hear", "verify", "wait", "new-one", "keep"]
    attempt = played.attempt
    assert (attempt.parent, attempt.from_turn, attempt.agent, attempt.finished) == (1, 2, TRAINEE, True)
    kinds = [event.payload["reply"] if event.kind == CHOICE else event.kind for event in played.events]
    assert kinds[:5] == ["hear", VOTES, "wait", VOTES, "new-one"]
    assert votes_in(played.events) == {2: AT_TURN_2, 3: Votes(("new-one", "sorry"), (9, 2))}


async def test_where_the_records_fail_nothing_is_shown_that_is_not_on_them(home: Path) -> None:
    keeper = Fickle(home)
    keeper.problem = FULL
    async with before_a_room(home, (40, 12), keeper=keeper) as there:
        await there.show(RoomScreen(there.recorded, 2, "wait", True))
        assert "The room's attempt could not be" in there.words
        await there.press("b")
        await there.show(RoomScreen(there.recorded, 2, "verify", False, AT_TURN_2))
        await there.press("u")
        assert "not saved" in there.text
        await there.press_at_once("q", "q")
        assert "It is not kept." in there.words
        await there.press("l")
        assert (there.came, there.recorded.saved, there.recorded.attempt.id) == ([None, None], True, 1)

        # It begins once the records can be written again; left before its end, it is offered to nobody.
        await there.show(RoomScreen(there.recorded, 4, "sorry", False))
        keeper.problem = None
        await there.press("t")
        for words in ("◕ Angry Heat", "breaks in", "I have heard that twice"):
            assert words in there.words, words
        await there.press("q")
        assert "attempt 2" in there.words
        await there.press("b", "1", "q", "l")
        assert len(there.came) == 3

        # A reply that cannot be kept is not given; unsaved, the room plays on, and still without a name.
        await there.show(RoomScreen(there.recorded, 4, "sorry", True))
        keeper.problem = FULL
        before = there.words
        await there.press("v", "3", "g")
        there.screen(QuestionScreen)
        assert "so it was not given" in there.words
        await there.press("b")
        assert there.words == before
        await there.press("1", "u")
        room = there.screen(RoomScreen).room
        assert room is not None
        given = len(room.choices)
        assert votes_in(room.events) == {}, "it voted, but went back"
        await there.press_at_once("1", "1")
        assert len(room.choices) == given + 1, "nobody has seen yet what can be said next"
        await there.press("1", "1", "1")
        assert "not saved" in there.text
        assert "Thank you, Agent." in there.words

        # Leaving Moodline leaves the room's call as well.
        keeper.problem = None
        await there.show(RoomScreen(there.recorded, 2, "verify", True))
        await there.press("ctrl+q")
    assert [attempt.finished for attempt in keeper.attempts()] == [False, False, False, True]
    assert keeper.load(4).attempt.set_aside_at is not None
    left = keeper.load(2)
    assert left.attempt.set_aside_at is not None
    assert [event.payload["reply"] for event in left.events] == ["hear", "verify", "wait", "sorry", "stay"]
    keeper.close()
