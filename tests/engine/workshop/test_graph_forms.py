"""Mermaid, DOT and SVG of a picture, with anything in the author's texts."""

import html
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.call.playable import open_scenario
from engine.mood.bands import BANDS, BandName
from engine.mood.coefficients import load_model
from engine.workshop.graph.colours import DARK, LIGHT, Paper
from engine.workshop.graph.dot import as_dot
from engine.workshop.graph.drawing import Arrow, Box, Drawing, drawing_of
from engine.workshop.graph.fitting import width, wrapped
from engine.workshop.graph.layers import Waypoint, in_columns
from engine.workshop.graph.mermaid import as_mermaid
from engine.workshop.graph.met import Met
from engine.workshop.graph.placing import nearest
from engine.workshop.graph.svg import as_svg
from engine.workshop.graph.texts import as_text
from tests.engine.scenario.samples import EVERY_FEATURE, SHIPPED

LOOPS = Path(__file__).parents[3] / "docs" / "examples" / "more-of-the-format.yaml"
"""A scenario that comes back to its first scene."""
SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = (
    'a"b', "[x](y)", "{{z}}", "a|b", "<script>alert(1)</script>", "&amp; &lt;", "#quot;", "end", "`md`",
    "1. x", "- x", r"C:\new\N \G", "trailing \\", "%%{init: {}}%%", "]]>", "-->", "🙂🏽 family 👨‍👩‍👧",
    "שלום עולם (כן)", "مرحبا", "終わり", "x" * 300,
    "many words " * 27, "a;b;c", "*b* _i_ ~s~", "ﬂ°°40¶ß", "click a b",
)  # fmt: skip
texts = st.one_of(st.sampled_from(HOSTILE), st.text(min_size=1, max_size=40)).filter(
    lambda text: text.strip()
)


@st.composite
def drawings(draw: st.DrawFn) -> Drawing:
    """Pictures of anything, with any text in them."""
    names = [f"s{number}" for number in range(draw(st.integers(1, 6)))]
    band = st.sampled_from(BANDS)
    met = st.none() | st.builds(
        Met, st.just(3), st.just(90), st.integers(3, 90), band, st.tuples(band), st.booleans()
    )
    boxes = [Box(name, "scene", draw(texts), (draw(texts),), met=draw(met)) for name in names]
    boxes.append(Box("over", "ending", draw(texts), good=draw(st.booleans()), met=draw(met)))
    boxes.append(Box("(coming back)", "back", draw(texts)))
    arrows = draw(
        st.lists(
            st.builds(
                Arrow,
                st.sampled_from(names),
                st.sampled_from([box.id for box in boxes]),
                st.sampled_from(["reply", "detour", "return", "interrupt"]),
                st.sampled_from(["a", "b"]),
                st.just(()) | st.tuples(texts),
                st.just("") | texts,
                texts,
            ),
            max_size=14,
        )
    )
    return Drawing(
        "made-up", draw(texts), tuple(boxes), tuple(arrows), draw(st.sampled_from(["", "all", "some"]))
    )


@pytest.fixture(scope="module", params=SHIPPED, ids=lambda path: path.stem)
def shipped(request: pytest.FixtureRequest) -> Drawing:
    return drawing_of(open_scenario(request.param, load_model()).machine)


# --- Mermaid: a label is quoted, and holds nothing that means anything to it ---------------------------

LABEL = r'"(?:[^"#&<>`*_\[\]{}|\\]|<br/>|</?b>|#\d+;)*"'
MERMAID_LINES = [
    re.compile(r"flowchart LR"),
    re.compile(r"    acc(?:Title|Descr): (?:[^\"#&<>\n{}]|#\d+;)*"),
    re.compile(rf"    p\d+(?:\[{LABEL}\]|\(\[{LABEL}\]\)|\{{\{{{LABEL}\}}\}}|\[/{LABEL}/\]|>{LABEL}\])"),
    re.compile(rf"    p\d+ (?:-->|-\.->)\|{LABEL}\| p\d+"),
    re.compile(r"    classDef (?:calm|uneasy|frustrated|angry|furious|good) [\w#:,-]+"),
    re.compile(r"    class p\d+(?:,p\d+)* (?:calm|uneasy|frustrated|angry|furious|good)"),
]


