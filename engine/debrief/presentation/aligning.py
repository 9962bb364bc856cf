"""Which turn of one attempt stands beside which turn of another.

Up to where they part, turn stands beside turn. The turn at which they part stands beside the other attempt's.
After that, turns at the same scene stand beside each other: as many as there can be without changing the
order of either attempt, the earliest of them where there is a choice. What lies between two such rows is put
side by side turn by turn, and what is left over has a gap beside it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final, Literal, NamedTuple

from engine.debrief.timeline import Turn
from engine.mood.mood import Mood

Kind = Literal["same", "parting", "together", "apart"]

MOST: Final = 1_000_000
"""Where the turns after the parting, multiplied, are more than this, they are put side by side turn by turn:
looking for scenes that both came to would take seconds."""


@dataclass(frozen=True, slots=True)
class Row:
    """A turn of each attempt beside the other; after the parting, one of them may be missing."""

    kind: Kind
    """``same``: before the parting, the same scene and reply. ``parting``: the first turn that differs.
    ``together``: after it, both at the same scene. ``apart``: after it, and not at the same scene."""
    one: Turn | None
    other: Turn | None
    met: bool = False
    """Whether both come to the same scene here, and did not do so in the row before it."""

    @property
    def turns(self) -> tuple[Turn | None, Turn | None]:
        """Both sides, in order."""
        return self.one, self.other

    @property
    def apart_by(self) -> Mood | None:
        """How far heat, heard and trust of the second attempt lie above those of the first, in points; None
        beside a gap."""
        if self.one is None or self.other is None:
            return None
        return Mood(*(b - a for a, b in zip(self.one.after, self.other.after, strict=True)))

    @property
    def same_reply(self) -> bool:
        """Whether both gave the same reply at the same scene."""
        if self.one is None or self.other is None:
            return False
        return _step(self.one) == _step(self.other)


class Aligned(NamedTuple):
    """Two attempts, row by row."""

    rows: tuple[Row, ...]
    by_scene: bool
    """Whether scenes that both came to were looked for; not where there are too many turns."""


def align(one: Sequence[Turn], other: Sequence[Turn]) -> Aligned:
    """Every turn of both, each once and in order."""
    same = 0
    while same < min(len(one), len(other)) and _step(one[same]) == _step(other[same]):
        same += 1
    rows = [Row("same", a, b) for a, b in zip(one[:same], other[:same], strict=True)]
    if same == max(len(one), len(other)):
        return Aligned(tuple(rows), True)
    rows.append(Row("parting", _at(one, same), _at(other, same)))
    left, right = one[same + 1 :], other[same + 1 :]
    by_scene = len(left) * len(right) <= MOST
    places = _common([turn.scene for turn in left], [turn.scene for turn in right]) if by_scene else []
    together = False
    from_one = from_other = 0
    for at_one, at_other in (*places, (len(left), len(right))):
        between = zip_longest(left[from_one:at_one], right[from_other:at_other])
        rows += [Row(_kind(a, b), a, b) for a, b in between]
        together = together and (from_one, from_other) == (at_one, at_other)
        if at_one < len(left) and at_other < len(right):
            rows.append(Row("together", left[at_one], right[at_other], met=not together))
        together, from_one, from_other = True, at_one + 1, at_other + 1
    return Aligned(tuple(rows), by_scene)


def _at(turns: Sequence[Turn], place: int) -> Turn | None:
    return turns[place] if place < len(turns) else None


def _kind(one: Turn | None, other: Turn | None) -> Kind:
    """Turns that merely fall beside each other are together if they are at one scene all the same: that is
    so only where scenes were not looked for."""
    return "together" if one is not None and other is not None and one.scene == other.scene else "apart"


def _step(turn: Turn) -> tuple[str, str]:
    return turn.scene, turn.given.id


def _common(one: Sequence[str], other: Sequence[str]) -> list[tuple[int, int]]:
    """The places of a longest common subsequence, the earliest first.

    Where several are as long and none is earlier in both, the one of the list that sorts first decides: so it
    makes no difference which list is given first.
    """
    if list(one) > list(other):
        return [(a, b) for b, a in _common(other, one)]
    longest = [[0] * (len(other) + 1) for _ in range(len(one) + 1)]
    for a in range(len(one) - 1, -1, -1):
        row, below = longest[a], longest[a + 1]
        for b in range(len(other) - 1, -1, -1):
            row[b] = below[b + 1] + 1 if one[a] == other[b] else max(below[b], row[b + 1])
    places = []
    a = b = 0
    while a < len(one) and b < len(other):
        if one[a] == other[b]:
            places.append((a, b))
            a, b = a + 1, b + 1
        elif longest[a + 1][b] >= longest[a][b + 1]:
            a += 1
        else:
            b += 1
    return places
