"""The page of a class in headless Chromium, audited by axe: light and dark, narrow, and on paper.

``make browser`` runs this; it is no part of the suite (see ``tests/engine/records/exports/in_a_browser.py``).
"""

from pathlib import Path
from time import monotonic

import pytest

from engine.call.playable import open_scenario
from engine.debrief.cohort.agreement import Mark, find_agreement
from engine.debrief.cohort.page import write_page
from engine.mood.coefficients import load_model
from engine.records.gathering import gather
from engine.records.store import Store
from tests.benchmarks.class_store import fill
from tests.engine.call.conftest import EVERY_FEATURE, SHIPPED
from tests.engine.records.exports.browser import NotHere, look

A4 = (595, 842)
HOSTILE = "<script>alert(1)</script>\u202e\x1b[31m" + "x" * 200


def test_the_page_of_a_class(tmp_path: Path) -> None:
    model = load_model()
    with Store.open(tmp_path / "attempts.sqlite3") as store:
        fill(store, [open_scenario(path, model) for path in (EVERY_FEATURE, SHIPPED[0])], 80, agents=12)
        with store.writing_about(1) as connection:
            connection.exec_driver_sql("UPDATE attempts SET agent = ? WHERE id % 5 = 0", (HOSTILE,))
        found = gather(store, names=True, clock=monotonic)
    raters = [
        Mark(n, rater, "listen", "shown", turn)
        for n in (1, 2)
        for turn in (0, 3)
        for rater in ("Kim", HOSTILE)
    ]
    full, empty = tmp_path / "full.html", tmp_path / "empty.html"
    full.write_text(write_page(found.cohorts, find_agreement(raters), [(3, "why")]), encoding="utf-8")
    empty.write_text(write_page(()), encoding="utf-8")
    try:
        seen = look([full, empty])
    except NotHere as reason:
        pytest.skip(f"no browser: {reason}")
    assert len(seen) == 4
    for page in seen:
        assert page["violations"] == []
        assert page["incomplete"] == []
        assert (page["trouble"], page["scripts"], page["asked"]) == ([], 0, [page["address"]])
        assert page["narrow"] <= 320
        assert (page["onScreen"] == "rgb(255, 255, 255)") == (page["scheme"] == "light")
        assert page["onPaper"] == "rgb(255, 255, 255)"
        for left, bottom, right, top in page["boxes"]:
            assert (round(right - left), round(top - bottom)) == A4