def shown_by_mermaid(line: str) -> str:
    words = re.sub(r"</?b>", "", line.replace("<br/>", " "))
    return re.sub(r"#(\d+);", lambda match: chr(int(match[1])), words)


@given(drawings())
@settings(max_examples=30, deadline=None)
def test_mermaid_text_is_of_the_form_that_mermaid_reads(drawing: Drawing) -> None:
    for line in as_mermaid(drawing).removesuffix("\n").split("\n"):
        assert any(form.fullmatch(line) for form in MERMAID_LINES), line


@pytest.mark.parametrize("text", HOSTILE)
def test_mermaid_shows_an_authors_text_as_it_is(text: str) -> None:
    made = as_mermaid(Drawing("x", text, (Box("a", "scene", text),), (), ""))
    title, box = made.splitlines()[1:3]
    assert shown_by_mermaid(title) == f"    accTitle: {' '.join(text.split())} (x)"
    shown = shown_by_mermaid(box).removeprefix('    p0["').partition(' a"]')[0]
    whole = " ".join(text.split())
    assert (
        shown == whole if len(text) < 40 else whole.replace(" ", "").startswith(shown[:-1].replace(" ", ""))
    )


# --- DOT: read back by the grammar of the language ---------------------------------------------------

TOKEN = re.compile(
    r'\s*(?:(?P<text>"(?:[^"\\]|\\.)*")|(?P<word>[A-Za-z_]\w*|-?\d+(?:\.\d+)?)|(?P<sign>->|[{}\[\];,=]))',
    re.S,
)


class DotReader:
    """Reads a directed graph by DOT's grammar, as far as statements of nodes, edges and attributes go."""

    def __init__(self, text: str) -> None:
        self.tokens = list(self._tokens(text))[::-1]
        self.nodes: dict[str, dict[str, str]] = {}
        self.edges: list[tuple[str, str, dict[str, str]]] = []
        assert self._next() == "digraph"
        self.name = self._unquoted(self._next())
        assert self._next() == "{"
        while self.tokens[-1] != "}":
            self._statement()
        assert self._next() == "}"
        assert not self.tokens

    @staticmethod
    def _tokens(text: str) -> Iterator[str]:
        at = 0
        while text[at:].strip():
            match = TOKEN.match(text, at)
            assert match, text[at : at + 60]
            yield match[match.lastgroup or 0]
            at = match.end()

    def _next(self) -> str:
        return self.tokens.pop()

    @staticmethod
    def _unquoted(token: str) -> str:
        if not token.startswith('"'):
            return token
        lines = re.sub(r"\\(.)", lambda match: {"n": "\n"}.get(match[1], match[1]), token[1:-1], flags=re.S)
        return html.unescape(lines)

    def _statement(self) -> None:
        name = self._next()
        to = None
        if self.tokens[-1] == "->":
            self._next()
            to = self._next()
        attributes = {}
        assert self._next() == "["
        while (key := self._next()) != "]":
            assert self._next() == "="
            attributes[key] = self._unquoted(self._next())
            if self.tokens[-1] == ",":
                self._next()
        assert self._next() == ";"
        if to is not None:
            self.edges.append((name, to, attributes))
        elif name not in ("graph", "node", "edge"):
            self.nodes[name] = attributes


@given(drawings())
@settings(max_examples=30, deadline=None)
def test_dot_is_read_back_with_the_authors_texts_as_they_are(drawing: Drawing) -> None:
    read = DotReader(as_dot(drawing))
    assert len(read.nodes) == len(drawing.boxes)
    assert {(one, other) for one, other, _ in read.edges} == {
        tuple(f"p{[box.id for box in drawing.boxes].index(name)}" for name in (arrow.source, arrow.dest))
        for arrow in drawing.arrows
    }
    for box, attributes in zip(drawing.boxes, read.nodes.values(), strict=True):
        assert attributes["tooltip"].split("\n")[0] == " ".join(box.title.split())


# --- SVG ----------------------------------------------------------------------------------------------


