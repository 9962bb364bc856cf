"""The transcript keeps every line, speaks when asked, stays at the end, and lets a reader read."""

import pytest
from textual.widgets import Static

from tests.tui.widgets.demo import LINES, Demo, screen_text
from tui.widgets.bubble import Bubble
from tui.widgets.transcript import MOST_BUBBLES, Line, Transcript

SAID = "Fourth time. Fourth! Are you going to ask me to switch it off and on?"


def line(number: int) -> Line:
    speaker, name = ("customer", "Priya Nair") if number % 2 else ("agent", "You (Sam)")
    return Line("customer" if speaker == "customer" else "agent", f"line {number} of many", name, number)


def without_scrollbar(app: Demo) -> list[str]:
    return [row[:-1] for row in screen_text(app).splitlines()]


class Heard(Demo):
    """Keeps what the transcript told."""

    def __init__(self, transcript: Transcript) -> None:
        super().__init__(transcript)
        self.animation_level = "full"
        self.spoken: list[str] = []

    def on_transcript_spoken(self, event: Transcript.Spoken) -> None:
        assert event.control is event.transcript
        self.spoken.append(event.line.text)


async def test_who_what_and_when_are_in_words() -> None:
    app = Demo(Transcript(LINES))
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.pause()
        text = screen_text(app)
        for words in (
            "Priya Nair  turn 1",
            "You (Sam)  turn 2",
            "· Fact learnt: the line drops between seven and ten",
            "· Hold: 45 seconds, announced",
            "· Promise made: call her back after the visit",
            "heat   heard  trust",
            "▼ −6 Her own facts came back",
            "▲ +12 Specific words",
            "= 0 Nothing yet",
        ):
            assert " ".join(words.split()) in " ".join(text.split()), words


async def test_a_speaker_without_a_name_still_has_one() -> None:
    app = Demo(
        Transcript([Line("customer", "Hello?"), Line("agent", "Good morning."), Line("coach", "Well begun.")])
    )
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        text = screen_text(app)
        assert all(name in text for name in ("Customer", "You", "Coach", "Well begun."))


async def test_a_spoken_line_appears_word_by_word_without_moving_anything() -> None:
    app = Heard(Transcript(LINES[:1]))
    async with app.run_test(size=(60, 20)) as pilot:
        transcript = app.query_one(Transcript)
        transcript.pace = 0.01  # the test is the clock
        transcript.speak(Line("customer", SAID, "Priya Nair", 1))
        await pilot.pause()
        bubble = app.query(Bubble).last()
        height, place = bubble.size.height, bubble.region
        assert transcript.speaking
        assert "Priya Nair" in screen_text(app)
        assert "Fourth" not in screen_text(app)
        transcript.advance(2)
        await pilot.pause()
        assert "Fourth time." in screen_text(app)
        assert "Fourth!" not in screen_text(app)
        transcript.advance(6)
        await pilot.pause()
        assert "Fourth time. Fourth! Are you going to" in screen_text(app)
        assert (bubble.size.height, bubble.region) == (height, place)
        assert app.spoken == []
        transcript.advance(50)
        await pilot.pause()
        assert "off and on?" in screen_text(app)
        assert not transcript.speaking
        assert app.spoken == [SAID]


async def test_the_clock_speaks_by_itself() -> None:
    app = Heard(Transcript())
    async with app.run_test(size=(60, 20)) as pilot:
        transcript = app.query_one(Transcript)
        transcript.pace = 10_000
        transcript.speak(Line("customer", "Hello there", "Priya", 1))
        assert transcript.speaking
        for _ in range(50):
            if not transcript.speaking:
                break
            await pilot.pause()
        assert app.spoken == ["Hello there"]


async def test_speech_can_be_skipped() -> None:
    app = Heard(Transcript())
    async with app.run_test(size=(60, 20)) as pilot:
        transcript = app.query_one(Transcript)
        assert transcript.skip() is False
        transcript.pace = 0.01
        transcript.speak(Line("customer", SAID, "Priya", 1))
        await pilot.pause()
        assert transcript.skip() is True
        await pilot.pause()
        assert "Fourth time. Fourth!" in screen_text(app)
        assert app.spoken == [SAID]
        assert transcript.skip() is False
        await pilot.pause()
        assert app.spoken == [SAID]


async def test_skipping_before_the_first_layout() -> None:
    app = Heard(Transcript())
    async with app.run_test(size=(60, 20)) as pilot:
        transcript = app.query_one(Transcript)
        transcript.pace = 0.01
        transcript.speak(Line("customer", SAID, "Priya", 1))
        transcript.advance()
        transcript.skip()
        await pilot.pause()
        assert "Fourth time." in screen_text(app)
        assert app.spoken == [SAID]


async def test_the_next_line_finishes_the_one_being_spoken() -> None:
    app = Heard(Transcript())
    async with app.run_test(size=(60, 20)) as pilot:
        transcript = app.query_one(Transcript)
        transcript.pace = 0.01
        transcript.speak(Line("customer", SAID, "Priya", 1))
        await pilot.pause()
        transcript.add(Line("agent", "I am listening.", "You", 1))
        await pilot.pause()
        assert "off and on?" in screen_text(app)
        assert "I am listening." in screen_text(app)
        assert app.spoken == [SAID]


@pytest.mark.parametrize("by_widget", [True, False])
async def test_without_motion_a_line_is_there_at_once(by_widget: bool) -> None:
    app = Heard(Transcript(reduced_motion=by_widget))
    app.animation_level = "full" if by_widget else "none"
    async with app.run_test(size=(60, 20)) as pilot:
        transcript = app.query_one(Transcript)
        transcript.speak(Line("customer", SAID, "Priya", 1))
        assert not transcript.speaking
        await pilot.pause()
        assert "off and on?" in screen_text(app)
        assert app.spoken == [SAID]


