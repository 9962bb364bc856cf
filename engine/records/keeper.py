"""What every keeper of attempts can do: the store on disk, and memory for a call that is played unsaved."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol, Self

from engine.records.attempts import (
    Attempt,
    AttemptRecord,
    Event,
    History,
    Json,
    NewAttempt,
    Outcome,
    Standing,
)


class Attempts(Protocol):
    """A keeper of attempts.

    Every method may raise :class:`engine.records.errors.StoreProblem`; what it was to write is then not kept.
    """

    def begin(
        self, new: NewAttempt, events: Sequence[Event] = (), standing: Standing | None = None
    ) -> Attempt:
        """Begin an attempt, with the events of an earlier one where it is a replay, numbered from 0.

        Raises:
            ConflictError: an attempt with this UUID has been begun already.
            UnknownAttemptError: the parent does not exist.
            ValueError: the events are not numbered 0, 1, 2 …
        """
        ...

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
        """Keep one event; it is durable when this returns. With an outcome it also finishes the attempt.

        A standing takes up an attempt that was set aside; ``aside`` leaves it so, or sets it aside.

        Appending the very event that is already there does nothing, so a failed append may be tried again.

        Raises:
            ConflictError: another event has this number, or a number was left out: someone else is playing
                this attempt too. Or an outcome was given and the attempt is finished already.
            UnknownAttemptError: there is no such attempt.
            TypeError, ValueError: see :class:`Event`.
        """
        ...

    def finish(self, attempt_id: int, at: datetime, outcome: Outcome) -> None:
        """Record how the call ended. Doing it again with the same outcome does nothing.

        Raises:
            ConflictError: it is recorded with another outcome.
            UnknownAttemptError: there is no such attempt.
            ValueError: ``at`` has no time zone.
        """
        ...

    def set_aside(self, attempt_id: int, at: datetime) -> None:
        """Stop offering to go on with an attempt. It stays in the list, and can still be gone on with.

        Raises:
            UnknownAttemptError: there is no such attempt.
            ValueError: ``at`` has no time zone.
        """
        ...

    def attempts(
        self, scenario_id: str | None = None, *, finished: bool | None = None, limit: int | None = None
    ) -> tuple[Attempt, ...]:
        """The attempts, newest first: of one scenario or all, finished or not or both, at most ``limit``."""
        ...

    def unfinished(self, scenario_id: str) -> Attempt | None:
        """The newest attempt to offer to go on with: neither finished nor set aside."""
        ...

    def history(self) -> dict[str, History]:
        """What there is of each scenario, by its id."""
        ...

    def load(self, attempt_id: int) -> AttemptRecord:
        """All that is kept of an attempt.

        Raises:
            UnknownAttemptError: there is no such attempt.
        """
        ...

    def close(self) -> None:
        """Let go of files and locks. The keeper cannot be used afterwards; closing twice is harmless."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None: ...
