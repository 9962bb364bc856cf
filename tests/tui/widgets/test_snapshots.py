"""Pictures of every widget. Look at each difference before taking it over with ``--snapshot-update``."""

from collections.abc import Awaitable, Callable

import pytest
from textual.pilot import Pilot

from tests.tui.widgets.demo import (
    LINES,
    REPLIES,
    Demo,
    call_screen,
    focus_replies,
    meter,
    mood_line,
    side_panel,
)
from tui.themes import PALETTES
from tui.widgets.mood_line import MoodLine
from tui.widgets.reply_list import ReplyList
from tui.widgets.side_panel import Card, SidePanel
from tui.widgets.transcript import Transcript

Compare = Callable[..., bool]
SIZES = [(80, 24), (160, 45), (40, 12)]
SIZE_IDS = ["80x24", "160x45", "40x12"]


@pytest.mark.parametrize("theme", [palette.name for palette in PALETTES])
def test_call(snap_compare: Compare, theme: str) -> None:
    assert snap_compare(call_screen(theme), terminal_size=(110, 40), run_before=focus_replies)


@pytest.mark.parametrize("height", [24, 18, 9, 2, 1])
@pytest.mark.parametrize("width", [24, 16, 80])
def test_meter(snap_compare: Compare, width: int, height: int) -> None:
    app = Demo(meter(), css=f"MoodMeter {{ width: {width}; height: {height}; }}")
    assert snap_compare(app, terminal_size=(width, height))


@pytest.mark.parametrize("size", SIZES, ids=SIZE_IDS)
def test_transcript(snap_compare: Compare, size: tuple[int, int]) -> None:
    assert snap_compare(Demo(Transcript(LINES)), terminal_size=size)


def test_transcript_speaking(snap_compare: Compare) -> None:
    async def half_way(pilot: Pilot[None]) -> None:
        pilot.app.animation_level = "full"
        transcript = pilot.app.query_one(Transcript)
        transcript.pace = 0.01
        transcript.speak(LINES[5])
        await pilot.pause()
        transcript.advance(8)

    assert snap_compare(Demo(Transcript(LINES[:3])), terminal_size=(80, 24), run_before=half_way)


@pytest.mark.parametrize("size", SIZES, ids=SIZE_IDS)
def test_replies(snap_compare: Compare, size: tuple[int, int]) -> None:
    app = Demo(ReplyList(REPLIES))
    assert snap_compare(app, terminal_size=size, press=["down", "down"])


@pytest.mark.parametrize("card", ["record", "policy", "facts", "promises"])
def test_panel(snap_compare: Compare, card: Card) -> None:
    def show(pilot: Pilot[None]) -> Awaitable[None]:
        pilot.app.query_one(SidePanel).show_card(card)
        return pilot.pause()

    assert snap_compare(Demo(side_panel()), terminal_size=(44, 30), run_before=show)


@pytest.mark.parametrize("size", SIZES, ids=SIZE_IDS)
def test_mood_line(snap_compare: Compare, size: tuple[int, int]) -> None:
    app = Demo(mood_line(), css="MoodLine { height: 100%; }")
    assert snap_compare(app, terminal_size=size)


def test_mood_line_with_cursor(snap_compare: Compare) -> None:
    def point(pilot: Pilot[None]) -> Awaitable[None]:
        pilot.app.query_one(MoodLine).cursor = 6
        return pilot.pause()

    assert snap_compare(Demo(mood_line(), theme="paper"), terminal_size=(80, 24), run_before=point)


def test_without_colour(snap_compare: Compare, monkeypatch: pytest.MonkeyPatch) -> None:
    """In greys alone, words, glyphs, arrows and signs still tell everything."""
    monkeypatch.setenv("NO_COLOR", "1")
    assert snap_compare(call_screen(), terminal_size=(110, 40), run_before=focus_replies)
