"""Checking at a real terminal: it says how far it is, and Ctrl-C gives what is known so far."""

import os
import sys
from pathlib import Path

import pytest

from tests.benchmarks.scenarios import looping
from tests.tui.running import ROOT

pexpect = pytest.importorskip("pexpect", reason="needs a pseudo-terminal")
if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)


def test_ctrl_c_gives_what_is_known_so_far(tmp_path: Path) -> None:
    file = tmp_path / "going-on.yaml"
    file.write_text(looping(), encoding="utf-8")
    # Either would count more than the terminal's own size.
    environment = {key: value for key, value in os.environ.items() if key not in ("COLUMNS", "LINES")}
    paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    child = pexpect.spawn(
        sys.executable,
        ["-m", "tui.cli", "check", "--states", "100000000", file.name],
        cwd=str(tmp_path),
        env={**environment, "MOODLINE_HOME": str(tmp_path / "home"), "PYTHONPATH": os.pathsep.join(paths)},
        encoding="utf-8",
        dimensions=(24, 80),
        timeout=60,
    )
    child.expect(r"\[[#-]{10}\] \d+ s; Ctrl-C stops; [\d,]+ of [\d,]+ states tried")
    child.sendintr()
    child.expect("going-on.yaml: sampled: [0-9,]+ states found, and you stopped it before all")
    child.expect("1 file checked: ")
    child.expect("Stopped by Ctrl-C: this is what was known by then")
    child.expect(pexpect.EOF)
    assert "Traceback" not in str(child.before)
    child.close()
    assert (child.exitstatus, child.signalstatus) == (130, None)
