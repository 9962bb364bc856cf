"""Two attempts of one scenario side by side: the same up to where they part, then row by row."""

from dataclasses import dataclass
from typing import Final

from engine.call.call import Call
from engine.debrief.presentation.aligning import Row, align
from engine.debrief.presentation.beside_words import (
    Compared,
    changed,
    compared,
    in_short,
    notes,
    plays_alike,
)
from engine.debrief.presentation.parting import Parting, find_parting
from engine.debrief.presentation.side import Side, make_side

NAMES: Final = ("First attempt", "Second attempt")
"""What the two are called where nothing else is said."""


class NotComparable(ValueError):
    """The two are attempts of different scenarios. ``str()`` of it is fit to be shown."""


@dataclass(frozen=True, slots=True)
class Beside:
    """Two attempts, ready to be shown."""

    title: str
    """The scenario's."""
    customer: str
    """The customer's name."""
    one: Side
    other: Side
    rows: tuple[Row, ...]
    """Every turn of both, each once and in order; how they are put together, ``aligning`` says."""
    parting: Parting | None
    """None if both are the same, reply for reply."""
    changed: tuple[str, ...]
    """What the parting changed, a few sentences: about replies, never about a person."""
    compared: tuple[Compared, ...]
    """What both came to, thing by thing."""
    notes: tuple[str, ...]
    """What has to be known before they are compared, such as that the scenario was edited in between."""

    @property
    def sides(self) -> tuple[Side, Side]:
        """Both, in order."""
        return self.one, self.other

    @property
    def parts_at(self) -> int | None:
        """The place, from 0, of the row at which they part; None if they do not."""
        return next((place for place, row in enumerate(self.rows) if row.kind == "parting"), None)

    @property
    def summary(self) -> tuple[str, ...]:
        """All that is told of the two in sentences: the notes, where they part, what that changed."""
        return (*self.notes, *(self.parting.sentences if self.parting else ()), *self.changed)

    @property
    def main(self) -> tuple[str, ...]:
        """The shortest word on the two: where they part, both results, heat at the end."""
        where = (f"They part at turn {self.parting.turn}.",) if self.parting else ()
        return (*where, *in_short(self.rows, self.one, self.other))


def compare_attempts(one: Call, other: Call, names: tuple[str, str] = NAMES) -> Beside:
    """Put two attempts of one scenario beside each other, as far as each has been played.

    Scenes and replies are told apart by their ids. So the file may have been edited between the two, the mood
    model be another, or the wordings drawn by another seed: what can be compared is, and ``notes`` say so.
    ``names`` are what the two are called in sentences.

    Raises:
        NotComparable: they are attempts of different scenarios.
    """
    first, second = one.plan.scenario.id, other.plan.scenario.id
    if first != second:
        raise NotComparable(
            f"Only attempts of one scenario can stand beside each other: these are of {first} and {second}."
        )
    left, right = make_side(one, names[0]), make_side(other, names[1])
    aligned = align(left.timeline.turns, right.timeline.turns)
    customer = one.plan.scenario.customer.name
    return Beside(
        title=one.text.fill(one.plan.scenario.title),
        customer=customer,
        one=left,
        other=right,
        rows=aligned.rows,
        parting=find_parting(aligned.rows, left, right, customer),
        changed=changed(aligned.rows, left, right, alike=plays_alike(one, other)),
        compared=compared(left, right),
        notes=notes(one, other, by_scene=aligned.by_scene),
    )
