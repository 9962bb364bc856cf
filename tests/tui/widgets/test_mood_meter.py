"""The meter says number, word, arrow and change in every form, at once; only its bars glide."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.mood.bands import BANDS
from tests.tui.widgets.demo import EDGES, LEVELS, Demo, level, screen_text
from tui.widgets.bands import GLYPHS, title
from tui.widgets.bands import LEVELS as BLOCKS
from tui.widgets.drawn import row_text
from tui.widgets.mood_meter import MoodLevel, MoodMeter
from tui.widgets.mood_meter_picture import MIN_HEIGHT, MIN_WIDTH, MeterView, picture

NUMBERS = st.integers(0, 100)
MOODS = st.builds(MoodLevel, NUMBERS, NUMBERS, NUMBERS, st.sampled_from(BANDS))


def view_of(now: MoodLevel, before: MoodLevel | None = None, shown: float | None = None) -> MeterView:
    heat = float(now.heat) if shown is None else shown
    history = (before.heat, now.heat) if before else (now.heat,)
    start = before.heat if before else now.heat
    return MeterView(now, before, start, history, EDGES, (heat, float(now.heard), float(now.trust)))


def rows_of(view: MeterView, width: int, height: int, compact: bool = False) -> list[str]:
    return [row_text(row) for row in picture(view, width, height, compact)]


@given(MOODS, st.none() | MOODS, st.integers(1, 60), st.integers(1, 60), st.booleans())
def test_it_fits_every_size(
    now: MoodLevel, before: MoodLevel | None, width: int, height: int, compact: bool
) -> None:
    rows = rows_of(view_of(now, before), width, height, compact)
    assert len(rows) <= height
    assert {len(row) for row in rows} == {width}


@given(MOODS, MOODS, st.integers(MIN_WIDTH, 60), st.integers(MIN_HEIGHT, 60))
def test_the_thermometer_says_word_glyph_and_change_in_words(
    now: MoodLevel, before: MoodLevel, width: int, height: int
) -> None:
    text = "\n".join(rows_of(view_of(now, before), width, height))
    assert title(now.band) in text
    assert GLYPHS[now.band] in text
    change = now.heat - before.heat
    assert ("▲ +" if change > 0 else "▼ −" if change < 0 else "= ") + str(abs(change)) in text
    assert f"heard {now.heard:>3}" in text
    assert f"trust {now.trust:>3}" in text


@given(MOODS, MOODS, st.integers(14, 200))
def test_one_line_has_number_and_word_and_soon_the_change(
    now: MoodLevel, before: MoodLevel, width: int
) -> None:
    (row,) = rows_of(view_of(now, before), width, 1)
    words = row.split()
    assert title(now.band) in words
    assert str(now.heat) in words
    if width >= 24:
        assert GLYPHS[now.band] in words
        assert str(abs(now.heat - before.heat)) in row[row.index(title(now.band)) :]
    if width >= 66:
        assert f"heard {now.heard:>3}" in row
        assert f"trust {now.trust:>3}" in row


@given(st.integers(0, 100), st.integers(10, 50))
def test_the_column_is_as_high_as_the_heat(heat: int, height: int) -> None:
    """Counted in eighths of a row, the column is heat percent of the scale, to within half an eighth."""
    rows = rows_of(view_of(level(heat)), 24, height)
    scale = [row for row in rows if row[3] in "│┤◇▸"]
    filled = sum(BLOCKS.index(row[5]) for row in scale)
    assert abs(filled - heat * len(scale) * 8 / 100) <= 0.5


def test_the_scale_marks_edges_start_and_the_level_before() -> None:
    rows = rows_of(view_of(level(62), level(30)), 24, 22)
    at = {number: next(row for row in rows if row.startswith(f"{number:>3}")) for number in EDGES}
    assert all("┤" in row for row in at.values())
    assert any("▸" in row for row in rows)
    assert "◇ start 30  ▸ was 30" in "\n".join(rows)
    for band in BANDS:
        assert any(row.rstrip().endswith(band) for row in rows), band


def test_history_is_a_small_line() -> None:
    (line,) = [row for row in rows_of(view_of(level(100), level(0)), 24, 22) if row.startswith("history")]
    assert line.split() == ["history", "▁█"]


@pytest.mark.parametrize(
    "shown, words",
    [
        ([58], "Mood 58, frustrated"),
        ([54, 62], "Mood 62, angry, up 8"),
        ([62, 57], "Mood 57, frustrated, down 5"),
        ([57, 57], "Mood 57, frustrated, unchanged"),
    ],
)
async def test_plain_line(shown: list[int], words: str) -> None:
    app = Demo(MoodMeter(edges=EDGES))
    async with app.run_test():
        meter = app.query_one(MoodMeter)
        assert meter.plain_line() == ""
        for heat in shown:
            meter.show(level(heat))
        assert meter.plain_line() == words


class Told(Demo):
    """Keeps the bands that the meter told."""

    def __init__(self, *shown: MoodMeter) -> None:
        super().__init__(*shown)
        self.told: list[tuple[str, str]] = []

    def on_mood_meter_band_shown(self, event: MoodMeter.BandShown) -> None:
        assert event.control is event.mood_meter
        self.told.append((event.before, event.after))


async def test_it_tells_when_the_word_changes_and_only_then() -> None:
    app = Told(MoodMeter(level(58), edges=EDGES))
    async with app.run_test() as pilot:
        meter = app.query_one(MoodMeter)
        for heat in (59, 62, 63, 41):
            meter.show(level(heat))
        await pilot.pause()
        assert app.told == [("frustrated", "angry"), ("angry", "frustrated")]
        meter.load(LEVELS)
        await pilot.pause()
        assert len(app.told) == 2


async def test_text_is_final_at_once_while_the_bar_glides() -> None:
    app = Demo(MoodMeter(level(10), edges=EDGES))
    app.animation_level = "full"
    async with app.run_test(size=(24, 24)) as pilot:
        meter = app.query_one(MoodMeter)
        await pilot.pause()
        low = screen_text(app).count("█")
        meter.show(level(95))
        first = "\n".join(row_text(row) for row in meter.draw(22, 24))
        assert "Furious" in first
        assert "▲ +85" in first
        assert meter.glide < 1
        meter.glide = 0.5
        half = "\n".join(row_text(row) for row in meter.draw(22, 24)).count("█")
        meter.glide = 1.0
        full = "\n".join(row_text(row) for row in meter.draw(22, 24)).count("█")
        assert low < half < full


@pytest.mark.parametrize("by_widget", [True, False])
async def test_reduced_motion_jumps(by_widget: bool) -> None:
    app = Demo(MoodMeter(level(10), edges=EDGES, reduced_motion=by_widget))
    app.animation_level = "full" if by_widget else "none"
    async with app.run_test():
        meter = app.query_one(MoodMeter)
        meter.show(level(95))
        assert meter.glide == 1.0


async def test_concealed_it_shows_says_and_tells_nothing() -> None:
    app = Told(MoodMeter(level(10), edges=EDGES, concealed=True))
    async with app.run_test(size=(24, 24)) as pilot:
        meter = app.query_one(MoodMeter)
        meter.show(level(95))
        await pilot.pause()
        assert screen_text(app).strip() == ""
        assert meter.plain_line() == ""
        assert app.told == []
        assert not {f"-{band}" for band in BANDS} & set(meter.classes)
        meter.concealed = False
        await pilot.pause()
        assert "Furious" in screen_text(app)
        assert meter.has_class("-furious")


async def test_the_band_is_a_class_of_the_meter_alone() -> None:
    """On the screen it would restyle every bubble of a long call."""
    app = Demo(MoodMeter(level(10), edges=EDGES))
    async with app.run_test() as pilot:
        meter = app.query_one(MoodMeter)
        before = set(app.screen.classes), set(app.classes)
        for one, other in pairwise((25, 45, 65, 95, 5)):
            meter.show(level(one))
            await pilot.pause()
            assert [name for name in meter.classes if name.lstrip("-") in BANDS] == [f"-{level(one).band}"]
            assert level(one).band != level(other).band
        assert (set(app.screen.classes), set(app.classes)) == before


async def test_showing_a_mood_lays_nothing_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """What makes a turn cheap late in a call: only the meter's own cells are painted again."""
    app = Demo(MoodMeter(level(10), edges=EDGES, reduced_motion=True))
    async with app.run_test() as pilot:
        await pilot.pause()
        layouts: list[object] = []
        monkeypatch.setattr(app.screen, "_refresh_layout", lambda *given, **more: layouts.append(given))
        app.query_one(MoodMeter).show(level(95))
        await pilot.pause()
        assert layouts == []
        assert "Furious" in screen_text(app)


