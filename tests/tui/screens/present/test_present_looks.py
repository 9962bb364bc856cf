"""How the slides look: pictures in high contrast and without colour, and contrast in every theme."""

from pathlib import Path

import pytest
from pytest_textual_snapshot import SVGImageExtension  # type: ignore[import-untyped]
from syrupy.assertion import SnapshotAssertion

from tests.tui.screens.present.presented import put_on_record
from tests.tui.screens.present.test_present import presenting
from tests.tui.screens.test_contrast import checker
from tests.tui.widgets.demo import painted


@pytest.mark.parametrize("colours", ["high-contrast", "no-colour"])
async def test_pictures(
    home: Path, snapshot: SnapshotAssertion, monkeypatch: pytest.MonkeyPatch, colours: str
) -> None:
    """Each slide at two sizes, between which the terminal is resized."""
    album = snapshot.use_extension(SVGImageExtension)
    put_on_record(home)
    if colours == "no-colour":
        monkeypatch.setenv("NO_COLOR", "1")
    async with presenting(home, (80, 24), theme="high-contrast") as there:

        async def pictures(name: str, *keys: str) -> None:
            for key in keys:
                await there.pilot.press(key)
            for width, height in ((120, 36), (80, 24)):
                await there.pilot.resize_terminal(width, height)
                await there.settle()
                taken = there.app.export_screenshot(title=name, simplify=True)
                assert taken == album(name=f"{name}-{width}x{height}"), name

        await pictures("title")
        await pictures("mood", "5", "enter", "left")
        await pictures("turn", "5", "enter", "space", "space", "space", "down", "down")
        await pictures("what-came-of-it", "7", "enter", "left")
        await pictures("skills", "1", "3", "enter", "left")
        await pictures("outcome-hidden", "1", "3", "enter")
        await pictures("outcome", "o")
        if colours == "no-colour":
            greys = {ink for _, ink, _ in painted(there.app)} | {paper for _, _, paper in painted(there.app)}  # type: ignore[arg-type]
            assert all(colour[1:3] == colour[3:5] == colour[5:7] for colour in greys)
            for words in ("✓  The problem: SOLVED", "✓  The relationship: KEPT"):
                assert words in there.text


async def test_every_character_can_be_told_from_its_paper_in_every_theme(home: Path) -> None:
    put_on_record(home)
    async with presenting(home, (100, 40)) as there:
        await there.press("6", "enter", "space", "down")
        await checker(there)("numbers, a line that was said, signs, the pointer")
