"""Pictures of every screen. Look at each difference before taking it over with ``--snapshot-update``.

One run of the app makes several pictures, since starting and playing cost more than they do.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_textual_snapshot import SVGImageExtension  # type: ignore[import-untyped]
from syrupy.assertion import SnapshotAssertion

from tests.tui.screens.sitting import Sitting, in_a_call, played, scenario, sitting
from tui.themes import PALETTES

Picture = Callable[[Sitting, str], None]
Size = tuple[int, int]

both_sizes = pytest.mark.parametrize("size", [(80, 24), (160, 45)], ids=["80x24", "160x45"])


@pytest.fixture
def picture(snapshot: SnapshotAssertion) -> Picture:
    """Takes a picture of what is on show, and compares it with the one beside the tests."""
    album = snapshot.use_extension(SVGImageExtension)

    def take(there: Sitting, name: str) -> None:
        assert there.app.export_screenshot(title=name, simplify=True) == album(name=name), name

    return take


@both_sizes
async def test_library_help_and_briefing(home: Path, shipped: Path, picture: Picture, size: Size) -> None:
    scenario(shipped, "a", "A parcel in the rain")
    scenario(
        shipped, "b", "The fourth call about the same router, and nobody has ever rung back", "Priya Nair"
    )
    (shipped / "c.yaml").write_text("moodline: [1")
    async with sitting(home, size) as there:
        await there.until(lambda: "Enter Briefing" in there.words)  # The keys at the foot come last.
        picture(there, "library")
        await there.press("question_mark")
        picture(there, "help")
        await there.press("escape", "enter")
        picture(there, "briefing")


@both_sizes
async def test_standard(home: Path, picture: Picture, size: Size) -> None:
    async with in_a_call(home, size) as there:
        await there.press("2", "down")
        picture(there, "call")
        await there.press("question_mark")
        picture(there, "help")
        await there.press("escape", "f")
        picture(there, "cards")
        await there.press("f", "1", "h")
        picture(there, "hold")
        await there.press("h", "1", "1")
        picture(there, "end")


@both_sizes
async def test_coach_and_question(home: Path, picture: Picture, size: Size) -> None:
    async with in_a_call(home, size, mode="coach", unsaved=True) as there:
        await there.press("1")
        picture(there, "call")
        await there.press("q")
        picture(there, "question")


@both_sizes
async def test_exam(home: Path, picture: Picture, size: Size) -> None:
    async with in_a_call(home, size, mode="exam") as there:
        await there.press("1", "2")
        picture(there, "call")


async def test_debrief(home: Path, picture: Picture) -> None:
    played(home)
    async with sitting(home, (80, 24), debrief=1) as there:
        await there.press("4")
        picture(there, "reaction")
        await there.press("enter", "2", "enter", "right", "right", "right")
        picture(there, "what-happened")
        await there.press("n", "s")
        picture(there, "why")
        await there.press("n")
        picture(there, "next-time")
        await there.press("t")
        picture(there, "replay")


@pytest.mark.parametrize("look", ["high-contrast", "no-colour"])
async def test_debrief_in_other_looks(
    home: Path, picture: Picture, look: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each screen at two sizes, between which the terminal is resized."""
    if look == "no-colour":
        monkeypatch.setenv("NO_COLOR", "1")
    played(home)
    async with sitting(home, (80, 24), debrief=1, theme="high-contrast") as there:

        async def both(name: str) -> None:
            for width, height in ((120, 36), (80, 24)):
                await there.pilot.resize_terminal(width, height)
                await there.settle()
                picture(there, f"{name}-{width}x{height}")

        await there.press("4")
        await both("question")
        await there.press("enter", "2", "enter", "right", "right", "right")
        await both("what-happened")
        await there.press("1")
        await both("reaction")
        await there.press("3")
        await both("why")
        await there.press("s")
        await both("sources")
        await there.press("4", "tab")
        await both("next-time")
        await there.press("escape", "t")
        await both("replay")


async def test_where_there_is_little_room(home: Path, picture: Picture) -> None:
    async with in_a_call(home, (40, 12)) as there:
        await there.press("2")
        picture(there, "call")
        await there.press("p")
        picture(there, "card")


@pytest.mark.parametrize("theme", [palette.name for palette in PALETTES])
async def test_where_there_is_much_room_in_every_theme(home: Path, picture: Picture, theme: str) -> None:
    async with in_a_call(home, (200, 60), mode="coach", theme=theme) as there:
        await there.press("2", "1", "down")
        picture(there, "call")
