import os
import stat
from pathlib import Path

import pytest

from engine.records.errors import StoreProblem, shown
from engine.records.home import Home, find_home


def test_the_variable_overrides_the_platform(tmp_path: Path) -> None:
    assert find_home({"MOODLINE_HOME": str(tmp_path)}).folder == tmp_path


@pytest.mark.parametrize("environment", [{}, {"MOODLINE_HOME": ""}])
def test_without_it_the_platform_decides(environment: dict[str, str]) -> None:
    folder = find_home(environment).folder
    assert folder.name == "moodline"
    assert folder.is_absolute()


def test_the_process_environment_is_the_usual_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOODLINE_HOME", str(tmp_path / "here"))
    assert find_home().folder == tmp_path / "here"


def test_tilde_and_relative_paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "sam"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "sam"))
    assert find_home({"MOODLINE_HOME": "~/records"}).folder == tmp_path / "sam" / "records"
    assert find_home({"MOODLINE_HOME": "a/../b"}).folder == tmp_path / "b"


def test_looking_for_it_touches_nothing(tmp_path: Path) -> None:
    find_home({"MOODLINE_HOME": str(tmp_path / "later")})
    assert list(tmp_path.iterdir()) == []


def test_making_it(tmp_path: Path) -> None:
    home = Home(tmp_path / "deep" / "down")
    home.make()
    home.make()
    assert home.scenarios.is_dir()
    assert home.attempts.parent == home.folder
    if os.name == "posix":
        assert stat.S_IMODE(home.folder.stat().st_mode) == 0o700


@pytest.mark.skipif(os.name != "posix", reason="permissions as POSIX has them")
def test_a_folder_that_is_there_keeps_its_permissions(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    Home(tmp_path).make()
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o755


def test_a_file_in_the_way(tmp_path: Path) -> None:
    blocker = tmp_path / "notes.txt"
    blocker.write_text("mine")
    for folder in (blocker, blocker / "below"):
        with pytest.raises(StoreProblem, match="MOODLINE_HOME") as caught:
            Home(folder).make()
        assert caught.value.code == "not-a-folder"
    assert blocker.read_text() == "mine"


def test_a_path_that_cannot_be(tmp_path: Path) -> None:
    with pytest.raises(StoreProblem) as caught:
        Home(tmp_path / ("x" * 5000)).make()
    assert caught.value.code == "unusable-path"


@pytest.mark.skipif(os.name != "posix", reason="permissions as POSIX has them")
def test_a_folder_that_may_not_be_made(ordinary_folder: Path) -> None:
    ordinary_folder.chmod(0o500)
    with pytest.raises(StoreProblem, match="permission denied") as caught:
        Home(ordinary_folder / "moodline").make()
    assert caught.value.code == "denied"
    assert caught.value.path == ordinary_folder / "moodline"


def test_what_a_path_shows_is_safe_on_a_terminal() -> None:
    assert shown(Path("a\x1b]52;c\u202eb")) == r"a\x1b]52;c\u202eb"
    assert shown(Path("Übung")) == "Übung"
