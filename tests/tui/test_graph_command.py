"""The command graph: its forms, where it writes, exit codes."""

import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from tests.engine.workshop.test_explore import ENDINGS, TOP, TWO_SCENES
from tests.tui.running import EVERY_FEATURE, Moodline


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "small.yaml"
    path.write_text(TOP + TWO_SCENES + ENDINGS, encoding="utf-8")
    return path


def test_mermaid_is_shown(moodline: Moodline, small: Path) -> None:
    ran = moodline("graph", small)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("flowchart LR\n")
    assert "◑ frustrated · heat 50" in ran.out
    assert '-->|"hear' in ran.out


def test_without_moods_nothing_is_explored(moodline: Moodline) -> None:
    ran = moodline("graph", EVERY_FEATURE, "--no-moods", "--format", "dot")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith('digraph "every-feature" {\n')
    assert "mean" not in ran.out


def test_a_budget_that_is_too_small_is_said(moodline: Moodline) -> None:
    ran = moodline("graph", EVERY_FEATURE, "--states", "30", "--seconds", "0.5")
    assert (ran.code, ran.err) == (0, "")
    assert "Moods are those seen so far" in ran.out


@pytest.mark.parametrize(
    "name, begins", [("a.svg", "<svg "), ("a.gv", "digraph "), ("a.mmd", "flowchart"), ("a.txt", "flowchart")]
)
def test_the_outputs_name_says_the_form(moodline: Moodline, small: Path, name: str, begins: str) -> None:
    output = small.parent / name
    ran = moodline("graph", small, "--output", output)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.endswith(f"{name}: written\n")
    assert output.read_text(encoding="utf-8").startswith(begins)


def test_format_counts_more_than_the_name(moodline: Moodline, small: Path) -> None:
    output = small.parent / "picture.txt"
    assert moodline("graph", small, "--output", output, "--format", "svg").code == 0
    assert ET.parse(output).getroot().tag.endswith("svg")


def test_an_output_that_cannot_be_written(moodline: Moodline, small: Path) -> None:
    ran = moodline("graph", small, "--no-moods", "--output", small / "a.svg")
    assert (ran.code, ran.out) == (2, "")
    assert "a.svg: cannot be written (" in ran.err
    ran = moodline("graph", small, "--no-moods", "--output", small.parent)
    assert ran.code == 2
    assert "cannot be written" in ran.err


def test_what_was_there_stays_if_the_scenario_has_errors(moodline: Moodline, small: Path) -> None:
    output = small.parent / "a.svg"
    output.write_text("before", encoding="utf-8")
    small.write_text("moodline: 1\nid: x\n", encoding="utf-8")
    ran = moodline("graph", small, "--output", output)
    assert ran.code == 1
    assert output.read_text(encoding="utf-8") == "before"
    assert [path.name for path in small.parent.iterdir() if path.name.startswith("tmp")] == []


def test_a_folder_that_is_not_there_is_made(moodline: Moodline, small: Path) -> None:
    output = small.parent / "pictures" / "a.svg"
    assert moodline("graph", small, "--output", output).code == 0
    assert output.is_file()


@pytest.mark.skipif(sys.platform == "win32", reason="only on macOS, and on Linux: a device as a file")
def test_a_device_is_written_to(moodline: Moodline, small: Path) -> None:
    assert moodline("graph", small, "--no-moods", "--output", "/dev/null").code == 0
    assert not Path("/dev/null").is_file()


def test_no_such_scenario(moodline: Moodline, tmp_path: Path) -> None:
    ran = moodline("graph", tmp_path / "none.yaml")
    assert (ran.code, ran.out) == (2, "")
    assert "none.yaml" in ran.err


def test_more_than_mermaid_draws_is_said(
    moodline: Moodline, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.workshop.graph.mermaid.MOST_ARROWS", 2)
    ran = moodline("graph", small, "--no-moods")
    assert ran.code == 0
    assert "3 arrows: Mermaid draws 2" in ran.err
    assert "Mermaid draws" not in moodline("graph", small, "--no-moods", "--format", "svg").err


def test_a_picture_is_never_written_over_a_scenario(moodline: Moodline, tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_bytes(EVERY_FEATURE.read_bytes())
    ran = moodline("graph", "--no-moods", EVERY_FEATURE, "--output", file)
    assert ran.code == 2
    assert "mine.yaml: a picture is no YAML" in ran.err
    assert file.read_bytes() == EVERY_FEATURE.read_bytes()


def test_a_kind_of_picture_that_is_not_drawn_is_refused(
    moodline: Moodline, small: Path, tmp_path: Path
) -> None:
    ran = moodline("graph", "--no-moods", small, "--output", tmp_path / "mine.PNG")
    assert (ran.code, ran.out) == (2, "")
    assert "mine.PNG: no picture of this kind is drawn. Name it .svg" in ran.err
    assert not (tmp_path / "mine.PNG").exists()
