"""Which places a call can come back to."""

from collections.abc import Sequence


def components(ways: Sequence[Sequence[int]]) -> list[int]:
    """For each node the number of its component: two have the same if each can be reached from the other.

    Tarjan's strongly connected components (SIAM J. Comput. 1972), without recursion, so that a chain of
    thousands of scenes is no deeper than one. It takes time in proportion to nodes and ways.
    """
    count = len(ways)
    order = [-1] * count
    low = [0] * count
    waiting: list[int] = []
    found = [-1] * count
    seen = components_found = 0
    for root in range(count):
        if order[root] != -1:
            continue
        work = [(root, 0)]
        while work:
            node, tried = work.pop()
            if tried == 0:
                order[node] = low[node] = seen
                seen += 1
                waiting.append(node)
            descended = False
            for place in range(tried, len(ways[node])):
                after = ways[node][place]
                if order[after] == -1:
                    work.append((node, place + 1))
                    work.append((after, 0))
                    descended = True
                    break
                if found[after] == -1:
                    low[node] = min(low[node], order[after])
            if descended:
                continue
            if low[node] == order[node]:
                member = -1
                while member != node:
                    member = waiting.pop()
                    found[member] = components_found
                components_found += 1
            if work:
                low[work[-1][0]] = min(low[work[-1][0]], low[node])
    return found


def on_a_loop(ways: Sequence[Sequence[int]]) -> list[bool]:
    """For each node, whether some way leads from it back to itself."""
    found = components(ways)
    return [any(found[after] == found[node] for after in ways[node]) for node in range(len(ways))]
