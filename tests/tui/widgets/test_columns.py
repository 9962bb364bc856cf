"""Text in two columns: nothing is lost in wrapping, and the height that is asked for is the height drawn."""

from hypothesis import given
from hypothesis import strategies as st
from textual.content import Content
from textual.css.styles import RulesMap
from textual.style import Style
from textual.visual import RenderOptions, Visual

from tui.widgets.columns import Columns, Indented, Stack

WORDS = st.text("abc d👩שé-", max_size=60)
ROWS = st.lists(st.tuples(st.text("ab", max_size=12), WORDS), min_size=1, max_size=6)


def rows_of(visual: Visual, width: int) -> list[str]:
    options = RenderOptions(lambda style: style if isinstance(style, Style) else Style(), RulesMap())
    return [strip.text for strip in visual.render_strips(width, None, Style(), options)]


def columns(rows: list[tuple[str, str]]) -> Columns:
    return Columns([(Content(left), Content(right)) for left, right in rows])


@given(ROWS, st.integers(8, 60))
def test_height_is_what_is_drawn(rows: list[tuple[str, str]], width: int) -> None:
    for visual in (columns(rows), Stack([Indented(columns(rows), 2), Indented(Content("end"))])):
        assert visual.get_height(RulesMap(), width) == len(rows_of(visual, width))


@given(ROWS, st.integers(8, 60))
def test_nothing_is_lost_and_nothing_is_too_wide(rows: list[tuple[str, str]], width: int) -> None:
    drawn = rows_of(columns(rows), width)
    letters = "".join("".join(drawn).split())
    for left, right in rows:
        assert "".join(left.split()) in letters
        for word in right.split():
            assert word[:3] in letters
    assert all(Content(row.rstrip()).cell_length <= width for row in drawn)


def test_wrapped_lines_hang_under_the_first() -> None:
    assert rows_of(columns([("1", "one two three four")]), 12) == ["1 one two", "  three four"]


def test_a_left_column_too_wide_stands_above() -> None:
    assert rows_of(columns([("A long label", "value")]), 16) == ["A long label", "  value"]


def test_the_left_column_is_as_wide_as_its_widest() -> None:
    assert rows_of(columns([("a", "x"), ("bbb", "y")]), 30) == ["a   x", "bbb y"]


def test_plain_text() -> None:
    assert columns([("1", "one"), ("2", "two")]).plain == "1 one\n2 two"
    assert Stack([Indented(columns([("1", "one")])), Indented(Content("end"))]).plain == "1 one\nend"


def test_optimal_width_holds_the_longest_row() -> None:
    visual = Stack([Indented(columns([("aa", "four words are here")]), 3)])
    assert visual.get_optimal_width(RulesMap(), 80) == 3 + 2 + 1 + len("four words are here")
