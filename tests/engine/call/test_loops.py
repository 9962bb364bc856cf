"""Which scenes a call can come back to, held against the plain definition."""

from hypothesis import given
from hypothesis import strategies as st

from engine.call.loops import components, on_a_loop

graphs = st.integers(1, 8).flatmap(
    lambda count: st.lists(st.lists(st.integers(0, count - 1), max_size=4), min_size=count, max_size=count)
)


def reachable(ways: list[list[int]], start: int) -> set[int]:
    found: set[int] = set()
    waiting = list(ways[start])
    while waiting:
        node = waiting.pop()
        if node not in found:
            found.add(node)
            waiting += ways[node]
    return found


@given(graphs)
def test_a_node_is_on_a_loop_if_it_can_be_reached_from_itself(ways: list[list[int]]) -> None:
    assert on_a_loop(ways) == [node in reachable(ways, node) for node in range(len(ways))]


@given(graphs)
def test_two_nodes_are_in_one_component_if_each_can_be_reached_from_the_other(ways: list[list[int]]) -> None:
    found = components(ways)
    for one in range(len(ways)):
        for other in range(len(ways)):
            both = one == other or (other in reachable(ways, one) and one in reachable(ways, other))
            assert (found[one] == found[other]) == both


def test_a_chain_of_many_thousands_is_no_deeper_than_one() -> None:
    ways = [[number + 1] for number in range(50_000)]
    assert not any(on_a_loop([*ways, []]))
    assert all(on_a_loop([*ways, [0]]))
