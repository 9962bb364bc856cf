"""The search once more, one state after the other: slow and plain, to hold the fast one beside."""

from dataclasses import dataclass, field

from engine.call.plan import Plan
from engine.call.state import State
from engine.call.step import begin, is_over, open_choices, step
from engine.workshop.explore.projection import Projection
from engine.workshop.explore.seen import Seen

NOBODY = 0xFFFFFFFF
"""The parent of the first state."""


@dataclass
class Plain:
    """What it found, in the order in which it found it."""

    seen: Seen
    states: list[State] = field(default_factory=list)
    replies: list[list[tuple[int, int]]] = field(default_factory=list)
    """For each state the choices, and the states that they lead to."""
    parents: list[tuple[int, int]] = field(default_factory=list)
    """For each state the one that it was found from, and the choice."""
    complete: bool = False


def plain_search(plan: Plan, project: Projection, most: int) -> Plain:
    """Every state that a call can come to, unless there are more than ``most``."""
    found = Plain(Seen(plan))
    numbers: dict[State, int] = {}

    def number(state: State, parent: tuple[int, int]) -> int:
        if state not in numbers:
            numbers[state] = len(numbers)
            found.states.append(state)
            found.parents.append(parent)
            found.seen.state(state, (numbers[state], -1))
        return numbers[state]

    state, events = begin(plan, 0)
    found.seen.events("", events, (0, -1))
    number(project(state), (NOBODY, 0))
    for at, state in enumerate(found.states):
        ways: list[tuple[int, int]] = []
        if not is_over(plan, state):
            for choice in open_choices(plan, state):
                after, events = step(plan, state, choice)
                found.seen.events(plan.places[state.place].id, events, (at, choice))
                ways.append((choice, number(project(after), (at, choice))))
        found.replies.append(ways)
        if len(found.states) > most:
            return found
    found.complete = True
    return found
