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
@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=["80x24", "120x36"])
async def test_pictures(
    home: Path,
    snapshot: SnapshotAssertion,
    monkeypatch: pytest.MonkeyPatch,
    size: tuple[int, int],
    colours: str,
) -> None:
    album = snapshot.use_extension(SVGImageExtension)
    put_on_record(home)
    if colours == "no-colour":
        monkeypatch.setenv("NO_COLOR", "1")
    async with presenting(home, size, theme="high-contrast") as there:

        async def picture(name: str, *keys: str) -> None:
            for key in keys:
                await there.pilot.press(key)
            await there.settle()
            assert there.app.export_screenshot(title=name, simplify=True) == album(name=name), name

        await picture("title")
        await picture("mood", "5", "enter", "left")
        await picture("turn", "5", "enter", "space", "space", "down", "down")
        await picture("what-came-of-it", "7", "enter", "left")
        await picture("skills", "1", "3", "enter", "left")
        await picture("outcome-hidden", "1", "3", "enter")
        await picture("outcome", "o")
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
