"""Writing an author's files: whole or not at all, and what is there is never lost."""

import contextlib
import errno
import os
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path


def replace_file(path: Path, data: bytes) -> None:
    """Put ``data`` in the place of what a file holds, at once; its permissions stay, and links are followed.

    Raises:
        OSError: it cannot be written; it is then as it was.
    """
    target = Path(os.path.realpath(path))
    if target.exists() and not may_write(target):
        # Renaming over it would work, and whoever made it read-only did not want that.
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
    part = _written_beside(target, data)
    try:
        _like(target, part)
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def may_write(path: Path) -> bool:
    """Whether this user may write to a file that is there."""
    return os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


def make_files(files: Mapping[Path, bytes], *, replace: bool) -> None:
    """Write all of these files and the folders that they need, or none of them.

    Args:
        files: what each is to hold.
        replace: whether files that are there may be written over.

    Raises:
        FileExistsError: one is there already, and ``replace`` is false.
        OSError: one cannot be written. Files and folders that were made until then are gone again.
    """
    if not replace:
        for path in files:
            if os.path.lexists(path):
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
    made: list[Path] = []
    folders: list[Path] = []
    before: dict[Path, bytes] = {}
    try:
        for path, data in files.items():
            _make_folder(path.parent, folders)
            if replace and path.exists():
                if not path.is_file():  # A device may have no end, and is nothing to put a file in place of.
                    raise OSError(errno.EINVAL, "not a file", str(path))
                before[path] = path.read_bytes()
                replace_file(path, data)
            else:
                _make_new(path, data)
                made.append(path)  # Only now is it ours: one that turned up meanwhile is not taken away.
    except BaseException:
        for path in made:
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)
        for path, data in before.items():
            with contextlib.suppress(OSError):
                replace_file(path, data)
        for folder in reversed(folders):
            with contextlib.suppress(OSError):
                folder.rmdir()
        raise


def _make_folder(folder: Path, made: list[Path]) -> None:
    missing = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    for each in reversed(missing):
        each.mkdir()
        made.append(each)


def _make_new(path: Path, data: bytes) -> None:
    """Write a file where none is. A file of this name that turns up meanwhile is not written over."""
    part = _written_beside(path, data)
    try:
        with contextlib.suppress(OSError):  # Some file systems know no permissions.
            part.chmod(0o666 & ~_umask())
        try:
            os.link(part, path)
        except FileExistsError:
            raise
        except OSError:  # A file system without links.
            if os.path.lexists(path):
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path)) from None
            part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _like(old: Path, new: Path) -> None:
    """Give a file the permissions of another and, where this user may, its owner."""
    with contextlib.suppress(OSError):
        found = old.stat()
        mine = new.stat()
        if sys.platform != "win32" and (found.st_uid, found.st_gid) != (mine.st_uid, mine.st_gid):
            os.chown(new, found.st_uid, found.st_gid)
    with contextlib.suppress(OSError):
        new.chmod(old.stat().st_mode & 0o7777)


def _written_beside(path: Path, data: bytes) -> Path:
    """A new file in the same folder that holds ``data``, on the disk."""
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name[:80]}.", suffix=".part", dir=path.parent)
    except OSError as error:
        # Under the name that was asked for: nobody knows of the other.
        raise OSError(error.errno, error.strerror, str(path)) from error
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return part


def _umask() -> int:
    """What the process takes away from the permissions of new files."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
