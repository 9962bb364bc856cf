"""The mood line as SVG: well-formed, whole in itself, all marks there, for calls of any length."""

import re
import xml.etree.ElementTree as ET
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.debrief.signs import Sign
from engine.mood.bands import BANDS, BandName
from engine.records.exports.document import Curve, CurvePoint
from engine.records.exports.picture import HEIGHT, WIDTH, draw_curve
from engine.scenario.text import clean
from tests.engine.call.conftest import EVERY_FEATURE
from tests.engine.records.exports.played import HOSTILE, exported, playable_of, recorded

SVG = "{http://www.w3.org/2000/svg}"


def texts(root: ET.Element) -> list[str]:
    return [element.text or "" for element in root.iter(f"{SVG}text")]


def read(svg: str, *, fetched: bool = True) -> ET.Element:
    """Well-formed, and nothing in it runs or is fetched."""
    root = ET.fromstring(svg)
    assert root.tag == f"{SVG}svg"
    kinds = {element.tag.removeprefix(SVG) for element in root.iter()}
    assert kinds <= {"svg", "title", "desc", "style", "rect", "text", "path", "polyline", "circle"}
    # An address in a text is no address that is fetched.
    assert not fetched or not re.search(
        r"url\(|@import|@font-face|https?://(?!www\.w3\.org/2000/svg)|javascript:", svg
    )
    return root


def curve(
    heats: list[int], pivots: frozenset[int], limit: int | None, marks: dict[int, tuple[Sign, ...]]
) -> Curve:
    points = tuple(CurvePoint(turn, heat, band(heat)) for turn, heat in enumerate(heats))
    return Curve(points, (20, 40, 60, 80), pivots, limit, marks, "A <title> & more", 'Words ]]> "quoted"')


def band(heat: int) -> BandName:
    return BANDS[min(4, heat // 20)]


MARKS = st.lists(st.sampled_from(["promised", "kept", "broken", "asked-again"]), max_size=4, unique=True).map(
    tuple
)


@settings(max_examples=60, deadline=None)
@given(
    heats=st.lists(st.integers(0, 100), min_size=1, max_size=501),
    pivots=st.frozensets(st.integers(1, 501), max_size=3),
    limit=st.none() | st.integers(1, 100),
    marks=st.dictionaries(st.integers(1, 501), MARKS, max_size=9),
)
def test_any_curve_is_drawn_inside_its_frame(
    heats: list[int], pivots: frozenset[int], limit: int | None, marks: dict[int, tuple[Sign, ...]]
) -> None:
    root = read(draw_curve(curve(heats, pivots, limit, marks), alone=True))
    for element in root.iter():
        for name, most in (("x", WIDTH), ("cx", WIDTH), ("y", HEIGHT), ("cy", HEIGHT)):
            assert 0 <= float(element.get(name, "0")) <= most
        for x, y in re.findall(r"([\d.-]+),([\d.-]+)", element.get("points", "")):
            assert 0 <= float(x) <= WIDTH
            assert 0 <= float(y) <= HEIGHT
    numbers = [text for text in texts(root) if text.isdigit()]
    assert "0" in numbers
    assert str(len(heats) - 1) in numbers
    assert (f"leaves from {limit}" in texts(root)) == (limit is not None)
    assert root.findtext(f"{SVG}title") == "A <title> & more"
    assert root.findtext(f"{SVG}desc") == 'Words ]]> "quoted"'


def test_numbers_do_not_stand_in_each_other() -> None:
    for turns in (1, 5, 12, 40, 99, 100, 250, 500):
        pivots = frozenset({turns // 2, turns // 2 + 1} & set(range(1, turns + 1)))
        root = read(draw_curve(curve([50] * (turns + 1), pivots, None, {}), alone=True))
        places = [
            (float(element.get("x", "0")), len(element.text or ""))
            for element in root.iter(f"{SVG}text")
            if element.get("text-anchor") == "middle"
        ]
        spans = sorted((x - 4.5 * length, x + 4.5 * length) for x, length in places)
        assert len(spans) >= 2
        assert all(one[1] <= other[0] for one, other in pairwise(spans))


def test_shapes_and_words_say_what_colour_says() -> None:
    marks: dict[int, tuple[Sign, ...]] = {1: ("promised",), 2: ("broken", "asked-again")}
    found = texts(read(draw_curve(curve([50, 70, 90, 40], frozenset({2}), 85, marks), alone=True)))
    assert "◇ start 50 · ▲ peak 90, turn 2 · ■ end 40 · ◆ pivotal: turn 2" in found
    assert "P promised · B promise broken · A asked again" in found
    assert "P" in found
    assert "BA" in found
    assert set(BANDS) <= set(found)


@pytest.mark.parametrize("replies", [[], [0], [1, 2, 0, 0], [1] * 500])
def test_a_call_as_a_picture(replies: list[int]) -> None:
    one = recorded(playable_of(EVERY_FEATURE), replies)
    root = read(exported(one, "svg"))
    assert (root.findtext(f"{SVG}desc") or "").startswith("Heat starts at")
    assert root.get("role") == "img"


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80) | st.sampled_from(HOSTILE))
def test_any_words_stay_words(words: str) -> None:
    drawn = Curve((CurvePoint(0, 50, "frustrated"),), (20, 40, 60, 80), frozenset(), None, {}, words, words)
    root = read(draw_curve(drawn, alone=True), fetched=False)
    assert root.findtext(f"{SVG}title") == clean(words)
    assert root.findtext(f"{SVG}desc") == clean(words)
