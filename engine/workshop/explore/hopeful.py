"""The states from which a good ending can still be reached, in the order in which to work back from there."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from engine.workshop.explore.components import components
from engine.workshop.explore.graph import NOWHERE, Graph, Ways, once
from engine.workshop.explore.numbers import Ints


class Hopeful(NamedTuple):
    """Those states that are no endings and from which a good ending can be reached, each in one place."""

    layers: list[Ints]
    """States that no call comes back to, nor to anything behind them. Each layer leads to those before it, to
    endings, and to where nothing is to be hoped for; to nothing else."""
    groups: list[list[int]]
    """The others: those that have a way to one another together, each group after all that it leads to."""


def ends_first(graph: Graph, to_good: Sequence[int], ask: Callable[[], None] = lambda: None) -> Hopeful:
    """Everything that is hopeful. ``to_good`` is, for each state, the fewest replies to a good ending.

    ``ask`` is called now and then; it may raise to end the work.

    From a state of which no good ending can be reached no call comes back to one of these, so that what is
    left out makes no difference.
    """
    away = np.asarray(to_good, np.int64)
    is_hopeful = (away > 0) & (away < NOWHERE)
    hopeful = np.flatnonzero(is_hopeful)
    if not len(hopeful):
        return Hopeful([], [])
    layers, left = _peeled(graph.ways(), hopeful, len(away))
    if not len(left):
        return Hopeful(layers, [])
    is_left = np.zeros(len(away), bool)
    is_left[left] = True
    return Hopeful(layers, components(graph, left.tolist(), is_left.tolist(), ask)[::-1])


def _peeled(ways: Ways, some: Ints, states: int) -> tuple[list[Ints], Ints]:
    """Some states in layers, each leading to none of the others but those before it; and what is left, which
    leads round in a circle or to one.

    A topological order (Kahn, CACM 1962), all states at once that wait for none.
    """
    local = np.full(states, -1, np.int64)
    local[some] = np.arange(len(some))
    after, counts = ways.of(some)
    to, sources = local[after], np.repeat(np.arange(len(some)), counts)
    inside = to >= 0
    to, sources = to[inside], sources[inside]
    counts = np.bincount(to, minlength=len(some))
    before = Ways(np.cumsum(counts) - counts, counts, sources[np.argsort(to, kind="stable")])
    waiting_for = np.bincount(sources, minlength=len(some))
    layers = []
    ready = np.flatnonzero(waiting_for == 0)
    while len(ready):
        layers.append(some[ready])
        waiting_for[ready] = -1
        earlier, _ = before.of(ready)
        np.subtract.at(waiting_for, earlier, 1)
        ready = once(earlier[waiting_for[earlier] == 0], local)
    return layers, some[waiting_for > 0]
