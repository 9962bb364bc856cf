"""What the benchmarks make up is valid. How fast anything is, is not asked here."""

import random
import re
import time
from pathlib import Path
from typing import Any

import pyte
import pytest

from engine.call.compiler import compile_scenario
from engine.call.plan import Plan
from engine.call.playable import open_scenario
from engine.call.step import begin, is_over, open_choices, step
from engine.mood.coefficients import MoodModel, load_model
from engine.records.home import Home
from engine.scenario.headers import read_header
from engine.scenario.library import SHIPPED, headers
from engine.scenario.limits import MAX_BYTES
from engine.scenario.model import Scenario
from engine.scenario.reader import read
from engine.workshop.explore.budget import Budget
from engine.workshop.explore.exploration import Exploration, explore
from tests.benchmarks import report
from tests.benchmarks.__main__ import SECTIONS
from tests.benchmarks.in_bardic import as_bardic
from tests.benchmarks.in_ink import as_ink
from tests.benchmarks.measuring import in_turns, ratios, spread
from tests.benchmarks.players.keys import PaintingDriver, Sitting
from tests.benchmarks.scenarios import RARE, fill_library, large, looping
from tests.benchmarks.state_spaces import counting, endless, flagged
from tests.benchmarks.story import Story, story_of
from tests.benchmarks.tables import Row, Table
from tui.app import MoodlineApp
from tui.settings import Settings


@pytest.fixture(scope="module")
def model() -> MoodModel:
    return load_model()


@pytest.fixture(scope="module")
def entitled(model: MoodModel) -> Plan:
    return open_scenario(SHIPPED / "entitled-caller.yaml", model).machine.plan


@pytest.fixture(scope="module")
def story(entitled: Plan) -> Story:
    return story_of(entitled, plays=200)


def read_text(text: str, folder: Path, model: MoodModel) -> Scenario:
    path = folder / "made-up.yaml"
    path.write_text(text, encoding="utf-8")
    reading = read(path, personas=model.personas, rules=model.rules)
    assert reading.problems == ()
    assert reading.scenario is not None
    return reading.scenario


def test_the_large_scenario_is_valid_and_as_large_as_asked(tmp_path: Path, model: MoodModel) -> None:
    text = large(60_000)
    assert 58_000 < len(text.encode()) <= 60_000
    scenario = read_text(text, tmp_path, model)
    assert all(len(scene.replies) == 3 for scene in scenario.scenes.values())
    lines = [reply.says for scene in scenario.scenes.values() for reply in scene.replies]
    assert len(set(lines)) == len(lines)


def test_the_largest_scenario_is_just_small_enough_to_be_read() -> None:
    size = len(large(MAX_BYTES).encode())
    assert MAX_BYTES - 2_000 < size <= MAX_BYTES


def test_the_library_is_valid_and_one_title_has_the_rare_letter(tmp_path: Path, model: MoodModel) -> None:
    fill_library(tmp_path, 3)
    found = list(headers([tmp_path], shipped=None))
    assert [header.problem for header in found] == [None] * 3
    shown = [f"{h.title} {h.customer} {h.summary} {h.id} {' '.join(h.skills)}" for h in found]
    assert [RARE in text.casefold() for text in shown] == [False, True, False]
    for header in found:
        assert 27_000 < header.path.stat().st_size < 33_000
        assert read(header.path, personas=model.personas, rules=model.rules).problems == ()


def test_no_shipped_title_is_taken_for_the_rare_one() -> None:
    assert all(
        f"the {RARE} line" not in header.title
        for path in SHIPPED.glob("*.yaml")
        if (header := read_header(path)) is not None
    )


def test_the_looping_call_goes_on_and_on(tmp_path: Path, model: MoodModel) -> None:
    plan = compile_scenario(read_text(looping(), tmp_path, model), model)
    rng, (state, _) = random.Random(3), begin(plan, 3)
    moods = set()
    for _ in range(1_000):
        state, _ = step(plan, state, rng.choice(open_choices(plan, state)[:3]))
        moods.add(state.mood)
    assert not is_over(plan, state)
    assert len(moods) > 20


