"""Exploring at a real terminal: it says how far it is, and Ctrl-C gives what is known so far."""

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
    paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    child = pexpect.spawn(
        sys.executable,
        ["-m", "tui.cli", "explore", "--states", "100000000", str(file)],
        env={**os.environ, "MOODLINE_HOME": str(tmp_path / "home"), "PYTHONPATH": os.pathsep.join(paths)},
        encoding="utf-8",
        dimensions=(24, 100),
        timeout=120,
    )
    child.expect(r"[\d,]+ of [\d,]+ states tried, \d+ replies deep, \d+ s; Ctrl-C to stop here")
    child.sendintr()
    child.expect("Not every possible call was gone through: you stopped it, after [0-9,]+ of at least")
    child.expect("Chances are sampled, from [0-9,]+ random plays")
    child.expect(r"worst +\w")
    child.expect(pexpect.EOF)
    child.close()
    assert (child.exitstatus, child.signalstatus) == (0, None)
