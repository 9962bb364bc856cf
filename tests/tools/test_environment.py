"""Set-up: when it does nothing, when it does something, and how it refuses."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tools import environment

HERE = sys.version_info[:3]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project folder whose installs are noted in ``installs`` and not done."""
    (tmp_path / "requirements").mkdir()
    for name in ["runtime.txt", "dev.txt"]:
        (tmp_path / "requirements" / name).write_text(f"# {name}\n", encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "find_uv", lambda: None)
    # Environments with a Python of their own, but without the seconds that pip takes to get in.
    run = environment.run
    monkeypatch.setattr(environment, "run", lambda command, hint: run([*command, "--without-pip"], hint))

    def install(venv: Path, kind: str, uv: str | None) -> None:
        with (tmp_path / "installs").open("a", encoding="utf-8") as handle:
            handle.write(f"{kind}\n")

    monkeypatch.setattr(environment, "install", install)
    return tmp_path


def installs(project: Path) -> list[str]:
    noted = project / "installs"
    return noted.read_text(encoding="utf-8").split() if noted.exists() else []


def test_an_environment_is_made_once(project: Path) -> None:
    venv = project / ".venv"
    environment.prepare(venv, "play")
    assert environment.version_of(environment.executable(venv, "python")) == HERE
    environment.prepare(venv, "play")
    assert installs(project) == ["play"]


def test_what_the_tests_need_holds_what_playing_needs(project: Path) -> None:
    environment.prepare(project / ".venv", "test")
    environment.prepare(project / ".venv", "play")
    assert installs(project) == ["test"]


@pytest.mark.parametrize("changed", ["requirements/dev.txt", "pyproject.toml"])
def test_a_changed_lock_or_project_file_installs_again(project: Path, changed: str) -> None:
    environment.prepare(project / ".venv", "test")
    (project / changed).write_text("# other\n", encoding="utf-8")
    environment.prepare(project / ".venv", "test")
    assert installs(project) == ["test", "test"]


def test_a_failed_install_is_not_taken_for_done(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(venv: Path, kind: str, uv: str | None) -> None:
        raise environment.Failed("no network")

    with monkeypatch.context() as patch:
        patch.setattr(environment, "install", fail)
        with pytest.raises(environment.Failed, match="no network"):
            environment.prepare(project / ".venv", "play")
    environment.prepare(project / ".venv", "play")
    assert installs(project) == ["play"]


def test_pip_is_tried_where_uv_fails(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[str | None] = []

    def install(venv: Path, kind: str, uv: str | None) -> None:
        tried.append(uv)
        if uv:
            raise environment.Failed("uv knows no mirror")

    monkeypatch.setattr(environment, "find_uv", lambda: "uv")
    monkeypatch.setattr(environment, "create", lambda venv, uv: HERE)
    monkeypatch.setattr(environment, "install", install)
    environment.prepare(project / ".venv", "play")
    assert tried == ["uv", None]


def test_a_broken_environment_is_made_anew(project: Path) -> None:
    venv = project / ".venv"
    environment.prepare(venv, "play")
    python = environment.executable(venv, "python")
    python.unlink()
    python.symlink_to(project / "gone")
    environment.prepare(venv, "play")
    assert environment.version_of(python) == HERE
    assert installs(project) == ["play", "play"]


def test_an_environment_of_another_python_is_refused_when_one_was_named(project: Path) -> None:
    environment.prepare(project / ".venv", "play")
    with pytest.raises(environment.Failed, match=r"\.venv is there already, for Python .*make clean"):
        environment.prepare(project / ".venv", "play", wanted=(3, 99))


def test_a_second_run_waits_for_the_first(project: Path) -> None:
    venv = project / ".venv"
    code = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from pathlib import Path\n"
        "from tools.environment import one_at_a_time\n"
        "with one_at_a_time(Path(sys.argv[2])): print('in')\n"
    )
    command = [sys.executable, "-c", code, str(Path(__file__).resolve().parents[2]), str(venv)]
    with environment.one_at_a_time(venv):
        other = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        assert other.stderr is not None
        assert "waiting" in other.stderr.readline()
        assert other.poll() is None
    out, _ = other.communicate(timeout=60)
    assert out.strip() == "in"


def test_what_is_no_python_has_no_version(tmp_path: Path) -> None:
    assert environment.version_of(tmp_path / "none") is None
    silent = tmp_path / "silent"
    silent.write_text("#!/bin/sh\nexit 0\n", encoding="utf-8")
    silent.chmod(0o755)
    assert not environment.version_of(silent)


def test_an_empty_uv_turns_uv_off(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / ("uv.exe" if os.name == "nt" else "uv")
    program.write_text("#!/bin/sh\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("UV", raising=False)
    assert environment.find_uv() == str(program)
    monkeypatch.setenv("UV", "")
    assert environment.find_uv() is None


def test_a_failed_command_is_told_with_its_own_words_and_a_hint() -> None:
    command: list[str | Path] = [sys.executable, "-c", "import sys; print('disk full'); sys.exit(3)"]
    with pytest.raises(environment.Failed) as caught:
        environment.run(command, "make room, then run the same again")
    assert str(caught.value).startswith("make room")
    assert "disk full" in str(caught.value)
