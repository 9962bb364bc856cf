"""The command line where something goes wrong: mistakes of our own, streams that are closed or full."""

import errno
import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.tui.running import EVERY_FEATURE, ROOT, Moodline, folder_with
from tui.cli import run


def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("\x1b[31mthe secret inside")

    monkeypatch.setattr("engine.scenario.library.headers", fail)


def test_a_mistake_of_our_own_is_one_sentence(moodline: Moodline, monkeypatch: pytest.MonkeyPatch) -> None:
    broken(monkeypatch)
    ran = moodline("list")
    assert (ran.code, ran.out) == (2, "")
    assert len(ran.err.splitlines()) == 1
    assert "RuntimeError" in ran.err
    assert "MOODLINE_DEBUG=1" in ran.err
    assert not moodline.home.exists()


@pytest.mark.parametrize("by_option", [True, False])
def test_the_log_is_written_where_it_is_asked_for(
    moodline: Moodline, monkeypatch: pytest.MonkeyPatch, by_option: bool
) -> None:
    broken(monkeypatch)
    if not by_option:
        monkeypatch.setenv("MOODLINE_DEBUG", "1")
    ran = moodline(*(["--debug"] if by_option else []), "list")
    log = moodline.home / "debug.log"
    assert ran.code == 2
    assert str(log) in ran.err
    assert "the secret inside" in log.read_text(encoding="utf-8")


def test_a_log_that_cannot_be_written(moodline: Moodline, monkeypatch: pytest.MonkeyPatch) -> None:
    broken(monkeypatch)
    moodline.home.write_text("in the way")
    ran = moodline("--debug", "list")
    assert ran.code == 2
    assert "could not be written" in ran.err


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGPIPE")
def test_nobody_reads_the_output_any_more(tmp_path: Path) -> None:
    environment = {**os.environ, "MOODLINE_HOME": str(tmp_path / "home"), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "tui.cli", "schema"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, text=True, env=environment, stdout=pipe, stderr=pipe) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        child.stdout.close()
        errors = child.stderr.read()
    assert (child.returncode, errors) == (141, "")


@pytest.mark.skipif(sys.platform == "win32", reason="descriptors are closed by a shell")
@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_closed_streams_are_no_error_of_ours(tmp_path: Path, closed: str) -> None:
    command = f'"$0" -m tui.cli play "$1" --seed 7 {closed}'
    done = subprocess.run(
        ["sh", "-c", command, sys.executable, str(EVERY_FEATURE)],
        env={**os.environ, "MOODLINE_HOME": str(tmp_path / "home"), "PYTHONPATH": str(ROOT)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr) == (1, "")


def test_text_that_the_output_cannot_hold_is_no_error(tmp_path: Path) -> None:
    text = EVERY_FEATURE.read_text(encoding="utf-8").replace("Robin Hale", "Zoë 👩‍🚒 ليلى")
    folder = folder_with(tmp_path, mine=text)
    done = subprocess.run(
        [sys.executable, "-m", "tui.cli", "play", str(folder / "mine.yaml"), "--seed", "7"],
        env={
            **os.environ,
            "MOODLINE_HOME": str(tmp_path / "home"),
            "PYTHONPATH": str(ROOT),
            "PYTHONIOENCODING": "ascii",
        },
        input=b"1\n\xff\xfe\n2\n",
        capture_output=True,
    )
    assert done.stderr == b""
    assert b"Zo? ???" in done.stdout
    assert b"Turn 2." in done.stdout


def test_without_arguments_no_parser_of_arguments_is_loaded(tmp_path: Path) -> None:
    code = (
        "import sys; sys.argv = ['moodline']\n"
        "from tui.cli import run\n"
        "code = run([])\n"
        "print(code, *(name for name in ('click', 'rich_click') if name in sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "MOODLINE_HOME": str(tmp_path / "home"), "PYTHONPATH": str(ROOT)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    assert done.stderr == ""
    assert done.stdout.splitlines()[-1] == "0"


def test_a_full_disk_behind_standard_output_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    class Full(io.StringIO):
        def write(self, _text: str) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

    said = io.StringIO()
    monkeypatch.setattr(sys, "stdout", Full())
    monkeypatch.setattr(sys, "stderr", said)
    assert run(["check", "--shape-only", str(EVERY_FEATURE)]) == 2
    assert said.getvalue() == (
        "Not everything could be written (No space left on device). Make room, and do it again.\n"
    )
