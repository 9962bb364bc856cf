"""Files of an author's are written whole or not at all."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from engine.workshop.saving import make_files, replace_file

posix = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX permissions and links")


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


def test_files_and_their_folders_are_made(tmp_path: Path) -> None:
    make_files({tmp_path / "a" / "b" / "x": b"1", tmp_path / "y": b"2"}, replace=False)
    assert (tmp_path / "a" / "b" / "x").read_bytes() == b"1"
    assert names(tmp_path) == {"a", "a/b", "a/b/x", "y"}


def test_what_is_there_stays_unless_it_may_be_replaced(tmp_path: Path) -> None:
    (tmp_path / "y").write_bytes(b"mine")
    with pytest.raises(FileExistsError):
        make_files({tmp_path / "x": b"1", tmp_path / "y": b"2"}, replace=False)
    assert names(tmp_path) == {"y"}
    assert (tmp_path / "y").read_bytes() == b"mine"
    make_files({tmp_path / "x": b"1", tmp_path / "y": b"2"}, replace=True)
    assert (tmp_path / "y").read_bytes() == b"2"


@pytest.mark.parametrize("stop", [OSError("no room"), KeyboardInterrupt()])
def test_nothing_is_left_where_one_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stop: BaseException
) -> None:
    (tmp_path / "old").write_bytes(b"old")
    sync, calls = os.fsync, []

    def failing(handle: int) -> None:
        calls.append(handle)
        if len(calls) == 3:
            raise stop
        sync(handle)

    monkeypatch.setattr(os, "fsync", failing)
    with pytest.raises(type(stop)):
        make_files(
            {tmp_path / "old": b"new", tmp_path / "a" / "x": b"1", tmp_path / "a" / "y": b"2"}, replace=True
        )
    assert names(tmp_path) == {"old"}
    assert (tmp_path / "old").read_bytes() == b"old"


@posix
def test_replacing_keeps_permissions_and_follows_links(tmp_path: Path) -> None:
    (tmp_path / "real").write_bytes(b"old")
    (tmp_path / "real").chmod(0o640)
    (tmp_path / "link").symlink_to("real")
    replace_file(tmp_path / "link", b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"new"
    assert (tmp_path / "real").stat().st_mode & 0o777 == 0o640
    assert names(tmp_path) == {"real", "link"}


@pytest.mark.skipif(sys.platform == "win32", reason="pipes of POSIX")
def test_what_is_no_file_is_not_replaced(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OSError, match="not a file"):
        make_files({tmp_path / "a": b"x", tmp_path / "pipe": b"x"}, replace=True)
    assert [path.name for path in tmp_path.iterdir()] == ["pipe"]
