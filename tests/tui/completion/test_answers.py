"""What a shell is told: commands, options, scenarios, attempts, files; and never an error."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from engine.records.home import Home
from tests.tui.running import EVERY_FEATURE, ROOT, TO_THE_END, Moodline, working_in
from tui.commands.root import moodline as command_line
from tui.completion.shells import answer


def asked(line: str, shell: str = "bash") -> str:
    """The answer to what has been typed; a blank at the end begins a new word."""
    words = line.split(" ")
    if shell == "fish":
        question = {"COMP_WORDS": " ".join(words[:-1]), "COMP_CWORD": words[-1]}
    else:
        question = {"COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1)}
    return answer(command_line, {"_MOODLINE_COMPLETE": f"{shell}_complete", **question})


def offered(line: str) -> list[str]:
    return [each.partition(",")[2] for each in asked(line).splitlines()]


@pytest.mark.usefixtures("moodline")
@pytest.mark.parametrize(
    ("line", "some"),
    [
        ("moodline ", ["play", "check", "fmt", "new", "doctor", "completion"]),
        ("moodline pl", ["play"]),
        ("moodline play e", ["elderly-caller", "entitled-caller"]),
        ("moodline play --mode ", ["coach", "standard", "exam"]),
        ("moodline play --mo", ["--mode", "--model"]),
        ("moodline --theme high", ["high-contrast"]),
        ("moodline explore router", ["router-fourth-call"]),
        ("moodline test eld", ["elderly-caller"]),
        ("moodline attempts --scenario ent", ["entitled-caller"]),
        ("moodline new --persona rep", ["repeat-contact"]),
        ("moodline schema ", ["scenario", "part", "shift"]),
        ("moodline completion ", ["bash", "zsh", "fish"]),
        ("moodline fmt --", ["--check", "--diff"]),
    ],
)
def test_what_is_offered(line: str, some: list[str], tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with working_in(tmp_path / "empty"):
        found = offered(line)
    assert [each for each in found if each in some] == sorted(some, key=found.index)
    assert line.endswith(" ") or set(found) == set(some) | {each for each in found if each == "--help"}


def test_a_scenario_and_a_shift_of_your_own_are_offered(moodline: Moodline, tmp_path: Path) -> None:
    assert moodline("new", "--title", "Mine alone", "--into", tmp_path / "own").code == 0
    (tmp_path / "own" / "shifts").mkdir()
    (tmp_path / "own" / "shifts" / "monday.yaml").write_text("moodline: 1\n", encoding="utf-8")
    folder = shlex.quote(str(tmp_path / "own"))
    assert offered(f"moodline play --folder {folder} min") == ["mine-alone"]
    assert offered(f"moodline --folder {folder} shift mon") == ["monday"]
    with working_in(tmp_path / "own"):
        assert offered("moodline play --folder /nowhere/at/all e") == []


def test_attempts_are_offered_where_they_fit(moodline: Moodline) -> None:
    assert offered("moodline debrief ") == []
    assert not moodline.home.exists()
    moodline("play", EVERY_FEATURE, "--seed", "7", typed=TO_THE_END)
    moodline("play", EVERY_FEATURE, "--seed", "8", typed="1\n")
    assert offered("moodline debrief ") == ["1"]
    assert offered("moodline export --anonymous ") == ["1"]
    assert offered("moodline play x --attempt ") == ["2"]
    assert asked("moodline debrief ", "fish").startswith("1\tevery-feature, ")
    Home(moodline.home).attempts.write_bytes(b"broken" * 1000)
    assert offered("moodline debrief ") == []


def test_yaml_files_and_the_folders_on_the_way(moodline: Moodline, tmp_path: Path) -> None:
    for name in (
        "a.yaml",
        "b.yml",
        "c.txt",
        ".hidden.yaml",
        "two words.yaml",
        "new\nline.yaml",
        "deep/d.yaml",
    ):
        path = tmp_path / "here" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("", encoding="utf-8")
    with working_in(tmp_path / "here"):
        assert offered("moodline fmt ") == ["a.yaml", "b.yml", "deep", "two words.yaml"]
        assert offered("moodline fmt dee") == ["deep"]
        assert offered("moodline fmt deep/") == ["deep/d.yaml"]
        assert offered("moodline fmt .h") == [".hidden.yaml"]
        assert offered("moodline fmt 'two") == ["two words.yaml"]
        assert offered("moodline fmt nowhere/") == []
        assert offered("moodline new --into ") == ["deep"]
        assert "deep/" in asked("moodline fmt ", "fish").splitlines()
        assert asked("moodline fmt a", "zsh") == "path\na.yaml\n_\n"
    assert offered(f"moodline check {tmp_path}/here/a") == [f"{tmp_path}/here/a.yaml"]


def test_a_title_with_signs_of_the_shell_does_no_harm(moodline: Moodline, tmp_path: Path) -> None:
    title = "A: b\t$(touch x) `y` \x1b[31m" + "z" * 80
    assert moodline("new", "--title", title, "--id", "odd", "--into", tmp_path).code == 0
    lines = asked(f"moodline play --folder {tmp_path} od", "zsh").splitlines()
    assert lines[:2] == ["plain", "odd"]
    assert ":" not in lines[2]
    assert "\x1b" not in lines[2]
    assert len(lines) == 3


@pytest.mark.parametrize(
    "question",
    [
        {},
        {"COMP_WORDS": "moodline", "COMP_CWORD": "x"},
        {"COMP_WORDS": "moodline 'a", "COMP_CWORD": "1"},
        {"COMP_WORDS": 'moodline "a', "COMP_CWORD": "99"},
        {"COMP_WORDS": "moodline play \x1b \ud800", "COMP_CWORD": "2"},
        {"COMP_WORDS": "moodline nonsense --what ", "COMP_CWORD": "3"},
    ],
)
@pytest.mark.parametrize(
    "what", ["bash_complete", "zsh_complete", "fish_complete", "sh_complete", "bash_x", ""]
)
def test_whatever_is_asked_there_is_no_error(what: str, question: dict[str, str]) -> None:
    assert isinstance(answer(command_line, {"_MOODLINE_COMPLETE": what, **question}), str)


def test_the_command_answers_without_arguments_and_writes_nothing_else() -> None:
    question = {"_MOODLINE_COMPLETE": "bash_complete", "COMP_WORDS": "moodline do", "COMP_CWORD": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "tui.cli"], cwd=ROOT, capture_output=True, env={**os.environ, **question}
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"plain,doctor\n", b"")
