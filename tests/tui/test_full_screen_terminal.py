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
from tests.tui.running import EVERY_FEATURE, ROOT

if TYPE_CHECKING:
    from pexpect import spawn

pexpect = pytest.importorskip("pexpect", reason="needs a pseudo-terminal")
if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

ALTERNATE_SCREEN, NORMAL_SCREEN = "\x1b[?1049h", "\x1b[?1049l"
KEPT = "Your call is kept: moodline play"

Open = Callable[..., "spawn[str]"]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def opened(home: Path) -> Iterator[Open]:
    started: list[spawn[str]] = []

    def start(*options: str) -> "spawn[str]":
        environment = {
            **os.environ,
            "MOODLINE_HOME": str(home),
            "MOODLINE_REDUCED_MOTION": "1",
            "PYTHONPATH": str(ROOT),
            "TERM": "xterm-256color",
        }
        command = ["-m", "tui.cli", "play", str(EVERY_FEATURE), *options]
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


def play_one_turn(child: "spawn[str]") -> None:
    child.expect("Situation|A parcel was left")
    child.expect("Answer")
    child.send("\r")
    child.expect("I'll send another")
    child.send("1")
    child.expect("Let me check who I have")


@pytest.mark.parametrize(
    ("how", "code", "by"),
    [
        ("SIGINT", 130, None),
        ("SIGTERM", 143, None),
        ("SIGHUP", 129, None),
        ("SIGKILL", None, signal.SIGKILL),
    ],
)
def test_no_signal_loses_a_reply_or_the_terminal(
    opened: Open, home: Path, how: str, code: int | None, by: signal.Signals | None
) -> None:
    child = opened("--seed", "7")
    play_one_turn(child)
    child.kill(signal.Signals[how])
    if how != "SIGKILL":
        child.expect_exact(NORMAL_SCREEN)
        child.expect_exact(KEPT)
    child.expect(pexpect.EOF)
    child.close()
    assert (child.exitstatus, child.signalstatus) == (code, by)
    assert turns_on_record(home) == 1
    again = opened("--resume")
    again.expect("Let me check who I have")
    again.kill(signal.SIGTERM)
    again.expect_exact(KEPT)
    again.expect(pexpect.EOF)


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
