"""A debrief before a room: by keyboard from the first slide to the last, and nothing private by accident."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.command import CommandPalette

from tests.tui.running import working_in
from tests.tui.screens.present.presented import ENDED, NAME, put_on_record
from tests.tui.screens.sitting import Sitting, sitting
from tests.tui.screens.test_hostile_text import TEXTS
from tests.tui.widgets.demo import painted
from tui.app import MoodlineApp
from tui.preferences import FILE
from tui.screens.debrief import DebriefScreen
from tui.screens.help import HelpScreen
from tui.screens.present.beside import BesideScreen
from tui.screens.present.contents import ContentsScreen
from tui.screens.present.lines import POINTER
from tui.screens.present.present import PresentScreen
from tui.screens.present.room import RoomScreen
from tui.screens.present.vote import VoteScreen
from tui.screens.question import QuestionScreen

REACHED = "within reach at every turn"


class Presenting(Sitting):
    """Presses keys, and keeps every frame that the room sees: whatever is painted, told or in a title."""

    frames: list[str]

    async def press(self, *keys: str) -> None:
        for key in keys:
            await super().press(key)
            self.frames.append(self.frame)

    @property
    def frame(self) -> str:
        app: MoodlineApp = self.app
        titles = [app.title, app.sub_title]
        for screen in app.screen_stack:
            titles += [str(screen.title), str(screen.sub_title)]
        return " ".join([self.words, *titles, *self.toasts])

    def top(self) -> str:
        return self.text.splitlines()[0]

    async def to(self, title: str) -> None:
        """Go to a slide by its place in the list."""
        slides = self.screen(PresentScreen)._deck.slides
        number = 1 + [slide.title for slide in slides].index(title)
        await self.press(*str(number), "enter")


@asynccontextmanager
async def presenting(
    home: Path, size: tuple[int, int] = (100, 30), attempt: int = 1, **settings: object
) -> AsyncIterator[Presenting]:
    async with sitting(home, size, debrief=attempt, present=True, **settings) as sat:
        there = Presenting(sat.app, sat.pilot)
        there.frames = [there.frame]
        yield there


def has(frames: list[str], *words: str) -> list[str]:
    """Those of the words that stand in any frame."""
    return [each for each in words if any(each in frame for frame in frames)]


async def test_no_folder_is_named_to_a_room_that_is_to_see_no_names(home: Path) -> None:
    put_on_record(home)
    (home / FILE / "in the way").mkdir(parents=True)
    async with presenting(home) as there:
        assert there.toasts == []
        there.app.theme = "paper"
        await there.settle()
        assert "could not be remembered" in there.toasts[0]
        assert str(home) not in there.toasts[0]


async def test_the_whole_of_it_by_keyboard_and_no_frame_has_the_name(home: Path, tmp_path: Path) -> None:
    """Neither has any the outcome, before it is asked for."""
    put_on_record(home)
    name = NAME.split()
    async with presenting(home) as there:
        screen = there.screen(PresentScreen)
        deck = screen._deck
        assert there.top().split() == f"1 of {len(deck.slides)} · names hidden · outcome hidden".split()
        assert "A letter for Agent" in there.words

        # From the first to the last, one thing after the other.
        steps = sum(len(slide.steps) for slide in deck.slides)
        keys = ("space", "enter", "right", "pagedown")
        for step in range(steps - 1):
            await there.press(keys[step % len(keys)])
        assert deck.slide.key == "questions"
        assert "What was the customer's problem?" in there.words
        shown = ("Is that Agent? It says", "What would you say?", "◆ pivotal: turn 3", "Shown at")
        assert has(there.frames, *shown) == list(shown)
        await there.press("space")
        assert deck.slide.key == "questions", "there is nothing after it"

        # Back, to the list, to a number; a pointer; the time; help and palette.
        await there.press("left", "backspace", "pageup", "home")
        assert deck.at == 0
        await there.press("end", "home", "1", "2", "backspace", "escape", "4", "enter")
        assert deck.slide.key == "mood"
        await there.press("9", "9", "enter")
        assert there.toasts[-1] == f"There are slides 1 to {len(deck.slides)}."
        await there.press("g")
        there.screen(ContentsScreen)
        await there.press("home", "enter")
        assert deck.at == 0
        await there.press("down", "down")
        assert [line.split()[0] for line in there.text.splitlines() if POINTER in line] == [POINTER]
        assert f"{POINTER} Somebody rings Agent" in there.words
        await there.press("up", "up")
        assert POINTER not in there.text
        await there.press("t")
        assert " min" in there.top()
        await there.press("t")
        assert " min" not in there.top()
        there.app.animation_level = "full"
        await there.press("t")
        assert re.match(r" \d+:\d\d · ", there.top())
        await there.press("t")
        there.app.animation_level = "none"
        await there.press("question_mark")
        there.screen(HelpScreen)
        await there.press("escape", "ctrl+p", "n", "a", "m")
        assert isinstance(there.app.screen, CommandPalette)
        await there.press("escape")

        # A vote that is revealed, and a room that plays on: odds wait for the outcome there, too.
        await there.to("Turn 3")
        await there.press("v", "r", "3", "tab", "1", "g")
        room = there.screen(RoomScreen)
        assert room.room is not None
        await there.press("q", "l")
        assert there.screen(PresentScreen) is screen
        assert deck.slide.key == "turn-3"
        assert has(there.frames, *ENDED, "The problem is solved", " in 100", "ending could", REACHED) == []

        # The outcome, and what waited for it.
        await there.press("o")
        assert "The problem: SOLVED" in there.words
        assert "The relationship: KEPT" in there.words
        assert ENDED[0] in there.words
        assert "outcome shown" in there.top()
        await there.press("space", "space", "space")
        await there.to("Turn 5: what came of it")
        await there.to("How long a good ending was within reach")
        assert has(there.frames, *ENDED, REACHED) == [*ENDED, REACHED]
        await there.to("Turn 3")
        await there.press("v", "a", "q")
        assert has(there.frames, " in 100") == [" in 100"]
        assert not isinstance(there.app.screen, VoteScreen)

        # What is written from here has no name either.
        with working_in(tmp_path):
            await there.press("e", "e")
            there.app.action_save_picture()
            await there.settle()
        pages = sorted(tmp_path.glob("*.html"))
        pictures = sorted((home / "pictures").iterdir())
        assert (len(pages), len(pictures)) == (2, 1)
        for file in (*pages, *pictures):
            assert has([file.name, file.read_text("utf-8").replace("&#160;", " ")], *name) == []
        assert "without names" in there.frame
        assert str(home) not in there.frame, "the folder may be called after somebody"

        await there.press("o")
        assert "outcome hidden" in there.top()
        assert has(there.frames, *name, "furious guess", "The guess was", "wrote th") == []

        # With names it can be found, so the above can fail; and gone it is again.
        await there.press("home", "n")
        assert "names shown" in there.top()
        assert f"A letter for {NAME}" in there.words
        there.app.notify(NAME)
        await there.press("n")
        assert NAME not in there.frame
        await there.press("q")
        assert there.app.return_code == 0


async def test_from_the_debrief_and_back_and_a_replay_is_compared(home: Path, tmp_path: Path) -> None:
    put_on_record(home)
    async with sitting(home, (100, 30), debrief=2) as sat:
        there = Presenting(sat.app, sat.pilot)
        there.frames = []
        there.screen(DebriefScreen)
        there.app.notify(NAME)
        await there.press("p")
        there.screen(PresentScreen)
        assert "Another attempt was played again here, from turn 2." in there.words
        await there.press("c")
        beside = there.screen(BesideScreen)
        assert beside.check_action("show_results", ()), "what came of the two is hidden"
        await there.press("2", "3", "q")
        await there.press_at_once("q", "q")
        there.screen(QuestionScreen)
        await there.press("b")
        there.screen(PresentScreen)
        assert has(there.frames, *NAME.split(), *ENDED) == []
        await there.press("o", "c")
        assert not there.screen(BesideScreen).check_action("show_results", ())
        with working_in(tmp_path):
            await there.press("q", "e")
        (page,) = tmp_path.glob("*.html")
        assert "Beside attempt 1" in page.read_text("utf-8"), "as in any page of a replay"
        await there.press("q", "l")
        there.screen(DebriefScreen)


@pytest.mark.parametrize("replies", [(), ("ask",)], ids=len)
async def test_a_call_cut_short_can_be_presented(home: Path, replies: tuple[str, ...]) -> None:
    put_on_record(home, replies)
    async with presenting(home, (40, 12)) as there:
        deck = there.screen(PresentScreen)._deck
        await there.press(*("space",) * sum(len(slide.steps) for slide in deck.slides))
        assert has(there.frames, "cut short", NAME) == []
        await there.press("o", "space")
        assert "The call was cut short" in there.words or "cut short" in there.words
        await there.press("n", "home", "end")
        assert not there.app._exit


async def test_an_exam_that_is_not_over_is_not_presented(home: Path) -> None:
    put_on_record(home, ("ask",), mode="exam")
    async with presenting(home) as there:
        assert there.app.return_code == 2
        assert "an exam that is not over" in there.app.refusal


async def test_whatever_somebody_is_called(home: Path) -> None:
    put_on_record(home, agent="The Problem " + " ".join(TEXTS.values()) + "x" * 300)
    async with presenting(home, (80, 24), names=True) as there:
        deck = there.screen(PresentScreen)._deck
        for number in range(len(deck.slides)):
            await there.pilot.press(*str(number + 1), "enter", "space")
            list(painted(there.app))  # type: ignore[arg-type]
            assert not [char for char in there.text if not (char.isprintable() or char in "\n\u200d")]
        await there.press("o", "n")
        assert "The problem: SOLVED" in there.words
        await there.press("home")
        assert "A letter for Agent" in there.words
        assert not there.app._exit
