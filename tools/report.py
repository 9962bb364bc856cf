"""Say what a pytest report (JUnit XML) amounts to; fail when no test ran, or when one was left out.

    python -m tools.report report.xml

Where the whole suite must run, a skipped test is a missing install step. A test that can mean something on
another system alone says so in its reason ("only on Windows", "only on macOS"), and so does one that needs
what Python's own tools cannot install ("only with Node.js", "only with zsh"): listed, but no failure.
"""

from __future__ import annotations

import re
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

ELSEWHERE = re.compile(r"only (on (windows|macos)|with (node\.js|npm|zsh|fish))", re.IGNORECASE)


def skipped(report: ET.Element) -> list[tuple[str, str]]:
    """Each test of ``report`` that was skipped (not one that is expected to fail), with the reason given."""
    found = []
    for case in report.iter("testcase"):
        for mark in case.iter("skipped"):
            if mark.get("type") != "pytest.xfail":
                name = f"{case.get('classname')}::{case.get('name')}"
                found.append((name, mark.get("message") or "no reason given"))
    return found


def judge(report: ET.Element) -> tuple[list[str], bool]:
    """Lines that tell what ``report`` holds, and whether all that should have run did run."""
    total = sum(1 for _ in report.iter("testcase"))
    left_out = skipped(report)
    missing = [one for one in left_out if not ELSEWHERE.search(one[1])]
    lines = [f"skipped: {name}: {reason}" for name, reason in left_out]
    ran = total - len(left_out)
    lines.append(
        f"{ran} tests ran, {len(left_out)} were skipped, {len(missing)} of those for want of something"
    )
    return lines, ran > 0 and not missing


def main(path: str) -> int:
    """Print the verdict on the report at ``path``; 0 when it is good, else 1."""
    if not Path(path).is_file():
        print(f"no report at {path}: pytest did not finish")
        return 1
    lines, good = judge(ET.parse(path).getroot())
    print("\n".join(lines))
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
