"""Files that are handed on: written whole or not at all, and never over another file unasked."""

import errno
import os
import secrets
from contextlib import suppress
from pathlib import Path

from engine.records.errors import shown
from engine.records.exports.subject import CannotExport


def write_file(path: Path, content: bytes, *, force: bool = False) -> None:
    """Write a file by way of another one in the same folder, which is on the disk before it takes the name.

    Whatever goes wrong, a file that was there is as it was, and nothing half-written is left. A link is
    followed: what it leads to is written.

    Raises:
        CannotExport: it cannot be written, or is there already and ``force`` is not given.
    """
    try:
        target = Path(os.path.realpath(path))
        if target.exists() and not target.is_file():
            raise CannotExport(f"{shown(path)} is not a file. Name one, or - for standard output.")
        if target.exists() and not force:
            raise _there_already(path)
        part = target.with_name(f".moodline-{secrets.token_hex(8)}.part")
        try:
            _write_new(part, content)
            if force:
                os.replace(part, target)  # noqa: PTH105 (as its neighbours here)
            else:
                _take_free_name(part, target)
        finally:
            with suppress(OSError):
                part.unlink()
        _settle(target.parent)
    except FileExistsError as error:
        raise _there_already(path) from error
    except (OSError, ValueError) as error:
        raise CannotExport(_words(path, error)) from error


def _write_new(path: Path, content: bytes) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags, 0o666), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _take_free_name(part: Path, target: Path) -> None:
    """Give the finished file its name, unless somebody took it meanwhile (FileExistsError)."""
    try:
        os.link(part, target)
        return
    except FileExistsError:
        raise
    except OSError:
        pass  # This file system has no hard links.
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666), "wb"):
        pass
    try:
        os.replace(part, target)  # noqa: PTH105
    except OSError:
        with suppress(OSError):
            target.unlink()
        raise


def _settle(folder: Path) -> None:
    """Make the new name survive a power cut, where the platform can do that."""
    if os.name != "posix":
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _there_already(path: Path) -> CannotExport:
    return CannotExport(f"{shown(path)} is there already. --force replaces it; --output names another file.")


def _words(path: Path, error: OSError | ValueError) -> str:
    name = shown(path)
    number = error.errno if isinstance(error, OSError) else None
    match number:
        case errno.ENOENT | errno.ENOTDIR:
            return f"{name} cannot be written: there is no folder {shown(path.parent)}. Make it first."
        case errno.EACCES | errno.EPERM:
            return f"{name} cannot be written: permission denied. --output names another place."
        case errno.EROFS:
            return f"{name} cannot be written: that disk is read-only. --output names another place."
        case errno.ENOSPC | errno.EDQUOT | errno.EFBIG:
            return f"{name} cannot be written: the disk is full. Nothing half-written was left there."
        case errno.ENAMETOOLONG:
            return f"{name} cannot be written: the name is too long."
    reason = shown(error.strerror or str(error)) if isinstance(error, OSError) else "it is no file name"
    return f"{name} cannot be written ({reason})."
