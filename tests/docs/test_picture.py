"""The README's picture is a real call, and needs nothing but itself."""

from __future__ import annotations

import html
import re
import xml.etree.ElementTree as ET

import pytest

from tests.docs.pages import ROOT
from tools.docs.pages import PICTURE
from tools.docs.picture import SCENARIO, self_contained, take

NAMESPACE = "http://www.w3.org/2000/svg"


def words_in(svg: str) -> str:
    texts = re.findall(r"<text[^>]*>([^<]*)</text>", svg)
    return " ".join(html.unescape(text).replace("\xa0", " ").strip() for text in texts)


@pytest.fixture(scope="module")
def committed() -> str:
    return PICTURE.read_text(encoding="utf-8")


async def test_it_can_be_taken_anew_and_is_the_same_every_time() -> None:
    svg = await take()
    assert await take() == svg
    ET.fromstring(svg)
    assert "Priya Nair" in words_in(svg)
    assert "Turn 3" in words_in(svg)
    for part in ("heat", "heard", "trust", "furious", "calm"):
        assert part in words_in(svg)


def test_it_fetches_nothing(committed: str) -> None:
    assert "@font-face" not in committed
    assert set(re.findall(r"[a-z]+://[^\"' >]+", committed)) == {NAMESPACE}


def test_it_shows_a_shipped_scenario(committed: str) -> None:
    scenario = (ROOT / "scenarios" / f"{SCENARIO}.yaml").read_text(encoding="utf-8")
    title = re.search(r"^title: (.+)$", scenario, re.MULTILINE)
    assert title is not None
    assert title[1].strip("\"'") in words_in(committed)


def test_bars_become_rectangles_and_words_stay() -> None:
    svg = '<text class="r1" x="0" y="20" textLength="36.6" clip-path="url(#l)">ab█</text>'
    drawn = self_contained(svg)
    assert "ab&#160;" in drawn
    assert 'x="24.40" y="1.50" width="12.30" height="24.60"' in drawn
    assert "█" not in drawn
