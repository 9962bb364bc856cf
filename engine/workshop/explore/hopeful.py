"""The states from which a good ending can still be reached, in the order in which to work back from there."""

from collections.abc import Iterator, Sequence

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
    return list(_components(graph, to_good)), True


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


def _components(graph: Graph, to_good: Sequence[int]) -> Iterator[list[int]]:
    """Tarjan's components (SIAM J. Comput. 1972), each before those that lead to it."""
    order: dict[int, int] = {0: 0}
    low: dict[int, int] = {0: 0}
    stack, on_stack = [0], {0}
    work: list[tuple[int, Iterator[int]]] = [(0, iter(graph.next(0)))]
    while work:
        number, ways = work[-1]
        for after in ways:
            if not 0 < to_good[after] < NOWHERE:
                continue
            if after not in order:
                order[after] = low[after] = len(order)
                stack.append(after)
                on_stack.add(after)
                work.append((after, iter(graph.next(after))))
                break
            if after in on_stack:
                low[number] = min(low[number], order[after])
        else:
            work.pop()
            if work:
                before = work[-1][0]
                low[before] = min(low[before], low[number])
            if low[number] == order[number]:
                members: list[int] = []
                while not members or members[-1] != number:
                    members.append(stack.pop())
                on_stack.difference_update(members)
                yield members
