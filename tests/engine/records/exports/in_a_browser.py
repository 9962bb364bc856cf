"""Exported pages in headless Chromium, audited by axe: light and dark, wide and narrow, and on paper.

``make browser`` runs this, and so does ``.ci/run``. It is no part of the suite, which needs nothing but
Python: where no browser is to be had it says so, and is skipped.
"""

from pathlib import Path
from typing import Any

import pytest

from engine.records.exports.formats import Format, write_export
from tests.engine.call.conftest import EVERY_FEATURE, SHIPPED
from tests.engine.records.exports.browser import NotHere, look
from tests.engine.records.exports.played import (
    BEGAN,
    HOSTILE,
    playable_of,
    recorded,
    scenario_with,
    subject_of,
)

A4 = (595, 842)
"""In points, 72 to the inch."""


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """What the browser made of an ordinary debrief, an empty one, and hostile ones."""
    folder = tmp_path_factory.mktemp("pages")
    first = recorded(playable_of(SHIPPED[0]), [0, 2, 1, 0, 1, 2])
    calls = {
        "ordinary": recorded(playable_of(SHIPPED[0]), [0, 2, 1, 0, 1, 2, 0, 0, 0, 1], note="It was late."),
        "every-feature": recorded(playable_of(EVERY_FEATURE), [0, 1, 0, 0]),
        "replay": first.replay_from(4, BEGAN),
        "empty": recorded(playable_of(EVERY_FEATURE), []),
        "long": recorded(scenario_with("مرحبا", "ar"), ["ask"] * 90, agent="x" * 300),
        **{
            f"hostile-{number}": recorded(scenario_with(text), ["ask", "vow", "end"], agent=text, note=text)
            for number, text in enumerate(HOSTILE[:3])
        },
    }
    for name, one in calls.items():
        form: Format = "html"
        (folder / f"{name}.html").write_bytes(write_export(subject_of(one), form))
    try:
        return look(sorted(folder.iterdir()))
    except NotHere as reason:
        pytest.skip(f"no browser: {reason}")


def test_an_audit_finds_nothing(seen: list[dict[str, Any]]) -> None:
    for page in seen:
        assert page["violations"] == [], page["address"]
        # What axe cannot compute inside of a picture, the suite does, from the colours themselves.
        undecided = [one for one in page["incomplete"] if not one.startswith("color-contrast: <text ")]
        assert undecided == [], page["address"]
        assert page["passes"] > 20


def test_nothing_runs_and_nothing_is_fetched(seen: list[dict[str, Any]]) -> None:
    for page in seen:
        assert page["trouble"] == []
        assert page["asked"] == [page["address"]]
        assert page["scripts"] == 0
        assert page["title"].startswith("Debrief: ")


def test_it_follows_the_readers_colours_and_paper_is_white(seen: list[dict[str, Any]]) -> None:
    for page in seen:
        assert (page["onScreen"] == "rgb(255, 255, 255)") == (page["scheme"] == "light")
        assert page["onPaper"] == "rgb(255, 255, 255)"


def test_it_fits_a_narrow_window_and_a4(seen: list[dict[str, Any]]) -> None:
    for page in seen:
        assert page["narrow"] <= 320, page["address"]
        assert page["boxes"]
        for left, bottom, right, top in page["boxes"]:
            assert (round(right - left), round(top - bottom)) == A4


def test_all_pages_were_looked_at_twice(seen: list[dict[str, Any]]) -> None:
    assert len({Path(page["address"]).name for page in seen}) == 8
    assert len({(page["address"], page["scheme"]) for page in seen}) == len(seen) == 2 * 8
