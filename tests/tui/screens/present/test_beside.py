"""Two attempts side by side, in full screen and in plain text."""

import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

import pytest
from pytest_textual_snapshot import SVGImageExtension  # type: ignore[import-untyped]
from syrupy.assertion import SnapshotAssertion

from engine.call.call import Call
from engine.call.playable import open_scenario
from engine.mood.coefficients import load_model
from engine.records.home import Home
from engine.records.recorded import RecordedCall
from engine.records.store import Store
from tests.engine.debrief.plays import answered, give, machine_of
from tests.engine.records.exports.played import scenario_with
from tests.tui.running import EVERY_FEATURE
from tests.tui.screens.sitting import ON_SCREEN, Clock, Sitting, played, scenario, sitting
from tests.tui.screens.test_contrast import faint
from tui.app import MoodlineApp
from tui.leaving import Refused
from tui.plain.asking import Asker
from tui.plain.paper import Paper
from tui.plain.session import PlainSession
from tui.screens.debrief import DebriefScreen
from tui.screens.present.beside import BesideScreen
from tui.settings import Settings
from tui.widgets.two_mood_lines import TwoMoodLines

FIRST = ("hear", "verify", "wait", "new-one", "keep")
AGAIN = ("day", "sorry", "bye")
"""What is replied from turn 3 on when it is played again."""


@pytest.fixture
def home(home: Path) -> Path:
    """A data folder with a call that is over, and the same played again from its third turn."""
    played(home)
    clock = Clock()
    with Store.open(Home(home)) as store:
        again = RecordedCall.resume(store, 1).replay_from(3, clock())
        for reply in AGAIN:
            again.choose(reply, clock())
        again.note("reaction", {"band": "angry", "turn": 1}, clock())
    return home


def two() -> tuple[Call, Call]:
    machine = machine_of(ON_SCREEN)
    return give(answered(machine, 7), *FIRST), give(answered(machine, 7), *FIRST[:2], *AGAIN)


@asynccontextmanager
async def hidden(
    home: Path, size: tuple[int, int], theme: str | None = None, calls: tuple[Call, Call] | None = None
) -> AsyncIterator[Sitting]:
    """Both attempts as a presentation shows them: what came of them is kept back."""
    first = partial(BesideScreen, *(calls or two()), ("Attempt 1", "Attempt 2"), hidden=True)
    app = MoodlineApp(Settings(home=Home(home), reduced_motion=True, theme=theme), Clock(), first)
    async with app.run_test(size=size, notifications=True) as pilot:
        there = Sitting(app, pilot)
        await there.settle()
        yield there


async def test_from_the_debrief_of_a_replay_and_back(home: Path) -> None:
    async with sitting(home, (100, 40), debrief=2) as there:
        for words in (
            "This call is a replay of attempt 1, played again from turn 3. They part at turn 3.",
            "The problem is solved (Attempt 1) and solved in part (Attempt 2).",
            "Heat ended at 37, frustrated (Attempt 1) and 64, angry (Attempt 2). c puts them side by side.",
        ):
            assert words in there.words
        await there.press("c")
        beside = there.screen(BesideScreen)
        assert "They part at turn 3 Robin Hale: Paper." in there.words
        assert "“May I put you on hold" in there.words
        assert "◑ 58 frustrated ▲ +4" in there.words
        await there.press("2")
        for words in (
            "they part here",
            "══",
            "╌╌",
            "● Attempt 1",
            "(4 lower)",
            "Both are at the same scene here",
        ):
            assert words in there.text
        rows = beside.query_one("#rows")
        await there.press("down", "down", "down")
        assert "-here" in rows.children[-1].classes
        assert "Goodbye then." in there.text
        await there.press("up", "p")
        assert "-here" in rows.children[2].classes
        for theme in ("paper", "high-contrast"):
            there.app.theme = theme
            await there.pilot.pause()
            assert faint(there, theme) == {}
        await there.press("right")
        for words in (
            "A new one is on its way",
            "Left at that",
            "≠ Promises",
            "2 of 2",
        ):
            assert words in there.words
        for size in ((1, 1), (20, 5), (300, 90)):
            await there.pilot.resize_terminal(*size)
            await there.press("2", "down", "3")
        await there.press("left", "left", "left")
        assert "They part at turn 3" in there.text
        await there.press("q")
        there.screen(DebriefScreen)


async def test_from_the_command_and_out(home: Path) -> None:
    async with sitting(home, (40, 12), debrief=2, beside=1) as there:
        beside = there.screen(BesideScreen)
        await there.press("2")
        assert "They part here" in there.text
        assert "● Attempt 2" in there.text
        assert "4 higher" not in there.text
        await there.press("down")
        assert "(4 higher)" in there.text, "a row that has no room is scrolled first"
        assert "-here" in beside.query_one("#rows").children[2].classes
        await there.press("down")
        assert "-here" in beside.query_one("#rows").children[3].classes
        await there.pilot.resize_terminal(120, 60)
        assert "Thank you, Agent." in there.words
        await there.press("n")
        assert "Thank you, Sam." in there.words, "on the page and the row where it was"
        assert "-here" in beside.query_one("#rows").children[3].classes
        await there.press("n")
        assert "Sam" not in there.words
        await there.press("escape")
        assert there.app.return_code == 0


