"""Every state found, the replies that lead from one to another, and the shortest way to each."""

from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from engine.call.plan import Plan
from engine.call.state import State
from engine.workshop.explore.numbers import Ints
from engine.workshop.explore.states import States

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
    states: States
    first: "array[int]" = field(default_factory=lambda: array("Q", [0]))
    """Where a state's replies begin in ``choices`` and ``to``; one more than there are states tried."""
    choices: bytearray = field(default_factory=bytearray)
    to: "array[int]" = field(default_factory=_numbers)
    parents: "array[int]" = field(default_factory=_numbers)
    parent_choices: bytearray = field(default_factory=bytearray)
    complete: bool = False
    """Whether every reply was tried in every state."""

    def add(self, first: int, tried: int, rows: Ints, choices: Ints, to: Ints, new: Ints) -> None:
        """Add what was given in the states tried next, so many of them, from ``first`` on.

        For each reply given, in order: in which of those states (0 or more), which, and to which state it
        leads. ``new`` are the places in these lists of those that lead to a state for the first time.
        """
        counts = np.bincount(rows, minlength=tried)
        self.first.frombytes((len(self.to) + np.cumsum(counts)).astype(np.uint64).tobytes())
        given = choices.astype(np.uint8)
        self.choices += given.tobytes()
        self.to.frombytes(to.astype(np.uint32).tobytes())
        self.parents.frombytes((first + rows[new]).astype(np.uint32).tobytes())
        self.parent_choices += given[new].tobytes()

    @property
    def expanded(self) -> int:
        """From how many states, the first ones, every reply was tried."""
        return len(self.first) - 1

    @property
    def turns(self) -> int:
        """How many replies deep the deepest state lies."""
        return len(self.witness(len(self.states) - 1))

    def is_over(self, number: int) -> bool:
        """Whether the call has ended in a state."""
        return not 0 <= self.states.place(number) < self.plan.scenes

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
        return _given_at(self.plan, self.states.place(number), choice)

    def ended(self) -> Iterator[int]:
        """The states in which the call has ended."""
        places = self.states.places()
        return iter(np.flatnonzero((places < 0) | (places >= self.plan.scenes)).tolist())

    def ways(self) -> "Ways":
        """Everything in ``first`` and ``to``, for work in bulk."""
        starts = np.frombuffer(self.first, np.uint64).astype(np.int64)
        counts = np.zeros(len(self.states), np.int64)
        counts[: self.expanded] = np.diff(starts)
        firsts = np.full(len(self.states), len(self.to), np.int64)
        firsts[: self.expanded] = starts[:-1]
        return Ways(firsts, counts, np.frombuffer(self.to, np.uint32).astype(np.int64))


class Ways(NamedTuple):
    """For each state, where its ways begin in ``to``, and how many there are."""

    firsts: Ints
    counts: Ints
    to: Ints

    def of(self, numbers: Ints) -> tuple[Ints, Ints]:
        """The states that the ways of some states lead to; and how many ways each of them has."""
        places, counts = self.places(numbers)
        return self.to[places], counts

    def places(self, numbers: Ints) -> tuple[Ints, Ints]:
        """Where in ``to`` the ways of some states are; and how many ways each of them has."""
        counts = self.counts[numbers]
        ends = np.cumsum(counts)
        total = int(ends[-1]) if len(ends) else 0
        return np.arange(total) + np.repeat(self.firsts[numbers] - ends + counts, counts), counts

    def backwards(self) -> "Ways":
        """The same ways, from where they lead to whence they come."""
        sources = np.repeat(np.arange(len(self.counts)), self.counts)
        counts = np.bincount(self.to, minlength=len(self.counts))
        return Ways(np.cumsum(counts) - counts, counts, sources[np.argsort(self.to, kind="stable")])


def once(numbers: Ints, scratch: Ints) -> Ints:
    """Each of ``numbers`` once. ``scratch`` has a place for every number that there could be."""
    places = np.arange(len(numbers))
    scratch[numbers] = places
    found: Ints = numbers[scratch[numbers] == places]
    return found


def given(plan: Plan, state: State, choice: int) -> Given:
    """A choice in words."""
    return _given_at(plan, state.place, choice)


def _given_at(plan: Plan, number: int, choice: int) -> Given:
    place = plan.places[number]
    reply = place.replies[choice].reply
    return Given(place.id, reply.id, reply.says)
