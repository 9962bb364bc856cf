"""Looking at a store from outside: what is in it and whether it is sound. Nothing is made or changed by that.

Importing this module loads SQLAlchemy (about 0.2 s).
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from sqlalchemy import Connection

from engine.records import sqlite
from engine.records.errors import StoreProblem, corrupt, not_a_store, problem_of_os_error
from engine.records.opening import version_of
from engine.records.schema import REVISIONS

BUSY_SECONDS = 1.0

State = Literal["none", "sound", "older", "unclosed"]


@dataclass(frozen=True)
class Found:
    """A store that can be used, or the place where there is none yet."""

    state: State
    """none: nothing has been recorded. older: an older Moodline's, which the next call brings up to date.
    unclosed: it was not closed properly; what is in it was not looked at, and the next call mends it."""
    size: int = 0
    """Bytes."""
    attempts: int = 0
    unfinished: int = 0
    """Attempts that can be gone on with."""


def inspect(path: Path) -> Found:
    """Look at the store in a file, and read all of it once.

    Raises:
        StoreProblem: it cannot be used, or is damaged.
    """
    with sqlite.in_plain_words(path):
        size = sqlite.check_file(path)
        has_journal = sqlite.has_journal(path)
        if size is None or size == 0:
            if has_journal:
                raise corrupt(path, "the file is gone, and its journal is there")
            return Found("none")
        try:
            with path.open("rb"):
                pass
        except OSError as error:
            raise problem_of_os_error(error, path) from error
        if has_journal and not _is_in_use(path):
            return Found("unclosed", size)
        # Without a journal nobody writes, and SQLite need not make the files by which writers are told.
        engine = sqlite.engine_for(
            path, writable=False, busy_seconds=BUSY_SECONDS, unchanging=not has_journal
        )
        try:
            with engine.execution_options(**{sqlite.READING: True}).connect() as connection:
                return _looked_at(connection, path, size)
        finally:
            engine.dispose()


def _is_in_use(path: Path) -> bool:
    """Whether the files by which SQLite's readers and writers speak are there already."""
    try:
        return sqlite.size_of(path.with_name(path.name + "-shm")) is not None
    except StoreProblem:
        return False


def _looked_at(connection: Connection, path: Path, size: int) -> Found:
    kind = sqlite.kind_of(connection)
    if kind == "empty":
        return Found("none", size)
    if kind == "other":
        raise not_a_store(path)
    version = version_of(connection, path)
    if detail := sqlite.damage(connection):
        raise corrupt(path, detail)
    if version != REVISIONS[-1]:
        return Found("older", size)
    counted = "SELECT count(*), count(*) - count(finished_at) FROM attempts"
    attempts, unfinished = connection.exec_driver_sql(counted).one()
    return Found("sound", size, attempts, unfinished)
