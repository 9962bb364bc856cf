"""The plain front end in a real terminal: as a person meets it, and every way to leave."""

import os
import signal
import sys
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path

import pytest

from engine.records.home import Home
from engine.records.store import Store
from tests.benchmarks.scenarios import chain
from tests.tui.running import EVERY_FEATURE, ROOT, UNSEEN

pexpect = pytest.importorskip("pexpect", reason="needs a pseudo-terminal")
if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

ASKS = r"Your reply, 1 to \d+, or \? for help: "


class Terminal:
    """Moodline in a terminal of its own, and all that it wrote there."""

    def __init__(self, home: Path, *arguments: str, term: str = "dumb", columns: int = 80) -> None:
        self.written = StringIO()
        environment = {**os.environ, "MOODLINE_HOME": str(home), "PYTHONPATH": str(ROOT), "TERM": term}
        environment.pop("COLUMNS", None)  # It would count more than the terminal's own width.
        self.child = pexpect.spawn(
            sys.executable,
            ["-m", "tui.cli", *arguments],
            env=environment,
            encoding="utf-8",
            dimensions=(24, columns),
            timeout=60,
        )
        self.child.logfile_read = self.written

    def answer_the_call(self) -> None:
        self.child.expect("Press Enter to answer, or q to leave:")
        self.child.sendline("")
        self.child.expect(ASKS)

    def reply(self, number: int) -> None:
        self.child.sendline(str(number))
        self.child.expect(ASKS)

    def end(self) -> tuple[int | None, int | None]:
        """Wait for the end; exit code and signal. Not a byte was an order to the terminal."""
        self.child.expect(pexpect.EOF)
        self.child.close()
        assert not UNSEEN.search(self.written.getvalue().replace("\r\n", "\n").replace("^C", ""))
        return self.child.exitstatus, self.child.signalstatus


Open = Callable[..., Terminal]


@pytest.fixture
def opened(home: Path) -> Iterator[Open]:
    started: list[Terminal] = []

    def start(*arguments: str, **more: object) -> Terminal:
        terminal = Terminal(home, *(arguments or ("play", str(EVERY_FEATURE), "--seed", "7")), **more)  # type: ignore[arg-type]
        started.append(terminal)
        return terminal

    yield start
    for terminal in started:
        terminal.child.close(force=True)


def turns_on_record(home: Path) -> int:
    with Store.open(Home(home), read_only=True) as store:
        return len(store.load(1).events)


def test_a_call_from_the_briefing_to_the_debrief(opened: Open) -> None:
    terminal = opened()
    terminal.answer_the_call()
    for number in (1, 2, 1):
        terminal.reply(number)
    terminal.child.sendline("1")
    terminal.child.expect("Your guess, or Enter to skip:")
    terminal.child.sendline("angry")
    terminal.child.expect("A turn from 1 to 4, or Enter to skip:")
    terminal.child.sendline("3")
    terminal.child.expect("Debrief, step 4 of 4")
    terminal.child.expect("Your choice:")
    terminal.child.sendline("")
    assert terminal.end() == (0, None)


@pytest.mark.parametrize(("term", "option"), [("dumb", []), ("", []), ("xterm-256color", ["--plain"])])
def test_a_dumb_terminal_gets_plain_text_by_itself(opened: Open, term: str, option: list[str]) -> None:
    terminal = opened("play", str(EVERY_FEATURE), "--seed", "7", *option, term=term)
    terminal.answer_the_call()
    terminal.child.sendline("q")
    assert terminal.end() == (0, None)


def test_the_library_too(opened: Open) -> None:
    terminal = opened("--plain")
    terminal.child.expect("Type a number, an id or a word to search for, or q to leave:")
    terminal.child.sendline("entitled-caller")
    terminal.child.expect("Press Enter to answer, or q to leave:")
    terminal.child.sendline("q")
    assert terminal.end() == (0, None)


def test_lines_are_as_long_as_the_terminal_is_wide(opened: Open) -> None:
    terminal = opened(columns=40)
    terminal.child.expect("Press Enter to answer")
    before = terminal.written.getvalue().replace("\r\n", "\n").rpartition("\n")[0]
    assert max(len(line) for line in before.splitlines()) <= 40
    assert "everything the\nformat knows" in before


LEAVING = [
    ("q", 0, None),
    ("ctrl-c", 130, None),
    ("ctrl-d", 1, None),
    ("SIGINT", 130, None),
    ("SIGTERM", 143, None),
    ("SIGHUP", 129, None),
    ("SIGKILL", None, signal.SIGKILL),
]


def test_no_way_of_leaving_loses_a_reply(opened: Open, home: Path, tmp_path: Path) -> None:
    """One call, left in every way, one after the other, and gone on with each time."""
    file = tmp_path / "in-a-row.yaml"
    file.write_text(chain(2 * len(LEAVING) + 2), encoding="utf-8")

    def gone_on_with(turns: int) -> Terminal:
        terminal = opened("play", str(file))
        terminal.child.expect(f"after {turns} turns")
        terminal.child.sendline("g")
        terminal.child.expect(rf"Turn {turns}\. You: Line {turns}-0\.")
        terminal.child.expect(ASKS)
        return terminal

    terminal = opened("play", str(file), "--seed", "7")
    terminal.answer_the_call()
    for times, (how, code, by) in enumerate(LEAVING, start=1):
        terminal.reply(1)
        terminal.reply(1)
        match how:
            case "q":
                terminal.child.sendline("q")
            case "ctrl-c":
                terminal.child.sendintr()
            case "ctrl-d":
                terminal.child.sendeof()
            case _:
                terminal.child.kill(signal.Signals[how])
        if how != "SIGKILL":
            terminal.child.expect("Your call is kept: moodline play")
        assert terminal.end() == (code, by), how
        assert turns_on_record(home) == 2 * times, how
        terminal = gone_on_with(2 * times)
    terminal.reply(1)
    terminal.child.sendline("q")
    assert terminal.end() == (0, None)
    assert turns_on_record(home) == 2 * len(LEAVING) + 1


@pytest.mark.parametrize("where", ["briefing", "debrief"])
def test_ctrl_c_works_everywhere(opened: Open, where: str) -> None:
    terminal = opened()
    if where == "briefing":
        terminal.child.expect("Press Enter to answer")
    else:
        terminal.answer_the_call()
        for number in (1, 2, 1):
            terminal.reply(number)
        terminal.child.sendline("1")
        terminal.child.expect("Your guess, or Enter to skip:")
    terminal.child.sendintr()
    assert terminal.end() == (130, None)


def test_the_terminal_goes_away(opened: Open, home: Path) -> None:
    """As when a window is closed: a signal comes, and nothing can be written any more."""
    terminal = opened()
    terminal.answer_the_call()
    terminal.reply(1)
    terminal.child.close(force=False)
    assert terminal.child.exitstatus in (129, 2) or terminal.child.signalstatus == signal.SIGHUP
    assert turns_on_record(home) == 1
