"""The first picture: with little loaded, styled once, laid out for this terminal; and the list after it."""

import json
import subprocess
import sys
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.css.stylesheet import Stylesheet
from textual.widgets import Input, OptionList

import engine.scenario.library
from engine.records.home import Home
from engine.scenario.headers import Header
from tests.tui.running import ROOT
from tests.tui.screens.sitting import Sitting, sitting
from tui.app import MoodlineApp
from tui.screens import library
from tui.screens.library import LibraryScreen
from tui.settings import Settings
from tui.themes import PALETTES


def titles(there: Sitting) -> list[str]:
    options = there.screen(LibraryScreen).query_one("#scenarios", OptionList).options
    return [str(getattr(option.prompt, "plain", option.prompt)).splitlines()[0] for option in options]


@asynccontextmanager
async def at_once(home: Path) -> AsyncIterator[Sitting]:
    """The app, without waiting until it has found its scenarios."""
    app = MoodlineApp(Settings(home=Home(home), reduced_motion=True))
    async with app.run_test(size=(80, 24)) as pilot:
        yield Sitting(app, pilot)


class Slow:
    """A folder of many scenarios, the last of which take as long as the test likes."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.go_on = threading.Event()
        monkeypatch.setattr(engine.scenario.library, "headers", self.headers)

    def headers(self, _own: Any) -> Iterator[Header]:
        for number in range(library.AT_ONCE + 10):
            if number > library.AT_ONCE:
                assert self.go_on.wait(30)
            yield Header(Path(f"{number:02}.yaml"), f"s-{number:02}", f"Scenario {number:02}")


def test_what_the_first_picture_does_without_is_not_loaded() -> None:
    code = (
        "import json, os, sys; import tui.cli, tui.front, tui.settings; sys.argv = ['moodline']\n"
        "from tui.app import MoodlineApp\n"
        "MoodlineApp(tui.settings.from_environment(os.environ)).get_default_screen()\n"
        "print(json.dumps(sorted(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = json.loads(done.stdout)
    assert "tui.screens.library" in loaded
    later = (
        *(
            "engine.scenario",
            "engine.call",
            "engine.debrief",
            "engine.records.store",
            "engine.records.keeper",
        ),
        *("tui.commands", "tui.plain", "tui.screens.finding", "tui.screens.briefing", "tui.screens.call"),
        *("ruamel", "_ruamel_yaml", "pydantic", "sqlalchemy", "jinja2", "click", "textual.widgets._footer"),
    )
    assert [
        name for name in loaded if name in later or name.startswith(tuple(f"{one}." for one in later))
    ] == []


async def test_the_styles_are_read_for_one_theme_alone(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    again: list[Stylesheet] = []
    whole = Stylesheet.reparse

    def reparse(sheet: Stylesheet) -> None:
        again.append(sheet)
        whole(sheet)

    monkeypatch.setattr(Stylesheet, "reparse", reparse)
    async with sitting(home, theme="paper") as there:
        palette = next(one for one in PALETTES if one.name == "paper")
        assert there.app.screen.styles.background.hex.lower() == palette.background
        assert there.app.current_theme.dark == palette.dark == there.app.has_class("-dark-mode")
        assert again == []
        there.app.theme = "daylight"
        await there.settle()
        assert there.app.screen.styles.background.hex.lower() == "#ffffff"
        assert again != []


@pytest.mark.parametrize(
    ("size", "classes"),
    [
        ((40, 12), {"-narrow", "-short"}),
        ((60, 20), {"-normal", "-tall"}),
    ],
)
async def test_the_first_picture_is_laid_out_for_this_terminal(
    home: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int], classes: set[str]
) -> None:
    at_first: list[frozenset[str]] = []
    mount = LibraryScreen.on_mount

    def on_mount(screen: LibraryScreen) -> None:
        at_first.append(screen.classes)
        mount(screen)

    monkeypatch.setattr(LibraryScreen, "on_mount", on_mount)
    async with sitting(home, size) as there:
        assert set(at_first[0]) == classes == set(there.app.screen.classes)
        there.screen(LibraryScreen)


async def test_where_reading_takes_long_the_first_scenarios_are_listed_meanwhile(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = Slow(monkeypatch)
    monkeypatch.setattr(library, "PATIENCE", -1.0)
    try:
        async with at_once(home) as there:
            await there.until(lambda: len(titles(there)) == library.AT_ONCE)
            slow.go_on.set()
            await there.settle()
            assert len(titles(there)) == library.AT_ONCE + 10
    finally:
        slow.go_on.set()


async def test_keys_that_come_before_the_list_are_not_lost(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = Slow(monkeypatch)
    try:
        async with at_once(home) as there:
            for key in "nario 39":
                await there.pilot.press("space" if key == " " else key)
            assert there.screen(LibraryScreen).query_one(Input).value == "nario 39"
            assert titles(there) == []
            slow.go_on.set()
            await there.settle()
            assert titles(there) == ["Scenario 39"]
    finally:
        slow.go_on.set()
