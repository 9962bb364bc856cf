"""A picture of any screen: whole in itself, in a new file each time, and what fails is told."""

import re
import xml.etree.ElementTree as ET
from datetime import UTC, datetime
from pathlib import Path

from textual.command import CommandPalette

from engine.records.home import Home
from tests.tui.running import EVERY_FEATURE
from tui.app import MoodlineApp
from tui.picture import without_web_fonts
from tui.settings import Settings

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)


def app_for(home: Path) -> MoodlineApp:
    settings = Settings(home=Home(home), scenario=str(EVERY_FEATURE), reduced_motion=True)
    return MoodlineApp(settings, clock=lambda: NOW)


def told(app: MoodlineApp) -> str:
    return [note.message for note in app._notifications][-1]


async def test_a_picture_by_way_of_the_palette(tmp_path: Path) -> None:
    app = app_for(tmp_path / "home")
    async with app.run_test(size=(80, 24)) as pilot:
        while "Briefing" not in type(app.screen).__name__:
            await pilot.pause()
        await pilot.press("ctrl+p")
        await pilot.pause()
        assert isinstance(app.screen, CommandPalette)
        await pilot.press(*"save a picture")
        while not app._notifications:
            await pilot.press("enter")
            await pilot.pause()
        (picture,) = (tmp_path / "home" / "pictures").iterdir()
        assert told(app) == f"Saved: {picture}"
        svg = picture.read_text(encoding="utf-8")
    words = "".join(ET.fromstring(svg).itertext()).replace("\xa0", " ")
    assert "Robin" in words or "Hale" in words
    assert "Search for commands" not in words
    assert not re.search(r"@font-face|url\((?!#)|https?://(?!www\.w3\.org/)", svg)
    assert "monospace" in svg


async def test_a_picture_is_never_written_over_another(tmp_path: Path) -> None:
    app = app_for(tmp_path / "home")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        for _ in range(3):
            app.action_save_picture()
    names = sorted(path.name for path in (tmp_path / "home" / "pictures").iterdir())
    stem = names[0].removesuffix("-2.svg").removesuffix(".svg")
    assert sorted(names) == sorted([f"{stem}.svg", f"{stem}-2.svg", f"{stem}-3.svg"])


async def test_what_fails_is_told(tmp_path: Path) -> None:
    app = app_for(tmp_path / "home")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        app.settings.home.make()
        (tmp_path / "home" / "pictures").write_bytes(b"in the way")
        app.action_save_picture()
        while not app._notifications:
            await pilot.pause()
        assert "could not be saved" in told(app)
    assert (tmp_path / "home" / "pictures").read_bytes() == b"in the way"


def test_the_web_font_is_named_no_more() -> None:
    svg = (Path(__file__).parents[2] / "docs" / "images" / "call.svg").read_text(encoding="utf-8")
    assert "Fira Code" not in without_web_fonts(svg)
