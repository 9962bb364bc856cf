"""The command diff: its report, JSON and exit codes."""

import json
from pathlib import Path

import pytest

from tests.engine.workshop.test_explore import ENDINGS, TOP, TWO_SCENES
from tests.tui.running import Moodline


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "old.yaml"
    path.write_text(TOP + TWO_SCENES + ENDINGS, encoding="utf-8")
    return path


@pytest.fixture
def new(old: Path) -> Path:
    path = old.with_name("new.yaml")
    path.write_text(old.read_text(encoding="utf-8").replace("goto: two", "goto: bad"), encoding="utf-8")
    return path


def test_the_same_for_a_trainee(moodline: Moodline, old: Path, new: Path) -> None:
    new.write_text("# Only a comment.\n" + old.read_text(encoding="utf-8"), encoding="utf-8")
    ran = moodline("diff", old, new)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.endswith("new.yaml\nNothing is different for a trainee.\n")
    ran = moodline("diff", old, new, "--json")
    assert ran.code == 0
    assert json.loads(ran.out)["same"] is True


def test_what_differs(moodline: Moodline, old: Path, new: Path) -> None:
    ran = moodline("diff", old, new)
    assert (ran.code, ran.err) == (1, "")
    assert "  * reply one.hear: goto changed\n      before  two\n      after   bad\n" in ran.out
    assert "  good   16.67% →   0.00%  ▼ −16.67 points\n" in ran.out
    assert "  first: good, in 2 replies → bad, in 1 reply" in ran.out


def test_as_json(moodline: Moodline, old: Path, new: Path) -> None:
    ran = moodline("diff", old, new, "--json")
    assert (ran.code, ran.err) == (1, "")
    data = json.loads(ran.out)
    assert data["changes"][0]["name"] == "one.hear"
    assert data["play"]["best"]["before"] == {"ending": "good", "replies": ["one.hear", "two.fix"]}


def test_a_version_with_errors_is_no_difference(moodline: Moodline, old: Path, new: Path) -> None:
    new.write_text("moodline: 1\nid: x\n", encoding="utf-8")
    ran = moodline("diff", old, new)
    assert (ran.code, ran.out) == (2, "")
    assert "new.yaml" in ran.err


def test_a_version_that_is_not_there(moodline: Moodline, old: Path) -> None:
    ran = moodline("diff", old.with_name("none.yaml"), old)
    assert (ran.code, ran.out) == (2, "")
    assert "none.yaml" in ran.err
