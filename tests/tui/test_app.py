"""The app as a whole: what it remembers, its palette, its ways out."""

from pathlib import Path

import pytest
from textual.command import CommandList, CommandPalette
from textual.widgets import Input

from engine.records.home import Home
from engine.records.store import Store
from tests.tui.screens.sitting import ON_SCREEN, Sitting, in_a_call, on_record, played, sitting
from tui.preferences import FILE, Preferences, read_preferences, write_preferences
from tui.screens.call import CallScreen
from tui.screens.debrief import DebriefScreen
from tui.screens.help import HelpScreen
from tui.screens.library import LibraryScreen
from tui.settings import Settings
from tui.themes import DEFAULT_THEME


async def test_mode_name_and_theme_are_remembered(home: Path) -> None:
    async with sitting(home, scenario=str(ON_SCREEN)) as there:
        await there.press("c", "a", "end", "backspace", "enter")
        there.app.theme = "daylight"
        await there.press("enter")
    assert read_preferences(Home(home))[0] == Preferences("daylight", "coach", "Sa")
    async with in_a_call(home) as there:
        assert there.app.theme == "daylight"
        assert there.screen(CallScreen).mode == "coach"
        assert there.screen(CallScreen).call.agent == "Sa"
    async with in_a_call(home, mode="exam", theme="paper", chosen=frozenset({"mode", "theme"})) as there:
        assert there.app.theme == "paper"
        assert there.screen(CallScreen).mode == "exam"


async def test_a_theme_that_there_is_not_is_told(home: Path) -> None:
    async with sitting(home, theme="neon", chosen=frozenset({"theme"})) as there:
        assert there.app.theme == DEFAULT_THEME
        assert there.toasts == ["There is no theme 'neon': Ctrl+P lists the five."]


async def test_bad_preferences_are_told_and_nothing_else(home: Path) -> None:
    home.mkdir()
    (home / FILE).write_text("{")
    async with sitting(home) as there:
        there.screen(LibraryScreen)
        assert len(there.toasts) == 1
        assert FILE in there.toasts[0]


async def test_preferences_that_cannot_be_kept_are_told_once(home: Path) -> None:
    (home / FILE).mkdir(parents=True)
    (home / FILE / "in the way").touch()
    async with sitting(home) as there:
        there.app._note = ""
        there.app.clear_notifications()
        there.app.theme = "paper"
        await there.settle()
        there.app.theme = "daylight"
        await there.settle()
        assert len(there.toasts) == 1
        assert "could not be remembered" in there.toasts[0]


async def found(there: Sitting, words: str) -> None:
    """Wait until the palette has found that one command, and it is highlighted."""
    listed = there.screen(CommandPalette).query_one(CommandList)
    await there.until(lambda: listed.option_count == 1 and listed.highlighted == 0 and words in there.text)


async def test_the_palette_has_the_keys_of_the_screen_and_the_themes(home: Path) -> None:
    async with in_a_call(home, (100, 40)) as there:
        await there.press("ctrl+p")
        there.screen(CommandPalette)
        for words in ("Record", "Policy", "Hold", "Leave", "Help", "Theme", "Motion", "Quit"):
            assert words in there.text, words
        await there.write("policy")
        await found(there, "Key: p")
        await there.press("enter")
        await there.until(lambda: "and choose" in there.text)
        await there.press("ctrl+p")
        await there.write("theme")
        await found(there, "Choose among the five themes")
        await there.press("enter")
        await there.until(lambda: "high-contrast" in there.text)
        await there.write("paper")
        await found(there, "paper")
        await there.press("enter")
        await there.until(lambda: there.app.theme == "paper")
    assert read_preferences(Home(home))[0].theme == "paper"


async def test_motion_can_be_turned_off_and_on(home: Path) -> None:
    async with in_a_call(home, reduced_motion=False) as there:
        assert not there.app.still
        there.app.action_toggle_motion()
        assert there.app.still
        await there.press("space", "1")
        assert "sheets" in there.words
        there.app.action_toggle_motion()
        assert not there.app.still


@pytest.mark.parametrize("key", ["ctrl+c", "ctrl+q"])
@pytest.mark.parametrize(
    "where", ["library", "briefing", "name", "call", "help", "question", "palette", "debrief"]
)
async def test_leaving_from_anywhere(home: Path, where: str, key: str) -> None:
    keys = {
        "library": (),
        "briefing": (),
        "name": ("a", "end"),
        "call": ("enter", "1"),
        "help": ("question_mark",),
        "question": ("enter", "1", "q"),
        "palette": ("ctrl+p",),
        "debrief": (),
    }[where]
    if where == "debrief":
        played(home)
    named = {"library": {}, "debrief": {"debrief": 1}}.get(where, {"scenario": str(ON_SCREEN)})
    async with sitting(home, unsaved=where == "question", **named) as there:
        await there.press(*keys)
        await there.press(key)
        assert there.app._exit
        assert there.app.return_code == (130 if key == "ctrl+c" else 0)
    assert where != "call" or on_record(home) == [("standard", 1)]


async def test_control_c_in_a_field_copies(home: Path) -> None:
    async with sitting(home) as there:
        await there.write("rain")
        there.app.screen.query_one(Input).select_all()
        await there.press("ctrl+c")
        assert not there.app._exit
        assert there.app.clipboard == "rain"


async def test_help_tells_of_the_screen_below(home: Path) -> None:
    async with in_a_call(home, (100, 60)) as there:
        await there.press("f1")
        there.screen(HelpScreen)
        for words in (
            "◔ uneasy",
            "▸",
            "heat before the last reply",
            "Ctrl+Q",
            "give that reply",
            "the history",
        ):
            assert words in there.words, words
        await there.press("escape")
        there.screen(CallScreen)


async def test_a_scenario_that_is_not_there_is_told_on_the_command_line(home: Path) -> None:
    async with sitting(home, scenario="no-such-scenario") as there:
        assert there.app.return_code == 2
        assert "there is no scenario 'no-such-scenario'" in there.app.refusal


async def test_a_mood_model_that_cannot_be_used_is_told(home: Path, tmp_path: Path) -> None:
    (tmp_path / "model.yaml").write_text("version: [")
    async with sitting(home, scenario=str(ON_SCREEN), model=tmp_path / "model.yaml") as there:
        assert there.app.return_code == 2
        assert "model.yaml" in there.app.refusal


async def test_an_attempt_of_a_newer_moodline(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    played(home)
    monkeypatch.setattr("engine.records.recorded.JOURNAL_VERSION", 0)
    async with sitting(home, debrief=1) as there:
        assert there.app.return_code == 2
        assert "newer Moodline" in there.app.refusal


async def test_a_second_call_after_the_first(home: Path) -> None:
    async with sitting(home, folders=(ON_SCREEN.parent,), seed=None) as there:
        there.screen(LibraryScreen).query_one(Input).value = "parcel in the rain"
        await there.settle()
        for _ in range(2):
            await there.press("enter", "n", "enter", "1", "q")
            there.screen(LibraryScreen)
    assert [events for _, events in on_record(home)] == [1, 1]


def test_the_settings_know_what_was_asked_for(tmp_path: Path) -> None:
    assert Settings(home=Home(tmp_path)).chosen == frozenset()
    write_preferences(Home(tmp_path), Preferences(mode="exam"))
    Store.open(Home(tmp_path)).close()
    assert (tmp_path / FILE).exists()
    assert DebriefScreen.TITLE == "Debrief"
