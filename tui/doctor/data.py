"""The data folder: where it is, whether it can be written, and the state of the records in it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Final

from engine.records.home import HOME_VARIABLE, Home
from tui.doctor import delivery
from tui.doctor.findings import Finding, Level, bytes_in_words

PART: Final = "data"
LITTLE: Final = 50_000_000
"""Free bytes below which a warning is given; a call takes about twenty thousand."""
TOO_LITTLE: Final = 1_000_000


def look(home: Home) -> Iterator[Finding]:
    """Look at the data folder and everything in it but the scenarios."""
    folder = yield from _folder(home.folder)
    if folder is not None:
        yield from _free(folder)
    yield _records(home.attempts)
    yield _preferences(home)
    yield from delivery.look(home, os.environ)


def _folder(folder: Path) -> Generator[Finding, None, Path | None]:
    """Look at the folder; returns it, or the nearest one above that is there, or None."""
    chosen = f", by {HOME_VARIABLE}" if os.environ.get(HOME_VARIABLE) else ""
    do = f"Correct the rights, or set {HOME_VARIABLE} to a folder that you may write to."
    nearest = folder
    while not os.path.lexists(nearest) and nearest != nearest.parent:
        nearest = nearest.parent
    where = f"{folder}{chosen}"
    if not os.path.isdir(nearest):  # noqa: PTH112 (this one never raises)
        said = f"{where}: {'it' if nearest == folder else nearest} is not a folder that can be entered"
        yield Finding(PART, "folder", "bad", said, do)
        return None
    if not _may(nearest, os.W_OK | os.X_OK):
        yield Finding(PART, "folder", "bad", f"{where}: you may not write there", do)
    elif nearest != folder:
        yield Finding(PART, "folder", "ok", f"{where}; it will be made with the first call")
    else:
        yield Finding(PART, "folder", "ok", where)
    return nearest


def _may(path: Path, what: int) -> bool:
    return os.access(path, what, effective_ids=os.access in os.supports_effective_ids)


def _free(folder: Path) -> Iterator[Finding]:
    try:
        free = shutil.disk_usage(folder).free
    except OSError as error:
        yield Finding(PART, "free space", "warn", f"the system does not say ({error.strerror})")
        return
    said, do = f"{bytes_in_words(free)} free", "Free some space: what is not written cannot be gone on with."
    if free < TOO_LITTLE:
        yield Finding(PART, "free space", "bad", said, do)
    elif free < LITTLE:
        yield Finding(PART, "free space", "warn", said, do)
    else:
        yield Finding(PART, "free space", "ok", said)


def _records(path: Path) -> Finding:
    from engine.records.errors import StoreProblem
    from engine.records.inspection import inspect

    try:
        found = inspect(path)
    except StoreProblem as problem:
        level: Level = "warn" if problem.code == "locked" else "bad"
        return Finding(PART, "records", level, problem.what, problem.do)
    size = bytes_in_words(found.size)
    if found.size and not _may(path, os.W_OK):
        said = f"{path} may only be read: nothing more can be recorded"
        return Finding(PART, "records", "bad", said, "Correct the rights of the file.")
    match found.state:
        case "none":
            return Finding(PART, "records", "ok", "nothing has been recorded yet")
        case "unclosed":
            said = f"{size}; not closed properly, and so not looked into"
            return Finding(PART, "records", "warn", said, "The next call mends that by itself.")
        case "older":
            said = f"{size}, sound; an older Moodline's"
            return Finding(PART, "records", "ok", f"{said}, which the next call brings up to date")
    attempts = f"{found.attempts} attempt" + ("" if found.attempts == 1 else "s")
    return Finding(
        PART,
        "records",
        "ok",
        f"{attempts}, {found.unfinished} of them unfinished; {size}, read through: sound",
    )


def _preferences(home: Home) -> Finding:
    from tui.preferences import FILE, read_preferences

    remembered, wrong = read_preferences(home)
    if wrong:
        return Finding(PART, "preferences", "warn", wrong, f"Delete {home.folder / FILE}.")
    chosen = [
        f"{name} {value}"
        for name, value in (
            ("theme", remembered.theme),
            ("mode", remembered.mode),
            ("name", remembered.agent),
        )
        if value is not None
    ]
    return Finding(PART, "preferences", "ok", ", ".join(chosen) or "none")
