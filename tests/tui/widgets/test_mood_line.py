"""The mood line: numbered turns below, named bands at the side, marks that say what they mean."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.debrief.signs import SIGNS as SIGNS_BELOW
from engine.debrief.signs import Sign
from engine.mood.bands import BANDS
from tests.tui.widgets.demo import EDGES, HEATS, POINTS, Demo, band, mood_line, screen_text
from tui.widgets.canvas import Canvas
from tui.widgets.drawn import Row, row_text
from tui.widgets.mood_line import MoodLine, MoodPoint
from tui.widgets.mood_line_picture import END, LIMIT, PEAK, PIVOT, START, Marks, column_turn, summary
from tui.widgets.mood_line_picture import mood_line as picture

HEAT_LISTS = st.lists(st.integers(0, 100), min_size=1, max_size=80)
SIGNS = {START, PEAK, PIVOT, END}


def points_of(heats: list[int]) -> list[MoodPoint]:
    return [MoodPoint(turn, heat, band(heat)) for turn, heat in enumerate(heats)]


def text_of(rows: list[Row]) -> list[str]:
    return [row_text(row) for row in rows]


def plot_of(rows: list[str]) -> list[str]:
    """The rows of the plot, right of the axis."""
    return [row[15:] for row in rows if len(row) > 15 and row[14] in "│┤"]


@given(
    HEAT_LISTS,
    st.integers(1, 200),
    st.integers(1, 60),
    st.sets(st.integers(0, 80)),
    st.none() | st.integers(0, 100),
    st.dictionaries(st.integers(0, 80), st.sets(st.sampled_from(SIGNS_BELOW))),
)
def test_it_fits_every_size(
    heats: list[int],
    width: int,
    height: int,
    pivots: set[int],
    limit: int | None,
    signs: dict[int, set[Sign]],
) -> None:
    marks = Marks(pivots, limit, 0, signs=signs)
    rows = text_of(picture(points_of(heats), width, height, EDGES, marks))
    assert len(rows) <= height
    assert {len(row) for row in rows} <= {width}


@given(st.lists(st.integers(0, 100), min_size=2, max_size=20), st.integers(60, 160), st.integers(14, 45))
def test_bands_are_named_and_turns_numbered(heats: list[int], width: int, height: int) -> None:
    rows = text_of(picture(points_of(heats), width, height, EDGES))
    for name in BANDS:
        assert any(row.startswith(name) for row in rows), name
    (numbers,) = [row for row in rows if row.strip().startswith("turn ")]
    shown = [int(word) for word in numbers.split()[1:]]
    assert shown == sorted(shown)
    assert {0, len(heats) - 1} <= set(shown) <= set(range(len(heats)))


@settings(max_examples=40)  # Every one of them looks at every turn on a picture of 6,700 cells.
@given(st.lists(st.integers(0, 100), min_size=2, max_size=12))
def test_each_mark_stands_at_its_heat(heats: list[int]) -> None:
    """With fifty rows, a mark's row is its heat to within one row's worth and rounding."""
    points = points_of(heats)
    plot = plot_of(text_of(picture(points, 120, 56, EDGES)))
    assert len(plot) >= 50
    for y, row in enumerate(plot):
        for x, char in enumerate(row):
            if char in SIGNS:
                place = min(len(heats) - 1, x * len(heats) // len(row))
                heat = 100 * (len(plot) - y - 0.5) / len(plot)
                assert abs(heat - heats[place]) <= 100 / len(plot) + 1


def test_start_peak_end_pivots_and_limit_are_marked_and_explained() -> None:
    rows = text_of(picture(POINTS, 80, 20, EDGES, Marks(pivots=(3, 6), limit=92)))
    plot = "".join(plot_of(rows))
    assert [plot.count(sign) for sign in (START, PEAK, PIVOT, END)] == [1, 1, 2, 1]
    assert plot.count(LIMIT) > 40
    words = " ".join(rows)
    for said in (
        "◇ start 58",
        "▲ peak 88, turn 7",
        "■ end 12",
        f"mean {round(sum(HEATS) / len(HEATS))}",
        "◆ pivotal: turns 3, 6",
        "┄ leaves from 92",
    ):
        assert said in words, said
    for number in ("58", "66", "81", "88", "12"):
        assert number in plot, "the marked heats stand beside their marks"


def test_promises_and_facts_asked_again_are_marked_below_their_turns_and_explained() -> None:
    signs: dict[int, tuple[Sign, ...]] = {
        2: ("promised",),
        4: ("broken", "kept"),
        5: ("asked-again",),
        7: ("kept",),
    }
    rows = text_of(picture(POINTS, 80, 20, EDGES, Marks(limit=92, signs=signs, cursor=4)))
    (numbers,) = [row for row in rows if row.strip().startswith("turn ")]
    (marked,) = [row for row in rows if row.strip().startswith("marks ")]
    # Of two at one turn the worse stands in the row; both are in the words.
    for turn, glyph in ((2, "+"), (4, "×"), (5, "?"), (7, "●")):
        assert marked[15:][numbers[15:].index(str(turn))] == glyph
    words = " ".join(rows)
    for said in (
        "+ promised: turn 2",
        "● promise kept: turns 4, 7",
        "× promise broken: turn 4",
        "? asked again: turn 5",
        "Turn 4: 54, frustrated, down 12, promise kept, promise broken",
    ):
        assert said in words, said
    signs = dict.fromkeys(range(1, 10), ("promised",))
    many = summary(points_of([50] * 20), Marks(signs=signs))
    assert many[-1] == "+ promised: turns 1, 2, 3, 4, 5, 6 and 3 more"


def test_pivotal_turns_are_numbered_even_where_numbers_are_thinned_out() -> None:
    rows = picture(points_of([50] * 200), 80, 20, EDGES, Marks(pivots=(77,)))
    (numbers,) = [row for row in rows if row_text(row).strip().startswith("turn ")]
    assert "77" in row_text(numbers).split()
    assert "".join(run.text for run in numbers if run.bold) == "77"


def test_the_curve_reaches_from_the_first_turn_to_the_last() -> None:
    plot = plot_of(text_of(picture(points_of([10, 90, 10]), 80, 24, EDGES)))
    drawn = [any(row[x] not in " " for row in plot) for x in range(len(plot[0]))]
    assert all(drawn[drawn.index(True) : len(drawn) - drawn[::-1].index(True)])


def test_behind_each_row_is_the_tint_of_its_band() -> None:
    rows = picture(POINTS, 80, 30, EDGES)
    papers = [row[-1].paper for row in rows if row_text(row)[14:15] in ("│", "┤")]
    assert list(dict.fromkeys(papers)) == [f"mood-{name}-tint" for name in reversed(BANDS)]


def test_without_turns_it_says_so() -> None:
    assert text_of(picture([], 30, 10, EDGES))[0].strip() == "No turns yet"
    assert summary([], Marks()) == ["No turns yet"]


def test_where_there_is_no_room_the_words_remain() -> None:
    rows = text_of(picture(POINTS, 20, 4, EDGES))
    assert rows[0].strip() == "◇ start 58"


@given(st.integers(1, 60), st.integers(24, 160))
def test_every_column_belongs_to_a_turn(count: int, width: int) -> None:
    points = points_of([50] * count)
    found = [column_turn(points, width, column) for column in range(width)]
    turns = [turn for turn in found if turn is not None]
    assert turns == sorted(turns)
    assert found.index(turns[0]) <= 15
    if width - 15 >= count:
        assert set(turns) == set(range(count))


def test_a_canvas_leaves_out_what_is_outside() -> None:
    canvas = Canvas(2, 1)
    canvas.line(-3, -3, 9, 9)
    assert [canvas.char(0, 0), canvas.char(1, 0)] == ["▚", ""]


class Pointing(Demo):
    def __init__(self, shown: MoodLine) -> None:
        super().__init__(shown)
        self.told: list[tuple[str, int]] = []

    def on_mood_line_pointed(self, event: MoodLine.Pointed) -> None:
        self.told.append(("pointed", event.turn))

    def on_mood_line_picked(self, event: MoodLine.Picked) -> None:
        assert event.control is event.mood_line
        self.told.append(("picked", event.turn))


async def test_keys_move_to_a_turn_and_pick_it() -> None:
    app = Pointing(mood_line())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(
            "tab", "enter", "right", "right", "right", "left", "enter", "end", "right", "home", "left"
        )
        await pilot.pause()
        assert app.told == [
            *(("pointed", turn) for turn in (0, 1, 2, 1)),
            ("picked", 1),
            ("pointed", 11),
            ("pointed", 0),
        ]
        await pilot.press("right")
        await pilot.pause()
        assert "Turn 1: 62, angry, up 4" in screen_text(app)
        assert app.query_one(MoodLine).plain_lines()[0] == "Turn 1: 62, angry, up 4"


async def test_a_click_picks_the_turn_under_it() -> None:
    app = Pointing(mood_line())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.click(MoodLine, offset=(17, 5))
        await pilot.click(MoodLine, offset=(78, 5))
        await pilot.click(MoodLine, offset=(3, 5))
        assert [told for told in app.told if told[0] == "picked"] == [("picked", 0), ("picked", 11)]


async def test_show_replaces_the_line() -> None:
    app = Demo(mood_line())
    async with app.run_test(size=(80, 24)) as pilot:
        line = app.query_one(MoodLine)
        line.cursor = 4
        line.show(points_of([5, 10]), pivots=(1,))
        await pilot.pause()
        assert line.cursor is None
        assert "■ end 10" in screen_text(app)
        assert "leaves" not in screen_text(app)
        line.show([])
        await pilot.press("tab", "right", "enter")
        assert "No turns yet" in screen_text(app)


@pytest.mark.parametrize("size", [(80, 24), (160, 45), (40, 12)])
async def test_a_thousand_turns(size: tuple[int, int]) -> None:
    line = MoodLine(points_of([turn % 101 for turn in range(1000)]), edges=EDGES)
    app = Demo(line, css="MoodLine { height: 100%; }")
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        assert "999" in screen_text(app)


def test_a_line_that_grows_has_its_room_from_the_start() -> None:
    whole = plot_of(text_of(picture(POINTS, 100, 24, EDGES)))
    so_far = plot_of(text_of(picture(POINTS[:4], 100, 24, EDGES, Marks(turns=len(POINTS) - 1))))
    (start,) = {row.index(START) for row in whole if START in row}
    assert [row.index(START) for row in so_far if START in row] == [start]
    reached = max(row.index(END) for row in so_far if END in row)
    assert reached < 40, "the rest of the room is left for what comes"
    words = summary(POINTS[:4], Marks(turns=len(POINTS) - 1))
    assert f"{END} so far 66" in words
    assert not [each for each in words if each.startswith("mean")], "it is no mean of the call"
    assert summary(POINTS, Marks(turns=len(POINTS) - 1)) == summary(POINTS, Marks())
    assert column_turn(POINTS[:4], 100, 99, len(POINTS) - 1) == 3
    assert column_turn(POINTS[:4], 100, 30, len(POINTS) - 1) == column_turn(POINTS, 100, 30)
