"""The call, played with the keyboard and the mouse."""

from pathlib import Path

import pytest

from tests.tui.screens.sitting import ON_SCREEN, TO_THE_END, in_a_call, on_record, sitting
from tui.screens.briefing import BriefingScreen
from tui.screens.call import CallScreen
from tui.screens.debrief import DebriefScreen
from tui.widgets.mood_meter import MoodMeter
from tui.widgets.reply_list import ReplyList
from tui.widgets.side_panel import SidePanel
from tui.widgets.transcript import Transcript


def said(call: CallScreen) -> list[str]:
    """What the transcript holds."""
    return [line.text for line in call.query_one(Transcript).lines]


async def test_a_whole_call_by_number_keys(home: Path) -> None:
    async with in_a_call(home, (100, 40)) as there:
        call = there.screen(CallScreen)
        assert "Turn 1" in there.text
        assert "My parcel is wet through." in there.words
        await there.press(*TO_THE_END)
        lines = [(line.kind, line.who) for line in call.query_one(Transcript).lines]
        assert call.call.ending_id == "settled"
        assert lines[:3] == [("customer", "Robin Hale"), ("note", "Fact learnt"), ("agent", "Sam")]
        assert lines[-1] == ("note", "")
        assert "The call is over." in there.text
        assert "go on to the debrief" in there.text
    assert on_record(home) == [("standard", 5)]


async def test_replies_by_arrows_and_by_mouse(home: Path) -> None:
    async with in_a_call(home, (100, 40)) as there:
        call = there.screen(CallScreen)
        await there.press("down", "enter")
        assert call.call.state.turn == 1
        await there.pilot.click(ReplyList, offset=(12, 1))
        await there.settle()
        assert call.call.on_hold
        await there.pilot.click(ReplyList, offset=(12, 1))
        await there.settle()
        assert call.call.state.turn == 2


async def test_enter_gives_nothing_before_a_reply_is_highlighted(home: Path) -> None:
    async with in_a_call(home) as there:
        await there.press("enter", "enter", "space")
        assert there.screen(CallScreen).call.state.turn == 0


async def test_a_locked_reply_says_why(home: Path) -> None:
    async with in_a_call(home) as there:
        assert "Locked: Robin Hale has not been heard yet" in there.text
        await there.press("3")
        assert there.toasts == ["Robin Hale has not been heard yet"]
        assert there.screen(CallScreen).call.state.turn == 0


async def test_keys_faster_than_the_screen_give_one_reply(home: Path) -> None:
    """All of them come before the first has been answered."""
    async with in_a_call(home) as there:
        replies = there.screen(CallScreen).query_one(ReplyList)
        for _ in range(5):
            replies.choose(1)
        await there.settle()
        assert there.screen(CallScreen).call.state.turn == 1
    assert on_record(home) == [("standard", 1)]


async def test_a_key_held_down_gives_a_reply_a_scene_and_never_leaves_the_call(home: Path) -> None:
    async with in_a_call(home) as there:
        await there.press(*["1"] * 30)
        call = there.screen(CallScreen).call
        assert call.over
        await there.press("enter")
        assert isinstance(there.app.screen, DebriefScreen)


async def test_a_customer_who_breaks_in_is_said_to(home: Path) -> None:
    async with in_a_call(home, (100, 40)) as there:
        await there.press("2")
        assert "Robin Hale breaks in" in there.text


async def test_hold_says_how_long_and_comes_back_by_the_same_key(home: Path) -> None:
    async with in_a_call(home, (100, 40)) as there:
        call = there.screen(CallScreen).call
        await there.press("h")
        assert there.toasts == ["No reply here puts the customer on hold."]
        await there.press("1", "h")
        assert call.on_hold
        assert "On hold: 2 minutes, as announced" in there.text
        assert "on hold for 2 minutes. Come back to the line." in there.words
        await there.press("h")
        assert not call.on_hold
        assert "And?" in there.text


