"""Which states can come back to one another, in the order in which a call passes through them."""

from collections.abc import Iterator

from engine.workshop.explore.graph import Graph


def components(graph: Graph, roots: list[int]) -> list[list[int]]:
    """The states that can be reached from ``roots`` in groups: those that have a way to one another.

    Each group comes after all from which something leads to it. Tarjan's components (SIAM J. Comput. 1972).
    """
    return list(_last_first(graph, roots))[::-1]


def _last_first(graph: Graph, roots: list[int]) -> Iterator[list[int]]:
    order: dict[int, int] = {}
    low: dict[int, int] = {}
    stack: list[int] = []
    on_stack: set[int] = set()
    for root in roots:
        if root in order:
            continue
        work: list[tuple[int, Iterator[int]]] = [(root, iter(graph.next(root)))]
        order[root] = low[root] = len(order)
        stack.append(root)
        on_stack.add(root)
        while work:
            number, ways = work[-1]
            for after in ways:
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
                    members = []
                    while True:
                        member = stack.pop()
                        on_stack.discard(member)
                        members.append(member)
                        if member == number:
                            break
                    yield members
