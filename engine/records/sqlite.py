"""All that is particular to SQLite: opening it so that what is written lasts, and what its failures mean."""

import errno
import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, Literal

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event
from sqlalchemy.exc import DBAPIError

from engine.records.errors import (
    StoreProblem,
    corrupt,
    denied,
    disk_error,
    disk_full,
    not_a_file,
    not_a_store,
    problem_of_os_error,
    read_only,
    shown,
)
from engine.records.schema import json_text

APPLICATION_ID: Final = 0x4D4F4F44
"""What marks a database file as Moodline's ("MOOD"), in the place that SQLite's header has for it."""

SMALLEST_DATABASE: Final = 512
"""Bytes: one page of the smallest size that SQLite has."""

READING: Final = "moodline_reading"
"""The execution option of connections that only read, and so need not wait for a writer."""

Kind = Literal["empty", "ours", "other"]


def make_file(path: Path) -> None:
    """Make sure of a file for the store, readable by its owner alone; one that is there is left as it is.

    One that is there is not even opened: closing it would drop the locks of this process's own connections.

    Raises:
        StoreProblem: the file cannot be made, is not a file, or a lost store's journal lies in its place.
    """
    if check_file(path) is not None:
        return
    if has_journal(path):
        if check_file(path) is not None:
            return  # Another process made both, between the two looks.
        what = f"{shown(path)} is gone, but its journal with the newest entries is still there."
        do = f"Put {shown(path.name)} back, or move its journal to where it is now."
        raise StoreProblem("left-over", what, do, path)
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        check_file(path)  # Another process was quicker.
    except OSError as error:
        raise problem_of_os_error(error, path) from error


def size_of(path: Path) -> int | None:
    """The size of a file in bytes, or None where nothing is.

    Raises:
        StoreProblem: it is a folder, a pipe or a device, or cannot be looked at.
    """
    try:
        found = path.stat()
    except FileNotFoundError as error:
        if path.is_symlink():
            raise problem_of_os_error(error, path) from error
        return None
    except OSError as error:
        raise problem_of_os_error(error, path) from error
    if not stat.S_ISREG(found.st_mode):
        raise not_a_file(path)
    return found.st_size


def check_file(path: Path) -> int | None:
    """The size of the store's file in bytes, or None where nothing is.

    Raises:
        StoreProblem: it is no file, or too short for a database: SQLite would take such a file for an empty
            one, and overwrite it.
    """
    size = size_of(path)
    if size is not None and 0 < size < SMALLEST_DATABASE:
        raise not_a_store(path)
    return size


def has_journal(path: Path) -> bool:
    """Whether entries of the store are still in a journal beside it: it was not closed, or is in use."""
    return any(size_of(path.with_name(path.name + suffix)) for suffix in ("-wal", "-journal"))


def engine_for(path: Path, *, writable: bool, busy_seconds: float, unchanging: bool = False) -> Engine:
    """One connection to the file, handed from thread to thread.

    ``busy_seconds`` is how long to wait for another process's lock. ``unchanging`` promises that nobody
    writes to the file meanwhile; it lets a store be read that lies in a read-only folder.
    """
    options = f"mode={'rw' if writable else 'ro'}" + ("&immutable=1" if unchanging else "")
    uri = f"{path.absolute().as_uri()}?{options}"

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(
            uri,
            uri=True,
            timeout=busy_seconds,
            isolation_level=None,  # SQLAlchemy says BEGIN, below; the driver's own rules would leave out DDL.
            check_same_thread=False,
        )

    engine = create_engine(
        "sqlite://",
        creator=connect,
        poolclass=QueuePool,
        pool_size=1,
        max_overflow=0,
        hide_parameters=True,  # What trainees type has no place in an error message.
        json_serializer=json_text,
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _record: Any) -> None:
        connection.execute("PRAGMA foreign_keys=ON")
        # EXTRA is FULL (a sync at every commit) and also covers file systems where WAL is not to be had.
        connection.execute("PRAGMA synchronous=EXTRA")
        # On macOS an ordinary sync leaves data in the drive's cache; elsewhere this changes nothing.
        connection.execute("PRAGMA fullfsync=ON")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A writer takes its lock at once: one that began by reading could not upgrade while another writes.
        only_reads = connection.get_execution_options().get(READING)
        connection.exec_driver_sql("BEGIN" if only_reads else "BEGIN IMMEDIATE")

    return engine


