"""Completion in the shells themselves, as far as they are here: Tab is pressed, and the line is completed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest

from tests.tui.running import ROOT, Moodline
from tui.completion.shells import Shell

if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)
pexpect = pytest.importorskip("pexpect", reason="needs a pseudo-terminal")

STARTS = {
    "bash": (["--norc", "--noprofile", "-i"], "source <(moodline completion bash)"),
    "zsh": (["-f", "-i"], "autoload -Uz compinit; compinit -u -D; source <(moodline completion zsh)"),
}
"""How a shell is started without anybody's own settings, and loads its script."""

IN_FISH = """
moodline completion fish | source
for line in "moodline doc" "moodline play entit" "moodline check de" "moodline check deep/tw"
    complete -C "$line"
end
"""


def program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"only with {name}")
    return found


@pytest.fixture
def around(tmp_path: Path) -> dict[str, str]:
    """An environment with a command `moodline`; the folder `work` has a folder with a file in it."""
    programs = tmp_path / "bin"
    programs.mkdir()
    (programs / "moodline").write_text(
        f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m tui.cli "$@"\n', encoding="utf-8"
    )
    (programs / "moodline").chmod(0o755)
    (tmp_path / "work" / "deep").mkdir(parents=True)
    (tmp_path / "work" / "deep" / "two words.yaml").write_text("", encoding="utf-8")
    own = {"MOODLINE_HOME": str(tmp_path / "home"), "HOME": str(tmp_path), "TERM": "dumb", "PS1": "> "}
    return {**os.environ, "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}", **own}


@pytest.mark.parametrize("name", STARTS)
def test_tab_completes_ids_commands_and_files(name: str, around: dict[str, str], tmp_path: Path) -> None:
    arguments, load = STARTS[name]
    shell = pexpect.spawn(
        program(name),
        arguments,
        env=around,
        cwd=str(tmp_path / "work"),
        encoding="utf-8",
        timeout=30,
        dimensions=(40, 200),
    )
    shell.sendline(load)
    shell.sendline("echo rea''dy")
    shell.expect("\nready|\rready")
    shell.send("moodline doc\t")
    shell.expect("doctor ")
    shell.send("\x15moodline play entit\t")
    shell.expect("entitled-caller ")
    shell.send("\x15moodline check de\t")
    shell.expect("deep/")
    shell.send("tw\t")
    shell.expect(r"two\\ words.yaml")
    shell.close(force=True)


def test_fish_completes_ids_commands_and_files(around: dict[str, str], tmp_path: Path) -> None:
    done = subprocess.run(
        [program("fish"), "--no-config", "-c", IN_FISH],
        env=around,
        cwd=tmp_path / "work",
        capture_output=True,
        text=True,
    )
    values = [line.partition("\t")[0] for line in done.stdout.splitlines()]
    assert values == ["doctor", "entitled-caller", "deep/", "deep/two words.yaml"]


@pytest.mark.parametrize("name", get_args(Shell))
def test_the_script_is_written_and_is_one(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ran = Moodline(tmp_path, monkeypatch)("completion", name)
    assert ran.code == 0
    assert f"_MOODLINE_COMPLETE={name}_complete" in ran.out
    if (found := shutil.which(name)) is not None:
        done = subprocess.run([found, "-n"], input=ran.out, text=True, capture_output=True)
        assert (done.returncode, done.stderr) == (0, "")


def test_another_shell_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ran = Moodline(tmp_path, monkeypatch)("completion", "tcsh")
    assert ran.code == 2
    assert "'bash', 'zsh', 'fish'" in ran.err