@given(drawings())
@settings(max_examples=30, deadline=None)
def test_svg_is_xml_that_needs_nothing_else(drawing: Drawing) -> None:
    made = as_svg(drawing)
    root = ET.fromstring(made)
    assert root.tag == f"{SVG}svg"
    tags = {element.tag.removeprefix(SVG) for element in root.iter()}
    assert tags <= {"svg", "title", "desc", "style", "defs", "marker", "path", "rect", "text", "g"}
    style = root.findtext(f"{SVG}style") or ""
    assert "url(" not in style
    assert "@import" not in style
    for element in root.iter():
        for key, value in element.attrib.items():
            assert not key.lower().startswith("on"), "a script"
            assert "href" not in key
            assert "url(" not in value or re.fullmatch(r"url\(#(on|back)-tip\)", value)


def test_svg_has_a_title_and_a_whole_text_in_its_place(shipped: Drawing) -> None:
    root = ET.fromstring(as_svg(shipped))
    assert root.get("role") == "img"
    named = (root.get("aria-labelledby") or "").split()
    found = {element.get("id"): element.text or "" for element in root if element.get("id")}
    assert [found[name].splitlines()[0] for name in named] == [f"{shipped.title} ({shipped.id})"] * 2
    assert found["description"].splitlines() == as_text(shipped)


def test_every_reply_and_every_box_of_a_shipped_scenario_is_in_its_svg(shipped: Drawing) -> None:
    root = ET.fromstring(as_svg(shipped))
    written = [element.text for element in root.iter(f"{SVG}text")]
    assert {arrow.name for arrow in shipped.arrows} <= set(written)
    assert all(box.id in written for box in shipped.boxes if box.kind in ("scene", "ending"))


def cards(drawing: Drawing) -> list[tuple[float, float, float, float]]:
    root = ET.fromstring(as_svg(drawing))
    found = [element for element in root.iter(f"{SVG}rect") if "body" in (element.get("class") or "")]
    return [tuple(float(each.get(key) or 0) for key in ("x", "y", "width", "height")) for each in found]  # type: ignore[misc]


def check_nothing_overlaps(drawing: Drawing) -> None:
    found = cards(drawing)
    assert len(found) == len(drawing.boxes)
    for number, (x, y, wide, high) in enumerate(found):
        for other_x, other_y, other_wide, other_high in found[:number]:
            apart = x + wide <= other_x or other_x + other_wide <= x
            assert apart or y + high <= other_y or other_y + other_high <= y


def test_no_card_of_a_shipped_scenario_lies_over_another(shipped: Drawing) -> None:
    check_nothing_overlaps(shipped)


@pytest.mark.parametrize("path", [*SHIPPED, EVERY_FEATURE, LOOPS], ids=lambda path: path.stem)
def test_the_call_starts_at_the_left(path: Path) -> None:
    made = drawing_of(open_scenario(path, load_model()).machine)
    columns = {box.id: card[0] for box, card in zip(made.boxes, cards(made), strict=True)}
    start = next(box.id for box in made.boxes if box.starts)
    assert columns[start] == min(columns.values())
    assert all(columns[box.id] == max(columns.values()) for box in made.boxes if box.kind == "ending")


@given(drawings())
@settings(max_examples=20, deadline=None)
def test_no_card_lies_over_another(drawing: Drawing) -> None:
    check_nothing_overlaps(drawing)


def test_a_mood_is_a_word_a_glyph_a_number_and_only_then_a_colour() -> None:
    met = Met(46, 94, 66, "angry", ("frustrated", "angry", "furious"), complete=True)
    root = ET.fromstring(as_svg(Drawing("x", "X", (Box("a", "scene", "", met=met),), (), "all")))
    assert "◕ angry · heat 46–94, mean 66" in [element.text for element in root.iter(f"{SVG}text")]
    assert any("angry" in (element.get("class") or "") for element in root.iter(f"{SVG}rect"))


@pytest.mark.parametrize("paper", [LIGHT, DARK], ids=["light", "dark"])
def test_every_text_stands_out_from_what_is_behind_it(paper: Paper) -> None:
    """WCAG 2.2: 4.5 to 1 for text, 3 to 1 for lines."""
    for behind in (paper.paper, paper.box, paper.plain, *paper.bands.values()):
        assert contrast(paper.ink, behind) >= 7
    for behind in (paper.paper, paper.box):
        assert contrast(paper.faint, behind) >= 4.5
        assert min(contrast(paper.line, behind), contrast(paper.back, behind)) >= 3


