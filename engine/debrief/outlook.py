"""Where a call could still have led: whether a good ending was within reach, and for how many.

The odds are those of ``engine.workshop.explore.odds``; both trainees, the average and the empathic one, are
defined in ``manners`` beside it. They are exact where every state of the scenario could be gone through in
time. Where not, plays are drawn, from where the call stood and by the same two trainees; what is then said is
given between which odds the true ones lie. Where there is no time for that either, there is no outlook.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from random import Random
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from engine.call.call import Call
from engine.call.plan import Plan
from engine.call.state import State
from engine.call.step import open_choices, step
from engine.debrief.walk import Walk, walk

if TYPE_CHECKING:
    from engine.workshop.explore.budget import Budget, Progress
    from engine.workshop.explore.graph import Graph
    from engine.workshop.explore.manners import Manner

PLAYS: Final = 200
"""So many plays are drawn for each trainee from each place; the true odds then lie within 0.07, at worst."""
MOST_REPLIES: Final = 200
"""A play that goes on for longer counts as one that does not end well, unless the scenario is large."""
SECONDS: Final = 15.0
"""How long all states may take; plays drawn afterwards, where that was not enough, may take half of it."""
STATES: Final = 400_000
"""How many states may be found."""


class Share(NamedTuple):
    """How many of all calls, 0–1, and between which two the true number lies (with 95 % confidence)."""

    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Prospect:
    """What could still come of a call at one place."""

    reachable: bool | None
    """Whether some play from there comes to a good ending; None where that is not known."""
    average: Share
    """Of calls that an average trainee goes on with, those that come to a good ending."""
    empathic: Share
    """The same for an empathic trainee."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """What could still come of a call at each of its turns, and after each reply that was on offer there."""

    how: Literal["exact", "sampled"]
    before: tuple[Prospect, ...]
    """Before each turn, in order, and at last where the call stands: one more than there are turns."""
    after: Mapping[tuple[int, int], Prospect]
    """After a reply, by the turn's number, from 1, and the reply's among the scene's. Where plays had to be
    drawn, only some turns have them."""
    states: int = 0
    """How many states were gone through; 0 where plays were drawn."""

    @property
    def last_turn(self) -> int:
        """The last turn at whose choice a good ending could still be reached; 0 if it never could, or where
        it is not known that it could."""
        turns = [turn for turn, prospect in enumerate(self.before[:-1], start=1) if prospect.reachable]
        return turns[-1] if turns else 0


Pick = Callable[[Outlook], Sequence[int]]
"""Says of which turns a debrief shows what the other replies would have led to."""


def look_ahead(
    call: Call,
    clock: Callable[[], float],
    pick: Pick,
    go_on: Callable[[Progress], bool] = lambda _progress: True,
    *,
    seconds: float = SECONDS,
    states: int = STATES,
) -> Outlook | None:
    """What could have come of a call; None if there was no time to find out.

    Args:
        call: over, or as far as it has been played.
        clock: seconds, from any moment on.
        pick: of which turns every reply is looked into where plays have to be drawn; all are otherwise.
        go_on: called now and then; False gives up.
        seconds: how long it may take; half as much again where plays have to be drawn.
        states: how many states may be found before plays are drawn.
    """
    from engine.workshop.explore.budget import Budget
    from engine.workshop.explore.projection import Projection
    from engine.workshop.explore.search import search, without_collecting

    refused = False

    def asked(progress: Progress) -> bool:
        nonlocal refused
        refused = refused or not go_on(progress)
        return not refused

    budget = Budget(clock, states=states, seconds=seconds, go_on=asked)
    walked = walk(call)
    with without_collecting():
        graph, _seen = search(call.plan, Projection(call.plan, lines=False), budget, lines=False)
        if graph.complete:
            return None if refused else _exact(walked, graph)
    if refused:
        return None
    del graph, _seen  # They may be large, and are of no use here.
    return _drawn(walked, replace(budget, seconds=seconds / 2), pick)


def _exact(walked: Walk, graph: Graph) -> Outlook:
    """Look up the states that the call passed through, and those that lay beside its way."""
    from engine.workshop.explore.graph import NOWHERE
    from engine.workshop.explore.manners import average, empathic
    from engine.workshop.explore.odds import odds
    from engine.workshop.explore.recovery import good_endings, replies_to

    to_good = replies_to(graph, good_endings(graph))
    of_average, of_empathic = (odds(graph, to_good, manner).chance for manner in (average, empathic))

    def prospect(number: int) -> Prospect:
        return Prospect(to_good[number] != NOWHERE, _sure(of_average[number]), _sure(of_empathic[number]))

    at, before, after = 0, [prospect(0)], {}
    for turn in walked.turns:
        ways = {graph.choices[way]: graph.to[way] for way in graph.replies(at)}
        for tried in (turn.given, *turn.others):
            after[turn.number, tried.number] = prospect(ways[tried.number])
        at = ways[turn.given.number]
        before.append(prospect(at))
    return Outlook("exact", tuple(before), after, len(graph.states))


def _sure(chance: float) -> Share:
    chance = min(1.0, float(chance))  # Rounding may carry it a hair above.
    return Share(chance, chance, chance)


def _drawn(walked: Walk, budget: Budget, pick: Pick) -> Outlook | None:
    """Draw plays from every place of the call, then from beside the turns that are picked."""
    draws = _Draws(walked.plan, budget)
    before = []
    for state in _passed(walked):
        prospect = draws.prospect(state)
        if prospect is None:
            return None
        before.append(prospect)
    after = {(turn.number, turn.given.number): before[turn.number] for turn in walked.turns}
    outlook = Outlook("sampled", tuple(before), after)
    for number in pick(outlook):
        turn = walked.turns[number - 1]
        for tried in turn.others:
            prospect = draws.prospect(tried.state)
            if prospect is not None:
                after[number, tried.number] = prospect
    return outlook


def _passed(walked: Walk) -> Iterator[State]:
    yield walked.start
    yield from (turn.given.state for turn in walked.turns)


@dataclass
class _Draws:
    plan: Plan
    budget: Budget
    until: float = field(init=False)

    def __post_init__(self) -> None:
        self.until = self.budget.clock() + self.budget.seconds

    def prospect(self, state: State) -> Prospect | None:
        """What plays from a state come to; None if there is no time for them."""
        from engine.workshop.explore.manners import average, empathic
        from engine.workshop.explore.sampling import wilson

        if not open_choices(self.plan, state):
            good = self._is_good(state)
            return Prospect(good, _sure(float(good)), _sure(float(good)))
        shares, any_good = [], False
        for manner in (average, empathic):
            hits = self._hits(state, manner)
            if hits is None:
                return None
            any_good = any_good or hits > 0
            shares.append(Share(hits / PLAYS, *wilson(hits, PLAYS)))
        return Prospect(any_good or None, *shares)

    def _hits(self, start: State, manner: Manner) -> int | None:
        from engine.workshop.explore.budget import Progress

        plan, hits = self.plan, 0
        most = max(MOST_REPLIES, 4 * plan.scenes)
        for play in range(PLAYS):
            now = self.budget.clock()
            # The states are counted no more; it is only asked whether to go on.
            if now > self.until or not self.budget.go_on(Progress(0, 0, 0, now)):
                return None
            state, chance = start, Random(play)
            for _ in range(most):
                choices = open_choices(plan, state)
                if not choices:
                    break
                replies = plan.places[state.place].replies
                weights = [manner(plan.scenario, replies[choice].reply) for choice in choices]
                state, _events = step(plan, state, chance.choices(choices, weights)[0])
            hits += self._is_good(state)
        return hits

    def _is_good(self, state: State) -> bool:
        ending = self.plan.places[state.place].ending if state.place >= 0 else None
        return ending is not None and ending.is_good
