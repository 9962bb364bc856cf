"""The states from which a good ending can still be reached, in the order in which to work back from there."""

from collections.abc import Sequence

from engine.workshop.explore.components import components
from engine.workshop.explore.graph import NOWHERE, Graph


def ends_first(graph: Graph, to_good: Sequence[int]) -> tuple[list[Sequence[int]], bool]:
    """Those states that are no endings, in groups: each alone, or with those that have a way to one another;
    and whether there is any state to which a call can come back.

    Each group comes after all that it leads to. ``to_good`` is, for each state, the fewest replies to a good
    ending. From a state of which none can be reached no call comes back to one of these, so that what is left
    out makes no difference.
    """
    if not len(graph.states) or to_good[0] in (0, NOWHERE):
        return [], False
    order, comes_back = _last_first(graph, to_good)
    if not comes_back:
        return [(number,) for number in order], False
    hopeful = [0 < away < NOWHERE for away in to_good]
    return list(reversed(components(graph, [0], hopeful))), True


def _last_first(graph: Graph, to_good: Sequence[int]) -> tuple[list[int], bool]:
    """Depth-first, each state after those that it leads to; and whether some state can come again."""
    first, to = graph.first, graph.to
    began, done = bytearray(len(graph.states)), bytearray(len(graph.states))
    order: list[int] = []
    stack = [0]
    comes_back = False
    while stack:
        number = stack[-1]
        if not began[number]:
            began[number] = 1
            for after in to[first[number] : first[number + 1]]:
                if not began[after]:
                    if 0 < to_good[after] < NOWHERE:
                        stack.append(after)
                elif not done[after]:
                    comes_back = True
        else:
            stack.pop()
            if not done[number]:
                done[number] = 1
                order.append(number)
    return order, comes_back
