"""Attempts in a database: each event is committed and on the disk before :meth:`Store.append` returns.

Importing this module loads SQLAlchemy (about 0.2 s): import it where the store is first needed.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any, Final, Self

from sqlalchemy import Connection, Engine, Row, func, insert, select, update

from engine.records import sqlite
from engine.records.attempts import (
    HIGHEST_NUMBER,
    Attempt,
    AttemptRecord,
    Event,
    History,
    Json,
    NewAttempt,
    Outcome,
    Standing,
    in_utc,
    numbered,
    sha256_of,
)
from engine.records.errors import StoreProblem, UnknownAttemptError, corrupt, shown
from engine.records.home import Home
from engine.records.opening import open_engine
from engine.records.refusals import already_begun, already_finished, not_next
from engine.records.rows import attempt_of, events_of, keep_events, keep_text, newest_first
from engine.records.schema import attempts, texts

BUSY_SECONDS: Final = 2.0
"""How long to wait for another window that is writing. Its writes take milliseconds."""


class Store:
    """A keeper of attempts (see :class:`engine.records.keeper.Attempts`) in an SQLite file.

    One store may be used from several threads, and one file by several processes. Every method may raise
    :class:`engine.records.errors.StoreProblem`.
    """

    def __init__(self, engine: Engine, path: Path) -> None:
        self.path = path
        self._engine = engine
        self._reader = engine.execution_options(**{sqlite.READING: True})
        self._file = _identity(path)

    @classmethod
    def open(cls, where: Home | Path, *, read_only: bool = False, busy_seconds: float = BUSY_SECONDS) -> Self:
        """Open the store of a data folder, or the one in a file; it is made where there is none.

        ``read_only`` makes and changes nothing, and works on a read-only disk too. Otherwise a store of an
        older Moodline is brought up to date.

        Raises:
            StoreProblem: it cannot be used; what is there is left as it is. Its code is ``no-store`` where
                nothing has been recorded yet and ``read_only`` was asked for.
        """
        if isinstance(where, Home):
            if not read_only:
                where.make()
            where = where.attempts
        with sqlite.in_plain_words(where):
            return cls(open_engine(where, read_only=read_only, busy_seconds=busy_seconds), where)

    def begin(
        self, new: NewAttempt, events: Sequence[Event] = (), standing: Standing | None = None
    ) -> Attempt:
        """See :meth:`Attempts.begin`."""
        first = numbered(events)
        values = asdict(new)
        scenario, model = values.pop("scenario_text"), values.pop("model_text")
        values |= {"scenario_sha256": sha256_of(scenario), "model_sha256": sha256_of(model)}
        values |= {"events": len(first), "last_at": first[-1].at if first else new.began_at}
        values |= asdict(standing) if standing else {}
        with self._writing() as connection:
            if connection.scalar(select(attempts.c.id).where(attempts.c.uuid == new.uuid)) is not None:
                raise already_begun(self.path)
            if new.parent is not None:
                self._row(connection, new.parent)
            keep_text(connection, "scenario", values["scenario_sha256"], scenario)
            keep_text(connection, "model", values["model_sha256"], model)
            made = insert(attempts).values(values).returning(attempts)
            row = connection.execute(made).one()
            if first:
                keep_events(connection, row.id, first)
            return attempt_of(row)

    def append(
        self,
        attempt_id: int,
        n: int,
        kind: str,
        at: datetime,
        payload: Mapping[str, Json],
        *,
        standing: Standing | None = None,
        outcome: Outcome | None = None,
        aside: bool = False,
    ) -> None:
        """See :meth:`Attempts.append`."""
        event = Event(n, kind, at, payload)
        changes: dict[str, Any] = {"events": n + 1, "last_at": event.at}
        # What is noted in the debrief of a call that was set aside is no going on with it.
        changes |= {"set_aside_at": event.at if aside else None, **asdict(standing)} if standing else {}
        # The row changes only if this is the next event: of two windows that play one attempt, one fails.
        unchanged = update(attempts).where(attempts.c.id == attempt_id, attempts.c.events == n)
        if outcome:
            changes |= {"finished_at": event.at, **asdict(outcome)}
            unchanged = unchanged.where(attempts.c.finished_at.is_(None))
        with self._writing() as connection:
            row = self._row(connection, attempt_id)
            if connection.execute(unchanged.values(changes)).rowcount == 1:
                keep_events(connection, attempt_id, [event])
            elif row.events == n:
                raise already_finished(attempt_id, self.path)
            elif row.events != n + 1 or event not in events_of(connection, attempt_id, n):
                raise not_next(attempt_id, n, row.events, self.path)

    def finish(self, attempt_id: int, at: datetime, outcome: Outcome) -> None:
        """See :meth:`Attempts.finish`."""
        changes = {"finished_at": in_utc(at), **asdict(outcome)}
        open_still = update(attempts).where(attempts.c.id == attempt_id, attempts.c.finished_at.is_(None))
        with self._writing() as connection:
            attempt = attempt_of(self._row(connection, attempt_id))
            changed = connection.execute(open_still.values(changes)).rowcount
            if not changed and attempt.outcome != outcome:
                raise already_finished(attempt_id, self.path)

    def set_aside(self, attempt_id: int, at: datetime) -> None:
        """See :meth:`Attempts.set_aside`."""
        moment = in_utc(at)
        with self._writing() as connection:
            self._row(connection, attempt_id)
            this = update(attempts).where(attempts.c.id == attempt_id)
            connection.execute(this.values(set_aside_at=moment))

    def attempts(
        self, scenario_id: str | None = None, *, finished: bool | None = None, limit: int | None = None
    ) -> tuple[Attempt, ...]:
        """See :meth:`Attempts.attempts`."""
        wanted = newest_first(scenario_id, finished).limit(limit)
        with self._reading() as connection:
            return tuple(attempt_of(row) for row in connection.execute(wanted))

    def unfinished(self, scenario_id: str) -> Attempt | None:
        """See :meth:`Attempts.unfinished`."""
        offered = newest_first(scenario_id, False).where(attempts.c.set_aside_at.is_(None)).limit(1)
        with self._reading() as connection:
            row = connection.execute(offered).first()
            return None if row is None else attempt_of(row)

    def history(self) -> dict[str, History]:
        """See :meth:`Attempts.history`."""
        counts = (
            select(
                func.max(attempts.c.id).label("last"),
                func.count().label("attempts"),
                func.count(attempts.c.finished_at).label("finished"),
            )
            .group_by(attempts.c.scenario_id)
            .subquery()
        )
        wanted = select(attempts, counts.c.attempts, counts.c.finished)
        wanted = wanted.join(counts, counts.c.last == attempts.c.id).order_by(attempts.c.id)
        with self._reading() as connection:
            return {
                row.scenario_id: History(row.scenario_id, row.attempts, row.finished, attempt_of(row))
                for row in connection.execute(wanted)
            }

    def load(self, attempt_id: int) -> AttemptRecord:
        """See :meth:`Attempts.load`.

        Raises:
            StoreProblem: what is kept is damaged: a text is not the one that was stored, or events are
                missing.
        """
        with self._reading() as connection:
            row = self._row(connection, attempt_id)
            kept = events_of(connection, attempt_id)
            if [event.n for event in kept] != list(range(row.events)):
                raise corrupt(self.path, f"events of attempt {attempt_id} are missing")
            return AttemptRecord(
                attempt=attempt_of(row),
                scenario_text=self._text(connection, row.scenario_sha256),
                model_text=self._text(connection, row.model_sha256),
                events=kept,
            )

    def begun_with(self, attempt_id: int) -> AttemptRecord:
        """An attempt and the texts that it was begun with, without its events.

        Raises:
            StoreProblem: a text is missing, or not the one that was stored.
        """
        with self._reading() as connection:
            row = self._row(connection, attempt_id)
            return AttemptRecord(
                attempt=attempt_of(row),
                scenario_text=self._text(connection, row.scenario_sha256),
                model_text=self._text(connection, row.model_sha256),
                events=(),
            )

    def check(self) -> None:
        """Read the whole store and see whether it is sound.

        Raises:
            StoreProblem: it is damaged, or cannot be read.
        """
        with self._reading() as connection:
            if detail := sqlite.damage(connection):
                raise corrupt(self.path, detail)

    def close(self) -> None:
        """See :meth:`Attempts.close`."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def reading(self) -> AbstractContextManager[Connection]:
        """One moment of the store, for what else of the records reads in bulk."""
        return self._reading()

    @contextmanager
    def writing_about(self, attempt_id: int) -> Iterator[Connection]:
        """A transaction about an attempt, for what else of the records is kept with it.

        Raises:
            UnknownAttemptError: there is no such attempt.
        """
        with self._writing() as connection:
            self._row(connection, attempt_id)
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """A transaction that is on the disk when the block has ended, or never was."""
        if _identity(self.path) != self._file:
            # SQLite would go on writing into the file that is gone, and say that all is well.
            what = f"The records in {shown(self.path)} were moved, replaced or deleted while in use."
            raise StoreProblem("moved", what, "Put them back, and start Moodline again.", self.path)
        with self._in_plain_words(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        """One moment of the store, whatever is written meanwhile."""
        with self._in_plain_words(), self._reader.connect() as connection:
            yield connection

    @contextmanager
    def _in_plain_words(self) -> Iterator[None]:
        try:
            with sqlite.in_plain_words(self.path):
                yield
        except (TypeError, ValueError) as error:
            raise corrupt(self.path, f"an entry cannot be read: {error}") from error

    def _row(self, connection: Connection, attempt_id: int) -> Row[Any]:
        if 0 < attempt_id <= HIGHEST_NUMBER:
            row = connection.execute(select(attempts).where(attempts.c.id == attempt_id)).first()
            if row is not None:
                return row
        raise UnknownAttemptError(attempt_id, self.path)

    def _text(self, connection: Connection, address: str) -> str:
        body = connection.scalar(select(texts.c.body).where(texts.c.sha256 == address))
        if not isinstance(body, str) or sha256_of(body) != address:
            raise corrupt(self.path, "a scenario or mood model is not the one that was stored")
        return body


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
