"""From which states a good ending can still be reached, and which endings are better than which."""

from array import array
from collections.abc import Iterable, Sequence

import numpy as np

from engine.scenario.model import Ending
from engine.workshop.explore.graph import NOWHERE, Given, Graph, once

_PROBLEM = {"solved": 2, "partly": 1, "open": 0}
_RELATIONSHIP = {"kept": 2, "strained": 1, "lost": 0}


def rank(ending: Ending) -> tuple[bool, int]:
    """How well a call ended: a good ending before all others, then both results together."""
    return ending.is_good, _PROBLEM[ending.problem] + _RELATIONSHIP[ending.relationship]


def good_endings(graph: Graph) -> list[int]:
    """The states in which a call has ended well."""
    # The last one is for being stuck, whose place is -1.
    good = [place.ending is not None and place.ending.is_good for place in graph.plan.places] + [False]
    found: list[int] = np.flatnonzero(np.array(good)[graph.states.places()]).tolist()
    return found


def replies_to(graph: Graph, targets: Iterable[int]) -> "array[int]":
    """For each state, the fewest replies that lead from it to one of ``targets``; ``NOWHERE`` if none do.

    In a graph that is not complete, ``NOWHERE`` means that no way is known.
    """
    before = graph.ways().backwards()
    found = np.full(len(graph.states), NOWHERE, np.uint32)
    layer = np.fromiter(targets, np.int64)
    found[layer] = 0
    scratch = np.empty(len(found), np.int64)
    away = 0
    while len(layer):
        away += 1
        earlier, _ = before.of(layer)
        layer = once(earlier[found[earlier] == NOWHERE], scratch)
        found[layer] = away
    return array("I", found.tobytes())


def along(graph: Graph, replies: Sequence[Given]) -> list[int]:
    """The states that a list of replies passes through, the first and the last included.

    Raises:
        ValueError: a reply is not offered where it is given, or lies beyond what was explored.
    """
    number, path = 0, [0]
    for each in replies:
        place = graph.plan.places[graph.states[number].place]
        for way in graph.replies(number):
            if place.replies[graph.choices[way]].reply.id == each.reply and place.id == each.scene:
                number = graph.to[way]
                break
        else:
            raise ValueError(f"{each.scene}.{each.reply} is not offered there")
        path.append(number)
    return path


def last_recoverable(path: Sequence[int], to_good: Sequence[int]) -> int | None:
    """The last turn of a path at whose choice a good ending could still be reached, from 1 on.

    None if it never could. For a path that ends well it is the last turn.
    """
    turns = [turn for turn, number in enumerate(path[:-1], start=1) if to_good[number] != NOWHERE]
    return turns[-1] if turns else None
