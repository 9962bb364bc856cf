"""How high each box and waypoint stands in its column: near what it is joined to, and never too close."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from engine.workshop.graph.layers import Columns, Segment, Spot, Waypoint

SWEEPS: Final = 10
STRAIGHT: Final = 8.0
"""How much more a waypoint insists on its place than a box does: long lines are to run straight."""

Port = Callable[[Segment], tuple[float, float]]
"""Where a piece of line touches its source and its dest, each from the top of the box or waypoint."""


def heights(columns: Columns, size: Mapping[Spot, float], port: Port, gap: float) -> dict[Spot, float]:
    """The top of each box and waypoint, from 0 down.

    ``size``: how high each is. ``gap``: the least distance between two of a column.
    """
    top: dict[Spot, float] = {}
    for column in columns.columns:
        at = 0.0
        for spot in column:
            top[spot] = at
            at += size[spot] + gap
    joined: dict[Spot, list[tuple[Spot, float]]] = {}
    for segment in columns.segments:
        source_at, dest_at = port(segment)
        joined.setdefault(segment.source, []).append((segment.dest, dest_at - source_at))
        joined.setdefault(segment.dest, []).append((segment.source, source_at - dest_at))
    for sweep in range(SWEEPS):
        for column in columns.columns if sweep % 2 == 0 else columns.columns[::-1]:
            wanted = [
                sum(top[other] + by for other, by in joined[spot]) / len(joined[spot])
                if spot in joined
                else top[spot]
                for spot in column
            ]
            weights = [STRAIGHT if isinstance(spot, Waypoint) else 1.0 for spot in column]
            room = [size[spot] + gap for spot in column]
            top.update(zip(column, nearest(wanted, weights, room), strict=True))
    highest = min(top.values(), default=0.0)
    return {spot: at - highest for spot, at in top.items()}


def nearest(wanted: Sequence[float], weights: Sequence[float], room: Sequence[float]) -> list[float]:
    """The places nearest to those wanted, by least squares, each at least its ``room`` after the one before.

    What would overlap is moved as one block to where its members want to be on average (the method of pooling
    adjacent violators).
    """
    offsets = [0.0]
    for each in room[:-1]:
        offsets.append(offsets[-1] + each)
    blocks: list[tuple[float, float, int]] = []  # Where it wants to be, how much it insists, how many.
    for want, weight, offset in zip(wanted, weights, offsets, strict=False):
        at, insists, count = want - offset, weight, 1
        while blocks and blocks[-1][0] > at:
            other, other_insists, other_count = blocks.pop()
            at = (at * insists + other * other_insists) / (insists + other_insists)
            insists, count = insists + other_insists, count + other_count
        blocks.append((at, insists, count))
    places = [at for at, _, count in blocks for _ in range(count)]
    return [at + offset for at, offset in zip(places, offsets, strict=False)]