async def test_the_cards_open_and_close_by_their_keys(home: Path) -> None:
    async with in_a_call(home) as there:
        panel = there.screen(CallScreen).query_one(SidePanel)
        for key, card, words in (
            ("r", "record", "Leave in the porch"),
            ("p", "policy", "promise a day"),
            ("f", "facts", "the order number"),
            ("o", "promises", "Nothing promised yet."),
        ):
            await there.press(key)
            assert (panel.card, words in there.words) == (card, True), there.text
            assert "Frustrated" in there.text, "the mood stays in sight"
        await there.press("o")
        assert not panel.display
        await there.press("p", "escape")
        assert not panel.display


async def test_facts_and_promises_come_onto_their_cards(home: Path) -> None:
    async with in_a_call(home, (160, 45)) as there:
        await there.press("f")
        assert "where the parcel was left" in there.words
        assert "Facts 2" in there.text
        await there.press("1", "2")
        assert "asked again 1 ×" in there.words
        await there.press("1", "enter", "1", "o")
        assert "○ open" in there.text
        await there.press("1")
        assert "● kept" in there.text


async def test_coach_says_what_moved_and_why(home: Path) -> None:
    async with in_a_call(home, (100, 50), mode="coach") as there:
        await there.press("1")
        assert "It gives back what Robin said before anything is asked." in there.words
        assert "The reply gave their concern back in specifics" in there.words
        assert "heat   heard  trust" in there.text


MOODS = ("heat", "heard", "trust", "calm", "uneasy", "frustrated", "angry", "furious", "mood")


async def test_an_exam_shows_nothing_of_the_mood(home: Path) -> None:
    """Not in words, nor in the names of classes, nor in the help."""
    async with in_a_call(home, (160, 45), mode="exam") as there:
        call = there.screen(CallScreen)
        for key in ("1", "2", "f", "question_mark", "escape", "1", "enter", "1", "1"):
            words = there.text.casefold().replace("has not been heard yet", "")
            told = [each for each in MOODS if each in words]
            if key == "escape":  # What is on show is the help.
                assert told == ["mood"]
                assert "shown in the debrief" in there.words
            else:
                assert told == []
            classes = {each.strip("-") for node in call.walk_children() for each in node.classes}
            assert classes.isdisjoint(MOODS)
            assert not call.query(MoodMeter)
            await there.press(key)
        assert call.call.over


async def test_the_meter_shows_each_mood_with_its_words(home: Path) -> None:
    async with in_a_call(home) as there:
        meter = there.screen(CallScreen).query_one(MoodMeter)
        assert meter.plain_line() == "Mood 55, frustrated"
        await there.press("2")
        mood = there.screen(CallScreen).call.state.mood
        assert meter.plain_line() == f"Mood {mood.heat}, angry, up {mood.heat - 55}"
        assert f"{mood.heat} ▲ +{mood.heat - 55}" in there.text
        assert "◕ Angry" in there.text


async def test_scrolling_wherever_the_focus_is(home: Path) -> None:
    async with in_a_call(home) as there:
        transcript = there.screen(CallScreen).query_one(Transcript)
        await there.press("1", "2", "2")
        end = transcript.scroll_y
        assert end > 0
        await there.press("pageup")
        assert transcript.scroll_y < end
        await there.press("pagedown", "pagedown")
        assert transcript.scroll_y == transcript.max_scroll_y


async def test_leaving_and_going_on_another_day(home: Path) -> None:
    async with in_a_call(home, (100, 40)) as there:
        await there.press("1", "1", "q")
        assert there.app.return_code == 0
    async with sitting(home, (100, 40), scenario=str(ON_SCREEN), seed=None) as there:
        there.screen(BriefingScreen)
        assert "A call is waiting: you left it on 7 November 2026, 20:15, after 2 replies" in there.words
        await there.press("enter")
        call = there.screen(CallScreen)
        assert said(call)[-1] == "You go on with this call; it was left on 7 November 2026, 20:15."
        assert call.call.state.turn == 2
        await there.press("1", "1")
        assert call.call.ending_id == "settled"
    assert on_record(home) == [("standard", 4)]


