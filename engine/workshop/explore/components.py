"""Which states can come back to one another, in the order in which a call passes through them."""

from collections.abc import Callable, Iterator, Sequence

from engine.workshop.explore.budget import AT_ONCE
from engine.workshop.explore.graph import Graph


def components(
    graph: Graph,
    roots: Sequence[int],
    within: Sequence[bool] | None = None,
    ask: Callable[[], None] = lambda: None,
) -> list[list[int]]:
    """The states that can be reached from ``roots`` in groups: those that have a way to one another.

    Each group comes after all from which something leads to it. Tarjan's components (SIAM J. Comput. 1972).
    ``within``: for each state whether a way to it counts; without it all do. ``ask`` is called now and then;
    it may raise to end the work.
    """
    return list(_last_first(graph, roots, within, ask))[::-1]


def _last_first(
    graph: Graph, roots: Sequence[int], within: Sequence[bool] | None, ask: Callable[[], None]
) -> Iterator[list[int]]:
    def ways_from(number: int) -> Iterator[int]:
        ways = graph.next(number)
        return iter(ways) if within is None else filter(within.__getitem__, ways)

    order: dict[int, int] = {}
    low: dict[int, int] = {}
    stack: list[int] = []
    on_stack: set[int] = set()
    for root in roots:
        if root in order:
            continue
        work: list[tuple[int, Iterator[int]]] = [(root, ways_from(root))]
        order[root] = low[root] = len(order)
        stack.append(root)
        on_stack.add(root)
        while work:
            number, ways = work[-1]
            for after in ways:
                if after not in order:
                    if not len(order) % AT_ONCE:
                        ask()
                    order[after] = low[after] = len(order)
                    stack.append(after)
                    on_stack.add(after)
                    work.append((after, ways_from(after)))
                    break
                if after in on_stack:
                    low[number] = min(low[number], order[after])
            else:
                work.pop()
                if work:
                    before = work[-1][0]
                    low[before] = min(low[before], low[number])
                if low[number] == order[number]:
                    members = []
                    while True:
                        member = stack.pop()
                        on_stack.discard(member)
                        members.append(member)
                        if member == number:
                            break
                    yield members
