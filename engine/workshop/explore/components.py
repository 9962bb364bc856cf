"""Which states can come back to one another, in the order in which a call passes through them."""

from array import array
from collections.abc import Iterator, Sequence

from engine.workshop.explore.graph import Graph


def in_order(graph: Graph) -> Iterator[Sequence[int]]:
    """The states in groups: each state alone, or with those from which there is a way back to it.

    Each group comes after all from which something leads to it. While no state can be come back to, this is
    a plain topological order (Kahn, CACM 1962); from there on Tarjan's components (SIAM J. Comput. 1972).
    """
    waiting_for = array("I", bytes(4 * len(graph.states)))
    for after in graph.to:
        waiting_for[after] += 1
    done = bytearray(len(graph.states))
    ready = [0] if not waiting_for[0] else []
    while ready:
        number = ready.pop()
        done[number] = 1
        yield (number,)
        for after in graph.next(number):
            waiting_for[after] -= 1
            if not waiting_for[after]:
                ready.append(after)
    rest = [number for number, is_done in enumerate(done) if not is_done]
    if rest:
        yield from reversed(list(_components(graph, rest, done)))


def _components(graph: Graph, roots: list[int], done: bytearray) -> Iterator[list[int]]:
    """Tarjan's components of the states that are not done, each before those that lead to it."""
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