async def test_a_scenario_edited_meanwhile_goes_on_as_it_was_begun(home: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine.yaml"
    mine.write_text(ON_SCREEN.read_text("utf-8"), "utf-8")
    async with in_a_call(home, (100, 40), scenario=str(mine)) as there:
        await there.press("1", "q")
    mine.write_text(ON_SCREEN.read_text("utf-8").replace("Two hundred sheets", "Nine sheets"), "utf-8")
    async with sitting(home, (100, 40), scenario=str(mine), seed=None) as there:
        await there.press("enter")
        lines = said(there.screen(CallScreen))
        assert "The scenario has been edited since. This call goes on as it was begun." in lines[-1]
        assert "Two hundred sheets" in lines[-2]
    mine.unlink()
    async with sitting(home, (100, 40), scenario=str(mine), resume=1) as there:
        lines = said(there.screen(CallScreen))
        assert "The scenario is not there any more. This call goes on as it was begun." in lines[-1]
        assert "Two hundred sheets" in lines[-2]


async def test_beginning_anew_sets_the_old_call_aside(home: Path) -> None:
    async with in_a_call(home) as there:
        await there.press("1", "q")
    async with sitting(home, scenario=str(ON_SCREEN), seed=None) as there:
        await there.press("n")
        assert there.screen(CallScreen).call.state.turn == 0
        await there.press("2", "q")
    async with sitting(home, (100, 40), scenario=str(ON_SCREEN), seed=None) as there:
        assert "after 1 reply" in there.words
        await there.press("enter")
        assert there.screen(CallScreen).recorded.attempt.id == 2


@pytest.mark.parametrize("key", ["q", "ctrl+q", "ctrl+c"])
async def test_every_key_that_leaves_keeps_the_call(home: Path, key: str) -> None:
    async with in_a_call(home) as there:
        await there.press("1", key)
        assert there.app.return_code == (130 if key == "ctrl+c" else 0)
    assert on_record(home) == [("standard", 1)]


async def test_control_c_copies_what_is_selected(home: Path) -> None:
    async with in_a_call(home) as there:
        there.app.screen.text_select_all()
        await there.press("ctrl+c")
        assert there.app.return_code is None
        assert "My parcel is wet through." in there.app.clipboard.replace("\n", " ")


async def test_speech_is_skipped_by_any_of_its_keys_and_nothing_is_chosen(home: Path) -> None:
    async with in_a_call(home, (100, 40), reduced_motion=False) as there:
        call = there.screen(CallScreen)
        transcript, replies = call.query_one(Transcript), call.query_one(ReplyList)
        transcript.pace = 0.01
        await there.press("space")
        for reply, key in (("2", "space"), ("1", "enter"), ("2", "1")):
            await there.press(reply)
            assert transcript.speaking, key
            assert replies.waiting
            assert "Space shows the rest" in there.text
            turn = call.call.state.turn
            await there.press(key)
            assert not transcript.speaking
            assert not replies.waiting
            assert call.call.state.turn == turn


async def test_what_comes_after_the_words_waits_for_them(home: Path) -> None:
    """The first line is spoken, and the fact in it is told once it is all there."""
    async with sitting(home, scenario=str(ON_SCREEN), reduced_motion=False) as there:
        await there.press("enter")
        transcript = there.screen(CallScreen).query_one(Transcript)
        assert transcript.speaking
        assert [line.kind for line in transcript.lines] == ["customer"]
        await there.pilot.click(Transcript, offset=(10, 5))
        await there.settle()
        assert [line.kind for line in transcript.lines] == ["customer", "note"]


async def test_a_call_by_resizing_while_playing(home: Path) -> None:
    async with in_a_call(home) as there:
        for size, key in (
            ((40, 12), "1"),
            ((160, 45), "2"),
            ((20, 5), "1"),
            ((200, 60), "enter"),
            ((80, 24), "1"),
        ):
            await there.pilot.resize_terminal(*size)
            await there.press(key, "p", "p")
        assert there.screen(CallScreen).call.state.turn == 4
