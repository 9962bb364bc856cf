"""Every state found, the replies that lead from one to another, and the shortest way to each."""

from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from engine.call.plan import Plan
from engine.call.state import State

NOWHERE = 0xFFFFFFFF
"""Instead of a state's number: there is none."""


class Given(NamedTuple):
    """One reply of a witness."""

    scene: str
    reply: str
    says: str


Witness = tuple[Given, ...]
"""A list of replies from the start of the call."""


def _numbers() -> "array[int]":
    return array("I")


@dataclass
class Graph:
    """States by number, in the order in which they are met: by how many replies lead to them."""

    plan: Plan
    states: list[State] = field(default_factory=list)
    first: "array[int]" = field(default_factory=lambda: array("Q", [0]))
    """Where a state's replies begin in ``choices`` and ``to``; one more than there are states tried."""
    choices: bytearray = field(default_factory=bytearray)
    to: "array[int]" = field(default_factory=_numbers)
    parents: "array[int]" = field(default_factory=_numbers)
    parent_choices: bytearray = field(default_factory=bytearray)
    complete: bool = False
    """Whether every reply was tried in every state."""

    @property
    def expanded(self) -> int:
        """From how many states, the first ones, every reply was tried."""
        return len(self.first) - 1

    def is_over(self, number: int) -> bool:
        """Whether the call has ended in a state."""
        return not 0 <= self.states[number].place < self.plan.scenes

    def replies(self, number: int) -> range:
        """The places in ``choices`` and ``to`` of what can be said in a state; none if it was not tried."""
        if number >= self.expanded:
            return range(0)
        return range(self.first[number], self.first[number + 1])

    def next(self, number: int) -> "array[int]":
        """The states after each reply, in the scene's order."""
        if number >= self.expanded:
            return self.to[:0]
        return self.to[self.first[number] : self.first[number + 1]]

    def witness(self, number: int, choice: int | None = None) -> Witness:
        """The shortest list of replies that leads to a state, and ``choice`` as one more if it is given."""
        found = [] if choice is None else [self._given(number, choice)]
        while (parent := self.parents[number]) != NOWHERE:
            found.append(self._given(parent, self.parent_choices[number]))
            number = parent
        return tuple(reversed(found))

    def _given(self, number: int, choice: int) -> Given:
        return given(self.plan, self.states[number], choice)

    def ended(self) -> Iterator[int]:
        """The states in which the call has ended."""
        return (number for number in range(len(self.states)) if self.is_over(number))


def given(plan: Plan, state: State, choice: int) -> Given:
    """A choice in words."""
    place = plan.places[state.place]
    reply = place.replies[choice].reply
    return Given(place.id, reply.id, reply.says)
