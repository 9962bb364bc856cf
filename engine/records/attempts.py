"""What an attempt is on record. Plain data: no database here."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final, TypeAlias
from uuid import UUID, uuid4

Json: TypeAlias = "bool | int | str | Sequence[Json] | Mapping[str, Json] | None"
"""What an event may carry. Tuples become lists. No floating-point numbers: they can come back changed."""

HIGHEST_NUMBER: Final = 2**63 - 1
"""The largest whole number that every database keeps: the limit of seeds and attempt numbers."""


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of a journal: what the trainee did, and when.

    ``n`` counts 0, 1, 2 … without a gap. ``at`` must know its time zone; it is kept in UTC to the
    microsecond.

    Raises:
        TypeError: the payload holds something that JSON would not give back the same.
        ValueError: ``n`` is negative, or ``at`` has no time zone.
    """

    n: int
    kind: str
    at: datetime
    payload: Mapping[str, Json]

    def __post_init__(self) -> None:
        if self.n < 0:
            raise ValueError(f"events are numbered from 0, not {self.n}")
        object.__setattr__(self, "at", in_utc(self.at))
        object.__setattr__(self, "payload", _plain(self.payload, "payload"))


@dataclass(frozen=True, slots=True)
class Standing:
    """How the call stands after an event: derived, and kept only so that a list need not replay calls."""

    turns: int
    """Replies given so far."""
    heat: int
    heard: int
    trust: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a call ended: the ending's id, and the two results (the problem's and the relationship's)."""

    ending: str
    problem: str
    relationship: str


@dataclass(frozen=True, slots=True)
class NewAttempt:
    """All that is needed to begin a call again exactly as it was begun.

    Raises:
        ValueError: the seed is outside 0 … 2⁶³−1, ``began_at`` has no time zone, or only one of ``parent``
            and ``from_turn`` is given.
    """

    scenario_id: str
    title: str
    scenario_text: str
    """The scenario with everything that it includes, as one text; kept once however often it is played."""
    scenario_fingerprint: str
    """The reader's fingerprint of that scenario, to see whether the file has been edited since."""
    model_text: str
    model_fingerprint: str
    seed: int
    agent: str
    mode: str
    format_version: int
    model_version: int
    journal_version: int
    began_at: datetime
    parent: int | None = None
    """The attempt of which this is a replay."""
    from_turn: int | None = None
    """The turn from which it is replayed."""
    set_aside_at: datetime | None = None
    """Given where nobody is ever to be offered to go on with it, such as with a room's attempt."""
    uuid: UUID = field(default_factory=uuid4)
    """Unique in the world: an attempt's name outside this store."""

    def __post_init__(self) -> None:
        if not 0 <= self.seed <= HIGHEST_NUMBER:
            raise ValueError(f"a seed is a whole number from 0 to {HIGHEST_NUMBER}, not {self.seed}")
        if (self.parent is None) != (self.from_turn is None):
            raise ValueError("a replay names both the attempt and the turn that it starts from")
        object.__setattr__(self, "began_at", in_utc(self.began_at))
        if self.set_aside_at is not None:
            object.__setattr__(self, "set_aside_at", in_utc(self.set_aside_at))
        for name in ("title", "agent"):
            # A name typed under a wrong locale can hold halves of characters, which no database takes.
            object.__setattr__(self, name, getattr(self, name).encode("utf-8", "replace").decode())


@dataclass(frozen=True, slots=True)
class Attempt:
    """One line of the list of attempts. Times are in UTC."""

    id: int
    """A small number, never used twice: what a trainee types."""
    uuid: UUID
    scenario_id: str
    title: str
    scenario_fingerprint: str
    model_fingerprint: str
    seed: int
    agent: str
    mode: str
    format_version: int
    model_version: int
    journal_version: int
    began_at: datetime
    parent: int | None
    from_turn: int | None
    events: int
    """How many events are kept; also the number that the next one must have."""
    last_at: datetime
    """When the last event was, or the beginning."""
    standing: Standing | None
    set_aside_at: datetime | None
    """When the trainee chose to begin anew rather than go on with it; going on takes it up again. A room's
    attempt is set aside from its beginning, and while the room plays."""
    finished_at: datetime | None
    outcome: Outcome | None

    @property
    def finished(self) -> bool:
        """Whether the call came to an ending."""
        return self.finished_at is not None

    def hides_mood(self, *, over: bool) -> bool:
        """Whether nothing may tell its mood yet: it is an exam that can still be gone on with. ``over`` says
        whether the call is over as it stands now."""
        return self.mode == "exam" and not over and self.set_aside_at is None


@dataclass(frozen=True, slots=True)
class AttemptRecord:
    """An attempt with all that is kept of it: enough to replay it for ever."""

    attempt: Attempt
    scenario_text: str
    model_text: str
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class History:
    """What a trainee has done with one scenario so far."""

    scenario_id: str
    attempts: int
    finished: int
    last: Attempt


def sha256_of(text: str) -> str:
    """The address of a text in the records: the SHA-256 of its UTF-8 bytes, in hex."""
    return hashlib.sha256(text.encode()).hexdigest()


def in_utc(moment: datetime) -> datetime:
    """The same moment in UTC.

    Raises:
        ValueError: the moment has no time zone, so it could be any of a day's hours.
    """
    if moment.tzinfo is None:
        raise ValueError("a time on record needs a time zone")
    return moment.astimezone(UTC)


def numbered(events: Sequence[Event]) -> tuple[Event, ...]:
    """The events as they are, once it is sure that they count 0, 1, 2 …

    Raises:
        ValueError: they do not.
    """
    if [event.n for event in events] != list(range(len(events))):
        raise ValueError("the first events of an attempt are numbered 0, 1, 2 …")
    return tuple(events)


def _plain(value: object, where: str) -> Json:
    """A copy of ``value`` that nobody else holds, if it is JSON without floating-point numbers."""
    match value:
        case None | bool() | int() | str() if type(value) in (bool, int, str, type(None)):
            return value
        case list() | tuple() if type(value) in (list, tuple):
            return [_plain(each, f"{where}[{i}]") for i, each in enumerate(value)]
        case Mapping() if all(type(key) is str for key in value):
            return {key: _plain(each, f"{where}.{key}") for key, each in value.items()}
    found = type(value).__name__
    raise TypeError(f"{where} holds a {found}; an event carries only what JSON gives back the same")
