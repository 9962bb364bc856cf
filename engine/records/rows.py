"""Between rows and plain data, in SQL that any database understands."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, Row, Select, insert, select

from engine.records.attempts import Attempt, Event, Outcome, Standing
from engine.records.schema import attempts, events, texts


def newest_first(scenario_id: str | None, finished: bool | None) -> Select[Any]:
    """The query for attempts, newest first: of one scenario or all, finished or not or both."""
    wanted = select(attempts).order_by(attempts.c.id.desc())
    if scenario_id is not None:
        wanted = wanted.where(attempts.c.scenario_id == scenario_id)
    if finished is not None:
        is_open = attempts.c.finished_at.is_(None)
        wanted = wanted.where(~is_open if finished else is_open)
    return wanted


def keep_text(connection: Connection, kind: str, address: str, body: str) -> None:
    """Make sure that a text ("scenario" or "model") is kept under its address."""
    if connection.scalar(select(texts.c.sha256).where(texts.c.sha256 == address)) is None:
        connection.execute(insert(texts).values(sha256=address, kind=kind, body=body))


def keep_events(connection: Connection, attempt_id: int, new: Sequence[Event]) -> None:
    """Write events, at least one, that follow those already there."""
    connection.execute(insert(events), [{"attempt": attempt_id, **asdict(event)} for event in new])


def events_of(connection: Connection, attempt_id: int, n: int | None = None) -> tuple[Event, ...]:
    """The events of an attempt in order, or the one numbered ``n``."""
    wanted = select(events).where(events.c.attempt == attempt_id).order_by(events.c.n)
    if n is not None:
        wanted = wanted.where(events.c.n == n)
    return tuple(Event(row.n, row.kind, row.at, row.payload) for row in connection.execute(wanted))


def attempt_of(row: Row[Any]) -> Attempt:
    """A row of the table of attempts as plain data."""
    turns, ending = row.turns, row.ending
    return Attempt(
        id=row.id,
        uuid=row.uuid,
        scenario_id=row.scenario_id,
        title=row.title,
        scenario_fingerprint=row.scenario_fingerprint,
        model_fingerprint=row.model_fingerprint,
        seed=row.seed,
        agent=row.agent,
        mode=row.mode,
        format_version=row.format_version,
        model_version=row.model_version,
        journal_version=row.journal_version,
        began_at=row.began_at,
        parent=row.parent,
        from_turn=row.from_turn,
        events=row.events,
        last_at=row.last_at,
        standing=None if turns is None else Standing(turns, row.heat, row.heard, row.trust),
        set_aside_at=row.set_aside_at,
        finished_at=row.finished_at,
        outcome=None if ending is None else Outcome(ending, row.problem, row.relationship),
    )
