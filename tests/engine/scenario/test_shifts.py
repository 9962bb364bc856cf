"""Shifts, and the problems of a file of any kind."""

from pathlib import Path

import pytest

from engine.scenario.check import check_file
from engine.scenario.library import headers, shift_files
from engine.scenario.shifts import read_shift
from tests.engine.scenario.samples import BASE, PART

SHIFT = """\
moodline: 1
id: monday
title: Monday morning
summary: Three calls before ten.
calls: [wet-parcel, late-fee]
"""


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "file.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_shift_is_read(tmp_path: Path) -> None:
    found = read_shift(write(tmp_path, SHIFT), ids=["wet-parcel", "late-fee"])
    assert found.problems == ()
    assert found.shift is not None
    assert found.shift.calls == ("wet-parcel", "late-fee")
    assert read_shift(write(tmp_path, SHIFT)).shift is not None


@pytest.mark.parametrize(
    "old, new, code, line, column",
    [
        ("late-fee", "late-fe", "unknown-scenario", 5, 21),
        ("calls: [wet-parcel, late-fee]", "calls: []", "too-few", 5, 8),
        ("calls:", "call:", "unknown-key", 5, 1),
        ("title: Monday morning\n", "", "missing-key", 1, 1),
        ("moodline: 1", "moodline: 2", "newer-format", 1, 11),
        ("summary: Three", "summary: [", "yaml-syntax", 5, 6),
    ],
)
def test_what_is_wrong_with_a_shift(
    tmp_path: Path, old: str, new: str, code: str, line: int, column: int
) -> None:
    found = read_shift(write(tmp_path, SHIFT.replace(old, new)), ids=["wet-parcel", "late-fee"])
    assert found.shift is None
    assert [(problem.code, problem.line, problem.column) for problem in found.problems] == [
        (code, line, column)
    ]


def test_a_shift_that_is_not_there(tmp_path: Path) -> None:
    assert [problem.code for problem in read_shift(tmp_path / "none.yaml").problems] == ["no-file"]


def test_the_shipped_shifts_name_scenarios_that_there_are() -> None:
    ids = [header.id for header in headers()]
    for path in shift_files():
        assert read_shift(path, ids=ids).problems == ()


@pytest.mark.parametrize(
    "text, codes",
    [
        (BASE, []),
        (BASE.replace("level: 1", "level: 9"), ["out-of-range"]),
        (PART, []),
        (PART.replace("says", "say"), ["unknown-key"]),
        (PART.replace("moodline: 1", "moodline: 2"), ["newer-format"]),
        (SHIFT, []),
        (SHIFT.replace("id: monday", "id: Monday"), ["bad-id"]),
        ("", ["empty-file"]),
        ("scenes: [", ["yaml-syntax"]),
    ],
)
def test_a_file_of_any_kind_is_checked_as_what_it_is(tmp_path: Path, text: str, codes: list[str]) -> None:
    assert [problem.code for problem in check_file(write(tmp_path, text))] == codes
    assert [problem.code for problem in check_file(tmp_path / "none.yaml")] == ["no-file"]
