"""Files that are handed on: written whole or not at all, and never over another file unasked."""

import errno
import os
from contextlib import suppress
from pathlib import Path

from engine.records.errors import shown
from engine.records.exports.subject import CannotExport
from engine.workshop.saving import make_files, replace_file


class AlreadyThere(CannotExport):
    """A file of that name is there, and was not to be replaced."""


def write_file(path: Path, content: bytes, *, force: bool = False, option: str = "--output") -> None:
    """Write a file by way of another one in the same folder, which is on the disk before it takes the name.

    Whatever goes wrong, a file that was there is as it was, and nothing half-written is left. A link is
    followed: what it leads to is written. ``option`` is the one by which another file can be named.

    Raises:
        AlreadyThere: there is one, and ``force`` is not given.
        CannotExport: it cannot be written.
    """
    try:
        target = Path(os.path.realpath(path))
        there = target.exists()
        if there and not target.is_file():
            raise CannotExport(f"{shown(path)} is not a file. Name one, or - for standard output.")
        if not target.parent.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(path))
        if there and force:
            replace_file(target, content)
        else:
            make_files({target: content}, replace=False)
        _settle(target.parent)
    except FileExistsError as error:
        raise AlreadyThere(
            f"{shown(path)} is there already. --force replaces it; {option} names another file."
        ) from error
    except (OSError, ValueError) as error:
        raise CannotExport(_words(path, error, option)) from error


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


def _words(path: Path, error: OSError | ValueError, option: str) -> str:
    name = shown(path)
    number = error.errno if isinstance(error, OSError) else None
    match number:
        case errno.ENOENT | errno.ENOTDIR if not path.parent.is_dir():
            return f"{name} cannot be written: there is no folder {shown(path.parent)}. Make it first."
        case errno.EACCES | errno.EPERM:
            return f"{name} cannot be written: permission denied. {option} names another place."
        case errno.EROFS:
            return f"{name} cannot be written: that disk is read-only. {option} names another place."
        case errno.ENOSPC | errno.EDQUOT | errno.EFBIG:
            return f"{name} cannot be written: the disk is full. Nothing half-written was left there."
        case errno.ENAMETOOLONG:
            return f"{name} cannot be written: the name is too long."
    reason = shown(error.strerror or str(error)) if isinstance(error, OSError) else "it is no file name"
    return f"{name} cannot be written ({reason})."