async def test_it_stays_at_the_end() -> None:
    app = Demo(Transcript())
    async with app.run_test(size=(60, 12)) as pilot:
        transcript = app.query_one(Transcript)
        for number in range(30):
            transcript.add(line(number))
            await pilot.pause()
            assert f"line {number} of many" in screen_text(app)
            assert transcript.scroll_y == transcript.max_scroll_y
            assert transcript.vertical_scrollbar.position == transcript.scroll_y
        assert transcript.following


async def test_a_short_call_begins_at_the_top() -> None:
    app = Demo(Transcript(LINES[:1]))
    async with app.run_test(size=(60, 30)) as pilot:
        await pilot.pause()
        assert app.query_one(Transcript).scroll_y == 0
        assert "The call is answered." in screen_text(app).splitlines()[0]


async def test_a_reader_who_scrolled_up_is_left_alone_until_back_at_the_end() -> None:
    app = Demo(Transcript([line(number) for number in range(40)]))
    async with app.run_test(size=(60, 14)) as pilot:
        transcript = app.query_one(Transcript)
        transcript.focus()
        await pilot.press("pageup", "pageup")
        await pilot.pause()
        assert not transcript.following
        place, shown = transcript.scroll_y, without_scrollbar(app)
        transcript.add(line(40))
        await pilot.pause()
        assert transcript.scroll_y == place
        assert without_scrollbar(app) == shown
        await pilot.press("end")
        await pilot.pause()
        assert transcript.following
        transcript.add(line(41))
        await pilot.pause()
        assert "line 41 of many" in screen_text(app)


async def test_it_stays_at_the_end_when_the_window_changes() -> None:
    app = Demo(Transcript([line(number) for number in range(40)]))
    async with app.run_test(size=(100, 30)) as pilot:
        for size in ((40, 12), (80, 24), (160, 45), (40, 12)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert "line 39 of many" in screen_text(app), size


async def test_a_line_longer_than_the_window_is_followed_as_it_is_spoken() -> None:
    app = Heard(Transcript(LINES))
    async with app.run_test(size=(40, 10)) as pilot:
        transcript = app.query_one(Transcript)
        transcript.pace = 0.01
        words = [f"word{number}" for number in range(100)]
        transcript.speak(Line("customer", " ".join(words), "Priya", 3))
        await pilot.pause()
        assert "Priya  turn 3" in screen_text(app)
        for word in words:
            transcript.advance()
            await pilot.pause()
            assert word in screen_text(app)
        assert transcript.following


async def test_a_long_line_that_is_there_at_once_begins_at_its_first_row() -> None:
    app = Demo(Transcript(LINES, reduced_motion=True))
    async with app.run_test(size=(40, 10)) as pilot:
        transcript = app.query_one(Transcript)
        transcript.speak(Line("customer", "again " * 100, "Priya", 3))
        await pilot.pause()
        assert "Priya  turn 3" in screen_text(app)


async def test_the_oldest_bubbles_go_and_say_so_and_come_back() -> None:
    app = Demo(Transcript())
    async with app.run_test(size=(60, 20)) as pilot:
        transcript = app.query_one(Transcript)
        for number in range(500):
            transcript.add(line(number))
            if not number % 50:
                await pilot.pause()
        await pilot.pause()
        assert len(transcript.lines) == 500
        shown = len(app.query(Bubble))
        assert MOST_BUBBLES <= shown <= MOST_BUBBLES + 20
        assert "line 499 of many" in screen_text(app)
        transcript.focus()
        await pilot.press("home")
        await pilot.pause()
        assert f"… {500 - shown} earlier lines" in screen_text(app)
        await pilot.press("home")
        await pilot.pause()
        assert len(app.query(Bubble)) == shown + 100
        assert f"line {500 - shown - 100} of many" in screen_text(app)
        for _ in range(6):
            await pilot.press("home")
            await pilot.pause()
        assert "line 0 of many" in screen_text(app)
        assert "earlier lines" not in screen_text(app)
        assert [bubble.line for bubble in app.query(Bubble)] == list(transcript.lines)


async def test_a_click_on_the_note_brings_earlier_lines_back() -> None:
    app = Demo(Transcript([line(number) for number in range(MOST_BUBBLES + 30)]))
    async with app.run_test(size=(60, 20)) as pilot:
        transcript = app.query_one(Transcript)
        transcript.focus()
        await pilot.press("home")
        await pilot.pause()
        await pilot.click(transcript.query_children(Static).first(), offset=(20, 0))
        await pilot.pause()
        assert len(app.query(Bubble)) == MOST_BUBBLES + 30


async def test_load_replaces_everything() -> None:
    app = Heard(Transcript([line(number) for number in range(50)]))
    async with app.run_test(size=(60, 20)) as pilot:
        transcript = app.query_one(Transcript)
        transcript.load(LINES[:2])
        await pilot.pause()
        assert transcript.lines == tuple(LINES[:2])
        assert "line 49" not in screen_text(app)
        assert "Fourth time." in screen_text(app)


async def test_what_was_said_can_be_selected() -> None:
    app = Demo(Transcript([Line("customer", "Fourth time. Fourth!", "Priya", 1)]))
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        app.query_one(Bubble).text_select_all()
        await pilot.pause()
        selected = app.screen.get_selected_text()
        assert selected is not None
        assert "Fourth time. Fourth!" in selected
