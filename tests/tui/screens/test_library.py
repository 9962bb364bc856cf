"""The library: finding a scenario, and what it says about each."""

from pathlib import Path

import pytest
from textual.widgets import Input, OptionList

from tests.tui.screens.sitting import TO_THE_END, Sitting, scenario, sitting
from tui.screens import library
from tui.screens.briefing import BriefingScreen
from tui.screens.call import CallScreen
from tui.screens.help import HelpScreen
from tui.screens.library import LibraryScreen
from tui.screens.library_words import folded
from tui.screens.question import QuestionScreen


@pytest.fixture
def own(home: Path, shipped: Path) -> Path:
    """The user's own folder, with nothing shipped beside it."""
    (home / "scenarios").mkdir(parents=True)
    return home / "scenarios"


def rows(there: Sitting) -> list[str]:
    options = there.screen(LibraryScreen).query_one("#scenarios", OptionList).options
    return [str(getattr(option.prompt, "plain", option.prompt)) for option in options]


async def test_from_the_library_into_a_call_and_back(home: Path, own: Path) -> None:
    scenario(own, "wet", "A parcel in the rain")
    async with sitting(home, seed=None) as there:
        assert rows(there) == ["A parcel in the rain\n  level 2, 3 min"]
        for words in ("Caller: Robin Hale", "2, practised", "about 3 minutes", "listen, affirm", "not yet"):
            assert words in there.words
        assert "was never read" in there.words
        await there.press("enter")
        there.screen(BriefingScreen)
        await there.press("escape", "enter", "enter", "1", "q")
        assert rows(there) == ["A parcel in the rain\n  level 2, 3 min, call waiting"]
        assert "A call is waiting at turn 2" in there.words
        assert there.toasts == ["The call is kept. Open the scenario again to go on."]
        await there.press("enter", "enter")
        assert there.screen(CallScreen).call.state.turn == 1
        await there.press(*TO_THE_END[1:], "q")
        assert rows(there) == ["A parcel in the rain\n  level 2, 3 min, played 1×"]
        assert "once, last on 7 November 2026" in there.words
        await there.press("enter", "enter", "q")
        assert rows(there) == ["A parcel in the rain\n  level 2, 3 min, call waiting"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("cafe", ["Café Übergrößé"]),
        ("CAFÉ", ["Café Übergrößé"]),
        ("ubergrosse", ["Café Übergrößé"]),
        ("nair", ["Fourth call"]),
        ("listen practised", ["Café Übergrößé", "Fourth call"]),
        ("second note", ["Café Übergrößé", "Fourth call"]),
        ("zzz", []),
    ],
)
async def test_searching(home: Path, own: Path, typed: str, found: list[str]) -> None:
    scenario(own, "a", "Café Übergrößé")
    scenario(own, "b", "Fourth call", "Priya Nair")
    async with sitting(home) as there:
        there.screen(LibraryScreen).query_one(Input).value = typed
        await there.settle()
        assert [row.splitlines()[0] for row in rows(there)] == found
        if not found:
            assert "Nothing is found by these words." in there.words
            assert "0 of 2 scenarios; Esc shows all" in there.words
            await there.press("enter")
            there.screen(LibraryScreen)
        await there.press("escape")
        assert len(rows(there)) == 2


def test_folding() -> None:
    assert folded("Ångström STRASSE ﬁne") == "angstrom strasse fine"
    assert folded("Straße") == "strasse"


async def test_moving_while_the_search_has_the_focus(home: Path, own: Path) -> None:
    for number in range(40):
        scenario(own, f"s-{number:02}", f"Scenario {number:02}")
    async with sitting(home) as there:
        assert len(rows(there)) == 40
        await there.press("down", "down", "up", "pagedown")
        listed = there.screen(LibraryScreen).query_one("#scenarios", OptionList)
        at = listed.highlighted
        assert at is not None
        assert at > 5
        assert there.screen(LibraryScreen).query_one(Input).has_focus
        await there.write("scenario 3")
        assert len(rows(there)) == 13
        await there.pilot.click("#scenarios", offset=(3, 2))
        await there.settle()
        assert "Briefing" in there.text


