"""The debrief: four steps, in this order and no other."""

import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.widgets import ContentSwitcher, Input

import engine.debrief.debrief
from engine.call.call import Call
from engine.call.playable import open_scenario
from engine.mood.coefficients import load_model
from engine.records.home import Home
from engine.records.recorded import RecordedCall
from engine.records.store import Store
from engine.workshop.explore.budget import Progress
from tests.tui.running import at_the_keyboard
from tests.tui.screens.sitting import ON_SCREEN, Clock, Sitting, in_a_call, on_record, played, sitting
from tui.app import MoodlineApp
from tui.screens.call import CallScreen
from tui.screens.debrief import DebriefScreen
from tui.screens.replay import ReplayScreen
from tui.settings import Settings
from tui.widgets.mood_line import MoodLine
from tui.widgets.transcript import Transcript

THE_RESULT = ("A new one is on its way", "solved", "relationship", "peak", "pivotal", "helped", "next call")


@pytest.fixture
def home(home: Path) -> Path:
    """A data folder with a call that is over."""
    played(home)
    return home


@asynccontextmanager
async def in_the_debrief(
    home: Path, size: tuple[int, int] = (120, 50), *keys: str
) -> AsyncIterator[tuple[Sitting, DebriefScreen]]:
    """Sitting before the debrief of that call."""
    async with sitting(home, size, debrief=1) as there:
        debrief = there.screen(DebriefScreen)
        await there.press(*keys)
        yield there, debrief


ANSWERED = ("3", "enter", "1", "enter")
"""The keys that answer both questions."""


def notes(home: Path, kind: str) -> list[object]:
    with Store.open(Home(home), read_only=True) as store:
        return [event.payload for event in store.load(1).events if event.kind == kind]


async def test_nothing_of_the_call_is_shown_before_the_questions(home: Path) -> None:
    async with in_the_debrief(home) as (there, debrief):
        for question in ("How angry do you think the customer was", "Which of your replies"):
            assert question in there.words
            for key in ("2", "n", "b", "s", "t", "4"):
                await there.press(key)
                assert debrief.query_one(ContentSwitcher).current == "step-1"
            assert [words for words in THE_RESULT if words in there.words] == []
            assert not debrief.query(MoodLine)
            await there.press("3", "enter")
        assert debrief.query_one(ContentSwitcher).current == "step-2"
        assert "A new one is on its way" in there.words


async def test_enter_held_down_answers_nothing(home: Path) -> None:
    async with in_the_debrief(home) as (there, _):
        await there.press("enter", "enter", "space")
        assert "(1 of 2)" in there.text


async def test_the_guesses_stand_beside_what_happened(home: Path) -> None:
    async with in_the_debrief(home) as (there, _):
        await there.press("5", "enter", "down", "down", "down", "down", "down", "down", "up", "enter")
        assert "The guess was furious. Heat ended at" in there.words
        assert "The guess was turn 5" in there.words
        await there.press("1")
        assert "Your reaction" in there.text
        assert "The guess was furious." in there.words
    assert notes(home, "reaction") == [{"heat": None, "band": "furious", "turn": 5}]
    async with sitting(home, (120, 50), debrief=1) as there:
        there.screen(DebriefScreen)
        assert "The guess was furious." in there.words


async def test_questions_can_be_passed_over(home: Path) -> None:
    async with in_the_debrief(home) as (there, _):
        await there.press("6", "enter", "up", "enter")
        assert "The guess" not in there.words
        await there.press("1")
        assert "The questions were passed over." in there.words


async def test_the_four_steps(home: Path) -> None:
    async with in_the_debrief(home, (120, 50), *ANSWERED) as (there, debrief):
        assert "The problem is solved. The relationship is kept." in there.words
        assert "calm" in there.text
        assert "◇ start 55" in there.text
        assert "It did not" in there.text or "it did not" in there.text
        await there.press("n")
        for words in ("heat   heard  trust", "all together", "You: ", "Robin Hale: ", "Why: "):
            assert words in there.text
        await there.press("s")
        assert "2013" in there.text
        await there.press("s")
        assert "all together" in there.text
        await there.press("n", "n")
        assert "One thing to do on the next call" in there.words
        assert debrief.query_one(ContentSwitcher).current == "step-4"
        await there.press("b", "b", "b", "b")
        assert debrief.query_one(ContentSwitcher).current == "step-1"
        await there.press("4")
        assert debrief.query_one(ContentSwitcher).current == "step-4"


