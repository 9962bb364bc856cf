"""Delivering what waits in the outbox: again and again while there is hope, and never losing any of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from engine.records.exports.lrs import Told
from engine.records.exports.outbox import Outbox
from engine.records.exports.xapi import Statement


class Receiver(Protocol):
    """What takes statements: an ``Lrs``."""

    def store(self, statements: Sequence[Statement]) -> Told:
        """Send statements, once."""
        ...


@dataclass(frozen=True, slots=True)
class Patience:
    """How often, and how long, to try again."""

    tries: int = 4
    """Requests for one batch while there is trouble; at least 1."""
    first_wait: float = 1.0
    """Seconds before the second try; they double each time."""
    longest_wait: float = 30.0
    """No wait is longer, whatever the LRS asks for."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """What came of it."""

    stored: int
    """Statements that the LRS has now."""
    left: int
    """Statements that still wait, and are sent the next time."""
    refused: int
    """Statements that the LRS would not take now, and that were set aside if that could be done."""
    words: tuple[str, ...]
    """What went wrong, a sentence each."""

    @property
    def complete(self) -> bool:
        """Whether nothing is left, and nothing went wrong."""
        return not self.left and not self.words


def deliver(
    outbox: Outbox,
    lrs: Receiver,
    wait: Callable[[float], None],
    patience: Patience = Patience(),
    tell: Callable[[str], object] = lambda _words: None,
) -> Delivery:
    """Send what waits, the oldest first; each batch leaves the outbox once the LRS has said that it has it.

    Where the LRS refuses a batch, that is set aside, and the others are still sent. Where it cannot be
    reached or lets nobody in, the rest is left for another time. ``wait`` waits so many seconds, and
    ``tell`` is told before each wait what went wrong.
    """
    batches, wrong = outbox.waiting()
    words = list(wrong)
    stored = refused = 0
    for number, batch in enumerate(batches):
        told = _send(batch.statements, lrs, wait, patience, tell)
        if told.answer == "stored":
            outbox.delivered(batch)
            stored += len(batch.statements)
            continue
        words.append(f"The learning record store did not take {batch.path.name}: {told.words}.")
        if told.answer in ("denied", "trouble"):
            rest = len(batches) - number - 1
            if rest:
                words.append(f"{rest} more {'batch was' if rest == 1 else 'batches were'} not tried.")
            break
        outbox.refuse(batch, told.words)
        refused += len(batch.statements)
    left = sum(len(batch.statements) for batch in outbox.waiting()[0])
    return Delivery(stored, left, refused, tuple(words))


def _send(
    statements: Sequence[Statement],
    lrs: Receiver,
    wait: Callable[[float], None],
    patience: Patience,
    tell: Callable[[str], object],
) -> Told:
    told = lrs.store(statements)
    pause = patience.first_wait
    for _ in range(patience.tries - 1):
        if told.answer != "trouble":
            break
        seconds = min(max(pause, told.wait), patience.longest_wait)
        tell(f"The learning record store: {told.words}. Trying again in {seconds:.0f} s.")
        wait(seconds)
        pause *= 2
        told = lrs.store(statements)
    if told.answer != "too large" or len(statements) < 2:
        return told
    half = len(statements) // 2
    first = _send(statements[:half], lrs, wait, patience, tell)
    return first if first.answer != "stored" else _send(statements[half:], lrs, wait, patience, tell)
