"""Critical items at the ends of calls: is there a call at whose end one holds, and one where it does not?

A condition is judged as a whole, in the same call. First by its parts, then by calls that are drawn: one that
is found settles the matter. Only what no drawn call has shown is searched for in all of them, with what the
item looks at kept up to the end.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import inf
from random import Random
from typing import Final

from engine.call.conditions import Test
from engine.call.plan import Plan
from engine.call.state import State
from engine.call.step import begin, open_choices, step
from engine.scenario.conditions import When
from engine.workshop.checks.possible import Moods, Possible
from engine.workshop.explore.budget import Budget, Progress, now_and_then
from engine.workshop.explore.projection import Projection
from engine.workshop.explore.search import search

PLAYS: Final = 60
"""So many calls are drawn at most."""
MOST_REPLIES: Final = 200
"""A drawn call is left after so many replies."""
MOST_STATES: Final = 300_000
"""Beyond so many states nothing is claimed."""


@dataclass
class Breach:
    """One critical item."""

    when: When
    test: Test | None
    held: bool = False
    """Whether a call is known at whose end it holds."""
    failed: bool = False
    """Whether a call is known at whose end it does not hold."""
    is_known: bool = False
    """Whether what is not known to happen is known not to happen."""

    @property
    def never(self) -> bool:
        """Whether it holds at the end of no call."""
        return self.is_known and not self.held

    @property
    def always(self) -> bool:
        """Whether it holds at the end of every call."""
        return self.is_known and not self.failed

    @property
    def is_open(self) -> bool:
        """Whether it has to be looked into further."""
        return not self.is_known and not (self.held and self.failed)

    def note(self, state: State) -> None:
        """Take in how a call ended."""
        holds = self.test is None or self.test(state)
        self.held, self.failed = self.held or holds, self.failed or not holds


def breaches(
    plan: Plan, possible: Possible, moods: Moods, ask: Callable[[], None] = lambda: None
) -> list[Breach]:
    """What is to be said of each critical item, in the file's order.

    Every state of the call has to have been tried: ``possible`` and ``moods`` are what came of that, the
    moods those at the ends of calls. ``ask`` is called now and then; it may raise to end the work.
    """
    found = [
        Breach(item.when, test) for item, (_, test) in zip(plan.scenario.critical, plan.critical, strict=True)
    ]
    for each in found:
        if not possible.can_hold(each.when, moods):
            each.is_known, each.failed = True, True
        elif not possible.can_fail(each.when, moods):
            each.is_known, each.held = True, True
    _draw(plan, found, ask)
    if any(each.is_open for each in found):
        _search(plan, [each for each in found if each.is_open], ask)
    return found


def _draw(plan: Plan, items: list[Breach], ask: Callable[[], None]) -> None:
    """Draw calls until nothing is open, and note how they end."""
    for number in range(PLAYS):
        if not any(each.is_open for each in items):
            return
        ask()
        chance, replies = Random(number), 0
        state, _ = begin(plan, 0)
        while replies < MOST_REPLIES and (choices := open_choices(plan, state)):
            state, _ = step(plan, state, chance.choice(choices))
            replies += 1
        if state.place >= plan.scenes:
            for each in items:
                each.note(state)


def _search(plan: Plan, items: list[Breach], ask: Callable[[], None]) -> None:
    """Go through all calls, telling apart what the items look at until the end."""
    project = Projection(plan, lines=False, at_end=[each.when for each in items])

    def go_on(_progress: Progress) -> bool:
        ask()
        return True

    graph, _ = search(plan, project, Budget(lambda: 0.0, MOST_STATES, inf, go_on), lines=False)
    for number, place in now_and_then(enumerate(graph.states.places().tolist()), ask):
        if place >= plan.scenes:
            state = graph.states[number]
            for each in items:
                each.note(state)
            if not any(each.is_open for each in items):
                return
    if graph.complete:
        for each in items:
            each.is_known = True
