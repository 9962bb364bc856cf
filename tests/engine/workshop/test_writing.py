"""Writing a file whole or not at all."""

import os
from pathlib import Path

import pytest

from engine.workshop.writing import write_whole


def test_a_new_file_is_written_as_any_other_would_be(tmp_path: Path) -> None:
    path, other = tmp_path / "new.txt", tmp_path / "other.txt"
    write_whole(path, "Zoë\n")
    other.write_text("x", encoding="utf-8")
    assert path.read_bytes() == "Zoë\n".encode()
    assert path.stat().st_mode == other.stat().st_mode


def test_permissions_stay(tmp_path: Path) -> None:
    path = tmp_path / "mine.txt"
    path.write_text("before", encoding="utf-8")
    path.chmod(0o640)
    before = path.stat().st_mode
    write_whole(path, "after")
    assert (path.read_text(encoding="utf-8"), path.stat().st_mode) == ("after", before)


def test_a_link_stays_one(tmp_path: Path) -> None:
    target, link = tmp_path / "target.txt", tmp_path / "link.txt"
    target.write_text("before", encoding="utf-8")
    link.symlink_to(target)
    write_whole(link, "after")
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8") == "after"


def test_if_it_cannot_be_written_nothing_is_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "mine.txt"
    path.write_text("before", encoding="utf-8")

    def full(_number: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write_whole(path, "after")
    assert path.read_text(encoding="utf-8") == "before"
    assert [each.name for each in tmp_path.iterdir()] == ["mine.txt"]


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError):
        write_whole(tmp_path, "x")
