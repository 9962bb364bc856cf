"""What is sure to have happened by the time that a call is in a scene, whichever way it came there.

Facts, flags, visits and the like are never undone. So what every way to a scene has set is set there: the
available expressions of the classic analyses (Aho, Lam, Sethi, Ullman, Compilers, 9.2.6).
"""

from engine.call.plan import RETURNS, Plan
from engine.workshop.explore.looks import Looks

_ALL = -1
"""Every bit: of a scene that no way leads to."""


class Surety:
    """The bits that are sure to be set, as ``Looks`` has them, by the number of a place."""

    def __init__(self, plan: Plan, looks: Looks, detouring: tuple[int, ...]) -> None:
        """``detouring``: the scenes that a way back can lead to."""
        self.before = [_ALL] * len(plan.places)
        """On coming to the place, before anything is said."""
        self.there = [_ALL] * len(plan.places)
        """Once it was entered."""
        entering = [looks.entering(place) for place in plan.places]
        ways = [_ways(plan, number, looks, detouring) for number in range(plan.scenes)]
        self.before[plan.start] = looks.of("told", plan.told)
        self.there[plan.start] = self.before[plan.start] | entering[plan.start]
        waiting = [plan.start]
        is_waiting = [False] * len(plan.places)
        while waiting:
            number = waiting.pop()
            is_waiting[number] = False
            for sets, to in ways[number]:
                known = self.before[to] & (self.there[number] | sets)
                if known != self.before[to]:
                    self.before[to] = known
                    self.there[to] = known | entering[to]
                    if to < plan.scenes and not is_waiting[to]:
                        is_waiting[to] = True
                        waiting.append(to)


def _ways(plan: Plan, number: int, looks: Looks, detouring: tuple[int, ...]) -> set[tuple[int, int]]:
    """Where the replies of a scene can lead, each with what the reply has then set."""
    breaking_in = [interrupt.place for interrupt in plan.interrupts]
    found = set()
    for reply in plan.places[number].replies:
        sets = looks.sets(reply)
        for way in reply.ways:
            to = detouring if way.place == RETURNS else (way.place,)
            found |= {(sets, place) for place in to}
        found |= {(sets, place) for place in (*breaking_in, plan.limit_place)}
    return found
