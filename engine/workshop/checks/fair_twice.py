"""Fair play: are two replies of a scene one and the same?"""

from collections.abc import Iterator
from functools import partial
from typing import Final

import numpy as np

from engine.call.events import ReplyGiven
from engine.call.step import step
from engine.workshop.checks.case import Case
from engine.workshop.checks.check import Check
from engine.workshop.checks.fair_stakes import reply_in, way_to
from engine.workshop.checks.finding import Finding
from engine.workshop.explore.budget import now_and_then

MOMENTS_LOOKED_AT: Final = 20
"""In so many moments two replies that lead to the same are given both, to compare what is said then."""


class SameTwice(Check):
    """Two replies do the same and lead to the same, wherever both can be given."""

    code = "same-twice"
    severity = "warning"
    sentence = "Two replies of a scene have the same effect and the same way on, so there is no choice."
    needs_everything = True

    def find(self, case: Case) -> Iterator[Finding]:
        """One a pair, at the second reply."""
        graph = case.exploration.graph
        for (place, one, other), moments in _always_alike(case).items():
            case.ask()
            if not all(_told_alike(case, number, one, other) for number in moments):
                continue
            scene = case.plan.places[place].id
            ids = [reply_in(case.plan, scene, choice).id for choice in (one, other)]
            yield self.finding(
                case,
                way_to(scene, other),
                f"'{ids[1]}' does to the customer just what '{ids[0]}' does, and leads to the same",
                hint="let them differ in moves, in what they ask or promise, or in where they lead; if it is"
                " one reply in other words, write it under also",
                witness=partial(graph.witness, moments[0], other),
            )


def _always_alike(case: Case) -> dict[tuple[int, int, int], list[int]]:
    """Pairs of a place's choices that lead to the same state in every state that offers both; with some of
    these states."""
    graph = case.exploration.graph
    ways = graph.ways()
    states = np.repeat(np.arange(len(ways.counts)), ways.counts)
    places = graph.states.places()[states].astype(np.int64)
    choices = np.frombuffer(graph.choices, np.uint8).astype(np.int64)
    most = int(choices.max(initial=0)) + 1
    shape = len(case.plan.places), most, most
    differ = np.zeros(shape, bool)
    alike: dict[tuple[int, int, int], list[int]] = {}
    together = []
    for apart in range(1, int(ways.counts.max(initial=0))):
        both = np.flatnonzero(states[:-apart] == states[apart:])
        pairs = places[both], choices[both], choices[both + apart]
        same = ways.to[both] == ways.to[both + apart]
        differ[tuple(each[~same] for each in pairs)] = True
        together.append((states[both[same]], tuple(each[same] for each in pairs)))
    for numbers, pairs in together:
        left = np.flatnonzero(~differ[pairs])
        found = zip(*(each[left].tolist() for each in (numbers, *pairs)), strict=True)
        for number, *pair in now_and_then(found, case.ask):
            moments = alike.setdefault((pair[0], pair[1], pair[2]), [])
            if len(moments) < MOMENTS_LOOKED_AT:
                moments.append(number)
    return alike


def _told_alike(case: Case, number: int, one: int, other: int) -> bool:
    """Whether two replies that lead to the same state are followed by the same words, too."""
    state = case.exploration.graph.states[number]
    told = []
    for choice in (one, other):
        _, events = step(case.plan, state, choice)
        told.append([event for event in events if not isinstance(event, ReplyGiven)])
    return told[0] == told[1]


CHECKS: Final[tuple[Check, ...]] = (SameTwice(),)
