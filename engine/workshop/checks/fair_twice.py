"""Fair play: are two replies of a scene one and the same?"""

from collections.abc import Iterator
from itertools import combinations
from typing import Final

from engine.call.events import ReplyGiven
from engine.call.step import step
from engine.workshop.checks.case import Case
from engine.workshop.checks.check import Check
from engine.workshop.checks.fair_stakes import reply_in, way_to
from engine.workshop.checks.finding import Finding

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
        first, to, choices = graph.first, graph.to, graph.choices
        alike: list[dict[tuple[int, int], list[int]]] = [
            {pair: [] for pair in combinations(range(len(place.replies)), 2)} for place in case.plan.places
        ]
        alike.append({})  # the last one is for being stuck, whose number is -1
        waiting: list[dict[bytes, list[tuple[int, int]]]] = [{} for _ in alike]
        for number, place in enumerate(case.stakes.places):
            pairs = alike[place]
            if not pairs:
                continue
            begin, end = first[number], first[number + 1]
            offered = bytes(choices[begin:end])
            undecided = waiting[place].get(offered)
            if undecided is None:
                undecided = waiting[place][offered] = list(combinations(offered, 2))
            if not undecided:
                continue
            after = dict(zip(offered, to[begin:end], strict=True))
            for pair in undecided:
                if after[pair[0]] != after[pair[1]]:
                    pairs.pop(pair, None)
                elif pair in pairs and len(pairs[pair]) < MOMENTS_LOOKED_AT:
                    pairs[pair].append(number)
            undecided[:] = [pair for pair in undecided if pair in pairs]
        for planned, pairs in zip(case.plan.places, alike, strict=False):
            scene = planned.id
            for (one, other), moments in pairs.items():
                if moments and all(_told_alike(case, number, one, other) for number in moments):
                    ids = [reply_in(case.plan, scene, choice).id for choice in (one, other)]
                    yield self.finding(
                        case,
                        way_to(scene, other),
                        f"'{ids[1]}' does to the customer just what '{ids[0]}' does, and leads to the same",
                        hint="let them differ in moves, in what they ask or promise, or in where they lead;"
                        " if it"
                        " is one reply in other words, write it under also",
                        witness=graph.witness(moments[0], other),
                    )


def _told_alike(case: Case, number: int, one: int, other: int) -> bool:
    """Whether two replies that lead to the same state are followed by the same words, too."""
    state = case.exploration.graph.states[number]
    told = []
    for choice in (one, other):
        _, events = step(case.plan, state, choice)
        told.append([event for event in events if not isinstance(event, ReplyGiven)])
    return told[0] == told[1]


CHECKS: Final[tuple[Check, ...]] = (SameTwice(),)