def kind_of(connection: Connection) -> Kind:
    """Whether the database is empty, a store of Moodline's, or something else."""
    if connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one() == 0:
        return "empty"
    ours = connection.exec_driver_sql("PRAGMA application_id").scalar_one() == APPLICATION_ID
    return "ours" if ours else "other"


def mark_as_ours(connection: Connection) -> None:
    """Sign the database, in the transaction that is open."""
    connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")


def use_wal(engine: Engine) -> None:
    """Let readers and a writer work at the same time, if file system and other processes allow it now.

    Without it nothing is less durable, only slower; the next opening tries again.
    """
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        if cursor.execute("PRAGMA journal_mode").fetchone() != ("wal",):
            cursor.execute("PRAGMA journal_mode=WAL")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise
    finally:
        connection.close()


@contextmanager
def tables_may_move(engine: Engine) -> Iterator[Connection]:
    """A transaction for migrations: SQLite changes a table by rebuilding it, which foreign keys forbid."""
    with engine.connect() as connection:
        raw = connection.connection.cursor()
        raw.execute("PRAGMA foreign_keys=OFF")
        try:
            with connection.begin():
                yield connection
        finally:
            raw.execute("PRAGMA foreign_keys=ON")
            raw.close()


def damage(connection: Connection) -> str | None:
    """What SQLite's own check finds wrong with the file, in its words, or None. Reads the whole file."""
    found = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one()
    if found != "ok":
        return str(found)
    if connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        return "rows refer to rows that are not there"
    return None


@contextmanager
def in_plain_words(path: Path) -> Iterator[None]:
    """Turn the database's failures into problems that say what is wrong and what to do.

    Raises:
        StoreProblem: for every failure that has its cause outside this program.
    """
    try:
        yield
    except DBAPIError as error:
        if isinstance(error.orig, sqlite3.Error) and (problem := problem_of(error.orig, path)):
            raise problem from error
        raise
    except sqlite3.Error as error:
        if problem := problem_of(error, path):
            raise problem from error
        raise
    except UnicodeDecodeError as error:
        # SQLite's complaints quote the damaged file.
        raise corrupt(path, "its tables cannot be read") from error


def problem_of(error: sqlite3.Error, path: Path) -> StoreProblem | None:
    """The plain words for one of SQLite's failures, or None for one that can only be our own mistake."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        # The driver's own complaint: text in the file that is no text.
        return corrupt(path, str(error)) if type(error) is sqlite3.OperationalError else None
    match code & 0xFF:
        case sqlite3.SQLITE_FULL:
            return disk_full(path)
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED | sqlite3.SQLITE_PROTOCOL:
            what = f"The records in {shown(path)} are locked: another program is in the middle of writing."
            return StoreProblem("locked", what, "Close other windows that use them, and try again.", path)
        case sqlite3.SQLITE_READONLY:
            return read_only(path)
        case sqlite3.SQLITE_PERM | sqlite3.SQLITE_AUTH:
            return denied(path)
        case sqlite3.SQLITE_CANTOPEN:
            return _cannot_open(path)
        case sqlite3.SQLITE_NOTADB:
            return not_a_store(path)
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_FORMAT:
            return corrupt(path, str(error))
        case (
            sqlite3.SQLITE_ERROR | sqlite3.SQLITE_CONSTRAINT | sqlite3.SQLITE_MISMATCH | sqlite3.SQLITE_SCHEMA
        ):
            # Tables or rows are not as Moodline made them; the statements themselves are tested.
            return corrupt(path, str(error))
        case sqlite3.SQLITE_IOERR | sqlite3.SQLITE_NOLFS | sqlite3.SQLITE_TOOBIG:
            return disk_error(path, str(error))
        case _:
            return None


def _cannot_open(path: Path) -> StoreProblem:
    """SQLite does not say why it cannot open a file; ask the operating system."""
    try:
        if size_of(path) is None:
            return problem_of_os_error(FileNotFoundError(errno.ENOENT, "it is not there"), path)
    except StoreProblem as problem:
        return problem
    may_read = os.access(path, os.R_OK, effective_ids=os.access in os.supports_effective_ids)
    return read_only(path) if may_read else denied(path)
