"""Which scenes a call can come back to."""

from collections.abc import Sequence


def on_a_loop(ways: Sequence[Sequence[int]]) -> list[bool]:
    """For each node, whether some way leads from it back to itself.

    Tarjan's strongly connected components (SIAM J. Comput. 1972), without recursion, so that a chain of
    thousands of scenes is no deeper than one.
    """
    count = len(ways)
    order = [-1] * count
    low = [0] * count
    waiting: list[int] = []
    is_waiting = [False] * count
    loops = [node in ways[node] for node in range(count)]
    seen = 0
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
                is_waiting[node] = True
            descended = False
            for place in range(tried, len(ways[node])):
                after = ways[node][place]
                if order[after] == -1:
                    work.append((node, place + 1))
                    work.append((after, 0))
                    descended = True
                    break
                if is_waiting[after]:
                    low[node] = min(low[node], order[after])
            if descended:
                continue
            if low[node] == order[node]:
                component = []
                while True:
                    member = waiting.pop()
                    is_waiting[member] = False
                    component.append(member)
                    if member == node:
                        break
                if len(component) > 1:
                    for member in component:
                        loops[member] = True
            if work:
                low[work[-1][0]] = min(low[work[-1][0]], low[node])
    return loops