async def test_hundreds_of_scenarios(home: Path, own: Path) -> None:
    for number in range(200):
        scenario(own, f"s-{number:03}", f"Scenario {number:03}")
    async with sitting(home) as there:
        assert "200 scenarios" in there.text
        await there.write("199")
        assert "1 of 200 scenarios" in there.text


async def test_an_empty_library_says_where_scenarios_go(home: Path, own: Path) -> None:
    async with sitting(home, (160, 45)) as there:
        assert "There are no scenarios yet." in there.text
        assert str(own) in there.text.replace("\n", "")
        await there.press("enter", "down", "pageup")
        there.screen(LibraryScreen)


async def test_a_broken_scenario_says_what_is_wrong(home: Path, own: Path) -> None:
    (own / "broken.yaml").write_text("moodline: 1\nid: [oops\n", "utf-8")
    path = scenario(own, "deep", "Broken below")
    path.write_text(path.read_text("utf-8").replace("goto: what-now}", "goto: nowhere}", 1), "utf-8")
    async with sitting(home, (100, 30)) as there:
        assert rows(there)[0] == "× broken.yaml\n  cannot be read"
        assert "This scenario cannot be read." in there.text
        await there.press("enter")
        there.screen(QuestionScreen)
        assert "This scenario cannot be played" in there.text
        await there.press("b", "down", "enter")
        assert "nowhere" in there.text
        await there.press("escape")
        there.screen(LibraryScreen)


async def test_a_scenario_deleted_meanwhile(home: Path, own: Path) -> None:
    path = scenario(own, "gone", "Going")
    async with sitting(home) as there:
        path.unlink()
        await there.press("enter")
        assert "there is no such" in there.words
        await there.press("enter")
        assert rows(there) == []
        assert "There are no scenarios yet." in there.text


async def test_a_scenario_edited_or_added_meanwhile_is_seen_on_coming_back(home: Path, own: Path) -> None:
    scenario(own, "one", "Before")
    async with sitting(home) as there:
        await there.press("enter")
        scenario(own, "one", "After")
        scenario(own, "two", "New")
        await there.press("escape")
        assert [row.splitlines()[0] for row in rows(there)] == ["After", "New"]


async def test_help_has_a_key_while_the_search_has_the_focus(home: Path) -> None:
    async with sitting(home) as there:
        await there.press("question_mark")
        there.screen(HelpScreen)
        await there.press("question_mark", "f1")
        there.screen(HelpScreen)
        await there.press("escape")
        assert there.screen(LibraryScreen).query_one(Input).value == ""


async def test_records_that_cannot_be_read_are_told(home: Path, own: Path) -> None:
    scenario(own, "one", "One")
    (home / "attempts.sqlite3").write_text("not a database, but long enough to be one?" * 50)
    async with sitting(home, (120, 30)) as there:
        assert "is not a store" in there.words or "damaged" in there.words
        await there.press("enter")
        assert "Nothing can be kept at the moment" in there.text
        await there.press("escape")
        there.screen(LibraryScreen)
        await there.press("enter", "u", "enter")
        assert "not saved" in there.text
        await there.press("1", "q")
        assert "Leave the call?" in there.text
        await there.press("b", "q", "l")
        there.screen(LibraryScreen)


async def test_what_the_next_screens_need_is_loaded_ahead(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded: list[bool] = []
    monkeypatch.setattr(library, "READING", 0.01)
    monkeypatch.setattr("tui.screens.finding.load_what_is_needed", lambda: loaded.append(True))
    async with sitting(home) as there:
        await there.until(lambda: loaded)


async def test_the_last_call_opened_can_be_gone_on_with_by_name(
    home: Path, own: Path, tmp_path: Path
) -> None:
    """What is said on leaving names the scenario so that the command finds it."""
    scenario(own, "mine", "Mine")
    scenario(tmp_path / "elsewhere", "theirs", "Theirs")
    async with sitting(home, folders=(tmp_path / "elsewhere",)) as there:
        for title, name in (("Mine", "mine"), ("Theirs", str(tmp_path / "elsewhere" / "theirs.yaml"))):
            there.screen(LibraryScreen).query_one(Input).value = title
            await there.settle()
            await there.press("enter")
            assert there.app.opened_as == name
            await there.press("escape")
