"""Markdown is shown as text: wrapped, styled, and unable to act."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textual.content import Content

from tests.tui.widgets.demo import POLICY, Demo, screen_text
from tui.widgets.columns import Columns, Stack
from tui.widgets.markdown import MarkdownText, markdown


def plain(source: str) -> str:
    visual = markdown(source)
    assert isinstance(visual, Stack)
    return visual.plain


@pytest.mark.parametrize(
    "source, shown",
    [
        ("You may **book** an *engineer*.", "You may book an engineer."),
        ("# Policy", "Policy"),
        ("- one\n- two", " • one\n • two"),
        ("3. three\n4. four", "3. three\n4. four"),
        ("[the page](https://example.org/a)", "the page (https://example.org/a)"),
        ("<https://example.org>", "https://example.org"),
        ("![a cat](cat.png)", "a cat"),
        ("![](cat.png)", "picture"),
        ("<b>bold</b> <script>x</script>", "<b>bold</b> <script>x</script>"),
        ("say `next day`", "say next day"),
        ("```\ncode [b]\n```", "code [b]"),
        ("~~gone~~", "gone"),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "1 b: 2"),
        ("| a | b |\n|---|---|", "a b"),
        ("one\ntwo  \nthree", "one two\nthree"),
        ("[/b] press [enter] [@click=app.quit]x[/]", "[/b] press [enter] [@click=app.quit]x[/]"),
        ("", ""),
    ],
)
def test_what_is_shown(source: str, shown: str) -> None:
    assert plain(source) == shown


def test_characters_that_only_the_parser_makes_are_refused_too() -> None:
    """``&#8238;`` is seven harmless characters in the file, and a bidi override in the parsed text."""
    assert plain("a&#8238;b&#x2066;c&#27;d [x](http://e&#8238;f)").isprintable()
    assert "\u202e" not in plain("`a\u202e` &#8238;")


def spans_of(visual: object) -> list[object]:
    if isinstance(visual, Content):
        return [span.style for span in visual.spans]
    if isinstance(visual, Stack):
        return [style for block in visual.blocks for style in spans_of(block.visual)]
    assert isinstance(visual, Columns)
    return [style for row in visual.rows for cell in row for style in spans_of(cell)]


@settings(max_examples=200)
@given(st.text("[]()<>!*_`#-|>:@=/\\&;~ \n\tabc1.\u202e\x1b", max_size=200))
def test_no_source_crashes_or_makes_a_link(source: str) -> None:
    visual = markdown(source)
    for style in spans_of(visual):
        assert isinstance(style, str), "a style object could carry an action; ours are words"
        assert "click" not in style
        assert "link" not in style


async def test_nothing_on_it_acts_when_it_is_clicked() -> None:
    source = "[quit](app.quit) [@click=app.quit]x[/] ![pic](javascript:app.quit) <a href='app.quit'>q</a>"
    app = Demo(MarkdownText(source))
    async with app.run_test(size=(120, 5), notifications=True, tooltips=True) as pilot:
        for x in range(0, 118, 2):
            await pilot.click(MarkdownText, offset=(x, 0))
        assert app.is_running
        assert app.return_code is None


async def test_lists_hang_and_everything_wraps_at_forty_columns() -> None:
    app = Demo(MarkdownText(POLICY))
    async with app.run_test(size=(40, 40)) as pilot:
        await pilot.pause()
        rows = [row.rstrip() for row in screen_text(app).splitlines()]
        first = next(number for number, row in enumerate(rows) if row.startswith(" • Book"))
        assert rows[first + 1].startswith("   ")
        assert rows[first + 1].strip()
        assert "▌ Never promise a time slot." in rows
        assert "   1. check the address" in rows
        app.query_one(MarkdownText).set_source("Other words")
        await pilot.pause()
        assert screen_text(app).strip() == "Other words"
        assert app.query_one(MarkdownText).source == "Other words"
