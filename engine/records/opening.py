"""Opening a store: made where there is none, brought up to date where old, refused where it is not ours."""

from pathlib import Path

from sqlalchemy import Connection, Engine, insert, select

from engine.records import sqlite
from engine.records.errors import StoreProblem, corrupt, not_a_store, shown
from engine.records.schema import REVISIONS, alembic_version, metadata


def open_engine(path: Path, *, read_only: bool, busy_seconds: float) -> Engine:
    """An engine on a store that is there, ours, and of the newest schema.

    ``read_only``: nothing is written, but that an older store is brought up to date first.

    Raises:
        StoreProblem: there is no such store and none can be made; nothing that was there has been changed.
    """
    if read_only:
        try:
            return _open_to_read(path, busy_seconds)
        except StoreProblem as problem:
            if problem.code != "older-store" or not _update_to_read(path, busy_seconds):
                raise
        return _open_to_read(path, busy_seconds)
    sqlite.make_file(path)
    engine = sqlite.engine_for(path, writable=True, busy_seconds=busy_seconds)
    try:
        with engine.connect() as connection, connection.begin() as transaction:
            if sqlite.kind_of(connection) == "empty":
                _make(connection)
                transaction.commit()
                version = REVISIONS[-1]
            else:
                version = version_of(connection, path)
                # A write that is taken back: if there can be none, that is to be said before the call.
                sqlite.mark_as_ours(connection)
                transaction.rollback()
        if version != REVISIONS[-1]:
            _bring_up_to_date(engine, path)
        sqlite.use_wal(engine)
    except BaseException:
        engine.dispose()
        raise
    return engine


def _update_to_read(path: Path, busy_seconds: float) -> bool:
    """Whether that could be done."""
    try:
        open_engine(path, read_only=False, busy_seconds=busy_seconds).dispose()
    except StoreProblem:
        return False
    return True


def _open_to_read(path: Path, busy_seconds: float) -> Engine:
    if not sqlite.check_file(path):
        raise _no_store(path)
    engine = sqlite.engine_for(path, writable=False, busy_seconds=busy_seconds)
    try:
        with sqlite.in_plain_words(path):
            _must_be_newest(engine, path)
    except StoreProblem as problem:
        engine.dispose()
        if problem.code != "read-only":
            raise
        # Even to read, SQLite wants to make lock files, where it may make nothing.
        if sqlite.has_journal(path):
            raise _left_open(path) from problem
        engine = sqlite.engine_for(path, writable=False, busy_seconds=busy_seconds, unchanging=True)
        try:
            _must_be_newest(engine, path)
        except BaseException:
            engine.dispose()
            raise
    return engine


def _must_be_newest(engine: Engine, path: Path) -> None:
    with engine.execution_options(**{sqlite.READING: True}).connect() as connection:
        if sqlite.kind_of(connection) == "empty":
            raise _no_store(path)
        if version_of(connection, path) != REVISIONS[-1]:
            what = f"The records in {shown(path)} are an older Moodline's: they must be brought up to date."
            raise StoreProblem("older-store", what, "Run Moodline once where they may be written to.", path)


def _make(connection: Connection) -> None:
    """All tables at their newest: what the migrations would build, without importing Alembic."""
    metadata.create_all(connection)
    alembic_version.create(connection)
    connection.execute(insert(alembic_version).values(version_num=REVISIONS[-1]))
    sqlite.mark_as_ours(connection)


def version_of(connection: Connection, path: Path) -> str:
    """The schema that a store has, one of ``REVISIONS``.

    Raises:
        StoreProblem: it is no store of ours, or a newer Moodline's.
    """
    if sqlite.kind_of(connection) != "ours":
        raise not_a_store(path)
    version = connection.scalar(select(alembic_version.c.version_num))
    if version not in REVISIONS:
        what = f"The records in {shown(path)} were written by a newer Moodline than this one."
        do = "Update Moodline; nothing in the records has been changed."
        raise StoreProblem("newer-store", what, do, path)
    return str(version)


def _bring_up_to_date(engine: Engine, path: Path) -> None:
    from engine.records.migrate import migrate

    with sqlite.tables_may_move(engine) as connection:
        # Asked again under the lock: another window may have done it meanwhile.
        migrate(connection, version_of(connection, path))
        if detail := sqlite.damage(connection):
            raise corrupt(path, detail)


def _left_open(path: Path) -> StoreProblem:
    what = f"The records in {shown(path)} were not closed properly, and cannot be mended without writing."
    do = "Copy their whole folder to where you may write, and set MOODLINE_HOME to the copy."
    return StoreProblem("read-only", what, do, path)


def _no_store(path: Path) -> StoreProblem:
    what = f"Nothing has been recorded yet: there is no {shown(path)}."
    return StoreProblem("no-store", what, "Play a call with `moodline play`.", path)
