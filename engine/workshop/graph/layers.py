"""Which column each box of a picture stands in, and in which order: a layered layout (Sugiyama's method).

Columns run from the start of the call to its endings. A line that passes over columns has a waypoint in each
of them; all lines to one box share their waypoints, so that they run together, as roads to one town do.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, NamedTuple

SWEEPS: Final = 12
"""How often the order of the columns is bettered, back and forth."""


MOST_WAYPOINTS: Final = 20_000
"""Where there would be more, nobody could follow the lines; they run straight then, behind the cards."""


class Waypoint(NamedTuple):
    """Where lines to a box pass through a column between."""

    dest: str
    column: int
    backward: bool


Spot = str | Waypoint
"""What has a place in a column."""


class Segment(NamedTuple):
    """A piece of a line, from one column to the next one; a piece of a backward line runs the other way."""

    source: Spot
    dest: Spot
    backward: bool


@dataclass(frozen=True)
class Columns:
    """The layout, without any measures."""

    columns: tuple[tuple[Spot, ...], ...]
    segments: tuple[Segment, ...]
    column_of: Mapping[str, int]
    straight: bool = False
    """Whether all lines run straight, without waypoints: there would have been too many."""

    def first(self, source: str, dest: str) -> Segment:
        """The piece with which the line from one box to another starts."""
        if self.straight:
            return Segment(source, dest, self.column_of[dest] <= self.column_of[source])
        return first_piece(source, dest, self.column_of)


def in_columns(boxes: Sequence[str], lines: Iterable[tuple[str, str]], last: Iterable[str]) -> Columns:
    """Lay boxes out by the lines between them; those of ``last`` go to the last column.

    Lines are followed from the first of ``boxes`` on. Their order decides where nothing else does: the same
    picture always comes out the same.
    """
    pairs = [(source, dest) for source, dest in dict.fromkeys(lines) if source != dest]
    column_of = _columns(boxes, pairs, frozenset(last))
    found = _segments(pairs, column_of)
    segments = found or [Segment(one, other, column_of[other] <= column_of[one]) for one, other in pairs]
    columns: list[list[Spot]] = [[] for _ in range(max(column_of.values(), default=0) + 1)]
    for box in boxes:
        columns[column_of[box]].append(box)
    for spot in dict.fromkeys(spot for segment in segments for spot in segment[:2]):
        if isinstance(spot, Waypoint):
            columns[spot.column].append(spot)
    return Columns(_ordered(columns, segments), tuple(segments), column_of, straight=found is None)


def _columns(boxes: Sequence[str], pairs: Sequence[tuple[str, str]], last: frozenset[str]) -> dict[str, int]:
    """The longest way to each box, counted without the lines that lead back."""
    ways: dict[str, list[str]] = {box: [] for box in boxes}
    for source, dest in pairs:
        ways[source].append(dest)
    order = _leading_first(boxes, ways)
    place = {box: number for number, box in enumerate(order)}
    column_of = dict.fromkeys(boxes, 0)
    for box in order:
        for dest in ways[box]:
            if place[dest] > place[box]:
                column_of[dest] = max(column_of[dest], column_of[box] + 1)
    if last:
        others = [column for box, column in column_of.items() if box not in last]
        column_of |= dict.fromkeys(last, max(others, default=-1) + 1)
    return column_of


def _leading_first(boxes: Sequence[str], ways: Mapping[str, Sequence[str]]) -> list[str]:
    """The boxes in an order in which only those lines lead back that close a loop."""
    done: list[str] = []
    met: set[str] = set()
    for first in boxes:
        if first in met:
            continue
        met.add(first)
        open_ones = [(first, iter(ways[first]))]
        while open_ones:
            box, rest = open_ones[-1]
            for dest in rest:
                if dest not in met:
                    met.add(dest)
                    open_ones.append((dest, iter(ways[dest])))
                    break
            else:
                done.append(box)
                open_ones.pop()
    return done[::-1]


def _segments(pairs: Sequence[tuple[str, str]], column_of: Mapping[str, int]) -> list[Segment] | None:
    """The pieces of all lines. Lines to one box share them from where they meet, so no piece comes twice.

    None if there would be too many.
    """
    farthest: dict[tuple[str, bool], int] = {}
    for source, dest in pairs:
        here, there = column_of[source], column_of[dest]
        key = dest, there <= here
        farthest[key] = max(farthest.get(key, 0), abs(here - there))
    if sum(max(0, columns - 1) for columns in farthest.values()) > MOST_WAYPOINTS:
        return None
    found = [first_piece(source, dest, column_of) for source, dest in pairs]
    for (dest, backward), columns in farthest.items():
        step = 1 if backward else -1
        first, passed = column_of[dest], range(1, columns)
        spots: list[Spot] = [dest, *(Waypoint(dest, first + step * by, backward) for by in passed)]
        found += [Segment(other, one, backward) for one, other in pairwise(spots)]
    return found


def first_piece(source: str, dest: str, column_of: Mapping[str, int]) -> Segment:
    """The piece with which the line from one box to another starts."""
    here, there = column_of[source], column_of[dest]
    backward = there <= here
    beside = here - 1 if backward else here + 1
    return Segment(source, dest if abs(here - there) <= 1 else Waypoint(dest, beside, backward), backward)


def _ordered(columns: list[list[Spot]], segments: Iterable[Segment]) -> tuple[tuple[Spot, ...], ...]:
    """Each column in an order that lets few lines cross: a spot stands near the middle of what it joins."""
    left: dict[Hashable, list[Spot]] = {}
    right: dict[Hashable, list[Spot]] = {}
    for source, dest, backward in segments:
        one, other = (dest, source) if backward else (source, dest)
        right.setdefault(one, []).append(other)
        left.setdefault(other, []).append(one)
    best, fewest = [list(column) for column in columns], _crossings(columns, right)
    for sweep in range(SWEEPS):
        forward = sweep % 2 == 0
        numbers = range(1, len(columns)) if forward else range(len(columns) - 2, -1, -1)
        for number in numbers:
            beside = columns[number - 1 if forward else number + 1]
            place = {spot: at for at, spot in enumerate(beside)}
            joined = left if forward else right
            middle = {spot: float(at) for at, spot in enumerate(columns[number])}
            for spot in columns[number]:
                places = [place[other] for other in joined.get(spot, ()) if other in place]
                if places:
                    middle[spot] = sum(places) / len(places)
            columns[number].sort(key=middle.__getitem__)
        crossings = _crossings(columns, right)
        if crossings < fewest:
            best, fewest = [list(column) for column in columns], crossings
    return tuple(map(tuple, best))


def _crossings(columns: Sequence[Sequence[Spot]], right: Mapping[Hashable, Sequence[Spot]]) -> int:
    """How many lines cross between columns."""
    total = 0
    for one, other in pairwise(columns):
        place = {spot: at for at, spot in enumerate(other)}
        ends: list[int] = []
        tree = [0] * (len(other) + 1)
        for spot in one:
            ends = sorted(place[dest] for dest in right.get(spot, ()) if dest in place)
            for end in ends:
                total += _above(tree, end)
            for end in ends:
                _add(tree, end)
    return total


def _above(tree: Sequence[int], end: int) -> int:
    """How many ends noted so far lie beyond ``end`` (a Fenwick tree, counted from the far side)."""
    at, found = len(tree) - 1 - end - 1, 0
    while at > 0:
        found += tree[at]
        at -= at & -at
    return found


def _add(tree: list[int], end: int) -> None:
    at = len(tree) - 1 - end
    while at < len(tree):
        tree[at] += 1
        at += at & -at
