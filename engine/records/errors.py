"""What can go wrong with the records, in plain words: each failure says what is wrong and what to do."""

import errno
from pathlib import Path
from typing import Final, Literal

ProblemCode = Literal[
    "conflict",
    "corrupt",
    "denied",
    "disk-error",
    "disk-full",
    "left-over",
    "locked",
    "moved",
    "newer-store",
    "no-attempt",
    "no-store",
    "not-a-file",
    "not-a-folder",
    "not-a-store",
    "older-store",
    "read-only",
    "unusable-path",
]

ELSEWHERE: Final = "or set MOODLINE_HOME to a folder that you may write to"


class StoreProblem(Exception):
    """The records cannot be used, or not as asked. ``str()`` of it is fit to show to a trainee as it is.

    What was being written is not in the store (or, if a disk failed while it confirmed, all of it is): the
    very same may be written again once the cause is gone.
    """

    def __init__(self, code: ProblemCode, what: str, do: str, path: Path | None = None) -> None:
        super().__init__(code, what, do, path)
        self.code: ProblemCode = code
        """A stable word for programs and tests."""
        self.what = what
        """What is wrong: a sentence or two."""
        self.do = do
        """What the person at the keyboard can do about it: a sentence or two."""
        self.path = path
        """The file or folder it is about, where there is one."""

    def __str__(self) -> str:
        return f"{self.what} {self.do}"

    @property
    def without_path(self) -> str:
        """The same, shorter, for a screen that others see too: a path often has somebody's name in it."""
        if self.path is None or isinstance(self, ConflictError | UnknownAttemptError):
            return str(self)
        return _WITHOUT_PATH.get(self.code, "The records cannot be used at the moment.")


_WITHOUT_PATH: Final[dict[ProblemCode, str]] = {
    "corrupt": "The records are damaged. Moodline has left them as they are.",
    "denied": "Moodline may not write to the records: permission denied.",
    "disk-error": "Reading or writing the records failed. Check that the disk is there, and try again.",
    "disk-full": "The disk is full. Free some space and try again.",
    "locked": "Another program is using the records. Close other windows that use them, and try again.",
    "moved": "The records are not where they were. Put them back, and start Moodline again.",
    "read-only": "The records cannot be written: they, their folder or their disk are read-only.",
}


class ConflictError(StoreProblem):
    """Someone else, most likely a second window, has written here: this writer's copy is out of date."""

    def __init__(self, what: str, do: str, path: Path | None = None) -> None:
        StoreProblem.__init__(self, "conflict", what, do, path)

    def __reduce__(self) -> tuple[type["ConflictError"], tuple[str, str, Path | None]]:
        return type(self), (self.what, self.do, self.path)


class UnknownAttemptError(StoreProblem):
    """There is no attempt of that number."""

    def __init__(self, attempt: int, path: Path | None = None) -> None:
        what = f"There is no attempt {attempt} in the records."
        do = "`moodline attempts` lists those that there are."
        StoreProblem.__init__(self, "no-attempt", what, do, path)
        self.attempt = attempt
        """The number asked for."""

    def __reduce__(self) -> tuple[type["UnknownAttemptError"], tuple[int, Path | None]]:
        return type(self), (self.attempt, self.path)


def shown(what: Path | str) -> str:
    """A path or a message as text that is safe on any terminal: what cannot be printed is escaped."""
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in str(what))


def problem_of_os_error(error: OSError, path: Path) -> StoreProblem:
    """The plain words for what the operating system said about ``path`` (a folder or file of the records)."""
    match error.errno:
        case errno.EACCES | errno.EPERM:
            return denied(path)
        case errno.EROFS:
            return read_only(path)
        case errno.ENOSPC | errno.EDQUOT:
            return disk_full(path)
        case errno.ENOTDIR | errno.EEXIST:
            return not_a_folder(path)
        case errno.EISDIR:
            return not_a_file(path)
        case errno.ENOENT | errno.ENAMETOOLONG | errno.ELOOP | errno.EINVAL:
            what = f"The path {shown(path)} cannot be used ({_reason(error)})."
            return StoreProblem("unusable-path", what, f"Correct the path, {ELSEWHERE}.", path)
        case _:
            return disk_error(path, _reason(error))


def denied(path: Path) -> StoreProblem:
    """The operating system refuses: permissions."""
    what = f"Moodline may not use {shown(path)}: permission denied."
    return StoreProblem("denied", what, f"Ask for the right to read and write there, {ELSEWHERE}.", path)


def read_only(path: Path) -> StoreProblem:
    """The file, its folder or its disk can be read but not written."""
    what = f"The records cannot be written: {shown(path)}, its folder or its disk is read-only."
    return StoreProblem("read-only", what, f"Make it writable, {ELSEWHERE}.", path)


def disk_full(path: Path) -> StoreProblem:
    """No room is left, on the disk or in the user's quota."""
    what = f"The records cannot be written: the disk that holds {shown(path)} is full."
    return StoreProblem("disk-full", what, f"Free some space and try again, {ELSEWHERE}.", path)


def disk_error(path: Path, reason: str) -> StoreProblem:
    """The disk refuses for a reason of its own; quotas and size limits also look like this."""
    what = f"Reading or writing {shown(path)} failed ({shown(reason)})."
    do = f"Check that the disk is there, healthy and within your quota, and try again, {ELSEWHERE}."
    return StoreProblem("disk-error", what, do, path)


def not_a_folder(path: Path) -> StoreProblem:
    """A file is where the data folder, or a folder above it, should be."""
    what = f"Moodline cannot keep records in {shown(path)}: that, or a part of that path, is not a folder."
    return StoreProblem("not-a-folder", what, f"Move what is in the way, {ELSEWHERE}.", path)


def not_a_file(path: Path) -> StoreProblem:
    """Something other than a file is in the store's place."""
    what = f"The records should be in the file {shown(path)}, but that is not a file."
    return StoreProblem("not-a-file", what, f"Move it away, {ELSEWHERE}.", path)


def corrupt(path: Path, detail: str) -> StoreProblem:
    """The store is damaged. It is never repaired, overwritten or deleted here."""
    what = f"The records in {shown(path)} are damaged ({shown(detail)}). Moodline has left them as they are."
    return StoreProblem("corrupt", what, f"Restore a backup, or {_move_aside(path)}", path)


def not_a_store(path: Path) -> StoreProblem:
    """The file is something else: not a database, or another program's."""
    what = f"{shown(path)} is not a store of Moodline's. Moodline has left it as it is."
    return StoreProblem("not-a-store", what, f"To begin a new store, {_move_aside(path)}", path)


def _move_aside(path: Path) -> str:
    # A journal left behind would be taken for the new store's own, hence all the files together.
    return (
        f"move that file and any others in its folder whose names begin with {shown(path.name)} "
        "elsewhere, all together: the next call then begins a new store."
    )


def _reason(error: OSError) -> str:
    return (error.strerror or "unknown error").lower()