async def test_what_came_of_it_is_kept_back_until_it_is_asked_for(home: Path) -> None:
    async with hidden(home, (80, 50)) as there:
        results = (
            "A new one is on its way",
            "Left at that",
            "solved",
            "strained",
            "Goodbye then",
            "Thank you, Sam",
        )
        seen = there.words
        for key in ("2", "up", "down", "3", "1"):
            await there.press(key)
            seen += there.words
        assert "What came of the two is hidden. o shows it." in seen
        assert [words for words in results if words in seen] == []
        await there.press("2")
        assert there.app.screen.query_one(TwoMoodLines)._shown == 4
        await there.press("down")
        assert "They are sorry about it" in there.text
        await there.press("o")
        assert all(words in there.words for words in results[:4])
        await there.press("2", "down")
        assert "Goodbye then" in there.text
        await there.press("question_mark")
        assert "show what came of the two" in there.words


async def test_texts_are_shown_as_they_are_and_obeyed_by_nobody(home: Path) -> None:
    text = "[/b] [@click=app.quit]press[/] $text 您好 مرحبا"
    machine = scenario_with(text).machine
    one, other = (
        give(answered(machine), "ask", "vow"),
        give(answered(machine, agent=text), "ask", "blame", "end"),
    )
    async with hidden(home, (100, 60), calls=(one, other)) as there:
        for keys in (("1",), ("2",), ("o", "2"), ("3",)):
            await there.press(*keys)
            assert "[/b] [@click=app.quit]press[/] $text" in there.words
    async with hidden(home, (80, 24), calls=(answered(machine), answered(machine))) as there:
        assert "Neither has a turn that could be compared." in there.words
        await there.press("2", "down", "p", "o", "q")
        assert there.app.return_code == 0


@pytest.mark.parametrize("look", ["high-contrast", "no-colour"])
async def test_looks(
    home: Path, monkeypatch: pytest.MonkeyPatch, snapshot: SnapshotAssertion, look: str
) -> None:
    if look == "no-colour":
        monkeypatch.setenv("NO_COLOR", "1")
    album = snapshot.use_extension(SVGImageExtension)
    async with hidden(home, (80, 24), "high-contrast" if look == "high-contrast" else None) as there:
        await there.press("o")
        for size in ((80, 24), (120, 36)):
            await there.pilot.resize_terminal(*size)
            for key, page in (("1", "parting"), ("2", "turns"), ("3", "results")):
                await there.press(key)
                name = f"{page}-{size[0]}x{size[1]}"
                assert there.app.export_screenshot(title=page, simplify=True) == album(name=name), name


def plain(home: Path, **settings: object) -> str:
    out = io.StringIO()
    asked = Settings(home=Home(home), plain=True, **settings)  # type: ignore[arg-type]
    assert PlainSession(asked, Asker(Paper(out), io.StringIO(), interactive=False), Clock()).run() == 0
    return out.getvalue()


def test_plain_text_says_all_of_it(home: Path) -> None:
    text = plain(home, debrief=1, beside=2)
    parts = [
        text.index(words) for words in ("side by side", "Turn by turn", "They part here.", "What came of it")
    ]
    assert parts == sorted(parts)
    for words in (
        "Both, turn 2: “Could I have the order number first?”",
        "Attempt 1, turn 3: “May I put you on hold",
        "Attempt 2, turn 3: “A new one is with you on Tuesday, I promise.”",
        "Heat of Attempt 2: 4 lower.",
        "- The relationship: kept (Attempt 1); strained (Attempt 2).",
        "- Turns: 5, in both.",
    ):
        assert words in text
    assert "Thank you, Agent." in text
    assert "Sam" not in text
    assert "Thank you, Sam." in plain(home, debrief=1, beside=2, names=True)
    replay = plain(home, debrief=2)
    assert "This call is a replay of attempt 1, played again from turn 3.\nThey part at turn 3" in replay
    assert "Beside attempt" not in plain(home, debrief=1)


def test_one_that_was_cut_short_stands_beside_another(home: Path) -> None:
    """A room's call that was left, or one in whose place a new one was begun."""
    with Store.open(Home(home)) as store:
        clock = Clock()
        room = RecordedCall.resume(store, 1).replay_from(3, clock())
        store.set_aside(room.attempt.id, clock())
    text = plain(home, debrief=1, beside=3)
    assert "Attempt 3: no reply there; it had stopped." in text
    assert "- How it ended: A new one is on its way (Attempt 1); Cut short (Attempt 3)." in text
    assert "- Turns: 5 (Attempt 1); 2 (Attempt 3)." in text


def test_two_that_cannot_stand_side_by_side_are_refused(home: Path, tmp_path: Path) -> None:
    with Store.open(Home(home)) as store:
        clock, model = Clock(), load_model()
        other = open_scenario(scenario(tmp_path / "more", "another", "Another"), model)
        for playable, replies in ((other, FIRST), (open_scenario(EVERY_FEATURE, model), ())):
            one = RecordedCall.begin(store, playable, seed=7, agent="Sam", mode="standard", now=clock())
            one.answer()
            for reply in replies:
                one.choose(reply, clock())
                if one.call.on_hold:
                    one.end_hold()
    for number, words in (
        (3, "Only attempts of one scenario can stand beside each other: these are of on-screen and another."),
        (4, "Attempt 4 is not over yet: moodline play every-feature --attempt 4 goes on with it."),
        (9, "There is no attempt 9 in the records."),
    ):
        with pytest.raises(Refused) as refused:
            plain(home, debrief=1, beside=number)
        assert words in str(refused.value)
