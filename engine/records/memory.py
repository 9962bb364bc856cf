"""Attempts that do not last: for a call that the trainee agreed to play unsaved, and for tests."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from datetime import datetime
from typing import Self

from engine.records.attempts import (
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
)
from engine.records.errors import UnknownAttemptError
from engine.records.refusals import already_begun, already_finished, not_next

_COPIED = {each.name for each in fields(NewAttempt)} & {each.name for each in fields(Attempt)}


class MemoryStore:
    """A keeper of attempts (see :class:`engine.records.keeper.Attempts`) that forgets them when it goes."""

    def __init__(self) -> None:
        self._records: dict[int, AttemptRecord] = {}

    def begin(
        self, new: NewAttempt, events: Sequence[Event] = (), standing: Standing | None = None
    ) -> Attempt:
        """See :meth:`Attempts.begin`."""
        first = numbered(events)
        if any(record.attempt.uuid == new.uuid for record in self._records.values()):
            raise already_begun(None)
        if new.parent is not None:
            self.load(new.parent)
        attempt = Attempt(
            id=len(self._records) + 1,
            events=len(first),
            last_at=first[-1].at if first else new.began_at,
            standing=standing,
            finished_at=None,
            outcome=None,
            **{name: getattr(new, name) for name in _COPIED},
        )
        self._records[attempt.id] = AttemptRecord(attempt, new.scenario_text, new.model_text, first)
        return attempt

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
        record = self.load(attempt_id)
        attempt = record.attempt
        if n == attempt.events - 1 and record.events[n] == event:
            return
        if n != attempt.events:
            raise not_next(attempt_id, n, attempt.events, None)
        if outcome is not None and attempt.finished:
            raise already_finished(attempt_id, None)
        set_aside_at = (event.at if aside else None) if standing else attempt.set_aside_at
        self._records[attempt_id] = replace(
            record,
            events=(*record.events, event),
            attempt=replace(
                attempt,
                events=n + 1,
                last_at=event.at,
                set_aside_at=set_aside_at,
                standing=standing or attempt.standing,
                outcome=outcome or attempt.outcome,
                finished_at=event.at if outcome else attempt.finished_at,
            ),
        )

    def finish(self, attempt_id: int, at: datetime, outcome: Outcome) -> None:
        """See :meth:`Attempts.finish`."""
        moment = in_utc(at)
        attempt = self.load(attempt_id).attempt
        if not attempt.finished:
            self._change(replace(attempt, finished_at=moment, outcome=outcome))
        elif attempt.outcome != outcome:
            raise already_finished(attempt_id, None)

    def set_aside(self, attempt_id: int, at: datetime) -> None:
        """See :meth:`Attempts.set_aside`."""
        moment = in_utc(at)
        self._change(replace(self.load(attempt_id).attempt, set_aside_at=moment))

    def attempts(
        self, scenario_id: str | None = None, *, finished: bool | None = None, limit: int | None = None
    ) -> tuple[Attempt, ...]:
        """See :meth:`Attempts.attempts`."""
        newest_first = (record.attempt for record in reversed(self._records.values()))
        wanted = [
            attempt
            for attempt in newest_first
            if scenario_id in (None, attempt.scenario_id) and finished in (None, attempt.finished)
        ]
        return tuple(wanted[:limit])

    def unfinished(self, scenario_id: str) -> Attempt | None:
        """See :meth:`Attempts.unfinished`."""
        offered = (each for each in self.attempts(scenario_id, finished=False) if each.set_aside_at is None)
        return next(offered, None)

    def history(self) -> dict[str, History]:
        """See :meth:`Attempts.history`."""
        found: dict[str, History] = {}
        for record in self._records.values():
            attempt = record.attempt
            before = found.get(attempt.scenario_id)
            found[attempt.scenario_id] = History(
                scenario_id=attempt.scenario_id,
                attempts=(before.attempts if before else 0) + 1,
                finished=(before.finished if before else 0) + attempt.finished,
                last=attempt,
            )
        return found

    def load(self, attempt_id: int) -> AttemptRecord:
        """See :meth:`Attempts.load`."""
        if attempt_id not in self._records:
            raise UnknownAttemptError(attempt_id)
        return self._records[attempt_id]

    def close(self) -> None:
        """See :meth:`Attempts.close`."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _change(self, attempt: Attempt) -> None:
        self._records[attempt.id] = replace(self._records[attempt.id], attempt=attempt)
