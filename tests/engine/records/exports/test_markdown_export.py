"""The Markdown export reads as the texts do, whatever is in them."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from engine.records.exports.document import Document, Items, Paragraph, Said, Section, Table
from engine.records.exports.markdown import write_markdown
from engine.records.exports.telling import make_document
from engine.scenario.text import clean
from tests.engine.records.exports.played import HOSTILE, exported, recorded, scenario_with, subject_of

READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
TEXTS = (
    st.text(max_size=60) | st.sampled_from(HOSTILE) | st.text("#+-=>*_`~|[]()!<>&\\.1 \t$:/@w", max_size=30)
)


def read(text: str) -> tuple[list[Token], list[str]]:
    """The tokens of the blocks, and the text of each inline one."""
    blocks = READER.parse(text)
    inline = [token for token in blocks if token.type == "inline"]
    for token in inline:
        kinds = {child.type for child in token.children or []}
        assert kinds <= {"text", "text_special", "strong_open", "strong_close"}, (kinds, token.content)
    texts = ["".join(child.content for child in token.children or []) for token in inline]
    return blocks, texts


def as_read(text: str) -> str:
    """What a reader of Markdown makes of a text: it does not tell blanks at the ends of a line."""
    return clean(text).strip(" \t")


@example(["a", "b", "c", "d", "#", "f", "g", "h ##", "i"])
@settings(max_examples=100, deadline=None)
@given(st.lists(TEXTS, min_size=9, max_size=9))
def test_any_texts_stay_texts(texts: list[str]) -> None:
    one, two, three, four, five, six, seven, eight, nine = (text if clean(text) else "q" for text in texts)
    table = Table(one, (two, three), ((four, five), (six, seven)), frozenset({1}))
    blocks = (
        Paragraph(eight),
        Said("agent", nine, one),
        Items((two, three)),
        table,
        Paragraph(four, strong=True),
    )
    document = Document(five, ((six, seven),), (Section(eight, blocks, "here"),), "en", nine)
    tokens, found = read(write_markdown(document))
    expected = [
        five,
        f"{as_read(six)}: {as_read(seven)}",
        eight,
        eight,
        f"{as_read(nine)}: {as_read(one)}",
        two,
        three,
        f"{clean(one)}:",
        *(two, three, four, five, six, seven),
        four,
        nine,
    ]
    assert found == [as_read(text) for text in expected]
    kinds = [token.type for token in tokens if token.nesting >= 0]
    assert kinds.count("heading_open") == 2
    assert kinds.count("table_open") == 1
    assert kinds.count("list_item_open") == 3
    assert kinds.count("blockquote_open") == 1
    assert kinds.count("hr") == 1
    assert not {"fence", "code_block", "html_block", "ordered_list_open"} & set(kinds)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_debrief_has_its_own_headings_alone(text: str) -> None:
    one = recorded(scenario_with(text), ["ask", "ask", "vow", "end"], agent=text, note=text)
    written = exported(one, "markdown")
    tokens, _ = read(written)
    document = make_document(subject_of(one))

    def count(section: Section) -> int:
        return 1 + sum(count(block) for block in section.blocks if isinstance(block, Section))

    headings = [token for token in tokens if token.type == "heading_open"]
    assert len(headings) == 1 + sum(map(count, document.sections))
    assert not re.search(r"[^\n -\U0010ffff]|\r", written)
