"""From 20×5 to 200×60: what matters most can be read, and nothing crashes."""

from pathlib import Path

import pytest

from tests.tui.screens.sitting import Sitting, in_a_call, played, sitting
from tui.screens.call import CallScreen
from tui.widgets.mood_meter import MoodMeter
from tui.widgets.reply_list import ReplyList
from tui.widgets.side_panel import SidePanel
from tui.widgets.transcript import Transcript


async def test_at_40x12_the_replies_and_the_customer_can_be_read(home: Path) -> None:
    async with in_a_call(home, (40, 12)) as there:
        call = there.screen(CallScreen)
        meter, transcript, replies = (call.query_one(kind) for kind in (MoodMeter, Transcript, ReplyList))
        assert "◑ Frustrated" in there.text
        assert meter.region.height == 1
        assert replies.region.height >= 5
        assert transcript.region.height >= 4
        assert transcript.region.bottom <= replies.region.y
        seen = there.text
        for _ in range(3):
            await there.press("down")
            seen += there.text
        for words in ("On the step in the rain", "was in it?", "any", "inconvenience", "caused."):
            assert words in seen, words
        assert "My parcel is wet through" in seen, "it begins with what was said, not with the note after it"
        await there.press("pagedown")
        assert "left" in there.text
        for key in ("question_mark", "q"):
            assert key[0].replace("q", "?") in there.text.splitlines()[-1]


async def test_at_40x12_whatever_is_read_has_most_of_the_room(home: Path) -> None:
    async with in_a_call(home, (40, 12)) as there:
        call = there.screen(CallScreen)
        small = call.query_one(Transcript).region.height
        await there.press("shift+tab")
        assert call.query_one(Transcript).region.height > small
        await there.press("tab")
        assert call.query_one(Transcript).region.height == small


async def test_at_40x12_a_card_has_all_the_room_and_hides_no_reply_that_is_given_blindly(home: Path) -> None:
    async with in_a_call(home, (40, 12)) as there:
        call = there.screen(CallScreen)
        await there.press("p", "1")
        assert call.call.state.turn == 0
        assert call.query_one(SidePanel).region.height >= 9
        await there.press("p", "1")
        assert call.call.state.turn == 1


async def test_at_40x12_an_exam_and_an_unsaved_call_say_so(home: Path) -> None:
    async with in_a_call(home, (40, 12), mode="exam") as there:
        assert "exam" in there.text.splitlines()[0]
    async with in_a_call(home, (40, 12), unsaved=True) as there:
        assert "not saved" in there.text.splitlines()[0]


@pytest.mark.parametrize("size", [(20, 5), (1, 1), (30, 40), (200, 6), (300, 90)], ids=str)
async def test_no_size_crashes_any_screen(home: Path, size: tuple[int, int]) -> None:
    async with in_a_call(home, mode="coach") as there:
        await there.pilot.resize_terminal(*size)
        await there.press("1", "p", "p", "question_mark", "escape", "1", "h", "1", "1")
        assert there.screen(CallScreen).call.over
        await there.press("enter", "2", "enter", "2", "enter", "right", "3", "s", "4", "t", "escape", "q")
        assert there.app._exit


async def test_every_screen_is_laid_out_anew_while_it_is_on_show(home: Path) -> None:
    played(home)
    sizes = ((40, 12), (160, 45), (80, 24))

    async def resized(there: Sitting) -> None:
        for size in sizes:
            await there.pilot.resize_terminal(*size)
            await there.pilot.pause()
            assert there.text.strip()

    async with sitting(home, seed=None) as there:
        await resized(there)
        for key in ("question_mark", "escape", "enter", "enter", "question_mark", "escape"):
            await there.press(key)
            await resized(there)
