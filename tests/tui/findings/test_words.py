"""Findings as text: the line, what is meant on it, and lines that fit the terminal."""

import pytest
from rich.cells import cell_len

from engine.workshop.checks.checked import Checked
from tests.engine.workshop.checks.defects import defects, proof
from tui.findings.excerpt import Excerpt, excerpt, extent
from tui.findings.words import finding_lines, summary


@pytest.mark.parametrize(
    ("rest", "meant"),
    [
        ("goto: stori", "goto"),
        ("stori", "stori"),
        ("stori # no such scene", "stori"),
        ("'it''s' , more", "'it''s'"),
        ('"a \\" b", more', '"a \\" b"'),
        ("{heat: '} >= 5', trust: [1, 2]}, goto: x}", "{heat: '} >= 5', trust: [1, 2]}"),
        ("[one, two", "[one, two"),
        ("two, three]", "two"),
        ("at 10:30 sharp", "at 10:30 sharp"),
        ("}", "}"),
        ("", ""),
    ],
)
def test_what_is_meant(rest: str, meant: str) -> None:
    assert rest[: extent(rest)] == meant


def test_a_line_with_its_mark() -> None:
    assert excerpt("a: 1\n    goto: stori\n", 2, 11, 60) == Excerpt("goto: stori", 6, 5)


@pytest.mark.parametrize("line", [0, 3, 99])
def test_a_line_that_is_not_there(line: int) -> None:
    assert excerpt("one\ntwo", line, 1, 60) is None


def test_wide_characters_take_two_cells() -> None:
    found = excerpt("says: 你好, goto: stori", 1, 17, 60)
    assert found == Excerpt("says: 你好, goto: stori", 18, 5)


def test_tabs_and_control_characters_are_made_visible() -> None:
    found = excerpt("says: a\tb\x1b[31m {x}", 1, 16, 60)
    assert found is not None
    assert found.text == "says: a    b\\x1b[31m {x}"
    assert found.text[found.start :] == "{x}"


@pytest.mark.parametrize("column", [1, 20, 150, 290, 305])
@pytest.mark.parametrize("wide", ["", "你"])
def test_a_long_line_is_cut_around_what_is_meant(column: int, wide: str) -> None:
    words = [f"word{number}{wide}" for number in range(40)]
    line = " ".join(words)[:310]
    found = excerpt(line, 1, column, 70)
    assert found is not None
    assert cell_len(found.text) <= 70
    assert 0 <= found.start < 70
    assert found.start + found.length <= 71
    assert "…" in found.text


@pytest.mark.parametrize("width", [40, 80])
def test_nothing_is_wider_than_the_terminal(width: int) -> None:
    for planted in defects():
        checked = Checked("base.yaml", proof(planted.text), {"base.yaml": planted.text})
        for finding in checked.proof.findings:
            _, *lines = finding_lines(finding, checked, width)  # the first is for editors, and stays whole
            for line in lines:
                text = "".join(piece for piece, _ in line)
                assert cell_len(text) <= width, text


def test_the_summary_counts_by_severity() -> None:
    planted = {each.name: each for each in defects()}
    texts = [planted["no-reply-left"].text, planted["flag-never-read"].text]
    checked = [Checked("base.yaml", proof(text)) for text in texts]
    severities = [finding.problem.severity for one in checked for finding in one.proof.findings]
    first = next(iter(summary(checked)))
    assert first == f"2 files checked: 1 error, {severities.count('warning')} warnings, 1 advice."