class Slow:
    """Working out what could have been, which takes as long as the test likes."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.begun = threading.Event()
        self.go_on = threading.Event()
        self.gave_up = threading.Event()
        self._find = engine.debrief.debrief.find_outlook
        monkeypatch.setattr(engine.debrief.debrief, "find_outlook", self.find)

    def find(self, call: Call, clock: Callable[[], float], go_on: Callable[[Progress], bool]) -> object:
        while go_on(Progress(10, 12_345, 3, 1.0)):
            self.begun.set()
            if self.go_on.wait(0.01):
                return self._find(call, clock, go_on)
        self.gave_up.set()
        return None


@asynccontextmanager
async def while_it_is_worked_out(home: Path, slow: Slow, size: tuple[int, int]) -> AsyncIterator[Sitting]:
    """In the debrief, with both questions answered, and nothing known yet of what could have been."""
    app = MoodlineApp(Settings(home=Home(home), seed=7, reduced_motion=True, debrief=1), Clock())
    async with app.run_test(size=size, notifications=True) as pilot:
        there = Sitting(app, pilot)
        await there.until(lambda: slow.begun.is_set() and isinstance(app.screen, DebriefScreen))
        await pilot.press("3", "enter", "5", "enter")
        await there.until(lambda: app.screen.query_one("#steps", ContentSwitcher).current == "step-2")
        yield there


async def test_what_could_have_been_fills_in_while_the_trainee_reads(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = Slow(monkeypatch)
    async with while_it_is_worked_out(home, slow, (80, 30)) as there:
        assert "◆ pivotal: not yet known" in there.words
        assert "Which turns the debrief picks is being worked out" in there.words
        await there.pilot.press("3")
        await there.until(lambda: "Where every reply could have led is being worked out" in there.words)
        await there.until(lambda: "12,345 states" in there.words)
        await there.pilot.press("2", "right", "pagedown")
        await there.pilot.pause()
        before = there.text.splitlines()
        slow.go_on.set()
        await there.settle()
        after = there.text.splitlines()
        # Nothing has moved: only the words that were waited for, and the marks, are others.
        assert "being worked out" not in there.words
        kept = [line for line, was in zip(after, before, strict=True) if line == was]
        assert len(kept) >= len(after) - 6
        assert there.screen(DebriefScreen).query_one(MoodLine).cursor == 0
        await there.press("3")
        assert "A good ending was within reach at every turn, to the end." in there.words
        assert "Turn 5. It helped." in there.words or "Turn 2. It cost." in there.words


async def test_leaving_is_not_held_up_by_what_is_being_worked_out(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = Slow(monkeypatch)
    async with while_it_is_worked_out(home, slow, (80, 24)) as there:
        await there.pilot.press("q")
        await there.until(lambda: there.app.return_code is not None)
        assert not slow.go_on.is_set()
    assert slow.gave_up.wait(30)


async def test_without_time_for_it_the_debrief_does_without(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine.debrief.debrief, "find_outlook", lambda *_: None)
    async with in_the_debrief(home, (120, 80), *ANSWERED, "3") as (there, _):
        assert "Where the other replies could have led was not worked out." in there.words
        assert "The other replies would have done this" in there.words
        assert "in 100" not in there.words


async def test_the_other_replies_and_where_they_led(home: Path) -> None:
    async with in_the_debrief(home, (120, 150), *ANSWERED, "3") as (there, _):
        for words in (
            "Before this reply about 50 in 100 empathic trainees would still have come to a good ending;",
            "“Goodbye then.”",
            "Robin Hale: Fine.",
            "The call would have ended with it: “Left at that”, not a good ending.",
            "An average trainee gives each reply on offer with the same chance.",
        ):
            assert words in there.words.replace("▌ ", "")
        assert "A promise was broken" not in there.words
        await there.press("s")
        assert "A promise was broken (leave a note for the driver)" in there.words.replace("▌ ", "")


async def test_a_replay_from_a_turn(home: Path) -> None:
    async with in_the_debrief(home, (120, 50), *ANSWERED, "t") as (there, _):
        there.screen(ReplayScreen)
        await there.press("escape")
        there.screen(DebriefScreen)
        await there.press("t", "home", "down", "enter")
        call = there.screen(CallScreen)
        assert call.call.state.turn == 1
        assert call.query_one(Transcript).lines[-1].text == "You play again from turn 2 of attempt 1."
        await there.press("1", "enter", "1", "1", "enter", "3", "enter", "1", "enter")
        assert "This call is a replay of attempt 1, played again from turn 2." in there.words
    assert [events for _, events in on_record(home)] == [6, 5]


async def test_a_replay_from_the_mood_line(home: Path) -> None:
    async with in_the_debrief(home, (120, 50), *ANSWERED, "right", "right", "right") as (there, debrief):
        assert debrief.query_one(MoodLine).cursor == 2
        await there.press("enter")
        there.screen(ReplayScreen)
        await there.press("enter")
        assert there.screen(CallScreen).call.state.turn == 1


async def test_no_key_that_is_pressed_while_it_opens_is_lost(home: Path) -> None:
    app = MoodlineApp(Settings(home=Home(home), seed=7, reduced_motion=True, debrief=1), Clock())
    async with app.run_test(size=(120, 50), notifications=True) as pilot:
        there = Sitting(app, pilot)
        await there.until(lambda: isinstance(app.screen, DebriefScreen))
        for key in ("3", "enter"):  # Not waiting for what they do.
            app.simulate_key(key)
        await there.until(lambda: "(2 of 2)" in there.text)
        for key in ("1", "enter"):
            app.simulate_key(key)
        await there.until(lambda: there.screen(DebriefScreen).query("#step-2"))
        for key in ("4", "s", "n"):
            app.simulate_key(key)
        await there.settle()
        assert app.screen.query_one("#steps", ContentSwitcher).current == "step-4"
        assert len(app.screen.query(Input)) == 4
        await there.press("b", "b", "b", "b", "2", "right", "right")
        assert app.screen.query_one(MoodLine).cursor == 1
    # Once the questions are answered, it opens on the mood line.
    async with sitting(home, (120, 50), debrief=1) as there:
        await there.press("right", "right", "right")
        for words in (
            "Turn 2: 54, frustrated, up 4, asked again",
            "? asked again: turn 2",
            "+ promised: turn 4",
            "● promise kept: turn 5",
            "┄ leaves from 98",
        ):
            assert words in there.text, words
        await there.press("enter")
        there.screen(ReplayScreen)


async def test_a_reflection_is_kept(home: Path) -> None:
    async with in_the_debrief(home, (120, 50), *ANSWERED, "4", "tab") as (there, _):
        await there.write("wet [b]")
        assert there.screen(DebriefScreen).query_one("#steps", ContentSwitcher).current == "step-4"
        await there.press("enter")
        assert there.toasts == ["Kept with this attempt."]
        await there.write("nobody q")
        await there.press("escape", "q")
    assert notes(home, "reflection")[-1] == {"problem": "wet [b]", "upset": "nobody q"}
    async with sitting(home, (120, 50), debrief=1) as there:
        await there.press("4")
        fields = list(there.app.screen.query(Input))
        assert [field.value for field in fields] == ["wet [b]", "nobody q", "", ""]
        await there.press("tab", "end", "!", "ctrl+q")
    assert notes(home, "reflection")[-1] == {"problem": "wet [b]!", "upset": "nobody q"}


async def test_all_of_it_can_be_scrolled_to_where_there_is_little_room(home: Path) -> None:
    async with in_the_debrief(home, (40, 12), *ANSWERED) as (there, debrief):
        for step, last in (("2", "Held out more"), ("3", "Facts"), ("4", "understand?")):
            await there.press(step)
            shown = debrief.query_one(f"#step-{step}")
            seen = there.text
            while shown.scroll_y < shown.max_scroll_y:
                at = shown.scroll_y
                await there.press("pagedown")
                assert shown.scroll_y > at
                seen += there.text
            assert last in seen or step == "2"


async def test_the_debrief_of_an_attempt_that_is_not_over_goes_on_with_it(home: Path) -> None:
    async with in_a_call(home) as there:
        await there.press("1", "q")
    async with sitting(home, debrief=2, scenario=str(ON_SCREEN)) as there:
        assert there.screen(CallScreen).call.state.turn == 1


@pytest.mark.parametrize("turns", [0, 1])
async def test_a_call_that_was_cut_short_and_whose_file_is_gone_has_a_debrief(home: Path, turns: int) -> None:
    path = home.parent / "round.yaml"
    path.write_text(ON_SCREEN.read_text("utf-8"), "utf-8")
    name = "\u05e9\u05dc\u05d5\u05dd" + "a" * 300
    clock = Clock()
    with Store.open(Home(home)) as store:
        playable = open_scenario(path, load_model())
        cut = RecordedCall.begin(store, playable, seed=7, agent=name, mode="exam", now=clock())
        cut.answer()
        for _ in range(turns):
            cut.choose(next(each.reply.id for each in cut.call.offers() if not each.locked), clock())
        store.set_aside(2, clock())
    path.unlink()
    async with sitting(home, (80, 24), debrief=2) as there:
        there.screen(DebriefScreen)
        if turns:
            assert "when the call stopped? (1 of 2)" in there.words
            await there.press("2", "enter", "end", "enter")
        assert "The call was cut short" in there.words
        assert "not a good ending" not in there.words
        for key in ("3", "s", "4", "1"):
            await there.press(key)
            assert "Traceback" not in there.text
        assert ("Your reaction" in there.words) or not turns
    assert "The call was cut short" in at_the_keyboard(home, "", debrief=2).out
    with Store.open(Home(home)) as store:
        # What was noted in it is no going on with it.
        assert store.load(2).attempt.set_aside_at is not None
        assert store.unfinished(cut.attempt.scenario_id) is None
