"""The promises of a call: made where, and kept, broken or left open."""

from dataclasses import dataclass
from typing import Literal

from engine.debrief.timeline import Timeline
from engine.debrief.wording import stopped

PromiseState = Literal["kept", "broken", "open"]


@dataclass(frozen=True, slots=True)
class PromiseRecord:
    """A promise that was made in the call."""

    id: str
    words: str
    """The author's words."""
    made: int
    """The turn at which it was made."""
    says: str
    """The line that made it."""
    state: PromiseState
    closed: int
    """The turn at which it was kept or broken; 0 while it is open."""
    sentence: str


def find_promises(timeline: Timeline) -> tuple[PromiseRecord, ...]:
    """The promises in the order in which they were made."""
    made: dict[str, tuple[str, int, str]] = {}
    closed: dict[str, tuple[PromiseState, int]] = {}
    for turn in timeline.turns:
        for promise in turn.promised:
            made[promise.id] = (promise.words, turn.number, turn.says)
        for promise in turn.kept:
            closed[promise.id] = ("kept", turn.number)
        for promise in turn.broken:
            closed[promise.id] = ("broken", turn.number)
    records = []
    for name, (words, number, says) in made.items():
        state, end = closed.get(name, ("open", 0))
        how = f"{state} at turn {end}" if end else "neither kept nor broken in this call"
        sentence = f"Made at turn {number}, {how}: {stopped(words)}"
        records.append(PromiseRecord(name, words, number, says, state, end, sentence))
    return tuple(records)