async def test_form_follows_size_and_wish() -> None:
    app = Demo(MoodMeter(level(62), edges=EDGES))
    async with app.run_test(size=(30, 24)) as pilot:
        meter = app.query_one(MoodMeter)
        await pilot.pause()
        assert "┤" in screen_text(app)
        meter.compact = True
        await pilot.pause()
        assert "┤" not in screen_text(app)
        assert "Angry" in screen_text(app)
        meter.compact = False
        meter.styles.height = 2
        await pilot.pause()
        assert "┤" not in screen_text(app)
        assert "heard  34" in screen_text(app)


async def test_load_takes_up_a_call_where_it_was() -> None:
    app = Demo(MoodMeter(edges=EDGES))
    async with app.run_test(size=(24, 24)) as pilot:
        meter = app.query_one(MoodMeter)
        meter.load(LEVELS)
        await pilot.pause()
        assert meter.level == LEVELS[-1]
        assert meter.last_change == LEVELS[-1].heat - LEVELS[-2].heat
        assert "◇ start 58" in screen_text(app)
        meter.load([])
        await pilot.pause()
        assert screen_text(app).strip() == ""


async def test_a_thousand_turns_keep_the_start_and_the_last_change() -> None:
    app = Demo(MoodMeter(level(33), edges=EDGES, reduced_motion=True))
    async with app.run_test(size=(24, 24)) as pilot:
        meter = app.query_one(MoodMeter)
        for turn in range(1000):
            meter.show(level(turn % 101))
        await pilot.pause()
        assert "◇ start 33" in screen_text(app)
        assert meter.plain_line() == "Mood 90, furious, up 1"
