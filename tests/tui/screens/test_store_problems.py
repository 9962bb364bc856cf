"""When the records fail: nothing is shown that is not on record, and the trainee decides what to do."""

from pathlib import Path

import pytest

from engine.records.errors import ConflictError
from engine.records.home import Home
from engine.records.memory import MemoryStore
from engine.records.recorded import RecordedCall
from engine.records.store import Store
from tests.tui.screens.sitting import FULL, ON_SCREEN, Fickle, Sitting, on_record, played, sitting
from tui.screens.briefing import BriefingScreen
from tui.screens.call import CallScreen
from tui.screens.debrief import DebriefScreen
from tui.screens.library import LibraryScreen
from tui.screens.question import QuestionScreen


@pytest.fixture
def keeper(home: Path) -> Fickle:
    return Fickle(home)


def asked(there: Sitting) -> str:
    there.screen(QuestionScreen)
    return there.words


async def test_a_call_that_cannot_be_kept_does_not_begin(home: Path, keeper: Fickle) -> None:
    async with sitting(home, scenario=str(ON_SCREEN), keeper=keeper) as there:
        keeper.problem = FULL
        await there.press("enter")
        assert "The call cannot be kept, so it has not begun" in asked(there)
        assert "The disk is full. Make room on it." in there.words
        await there.press("t")
        asked(there)
        await there.press("escape")
        there.screen(BriefingScreen)
        keeper.problem = None
        await there.press("enter")
        assert "not saved" not in there.screen(CallScreen).query_one("#top").render().plain  # type: ignore[union-attr]
        await there.press("1")
    assert on_record(home) == [("standard", 1)]


async def test_a_call_can_be_begun_unsaved(home: Path, keeper: Fickle) -> None:
    async with sitting(home, scenario=str(ON_SCREEN), keeper=keeper) as there:
        keeper.problem = FULL
        await there.press("enter", "u", "1")
        assert "not saved" in there.text
        assert there.screen(CallScreen).call.state.turn == 1
        assert isinstance(there.app.keeper, MemoryStore)
    assert on_record(home) == []


async def test_a_reply_that_cannot_be_kept_is_not_given(home: Path, keeper: Fickle) -> None:
    async with sitting(home, scenario=str(ON_SCREEN), keeper=keeper) as there:
        await there.press("enter")
        call = there.screen(CallScreen)
        keeper.problem = FULL
        before = there.text
        await there.press("1")
        assert "The reply could not be kept, so it was not given" in asked(there)
        await there.press("b")
        assert there.app.screen is call
        assert call.call.state.turn == 0
        assert there.words.replace("1", "") == " ".join(before.split()).replace("1", "")
        await there.press("1")
        keeper.problem = None
        await there.press("t")
        assert call.call.state.turn == 1
    assert on_record(home) == [("standard", 1)]


async def test_a_call_can_go_on_unsaved(home: Path, keeper: Fickle) -> None:
    async with sitting(home, scenario=str(ON_SCREEN), keeper=keeper) as there:
        await there.press("enter", "1")
        keeper.problem = FULL
        await there.press("2", "u")
        call = there.screen(CallScreen)
        assert call.call.state.turn == 2
        assert "not saved" in there.text
        await there.press_at_once("q", "q")
        assert "Leave the call?" in asked(there)
        await there.press("b", "1", "enter", "1", "1", "enter")
        there.screen(DebriefScreen)
        assert "not saved" in there.text
        await there.press("3", "enter", "1", "enter", "t", "home", "enter")
        assert there.screen(CallScreen).call.state.turn == 0
    assert on_record(home) == [("standard", 1)]


async def test_two_copies_of_one_attempt(home: Path, keeper: Fickle) -> None:
    """The second to give a reply is told, and cannot write over the first."""
    async with sitting(home, scenario=str(ON_SCREEN), keeper=keeper) as there:
        await there.press("enter", "1")
        call = there.screen(CallScreen)
        with Store.open(Home(home)) as store:
            other = RecordedCall.resume(store, call.recorded.attempt.id)
            other.choose("verify", there.app.clock())
        await there.press("1")
        words = asked(there)
        assert "could not be kept" in words
        assert "Try again" not in words, "it would fail for ever"
        await there.press("u")
        assert call.call.on_hold
        assert not call.recorded.saved
    assert on_record(home) == [("standard", 2)]


async def test_the_old_call_that_cannot_be_set_aside(home: Path, keeper: Fickle) -> None:
    """The new one has begun; so it is played, and what could not be done is said."""

    class Stubborn(Fickle):
        def set_aside(self, *_: object) -> None:
            raise FULL

    async with sitting(home, scenario=str(ON_SCREEN), keeper=keeper) as there:
        await there.press("enter", "1", "q")
    async with sitting(home, scenario=str(ON_SCREEN), seed=None, keeper=Stubborn(home)) as there:
        await there.press("n")
        there.screen(CallScreen)
        assert there.toasts == [
            "The call that you left will be offered again. The disk is full. Make room on it."
        ]


async def test_notes_that_cannot_be_kept(home: Path, keeper: Fickle) -> None:
    played(home)
    async with sitting(home, (100, 40), debrief=1, keeper=keeper) as there:
        keeper.problem = FULL
        await there.press("3", "enter", "2", "enter")
        assert "What you answered could not be kept" in asked(there)
        await there.press("b")
        assert "The guess was frustrated." in there.words, "it counts for this debrief all the same"
        await there.press("4", "tab", "x", "enter")
        asked(there)
        keeper.problem = None
        await there.press("t", "q")
    with Store.open(Home(home), read_only=True) as store:
        kinds = [event.kind for event in store.load(1).events]
    assert kinds[5:] == ["reflection"]


async def test_a_replay_that_cannot_be_kept(home: Path, keeper: Fickle) -> None:
    played(home)
    async with sitting(home, (100, 40), debrief=1, keeper=keeper) as there:
        await there.press("3", "enter", "2", "enter")
        keeper.problem = FULL
        await there.press("t", "enter")
        assert "The new attempt could not be begun" in asked(there)
        await there.press("b")
        there.screen(DebriefScreen)
        await there.press("t", "enter", "u")
        assert not there.screen(CallScreen).recorded.saved
        keeper.problem = None
    assert len(on_record(home)) == 1


async def test_records_that_cannot_be_opened(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("in the way")
    async with sitting(tmp_path / "home", scenario=str(ON_SCREEN)) as there:
        assert "Nothing can be kept at the moment" in asked(there)
        await there.press("b")
        assert there.app.return_code == 2
        assert "home" in there.app.refusal


async def test_an_attempt_that_is_not_there(home: Path) -> None:
    Store.open(Home(home)).close()
    async with sitting(home, resume=41) as there:
        assert there.app.return_code == 2
        assert "41" in there.app.refusal


async def test_once_the_records_work_again_they_are_used(home: Path) -> None:
    home.parent.mkdir(exist_ok=True)
    home.write_text("in the way")
    async with sitting(home) as there:
        await there.press("enter", "u", "escape")
        there.screen(LibraryScreen)
        await there.press("enter")
        assert "This call is played unsaved" in there.words, "agreed once, and not asked again"
        await there.press("escape")
        home.unlink()
        await there.press("enter")
        assert "unsaved" not in there.words


def test_the_conflict_is_told_apart() -> None:
    assert ConflictError("what", "do").code == "conflict"
