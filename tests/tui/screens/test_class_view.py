"""The class in full screen: its pages, its scenarios, and names only when they are asked for."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from pytest_textual_snapshot import SVGImageExtension  # type: ignore[import-untyped]
from syrupy.assertion import SnapshotAssertion
from textual.containers import VerticalScroll

from engine.call.playable import open_scenario
from engine.debrief.cohort.agreement import Mark, MarkWord, find_agreement
from engine.mood.coefficients import load_model
from engine.records.gathering import gather
from engine.records.home import Home
from engine.records.store import Store
from tests.benchmarks.class_store import fill
from tests.tui.running import EVERY_FEATURE
from tests.tui.screens.sitting import ON_SCREEN, Clock, Sitting
from tui.app import MoodlineApp
from tui.leaving import Refused
from tui.screens.class_view import ClassScreen, Loaded
from tui.settings import Settings


@pytest.fixture
def home(home: Path) -> Path:
    model = load_model()
    with Store.open(Home(home)) as store:
        fill(store, [open_scenario(path, model) for path in (EVERY_FEATURE, ON_SCREEN)], 30, agents=5)
    return home


def loaded(home: Path, named: bool, clock: Callable[[], float] | None = None) -> Loaded:
    with Store.open(Home(home), read_only=True) as store:
        return Loaded(gather(store, names=named, clock=clock), (), named)


SAID: tuple[tuple[MarkWord, MarkWord], ...] = (
    ("shown", "shown"),
    ("shown", "not-shown"),
    ("not-shown", "not-shown"),
)
RATED = find_agreement(
    Mark(1, rater, "listen", mark, turn)
    for turn, marks in enumerate(SAID, start=1)
    for rater, mark in zip(("Rater 1", "Rater 2"), marks, strict=True)
)


@asynccontextmanager
async def looking(home: Path, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Sitting]:
    load = partial(loaded, home)
    app = MoodlineApp(Settings(home=Home(home)), Clock(), partial(ClassScreen, load(False), load))
    async with app.run_test(size=size) as pilot:
        there = Sitting(app, pilot)
        await there.settle()
        yield there


async def test_the_pages_are_turned_by_their_numbers_where_there_is_little_room(home: Path) -> None:
    async with looking(home, (40, 12)) as there:
        assert "16 calls by" in there.words
        for key, words in (("2", "How the calls ended"), ("3", "Skills over time"), ("1", "a reply given")):
            await there.press(key)
            assert words in there.words


async def test_names_come_and_go_with_n(home: Path) -> None:
    async with looking(home, (120, 60)) as there:
        assert "Agent 1" in there.words
        assert "Trainee" not in there.words
        await there.press("n")
        assert "Trainee" in there.words
        assert "by names" in there.words
        await there.press("n")
        assert "Trainee" not in there.words


async def test_an_anonymous_class_shows_a_name_in_no_frame(home: Path) -> None:
    app = MoodlineApp(Settings(home=Home(home)), Clock(), partial(ClassScreen, loaded(home, False), None))
    async with app.run_test(size=(120, 60)) as pilot:
        there = Sitting(app, pilot)
        await there.settle()
        for key, agents in (
            ("n", True),
            ("2", False),
            ("3", False),
            ("right", False),
            ("1", True),
            ("n", True),
        ):
            await there.press(key)
            frame = app.export_screenshot()
            assert "Trainee" not in frame
            assert ("Agent&#160;" in frame) is agents


async def test_the_scenarios_follow_each_other(home: Path) -> None:
    async with looking(home, (120, 60)) as there:
        assert "(every-feature, version" in there.words
        await there.press("right")
        assert "(every-feature, version" not in there.words
        assert "scenario 2 of 2" in there.words
        await there.press("right")
        assert "(every-feature, version" in there.words


async def test_a_page_scrolls_by_keys_and_a_new_one_begins_at_its_top(home: Path) -> None:
    async with looking(home) as there:
        page = there.app.screen.query_one("#page", VerticalScroll)
        await there.press("pagedown")
        await there.until(lambda: page.scroll_offset.y > 0)
        await there.press("2")
        await there.until(lambda: page.scroll_offset.y == 0)


@pytest.mark.parametrize("look", ["high-contrast", "no-colour"])
async def test_how_it_looks(
    home: Path, snapshot: SnapshotAssertion, monkeypatch: pytest.MonkeyPatch, look: str
) -> None:
    """Look at each difference before taking it over with ``--snapshot-update``."""
    if look == "no-colour":
        monkeypatch.setenv("NO_COLOR", "1")
    there_are = loaded(home, False, clock=lambda: 0.0)
    # What changes with any word of the scenario, or of the mood model, is not what is looked at.
    (cohort,) = (each for each in there_are.gathered.cohorts if each.view.id != "every-feature")
    gathered = replace(there_are.gathered, cohorts=(replace(cohort, version="abcd1234"),))
    shown = Loaded(gathered, RATED, False)
    theme = None if look == "no-colour" else look
    app = MoodlineApp(Settings(home=Home(home), theme=theme), Clock(), partial(ClassScreen, shown, None))
    album = snapshot.use_extension(SVGImageExtension)
    async with app.run_test(size=(80, 24)) as pilot:
        there = Sitting(app, pilot)
        await there.settle()
        for size in ((80, 24), (120, 36)):
            await pilot.resize_terminal(*size)
            for key, page in (("1", "choices"), ("2", "results"), ("3", "skills")):
                await there.press(key)
                name = f"{page}-{size[0]}x{size[1]}"
                assert app.export_screenshot(title=name, simplify=True) == album(name=name), name


async def test_records_that_fail_meanwhile_are_said(home: Path) -> None:
    def fails(_named: bool) -> Loaded:
        raise Refused("The records are locked.")

    app = MoodlineApp(Settings(home=Home(home)), Clock(), partial(ClassScreen, loaded(home, False), fails))
    async with app.run_test(size=(100, 30)) as pilot:
        there = Sitting(app, pilot)
        await there.settle()
        await there.press("n")
        assert there.toasts == ["The records are locked."]
        assert "Agent 1" in there.words


async def test_q_leaves(home: Path) -> None:
    async with looking(home) as there:
        await there.press("q")
        assert there.app.return_code == 0
