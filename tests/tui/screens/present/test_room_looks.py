"""Pictures of the vote and of the room that plays, as a projector shows them. Look at each difference."""

import time
from pathlib import Path

import pytest
from pytest_textual_snapshot import SVGImageExtension  # type: ignore[import-untyped]
from syrupy.assertion import SnapshotAssertion

from engine.debrief.debrief import find_outlook
from tests.tui.screens.present.in_a_room import before_a_room
from tui.screens.present.room import RoomScreen
from tui.screens.present.vote import VoteScreen


@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=["80x24", "120x36"])
@pytest.mark.parametrize("look", ["high-contrast", "without-colour"])
async def test_vote_and_room(
    home: Path, monkeypatch: pytest.MonkeyPatch, snapshot: SnapshotAssertion, size: tuple[int, int], look: str
) -> None:
    album = snapshot.use_extension(SVGImageExtension)
    if look == "without-colour":
        monkeypatch.setenv("NO_COLOR", "1")
    theme = {"theme": look} if look == "high-contrast" else {}
    async with before_a_room(home, size, **theme) as there:

        def picture(name: str) -> None:
            assert there.app.export_screenshot(title=name, simplify=True) == album(name=name), name

        call = there.recorded.call
        await there.show(VoteScreen(call, 2, find_outlook(call, time.monotonic)))
        await there.press("1", "2", "tab", "7", "r")
        picture("vote")
        await there.press("t")
        await there.show(RoomScreen(there.recorded, 4, "sorry", True))
        picture("room")
        await there.press("2")
        picture("over")
