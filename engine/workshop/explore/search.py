"""Through all reachable states of a scenario, breadth-first, so that the first way found is the shortest."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import numpy as np

from engine.call.plan import Plan
from engine.call.step import begin
from engine.workshop.explore.budget import Budget, Progress
from engine.workshop.explore.graph import NOWHERE, Graph
from engine.workshop.explore.numbers import Numbers
from engine.workshop.explore.projection import Projection
from engine.workshop.explore.seen import Seen
from engine.workshop.explore.states import States
from engine.workshop.explore.turns import Turns

AT_ONCE: Final = 1 << 15
"""So many states are gone on from together; then it looks at the clock."""
FIRST: Final = 256
"""So many at first, and when the budget of states is nearly used up."""


@contextmanager
def without_collecting() -> Iterator[None]:
    """Within it, Python does not look for objects that hold one another in a circle.

    What is kept is kept by the hundred thousand, and none of it is part of a circle.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def search(plan: Plan, project: Projection, budget: Budget, *, lines: bool = True) -> tuple[Graph, Seen]:
    """Every state that a call can come to, as far as the budget allows, and what happens on the way.

    If the budget ends, ``graph.complete`` is False and the last states stand there with no replies tried.
    ``lines`` as for ``project``.
    """
    seen = Seen(plan)
    turns = Turns(plan, project, seen, lines=lines)
    states = States(turns.contexts)
    graph = Graph(plan, states)
    numbers = Numbers()

    state, events = begin(plan, 0)
    contexts, moods = turns.begin(project(state))
    numbers.number(contexts << 24 | moods)
    states.extend(contexts, moods)
    graph.parents.append(NOWHERE)
    graph.parent_choices.append(0)
    seen.events("", events, (0, -1))

    began = budget.clock()
    number, turn, next_turn, together = 0, 0, 1, FIRST
    while number < len(states):
        spent = budget.clock() - began
        if (
            len(states) > budget.states
            or spent > budget.seconds
            or not budget.go_on(Progress(number, len(states), turn, spent))
        ):
            break
        end = min(number + together, next_turn)
        contexts, moods = (column.astype(np.int64) for column in states.columns(number, end))
        given = turns.give(contexts, moods, number)
        found, new = numbers.number(given.contexts << 24 | given.moods)
        graph.add(number, end - number, given.rows, given.choices, found, new)
        states.extend(given.contexts[new], given.moods[new])
        number = end
        if number == next_turn:
            turn, next_turn = turn + 1, len(states)
        left = budget.states - len(states)
        together = max(FIRST, min(2 * together, AT_ONCE, left))
    else:
        graph.complete = True
    del numbers  # a third of the memory
    seen.states(states)
    return graph, seen
