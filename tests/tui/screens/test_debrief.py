"""The debrief: four steps, in this order and no other."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.widgets import ContentSwitcher, Input

from engine.records.home import Home
from engine.records.store import Store
from tests.tui.screens.sitting import ON_SCREEN, Sitting, in_a_call, on_record, played, sitting
from tui.screens.call import CallScreen
from tui.screens.debrief import DebriefScreen
from tui.screens.replay import ReplayScreen
from tui.widgets.mood_line import MoodLine
from tui.widgets.transcript import Transcript

THE_RESULT = ("A new one is on its way", "solved", "relationship", "peak", "pivotal", "helped", "next call")


@pytest.fixture
def home(home: Path) -> Path:
    """A data folder with a call that is over."""
    played(home)
    return home


@asynccontextmanager
async def in_the_debrief(
    home: Path, size: tuple[int, int] = (120, 50), *keys: str
) -> AsyncIterator[tuple[Sitting, DebriefScreen]]:
    """Sitting before the debrief of that call."""
    async with sitting(home, size, debrief=1) as there:
        debrief = there.screen(DebriefScreen)
        await there.press(*keys)
        yield there, debrief


ANSWERED = ("3", "enter", "1", "enter")
"""The keys that answer both questions."""


def notes(home: Path, kind: str) -> list[object]:
    with Store.open(Home(home), read_only=True) as store:
        return [event.payload for event in store.load(1).events if event.kind == kind]


async def test_nothing_of_the_call_is_shown_before_the_questions(home: Path) -> None:
    async with in_the_debrief(home) as (there, debrief):
        for question in ("How angry do you think the customer was", "Which of your replies"):
            assert question in there.words
            for key in ("2", "n", "b", "s", "t", "4"):
                await there.press(key)
                assert debrief.query_one(ContentSwitcher).current == "step-1"
            assert [words for words in THE_RESULT if words in there.words] == []
            assert not debrief.query(MoodLine)
            await there.press("3", "enter")
        assert debrief.query_one(ContentSwitcher).current == "step-2"
        assert "A new one is on its way" in there.words


async def test_enter_held_down_answers_nothing(home: Path) -> None:
    async with in_the_debrief(home) as (there, _):
        await there.press("enter", "enter", "space")
        assert "(1 of 2)" in there.text


async def test_the_guesses_stand_beside_what_happened(home: Path) -> None:
    async with in_the_debrief(home) as (there, _):
        await there.press("5", "enter", "down", "down", "down", "down", "down", "down", "up", "enter")
        assert "The guess was furious. Heat ended at" in there.words
        assert "The guess was turn 5" in there.words
        await there.press("1")
        assert "Your reaction" in there.text
        assert "The guess was furious." in there.words
    assert notes(home, "reaction") == [{"heat": None, "band": "furious", "turn": 5}]
    async with sitting(home, (120, 50), debrief=1) as there:
        there.screen(DebriefScreen)
        assert "The guess was furious." in there.words


async def test_questions_can_be_passed_over(home: Path) -> None:
    async with in_the_debrief(home) as (there, _):
        await there.press("6", "enter", "up", "enter")
        assert "The guess" not in there.words
        await there.press("1")
        assert "The questions were passed over." in there.words


async def test_the_four_steps(home: Path) -> None:
    async with in_the_debrief(home, (120, 50), *ANSWERED) as (there, debrief):
        assert "The problem is solved. The relationship is kept." in there.words
        assert "calm" in there.text
        assert "◇ start 55" in there.text
        assert "It did not" in there.text or "it did not" in there.text
        await there.press("n")
        for words in ("heat   heard  trust", "all together", "You: ", "Robin Hale: ", "Why: "):
            assert words in there.text
        await there.press("s")
        assert "2013" in there.text
        await there.press("s")
        assert "all together" in there.text
        await there.press("n", "n")
        assert "One thing to do on the next call" in there.words
        assert debrief.query_one(ContentSwitcher).current == "step-4"
        await there.press("b", "b", "b", "b")
        assert debrief.query_one(ContentSwitcher).current == "step-1"
        await there.press("4")
        assert debrief.query_one(ContentSwitcher).current == "step-4"


async def test_a_replay_from_a_turn(home: Path) -> None:
    async with in_the_debrief(home, (120, 50), *ANSWERED, "t") as (there, _):
        there.screen(ReplayScreen)
        await there.press("escape")
        there.screen(DebriefScreen)
        await there.press("t", "home", "down", "enter")
        call = there.screen(CallScreen)
        assert call.call.state.turn == 1
        assert call.query_one(Transcript).lines[-1].text == "You play again from turn 2 of attempt 1."
        await there.press("1", "enter", "1", "1", "enter", "3", "enter", "1", "enter")
        assert "This call is a replay of attempt 1, played again from turn 2." in there.words
    assert [events for _, events in on_record(home)] == [6, 5]


async def test_a_replay_from_the_mood_line(home: Path) -> None:
    async with in_the_debrief(home, (120, 50), *ANSWERED, "right", "right", "right") as (there, debrief):
        assert debrief.query_one(MoodLine).cursor == 2
        await there.press("enter")
        there.screen(ReplayScreen)
        await there.press("enter")
        assert there.screen(CallScreen).call.state.turn == 1


async def test_a_reflection_is_kept(home: Path) -> None:
    async with in_the_debrief(home, (120, 50), *ANSWERED, "4", "tab") as (there, _):
        await there.write("wet [b]")
        assert there.screen(DebriefScreen).query_one("#steps", ContentSwitcher).current == "step-4"
        await there.press("enter")
        assert there.toasts == ["Kept with this attempt."]
        await there.write("nobody q")
        await there.press("escape", "q")
    assert notes(home, "reflection")[-1] == {"problem": "wet [b]", "upset": "nobody q"}
    async with sitting(home, (120, 50), debrief=1) as there:
        await there.press("4")
        fields = list(there.app.screen.query(Input))
        assert [field.value for field in fields] == ["wet [b]", "nobody q", "", ""]
        await there.press("tab", "end", "!", "ctrl+q")
    assert notes(home, "reflection")[-1] == {"problem": "wet [b]!", "upset": "nobody q"}


async def test_all_of_it_can_be_scrolled_to_where_there_is_little_room(home: Path) -> None:
    async with in_the_debrief(home, (40, 12), *ANSWERED) as (there, debrief):
        for step, last in (("2", "Held out more"), ("3", "Facts"), ("4", "understand?")):
            await there.press(step)
            shown = debrief.query_one(f"#step-{step}")
            seen = there.text
            while shown.scroll_y < shown.max_scroll_y:
                at = shown.scroll_y
                await there.press("pagedown")
                assert shown.scroll_y > at
                seen += there.text
            assert last in seen or step == "2"


async def test_the_debrief_of_an_attempt_that_is_not_over_goes_on_with_it(home: Path) -> None:
    async with in_a_call(home) as there:
        await there.press("1", "q")
    async with sitting(home, debrief=2, scenario=str(ON_SCREEN)) as there:
        assert there.screen(CallScreen).call.state.turn == 1
