"""The briefing: what an agent knows before picking up, and how the call is to be played."""

from pathlib import Path

import pytest
from textual.widgets import Input

from tests.tui.screens.sitting import ON_SCREEN, TO_THE_END, in_a_call, on_record, sitting
from tui.screens.briefing import BriefingScreen
from tui.screens.call import CallScreen
from tui.screens.debrief import DebriefScreen
from tui.screens.mode_choice import ModeChoice


async def test_it_has_the_record_and_the_policy_and_nothing_on_how_to_win(home: Path) -> None:
    async with sitting(home, (100, 40), scenario=str(ON_SCREEN)) as there:
        there.screen(BriefingScreen)
        for words in ("Caller: Robin Hale", "wet parcel", "You are Sam.", "0042", "Leave in the porch"):
            assert words in there.words
        assert "You may send a new one, and choose the courier." in there.words
        for ending in ("A new one is on its way", "Left at that", "has not been heard", "specifics"):
            assert ending not in there.words
        assert "A call is waiting" not in there.words


@pytest.mark.parametrize(("key", "mode"), [("c", "coach"), ("s", "standard"), ("e", "exam")])
async def test_modes_by_key(home: Path, key: str, mode: str) -> None:
    async with sitting(home, scenario=str(ON_SCREEN), mode="exam" if mode == "coach" else "coach") as there:
        await there.press(key)
        assert f"● {mode.capitalize()}" in there.text
        assert there.text.count("● ") == 1
        await there.press("enter")
        assert there.screen(CallScreen).mode == mode
    assert on_record(home) == [(mode, 0)]


async def test_modes_and_name_by_mouse(home: Path) -> None:
    async with sitting(home, scenario=str(ON_SCREEN)) as there:
        await there.pilot.click(ModeChoice, offset=(8, 3))
        assert "● Exam" in there.text
        await there.pilot.click(ModeChoice, offset=(30, 1))
        assert "● Coach" in there.text
        await there.pilot.click(ModeChoice, offset=(8, 4))
        await there.settle()
        assert there.app.screen.query_one(Input).has_focus


async def test_the_name_is_asked_for_and_used(home: Path) -> None:
    async with sitting(home, (100, 40), scenario=str(ON_SCREEN)) as there:
        await there.press("a", *["backspace"] * 3)
        await there.write("Zoë [b]")
        await there.press("enter")
        assert "You are Zoë [b]." in there.words
        await there.press("a", "x", "escape")
        assert "Zoë [b]  what the customer calls you" in there.text
        await there.press("enter", "1")
        assert "Zoë [b]  turn 1" in there.text


async def test_letters_of_a_name_are_no_commands(home: Path) -> None:
    async with sitting(home, scenario=str(ON_SCREEN)) as there:
        await there.press("a", "home")
        await there.write("ceqnad?")
        assert there.app.screen.query_one(Input).value == "ceqnad?Sam"
        assert "● Standard" in there.text


async def test_a_name_of_nothing_leaves_the_one_before(home: Path) -> None:
    async with sitting(home, scenario=str(ON_SCREEN)) as there:
        await there.press("a", *["backspace"] * 3, "space", "enter")
        assert "Sam  what the customer calls you" in there.text


async def test_answering_twice_begins_one_call(home: Path) -> None:
    async with sitting(home, scenario=str(ON_SCREEN)) as there:
        briefing = there.screen(BriefingScreen)
        briefing.action_answer()
        briefing.action_answer()
        await there.settle()
        there.screen(CallScreen)
        await there.press("enter", "enter")
    assert on_record(home) == [("standard", 0)]


async def test_opening_twice_shows_one_briefing(home: Path) -> None:
    async with sitting(home) as there:
        await there.pilot.press("enter")
        there.app.open_briefing(str(ON_SCREEN), "on-screen")
        there.app.open_briefing(str(ON_SCREEN), "on-screen")
        await there.until(lambda: isinstance(there.app.screen, BriefingScreen))
        await there.settle()
        assert len(there.app.screen_stack) == 2


async def test_keys_that_do_nothing_here_are_not_offered(home: Path) -> None:
    async with sitting(home, scenario=str(ON_SCREEN)) as there:
        assert "New call" not in there.text
        assert "Debrief" not in there.text.splitlines()[-1]
        await there.press("n", "d")
        there.screen(BriefingScreen)
    assert on_record(home) == []


async def test_the_debrief_of_the_latest_call_is_one_key_away(home: Path) -> None:
    async with in_a_call(home) as there:
        await there.press(*TO_THE_END, "q")
    async with sitting(home, scenario=str(ON_SCREEN)) as there:
        await there.press("d")
        there.screen(DebriefScreen)
        assert "How angry do you think" in there.text


async def test_back_leaves_a_moodline_that_was_started_for_this(home: Path) -> None:
    async with sitting(home, scenario=str(ON_SCREEN)) as there:
        await there.press("q")
        assert there.app.return_code == 0
