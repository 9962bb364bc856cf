"""`moodline check` at a real terminal: coloured, and no line wider than the screen."""

import os
import re
import sys
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.engine.workshop.checks.defects import defect
from tests.tui.running import ROOT

pexpect = pytest.importorskip("pexpect", reason="needs a pseudo-terminal")
if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

STYLE = re.compile(r"\x1b\[[0-9;]*m")
COLOUR = re.compile(r"\x1b\[(?:[0-9]+;)*(?:3[0-7]|9[0-7])m")


def at_a_terminal(file: Path, columns: int, **more: str) -> str:
    """What `check` writes there."""
    environment = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "COLUMNS")}
    child = pexpect.spawn(
        sys.executable,
        ["-m", "tui.cli", "check", str(file.name)],
        cwd=str(file.parent),
        env={**environment, "TERM": "xterm-256color", "PYTHONPATH": str(ROOT), **more},
        encoding="utf-8",
        dimensions=(24, columns),
        timeout=60,
    )
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 1
    return str(child.before)


@pytest.mark.parametrize("columns", [60, 80])
def test_it_is_coloured_and_fits(tmp_path: Path, columns: int) -> None:
    file = tmp_path / "stuck.yaml"
    file.write_text(defect("no-reply-left").text, encoding="utf-8")
    told = at_a_terminal(file, columns)
    assert COLOUR.search(told)
    lines = STYLE.sub("", told).splitlines()
    assert max(map(cell_len, lines)) <= columns
    assert any("✗ error[no-reply-left]" in line for line in lines)


def test_without_colours_words_and_signs_say_the_same(tmp_path: Path) -> None:
    file = tmp_path / "stuck.yaml"
    file.write_text(defect("no-reply-left").text, encoding="utf-8")
    told = at_a_terminal(file, 80, NO_COLOR="1")
    assert not COLOUR.search(told)
    assert "✗ error[no-reply-left]" in STYLE.sub("", told)
