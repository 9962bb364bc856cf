"""The judgement on a pytest report: every test ran, or the reason is another system."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from tools.report import judge


def report(*cases: str) -> ET.Element:
    marks = {
        "ran": "",
        "failed": '<failure message="assert 0"/>',
        "skipped": '<skipped type="pytest.skip" message="no pty here"/>',
        "without": '<skipped type="pytest.skip" message="only with Node.js and npm, which are not here"/>',
        "elsewhere": '<skipped type="pytest.skip" message="only on Windows: another console"/>',
        "expected": '<skipped type="pytest.xfail" message="known"/>',
    }
    body = "".join(f'<testcase classname="tests.a" name="{n}">{marks[n]}</testcase>' for n in cases)
    return ET.fromstring(f"<testsuites><testsuite>{body}</testsuite></testsuites>")


@pytest.mark.parametrize(
    ("cases", "good"),
    [
        (["ran"], True),
        (["ran", "failed"], True),  # pytest's own exit status tells of a failure
        (["ran", "expected"], True),
        (["ran", "elsewhere"], True),
        (["ran", "without"], True),
        (["ran", "skipped"], False),
        (["elsewhere"], False),
        ([], False),
    ],
)
def test_a_report_is_good_when_all_that_can_run_here_did(cases: list[str], good: bool) -> None:
    assert judge(report(*cases))[1] is good


def test_the_skipped_are_named_with_their_reasons() -> None:
    lines, _ = judge(report("ran", "skipped", "elsewhere"))
    assert lines == [
        "skipped: tests.a::skipped: no pty here",
        "skipped: tests.a::elsewhere: only on Windows: another console",
        "1 tests ran, 2 were skipped, 1 of those for want of something",
    ]
