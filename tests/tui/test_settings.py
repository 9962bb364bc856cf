"""What a run was asked for, and which front end it gets."""

import io
import os
from pathlib import Path

import pytest

from engine.records.home import Home
from tui.settings import Settings, from_environment
from tui.terminal import is_terminal, needs_plain


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("environment", "plain", "still"),
    [
        ({}, False, False),
        ({"MOODLINE_PLAIN": "1"}, True, False),
        ({"MOODLINE_PLAIN": "0"}, False, False),
        ({"MOODLINE_REDUCED_MOTION": "yes"}, False, True),
        ({"MOODLINE_REDUCED_MOTION": ""}, False, False),
        ({"TEXTUAL_ANIMATIONS": "NONE"}, False, True),
        ({"TEXTUAL_ANIMATIONS": "full"}, False, False),
    ],
)
def test_the_environment_is_asked(
    tmp_path: Path, environment: dict[str, str], plain: bool, still: bool
) -> None:
    found = from_environment({"MOODLINE_HOME": str(tmp_path), **environment})
    assert found == Settings(home=Home(tmp_path), plain=plain, reduced_motion=still)


@pytest.mark.skipif(os.name != "posix", reason="other terminals set no TERM")
@pytest.mark.parametrize(
    ("term", "plain"),
    [("xterm-256color", False), ("linux", False), ("dumb", True), ("unknown", True), ("", True)],
)
def test_a_dumb_terminal_needs_plain_text(term: str, plain: bool) -> None:
    assert needs_plain({"TERM": term}, Screen(), Screen()) is plain


def test_no_terminal_at_all_needs_plain_text() -> None:
    fine = {"TERM": "xterm-256color"}
    assert needs_plain({}, Screen(), Screen()) is (os.name == "posix")
    for stdin, stdout in (
        (io.StringIO(), Screen()),
        (Screen(), io.StringIO()),
        (None, Screen()),
        (Screen(), None),
    ):
        assert needs_plain(fine, stdin, stdout)


def test_a_closed_stream_is_no_terminal() -> None:
    screen = Screen()
    assert is_terminal(screen)
    closed = io.StringIO()
    closed.close()
    assert not is_terminal(closed)
