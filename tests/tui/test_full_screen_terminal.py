"""The full screen in a real terminal: leaving it by any way gives the terminal back and loses no reply."""

import os
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from engine.records.home import Home
from engine.records.store import Store
from tests.benchmarks.scenarios import chain
from tests.tui.running import ROOT

if TYPE_CHECKING:
    from pexpect import spawn

pexpect = pytest.importorskip("pexpect", reason="needs a pseudo-terminal")
if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

ALTERNATE_SCREEN, NORMAL_SCREEN = "\x1b[?1049h", "\x1b[?1049l"
KEPT = "Your call is kept: moodline play"

Open = Callable[..., "spawn[str]"]


@pytest.fixture
def opened(home: Path) -> Iterator[Open]:
    started: list[spawn[str]] = []

    def start(scenario: Path, *options: str) -> "spawn[str]":
        environment = {
            **os.environ,
            "MOODLINE_HOME": str(home),
            "MOODLINE_REDUCED_MOTION": "1",
            "PYTHONPATH": str(ROOT),
            "TERM": "xterm-256color",
        }
        command = ["-m", "tui.cli", "play", str(scenario), *options]
        child: spawn[str] = pexpect.spawn(
            sys.executable, command, env=environment, encoding="utf-8", dimensions=(40, 120), timeout=60
        )
        started.append(child)
        return child

    yield start
    for child in started:
        child.close(force=True)


def turns_on_record(home: Path, attempt: int = 1) -> int:
    with Store.open(Home(home), read_only=True) as store:
        return len(store.load(attempt).events)


SIGNALS = [
    ("SIGINT", 130, None),
    ("SIGTERM", 143, None),
    ("SIGHUP", 129, None),
    ("SIGKILL", None, signal.SIGKILL),
]
"""What comes, and the exit code or the signal that a parent process sees."""


def test_no_signal_loses_a_reply_or_the_terminal(opened: Open, home: Path, tmp_path: Path) -> None:
    """One call, interrupted by every signal, one after the other, and gone on with each time."""
    file = tmp_path / "in-a-row.yaml"
    file.write_text(chain(len(SIGNALS) + 2), encoding="utf-8")
    child = opened(file, "--seed", "7")
    child.expect("Answer")
    child.send("\r")
    for turn, (how, code, by) in enumerate(SIGNALS, start=1):
        child.expect(f"And number {turn}")
        child.send("1")
        child.expect(f"And number {turn + 1}")
        child.kill(signal.Signals[how])
        if how != "SIGKILL":
            child.expect_exact(NORMAL_SCREEN)
            child.expect_exact(KEPT)
        child.expect(pexpect.EOF)
        child.close()
        assert (child.exitstatus, child.signalstatus) == (code, by), how
        assert turns_on_record(home) == turn, how
        child = opened(file, "--resume")
    child.expect(f"And number {len(SIGNALS) + 1}")
    child.kill(signal.SIGTERM)
    child.expect_exact(KEPT)
    child.expect(pexpect.EOF)


def test_a_mistake_of_our_own_gives_the_terminal_back_and_no_traceback(home: Path) -> None:
    code = (
        "import sys\n"
        "from tui.app import MoodlineApp\n"
        "from tui.cli import run\n"
        "MoodlineApp.on_mount = lambda self: self.set_timer(0.01, lambda: 1 // 0)\n"
        "sys.exit(run([]))"
    )
    environment = {
        **os.environ,
        "MOODLINE_HOME": str(home),
        "PYTHONPATH": str(ROOT),
        "TERM": "xterm-256color",
    }
    child = pexpect.spawn(sys.executable, ["-c", code], env=environment, encoding="utf-8", timeout=60)
    child.expect_exact(ALTERNATE_SCREEN)
    child.expect_exact(NORMAL_SCREEN)
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 2
    after = child.before or ""
    assert "Something went wrong inside Moodline (ZeroDivisionError)." in after
    assert "Traceback" not in after
