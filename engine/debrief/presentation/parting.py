"""Where two attempts part: what the customer had said, and the two replies."""

from collections.abc import Sequence
from dataclasses import dataclass

from engine.debrief.presentation.aligning import Row
from engine.debrief.presentation.side import Side
from engine.debrief.timeline import Turn
from engine.debrief.wording import quoted


@dataclass(frozen=True, slots=True)
class Parting:
    """The first turn at which two attempts differ."""

    turn: int
    """Its number, from 1; the same in both."""
    scene: str
    """The title of the scene, or its id where it has none."""
    customer: str
    """What the customer had said; empty if nothing."""
    sentences: tuple[str, str, str]
    """Where they part, and the reply of each."""


def find_parting(rows: Sequence[Row], one: Side, other: Side, customer: str) -> Parting | None:
    """Where the two part; None if they are the same, reply for reply."""
    row = next((row for row in rows if row.kind == "parting"), None)
    if row is None:
        return None
    here = row.one or row.other
    assert here is not None  # A row has a turn.
    where = f"They part at turn {here.number}"
    if row.one is not None and row.other is not None and row.one.scene != row.other.scene:
        where += ", where the scenario led to different scenes after the same replies."
    elif here.customer:
        where += f", where {customer} had said: {quoted(here.customer)}"
    else:
        where += "."
    replies = (_reply(one, row.one), _reply(other, row.other))
    return Parting(here.number, here.title, here.customer, (where, *replies))


def _reply(side: Side, turn: Turn | None) -> str:
    if turn is not None:
        return f"{side.name}: {quoted(turn.says)}"
    stopped = "was over" if side.outcome.finished else "had stopped"
    return f"{side.name}: no reply there; it {stopped}."
