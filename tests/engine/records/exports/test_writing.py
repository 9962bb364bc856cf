"""Files that are handed on: whole or not at all, and never over another one unasked."""

import errno
import os
import stat
import sys
from pathlib import Path

import pytest

from engine.records.exports.subject import CannotExport
from engine.records.exports.writing import write_file
from engine.workshop import saving


def names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


LINUX = pytest.mark.skipif(sys.platform != "linux", reason="a folder and device of Linux")


def test_a_new_file_is_written_and_nothing_beside_it(tmp_path: Path) -> None:
    write_file(tmp_path / "a.html", b"whole")
    assert (tmp_path / "a.html").read_bytes() == b"whole"
    assert names(tmp_path) == ["a.html"]


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_it_may_be_read_by_whoever_may_read_new_files(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_file(tmp_path / "a.html", b"whole")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a.html").stat().st_mode) == 0o640


def test_a_file_that_is_there_is_replaced_only_by_force(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(b"mine")
    with pytest.raises(CannotExport, match="is there already"):
        write_file(path, b"new")
    assert path.read_bytes() == b"mine"
    write_file(path, b"new", force=True)
    assert path.read_bytes() == b"new"
    assert names(tmp_path) == ["a.html"]


def test_somebody_who_takes_the_name_meanwhile_keeps_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.html"
    written_beside = saving._written_beside

    def meanwhile(path: Path, content: bytes) -> Path:
        path.write_bytes(b"theirs")
        return written_beside(path, content)

    monkeypatch.setattr(saving, "_written_beside", meanwhile)
    with pytest.raises(CannotExport, match="is there already"):
        write_file(path, b"new")
    assert path.read_bytes() == b"theirs"
    assert names(tmp_path) == ["a.html"]


def test_without_hard_links_it_works_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EOPNOTSUPP, "not supported")

    monkeypatch.setattr(os, "link", refuse)
    write_file(tmp_path / "a.html", b"whole")
    assert (tmp_path / "a.html").read_bytes() == b"whole"
    with pytest.raises(CannotExport, match="is there already"):
        write_file(tmp_path / "a.html", b"new")
    assert names(tmp_path) == ["a.html"]


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EIO])
@pytest.mark.parametrize("there", [False, True])
def test_a_full_disk_leaves_nothing_half_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, there: bool
) -> None:
    path = tmp_path / "a.html"
    if there:
        path.write_bytes(b"mine")

    def fail(_: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(CannotExport, match="cannot be written"):
        write_file(path, b"x" * 100_000, force=there)
    assert names(tmp_path) == (["a.html"] if there else [])
    assert not there or path.read_bytes() == b"mine"


@LINUX
def test_a_device_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(CannotExport, match="is not a file"):
        write_file(Path("/dev/null"), b"x", force=True)
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)
    with pytest.raises(CannotExport, match="is not a file"):
        write_file(tmp_path, b"x", force=True)


@pytest.mark.skipif(os.name != "posix", reason="links of POSIX")
def test_a_link_is_followed_and_stays_one(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    target = tmp_path / "there" / "a.html"
    target.write_bytes(b"old")
    (tmp_path / "link.html").symlink_to(target)
    write_file(tmp_path / "link.html", b"new", force=True)
    assert target.read_bytes() == b"new"
    assert (tmp_path / "link.html").is_symlink()


def test_folders_that_are_not_there(tmp_path: Path) -> None:
    with pytest.raises(CannotExport, match="there is no folder"):
        write_file(tmp_path / "missing" / "a.html", b"x")
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(CannotExport, match="cannot be written"):
        write_file(tmp_path / "file" / "a.html", b"x")
    with pytest.raises(CannotExport, match="cannot be written"):
        write_file(tmp_path / ("x" * 300), b"x")
    with pytest.raises(CannotExport, match="cannot be written"):
        write_file(Path("a\0b"), b"x")


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_a_read_only_folder(ordinary_folder: Path) -> None:
    closed = ordinary_folder / "closed"
    closed.mkdir()
    closed.chmod(0o500)
    with pytest.raises(CannotExport, match="permission denied"):
        write_file(closed / "a.html", b"x")
    assert names(closed) == []
    closed.chmod(0o700)


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_a_file_made_read_only_stays_as_it_is(ordinary_folder: Path) -> None:
    path = ordinary_folder / "a.html"
    path.write_bytes(b"mine")
    path.chmod(0o400)
    with pytest.raises(CannotExport, match="permission denied"):
        write_file(path, b"new", force=True)
    assert path.read_bytes() == b"mine"
