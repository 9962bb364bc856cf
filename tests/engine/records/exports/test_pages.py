"""The HTML page: whole in itself, in order, readable by everybody, and nothing in it is obeyed."""

import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.records.exports.colours import DARK, LIGHT, PAIRS
from engine.records.exports.document import Document, Items, Paragraph, Said, Section, Table
from engine.records.exports.html import write_html
from engine.records.exports.telling import make_document
from engine.scenario.text import clean
from tests.engine.call.conftest import EVERY_FEATURE
from tests.engine.records.exports.played import (
    HOSTILE,
    exported,
    playable_of,
    recorded,
    scenario_with,
    subject_of,
)

VOID = {"meta", "link", "img", "br", "hr", "input"}
ELEMENTS = frozenset(
    {
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "header",
        "main",
        "footer",
        "nav",
        "section",
        "h1",
        "h2",
    }
    | {"h3", "h4", "p", "b", "span", "bdi", "a", "ul", "li", "dl", "dt", "dd", "table", "caption", "thead"}
    | {"tbody", "tr", "th", "td", "figure", "figcaption", "svg", "desc", "rect", "text", "path", "polyline"}
    | {"circle"}
)


class Page(HTMLParser):
    """The elements of a page, and the text in each."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self.texts.append((tag, ""))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open:
            self.texts.append((self.open[-1], data))

    def words(self, *tags: str) -> str:
        return "".join(text for tag, text in self.texts if tag in tags)


def is_whole_in_itself(text: str) -> Page:
    """Well-formed, and nothing in it runs or is fetched."""
    assert text.startswith('<!DOCTYPE html>\n<html lang="en">')
    page = Page(text)
    assert {tag for tag, _ in page.elements} <= ELEMENTS
    for tag, attributes in page.elements:
        assert not {
            name for name in attributes if name.startswith("on") or name in ("src", "srcset", "style")
        }
        address = attributes.get("href")
        assert address is None or (tag == "a" and address.startswith("#"))
    style = page.words("style")
    assert not re.search(r"url\(|@import|@font-face|expression|</", style)
    policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
    assert ("meta", {"http-equiv": "Content-Security-Policy", "content": policy}) in page.elements
    return page


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_nothing_that_anybody_wrote_is_obeyed(text: str) -> None:
    one = recorded(scenario_with(text), ["ask", "ask", "vow", "blame", "end"], agent=text, note=text)
    page = is_whole_in_itself(exported(one, "html"))
    assert text[:200] in page.words("span")
    assert text in page.words("p")
    assert [tag for tag, _ in page.elements if tag == "script"] == []


TEXTS = st.text(max_size=60) | st.sampled_from(HOSTILE)


@settings(max_examples=60, deadline=None)
@given(st.lists(TEXTS, min_size=9, max_size=9))
def test_any_texts_stay_texts(texts: list[str]) -> None:
    one, two, three, four, five, six, seven, eight, nine = texts
    table = Table(one, (two, three), ((four, five), (six, seven)), frozenset({1}), total=True)
    blocks = (Paragraph(eight), Said("agent", nine, one), Items((two, three)), table)
    document = Document(four, ((five, six),), (Section(seven, blocks, "here"),), "en", eight)
    page = is_whole_in_itself(write_html(document))
    for tag, text in (
        ("h1", four),
        ("bdi", nine),
        ("span", one),
        ("caption", one),
        ("h2", seven),
        ("bdi", six),
    ):
        assert clean(text) in page.words(tag)
    for text in (two, three, four, five, six, seven):
        assert clean(text) in page.words("th", "td")


@pytest.mark.parametrize("replies", [[], [0], [1, 2, 3, 0, 1, 2, 0, 0, 1], [0] * 60])
def test_headings_and_tables_are_in_order(replies: list[int]) -> None:
    text = exported(recorded(playable_of(EVERY_FEATURE), replies), "html")
    page = is_whole_in_itself(text)
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    tables = [tag for tag, _ in page.elements if tag == "table"]
    assert tables
    assert len(tables) == sum(tag == "caption" for tag, _ in page.elements)
    assert all(attributes.get("scope") in ("col", "row") for tag, attributes in page.elements if tag == "th")
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    links = [attributes["href"] for tag, attributes in page.elements if tag == "a"]
    assert [link for link in links if str(link)[1:] not in ids] == []
    steps = ["reaction", "happened", "why", "next-time", "lines"]
    assert [name for name in ids if name in steps] == steps
    assert "Heat starts at" in page.words("figcaption")
    assert page.words("desc") in page.words("figcaption")


def test_the_outcome_stands_after_the_reaction() -> None:
    one = recorded(playable_of(EVERY_FEATURE), [0, 1, 0, 0])
    subject = subject_of(one)
    assert subject.debrief.happened.outcome.title
    text = exported(one, "html")
    assert text.index('id="reaction"') < text.index(subject.debrief.happened.outcome.problem_words)


def test_lines_in_another_language_say_so() -> None:
    one = recorded(scenario_with("Guten Tag", language="de-AT"), ["ask", "end"])
    page = is_whole_in_itself(exported(one, "html"))
    spoken = [attributes for tag, attributes in page.elements if tag == "span"]
    assert spoken
    assert all(attributes.get("lang") == "de-AT" for attributes in spoken)


def test_what_was_guessed_and_written_is_there() -> None:
    one = recorded(playable_of(EVERY_FEATURE), [0, 1, 0, 0], note="It was the second time.\nReally.")
    words = Page(exported(one, "html")).words("li", "p")
    assert "The guess: angry." in words
    assert "The guess was angry." in words
    assert "It was the second time." in words


def test_every_reason_of_a_pivotal_turn_adds_up() -> None:
    document = make_document(subject_of(recorded(playable_of(EVERY_FEATURE), [0, 1, 2, 0, 1, 0])))
    why = next(section for section in document.sections if section.id == "why")
    pivots = [block for block in why.blocks if isinstance(block, Section) and "Pivotal" in block.title]
    assert pivots
    for pivot in pivots:
        ledger = next(block for block in pivot.blocks if isinstance(block, Table))
        for column in ledger.numbers:
            *parts, total = (int(row[column].replace("−", "-")) for row in ledger.rows)
            assert sum(parts) == total


def luminance(colour: str) -> float:
    """Relative luminance, by WCAG 2.2."""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_every_colour_can_be_told_from_what_it_stands_on(colours: dict[str, str]) -> None:
    assert luminance("#ffffff") == pytest.approx(1)
    for pair in PAIRS:
        one, other = sorted((luminance(colours[pair.ink]), luminance(colours[pair.paper])))
        assert (other + 0.05) / (one + 0.05) >= pair.least, pair


def test_the_page_uses_no_colour_but_these() -> None:
    style = Page(exported(recorded(scenario_with("Hello"), ["end"]), "html")).words("style")
    assert set(re.findall(r"#[0-9a-fA-F]{3,8}\b", style)) == {*LIGHT.values(), *DARK.values()}
    assert set(re.findall(r"var\(--(\w+)\)", style)) <= set(LIGHT)
    inks = set(re.findall(r"(?:color|fill): var\(--(\w+)\)", style))
    assert inks <= {pair.ink for pair in PAIRS} | {pair.paper for pair in PAIRS}