def test_state_spaces_are_as_large_as_asked_and_what_is_endless_has_no_way_out(
    tmp_path: Path, model: MoodModel
) -> None:
    def explored(text: str) -> Exploration:
        plan = compile_scenario(read_text(text, tmp_path, model), model)
        return explore(plan, Budget(time.monotonic, 10_000))

    endings = 2
    assert len(explored(counting(4, 3, 2)).graph.states) == 5 * 4 * 3 + endings
    scenes = 2  # There is no room for so many replies in one.
    assert len(explored(flagged(11)).graph.states) == scenes * 2**11 + endings
    round_for_ever = explored(endless(4))
    assert len(round_for_ever.graph.states) == 4
    assert round_for_ever.chance_of_no_end.share == 1
    too_many = explored(flagged(64))
    assert (too_many.stopped, too_many.is_complete) == ("states", False)


def test_the_story_has_the_shape_of_the_scenario(story: Story, entitled: Plan) -> None:
    stops = {stop.name: stop for stop in story.stops}
    for place in entitled.places:
        stop = stops[f"at_{place.id}".replace("-", "_")]
        assert len(stop.choices) == len(place.replies)
        assert all(choice.ways[-1][0] == "" for choice in stop.choices), "the last way always holds"
    leads_to = {to for stop in story.stops for choice in stop.choices for _, to in choice.ways}
    assert leads_to <= set(stops)


def test_the_story_reads_and_sets_the_same_variables(story: Story) -> None:
    known = {name for name, _ in story.variables}
    for stop in story.stops:
        for choice in stop.choices:
            assert {name for name, _ in choice.sets} <= known
            for when in (choice.when, *(when for when, _ in choice.ways)):
                eval(when or "True", {}, dict(story.variables))  # noqa: S307 - written here, and of numbers only


def test_the_story_is_written_for_each_engine(story: Story) -> None:
    ink, bardic = as_ink(story), as_bardic(story)
    for stop in story.stops:
        assert f"\n=== {stop.name} ===\n" in ink
        assert f"\n:: {stop.name}\n" in bardic
    assert bardic.count("\n@if ") == bardic.count("\n@endif")


def test_each_round_gives_each_contender_its_turn() -> None:
    order: list[str] = []

    def contender(name: str) -> float:
        order.append(name)
        return float(len(order))

    figures = in_turns(2, {"a": lambda: contender("a"), "b": lambda: contender("b")})
    assert order == ["a", "b"] * 3
    assert figures == {"a": [3.0, 5.0], "b": [4.0, 6.0]}
    assert ratios(figures["b"], figures["a"]) == spread([4 / 3, 6 / 5])


def test_a_table_is_put_in_its_place_on_the_page(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("Before.\n\n<!-- made: speed -->\nold\n<!-- end -->\n\nAfter.\n", encoding="utf-8")
    table = Table(
        "speed", "Speed", "Measured.", (Row("a|b", "1", "1 to 2", "at most 3", True),), ("A note.",)
    )
    report.write(table, "here", page)
    once = page.read_text(encoding="utf-8")
    assert once.startswith("Before.\n\n<!-- made: speed -->\n\n| What ")
    assert r"| a\|b | 1 | 1 to 2 | at most 3 | yes |" in once
    assert "old" not in once
    assert once.endswith("<!-- end -->\n\nAfter.\n")
    report.write(table, "here", page)
    assert page.read_text(encoding="utf-8") == once
    with pytest.raises(report.NoPlaceForIt):
        report.write(Table("other", "", "", ()), "here", page)


def test_the_page_has_a_place_for_every_section() -> None:
    text = report.PAGE.read_text(encoding="utf-8")
    assert [name for name in SECTIONS if f"<!-- made: {name} -->" not in text] == []


async def test_the_frame_that_counts_shows_the_new_mood(tmp_path: Path, model: MoodModel) -> None:
    file = tmp_path / "looping.yaml"
    file.write_text(looping(), encoding="utf-8")
    screen: Any = pyte.Screen(80, 24)
    stream: Any = pyte.Stream(screen)
    shown: list[tuple[int, str]] = []

    class Watched(PaintingDriver):
        def write(self, data: str) -> None:
            stream.feed(data)
            waits = bool(self.awaited)
            super().write(data)
            if waits and not self.awaited:
                shown.append((sitting.recorded.call.state.mood.heat, "\n".join(screen.display)))

    app = MoodlineApp(Settings(home=Home(tmp_path / "home"), reduced_motion=True))
    app.driver_class = Watched
    async with app.run_test(headless=False, size=(80, 24)) as pilot:
        sitting = Sitting(pilot, open_scenario(file, model), app.settings.home)
        await sitting.begin(turn=4)
        sitting.store.close()
    assert len(shown) == 4
    for heat, text in shown:
        assert re.search(rf"\b{heat} [▲▼=·]", text), text
