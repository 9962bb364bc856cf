"""Which files a scenario is made of, whether or not they are there."""

import sys
from pathlib import Path

import pytest

from engine.mood.coefficients import load_model
from engine.workshop.preview.version import read_version
from tests.engine.workshop.preview.writing import WHOLE

MORE = "moodline: 1\nscenes:\n  more:\n    replies: [{id: a, says: A., goto: settled}]\n"
PART = MORE.replace("more:", "extra:") + "include: deeper/more.yaml\n"


def files_in(folder: Path, file: Path) -> list[str]:
    version = read_version(file, load_model())
    return [str(each.resolve().relative_to(folder.resolve())) for each in version.files]


def test_parts_count_those_of_parts_and_missing_ones_too(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text(WHOLE + "include: [parts/one.yaml, ../outside.yaml, /etc/passwd]\n", encoding="utf-8")
    assert files_in(tmp_path, file) == ["a.yaml", "parts/one.yaml"]
    (tmp_path / "parts" / "deeper").mkdir(parents=True)
    (tmp_path / "parts" / "one.yaml").write_text(PART, encoding="utf-8")
    assert files_in(tmp_path, file) == ["a.yaml", "parts/one.yaml", "parts/deeper/more.yaml"]


def test_a_whole_one_with_parts_can_be_played(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    (tmp_path / "deeper").mkdir()
    file.write_text(WHOLE + "include: one.yaml\n", encoding="utf-8")
    (tmp_path / "one.yaml").write_text(PART, encoding="utf-8")
    (tmp_path / "deeper" / "more.yaml").write_text(MORE, encoding="utf-8")
    version = read_version(file, load_model())
    assert version.errors == ()
    assert version.machine is not None
    assert "more" in version.machine.plan.scenario.scenes


def test_a_missing_file_is_gone_and_a_missing_part_is_an_error(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    version = read_version(file, load_model())
    assert (version.is_gone, version.machine, version.files) == (True, None, (file,))
    file.write_text(WHOLE + "include: one.yaml\n", encoding="utf-8")
    version = read_version(file, load_model())
    assert (version.is_gone, len(version.errors)) == (False, 1)


@pytest.mark.skipif(sys.platform == "win32", reason="makes links")
def test_a_link_that_goes_round_is_an_error_like_any_other(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.symlink_to(file.name)
    version = read_version(file, load_model())
    assert [problem.code for problem in version.errors] == ["unreadable"]
    assert version.files == (file,)