def test_the_colours_of_the_bands_darken_with_heat() -> None:
    for paper in (LIGHT, DARK):
        assert set(paper.bands) == set(BANDS)
        known: list[BandName] = list(BANDS)
        assert len({paper.bands[band] for band in known}) == len(known)


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


# --- Laying out -------------------------------------------------------------------------------------

pairs = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=25)


@given(pairs)
@settings(max_examples=80, deadline=None)
def test_every_line_runs_from_column_to_column_and_to_its_end(lines: list[tuple[int, int]]) -> None:
    boxes = [str(number) for number in range(8)]
    made = in_columns(boxes, [(str(one), str(other)) for one, other in lines], ["7"])
    placed = [spot for column in made.columns for spot in column]
    assert sorted(spot for spot in placed if isinstance(spot, str)) == boxes
    assert len(set(placed)) == len(placed)
    after: dict[object, list[object]] = {}
    for segment in made.segments:
        one, other = (
            spot.column if isinstance(spot, Waypoint) else made.column_of[spot] for spot in segment[:2]
        )
        assert other - one == (-1 if segment.backward else 1) or one == other
        after.setdefault(segment.source, []).append(segment.dest)
    for one_, other_ in {(str(one), str(other)) for one, other in lines if one != other}:
        waiting: list[object] = [one_]
        met: set[object] = set()
        while waiting:
            for spot in after.get(waiting.pop(), ()):
                if spot == other_:
                    met.add(spot)
                elif isinstance(spot, Waypoint) and spot.dest == other_ and spot not in met:
                    met.add(spot)
                    waiting.append(spot)
        assert other_ in met


def test_where_there_are_too_many_lines_to_follow_they_run_straight() -> None:
    boxes = [str(number) for number in range(300)]
    dice = Random(3)
    lines = [(box, dice.choice(boxes)) for box in boxes for _ in range(3)]
    made = in_columns(boxes, lines, [])
    assert made.straight
    assert sorted(spot for column in made.columns for spot in column if isinstance(spot, str)) == sorted(
        boxes
    )
    arrows = tuple(Arrow(one, other, "reply", "r") for one, other in lines)
    check_nothing_overlaps(Drawing("x", "X", tuple(Box(name, "scene", "") for name in boxes), arrows, ""))


def test_a_line_back_is_the_only_one_that_runs_back() -> None:
    made = in_columns(["a", "b", "c"], [("a", "b"), ("b", "c"), ("c", "a")], [])
    assert made.column_of == {"a": 0, "b": 1, "c": 2}
    assert [s.source for s in made.segments if s.backward] == ["c", Waypoint("a", 1, True)]


@given(st.lists(st.tuples(st.floats(-50, 50), st.floats(0.5, 9), st.floats(1, 20)), min_size=1, max_size=12))
def test_places_keep_their_distance(wanted: list[tuple[float, float, float]]) -> None:
    wants, weights, room = zip(*wanted, strict=True)
    places = nearest(wants, weights, room)
    for at, (one, other) in enumerate(pairwise(places)):
        assert other - one >= room[at] - 1e-6


def test_a_place_that_is_free_is_taken_as_wanted() -> None:
    assert nearest([0.0, 50.0, 52.0], [1.0, 1.0, 1.0], [10.0, 10.0, 10.0]) == [0.0, 46.0, 56.0]


@given(st.text(max_size=80), st.floats(4, 30), st.integers(1, 4))
def test_wrapped_text_fits_and_loses_nothing_unsaid(text: str, room: float, most: int) -> None:
    lines = wrapped(text, room, most)
    assert len(lines) <= most
    assert all(width(line) <= room for line in lines)
    whole, shown = "".join(text.split()), "".join("".join(lines).split())
    assert shown == whole or (shown.endswith("…") and whole.startswith(shown[:-1]))


def test_a_picture_of_a_shipped_scenario_is_the_same_each_time(shipped: Drawing) -> None:
    assert (as_svg(shipped), as_dot(shipped), as_mermaid(shipped)) == (
        as_svg(shipped),
        as_dot(shipped),
        as_mermaid(shipped),
    )


def test_what_xml_cannot_hold_is_replaced() -> None:
    made = as_svg(Drawing("x", "a\x00b\x1bc", (), (), ""))
    assert "a\ufffdb\ufffdc" in (ET.fromstring(made).findtext(f"{SVG}title") or "")
