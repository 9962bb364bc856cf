"""Through all reachable states of a scenario, breadth-first, so that the first way found is the shortest."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from engine.call.plan import Plan
from engine.call.state import State
from engine.call.step import begin, is_open, step
from engine.workshop.explore.budget import Budget, Progress
from engine.workshop.explore.graph import NOWHERE, Graph
from engine.workshop.explore.projection import Projection
from engine.workshop.explore.seen import Seen

LOOK_UP = 256
"""After so many states it looks at the clock."""


@contextmanager
def without_collecting() -> Iterator[None]:
    """Within it, Python does not look for objects that hold one another in a circle.

    States are kept by the million and none is part of a circle: looking through them takes two fifths of the
    time (60,000 states: 16,500 choices a second with it, 27,000 without).
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def search(plan: Plan, project: Projection, budget: Budget) -> tuple[Graph, Seen]:
    """Every state that a call can come to, as far as the budget allows, and what happens on the way.

    If the budget ends, ``graph.complete`` is False and the last states stand there with no replies tried.
    """
    graph, seen = Graph(plan), Seen(plan)
    states = graph.states
    numbers: dict[State, int] = {}
    first, choices, to = graph.first, graph.choices, graph.to
    parents, parent_choices = graph.parents, graph.parent_choices
    places, scenes = plan.places, plan.scenes

    state, events = begin(plan, 0)
    start = project(state)
    numbers[start] = 0
    states.append(start)
    parents.append(NOWHERE)
    parent_choices.append(0)
    seen.events("", events, (0, -1))
    seen.state(start, (0, -1))

    began = budget.clock()
    number = 0
    turn, next_turn = 0, 1
    while number < len(states):
        if number % LOOK_UP == 0:
            spent = budget.clock() - began
            if (
                len(states) > budget.states
                or spent > budget.seconds
                or not budget.go_on(Progress(number, len(states), turn, spent))
            ):
                return graph, seen
        if number == next_turn:
            turn, next_turn = turn + 1, len(states)
        state = states[number]
        place = state.place
        if 0 <= place < scenes:
            at = places[place].id
            for choice, reply in enumerate(places[place].replies):
                if not is_open(reply, state):
                    continue
                after, events = step(plan, state, choice)
                seen.events(at, events, (number, choice))
                kept = project(after)
                found = numbers.get(kept)
                if found is None:
                    found = numbers[kept] = len(states)
                    states.append(kept)
                    parents.append(number)
                    parent_choices.append(choice)
                    seen.state(kept, (found, -1))
                choices.append(choice)
                to.append(found)
        first.append(len(to))
        number += 1
    graph.complete = True
    return graph, seen
