"""The full screen in a real terminal, as a terminal shows it: keys in, cells out, and the shell as it was.

What signals do is in ``test_full_screen_terminal.py``.
"""

import os
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from engine.records.home import Home
from engine.records.store import Store
from tests.tui.running import ROOT
from tests.tui.screens.sitting import ON_SCREEN

pexpect = pytest.importorskip("pexpect", reason="needs a pseudo-terminal")
pyte = pytest.importorskip("pyte", reason="needs a terminal to read")
if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

COLUMNS, LINES = 100, 40
KEPT = "Your call is kept: moodline play"
SAYS = "Traceback (most recent call last)", "Something went wrong"

PAIRED = {
    "\x1b[?1049h": "\x1b[?1049l",
    "\x1b[?25l": "\x1b[?25h",
    "\x1b[?1000h": "\x1b[?1000l",
    "\x1b[?2004h": "\x1b[?2004l",
}
"""What turns something on in a terminal, and what turns it off: alternate screen, cursor, mouse, pasting."""


class Terminal:
    """Moodline in a shell, in a terminal that can be read."""

    def __init__(self, home: Path, *arguments: str, **environment: str) -> None:
        self._screen = pyte.Screen(COLUMNS, LINES)
        self._stream = pyte.Stream(self._screen)
        self.written = ""
        moodline = " ".join([sys.executable, "-m", "tui.cli", *arguments])
        self.child = pexpect.spawn(
            "/bin/sh",
            ["-c", f"{moodline}; echo CODE=$?; stty -a"],
            env={
                **os.environ,
                "MOODLINE_HOME": str(home),
                "MOODLINE_REDUCED_MOTION": "1",
                "PYTHONPATH": str(ROOT),
                "TERM": "xterm-256color",
                **environment,
            },
            encoding="utf-8",
            dimensions=(LINES, COLUMNS),
            timeout=60,
        )

    @property
    def shown(self) -> str:
        """What stands on the screen."""
        return "\n".join(self._screen.display)

    def until(self, words: str) -> None:
        """Read until the screen shows these words."""
        while words not in self.shown:
            try:
                read = self.child.read_nonblocking(65536, timeout=60)
            except pexpect.EOF:
                raise AssertionError(f"ended without {words!r}; on show was\n{self.shown}") from None
            self.written += read
            # pyte takes a private mode's report for text: it is no part of what is seen.
            self._stream.feed(
                re.sub(r"\x1b\[\?\d+\$p|\x1b\[>[0-9;]*[a-zA-Z]|\x1b\[=[0-9;]*[a-zA-Z]", "", read)
            )

    def press(self, keys: str, then: str) -> None:
        self.child.send(keys)
        self.until(then)

    def end(self) -> int:
        """Read to the end, and see that the terminal is as it was; the exit code."""
        self.until("CODE=")
        self.written += self.child.read()
        self.child.close()
        assert not [words for words in SAYS if words in self.written]
        for on, off in PAIRED.items():
            assert self.written.rfind(on) < self.written.rfind(off), repr(on)
        after = self.written[self.written.rindex("CODE=") :]
        assert re.search(r"(?<!-)\bicanon\b", after)
        assert re.search(r"(?<!-)\becho\b", after)
        return int(after[5 : after.index("\r")])


Open = Callable[..., Terminal]


@pytest.fixture
def opened(home: Path) -> Iterator[Open]:
    started: list[Terminal] = []

    def start(*arguments: str, **environment: str) -> Terminal:
        terminal = Terminal(home, *arguments, **environment)
        started.append(terminal)
        return terminal

    yield start
    for terminal in started:
        terminal.child.close(force=True)


def on_record(home: Path) -> list[int]:
    with Store.open(Home(home), read_only=True) as store:
        return [attempt.events for attempt in reversed(store.attempts())]


def test_an_evening(opened: Open, home: Path) -> None:
    """From the shell into a call, out of it, back into it another time, and to its debrief."""
    first = opened("play", str(ON_SCREEN), "--seed", "7")
    first.until("Caller: Robin Hale")
    first.press("\r", "My parcel is wet through")
    first.press("1", "Two hundred sheets")
    first.child.send("q")
    assert first.end() == 0
    assert f"{KEPT} {ON_SCREEN} goes on." in first.written
    assert on_record(home) == [1]
    second = opened("play", str(ON_SCREEN))
    second.until("A call is waiting")
    second.press("\r", "You go on with this call")
    second.press("1", "Come back to the line")
    second.press("\r", "And?")
    second.press("1", "All right.")
    second.press("1", "go on to the debrief")
    second.press("\r", "(1 of 2)")
    second.press("3", "3  frustrated")
    second.press("\r", "(2 of 2)")
    second.press("1", "Turn 1")
    second.press("\r", "A new one is on its way")
    second.child.send("q")
    assert second.end() == 0
    assert KEPT not in second.written
    assert on_record(home) == [5]


@pytest.mark.parametrize(("key", "code"), [("\x03", 130), ("\x11", 0)], ids=["ctrl+c", "ctrl+q"])
def test_keys_that_leave_at_once(opened: Open, home: Path, key: str, code: int) -> None:
    terminal = opened("play", str(ON_SCREEN), "--seed", "7")
    terminal.until("Caller: Robin Hale")
    terminal.press("\r", "My parcel is wet through")
    terminal.press("2", "breaks in")
    terminal.child.send(key)
    assert terminal.end() == code
    assert KEPT in terminal.written
    assert on_record(home) == [1]


def test_leaving_before_the_library_has_been_read(opened: Open, home: Path) -> None:
    """What is still being looked for in a thread holds nobody up."""
    scenarios = home / "scenarios"
    scenarios.mkdir(parents=True)
    for number in range(300):
        (scenarios / f"{number}.yaml").write_text(ON_SCREEN.read_text("utf-8"), "utf-8")
    terminal = opened()
    terminal.until("Moodline")
    terminal.child.send("\x11")
    assert terminal.end() == 0


def test_what_cannot_be_opened_is_said_in_the_shell(opened: Open) -> None:
    terminal = opened("play", "no-such-scenario")
    assert terminal.end() == 2
    assert "there is no scenario 'no-such-scenario'" in terminal.written


def test_without_colour_no_colour_is_written(opened: Open) -> None:
    terminal = opened("play", str(ON_SCREEN), "--seed", "7", NO_COLOR="1", COLORTERM="truecolor")
    terminal.until("Caller: Robin Hale")
    terminal.press("\r", "Frustrated")
    terminal.child.send("q")
    assert terminal.end() == 0
    shades = re.findall(r"[34]8;2;(\d+);(\d+);(\d+)", terminal.written)
    assert shades
    assert all(red == green == blue for red, green, blue in shades)
