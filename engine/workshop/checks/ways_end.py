"""How calls end: can they end well, for how long, and what is the customer's limit for?"""

from collections.abc import Iterator
from typing import Final

from engine.scenario.problems import listed, quoted
from engine.scenario.scene import Reply
from engine.workshop.checks.case import Case
from engine.workshop.checks.check import Check
from engine.workshop.checks.finding import Finding
from engine.workshop.checks.reasons import moods_anywhere
from engine.workshop.checks.ways import limit_in_words
from engine.workshop.explore.graph import NOWHERE

STILL_TO_COME: Final = 3
"""So many replies or more of a call that cannot end well any more are worth a word."""


def _good(case: Case) -> list[str]:
    return [name for name, ending in case.scenario.endings.items() if ending.is_good]


class NoGoodEnding(Check):
    """A scenario in which nothing counts as having done well."""

    code = "no-good-ending"
    severity = "warning"
    sentence = "No ending counts as good, so that the call cannot be done well."

    def find(self, case: Case) -> Iterator[Finding]:
        """One finding at most, at the endings."""
        if not _good(case):
            yield self.finding(
                case,
                ("endings",),
                "no ending is good: none is solved and kept, and none says good: true",
                key=True,
                hint="give the ending that is as good as this call can honestly end good: true",
            )


class GoodEndingNeverMet(Check):
    """Good endings that no call comes to."""

    code = "good-ending-never-met"
    severity = "warning"
    sentence = "There are good endings, but no list of replies leads to one."
    needs_everything = True

    def find(self, case: Case) -> Iterator[Finding]:
        """One finding at most; the best call that there is shows how far one gets."""
        good = _good(case)
        if good and not any(case.was_met(name) for name in good):
            best = next(iter(case.exploration.by_rank), None)
            witness = case.exploration.to_place(best) if best else None
            least = f"; the best that any call comes to is {quoted(best)}" if best else ""
            names = listed([quoted(name) for name in good], "and")
            yield self.finding(
                case,
                ("endings", good[0]),
                f"no call ends well: {names} cannot be reached{least}",
                key=True,
                hint="play the best call and see what is missing; ask less of the mood on the way there",
                witness=witness or (),
            )


class LostAtOnce(Check):
    """A first reply that loses the call although nothing about it is a mistake."""

    code = "lost-at-once"
    severity = "warning"
    sentence = "A first reply with no harm in it rules out every good ending, and the call goes on for long."
    needs_everything = True

    def find(self, case: Case) -> Iterator[Finding]:
        """One finding for each such first reply."""
        for choice, left in lost_at_once(case).items():
            yield self.finding(
                case,
                ("scenes", case.scenario.start, "replies", choice),
                f"with this first reply no good ending can be reached any more, and the call goes on for"
                f" {left} replies at least",
                hint="leave a way to recover; or, if it is meant to be a mistake, let its moves say so",
                witness=case.taken.witness(0, choice),
            )


def lost_at_once(case: Case) -> dict[int, int]:
    """The first replies that do not look like a mistake and lose the call, and for how long it then goes on.

    Ask only where every state was tried. They are told of once: ``one-mistake-decides`` leaves them out.
    """
    graph, away = case.exploration.graph, case.exploration.to_good
    if away is None or away[0] == NOWHERE:
        return {}
    replies = case.scenario.scenes[case.scenario.start].replies
    found = {}
    for way in graph.replies(0):
        reply = replies[graph.choices[way]]
        if away[graph.to[way]] != NOWHERE or _is_mistake(case, reply):
            continue
        left = _to_an_end(case, graph.to[way])
        if left >= STILL_TO_COME:
            found[graph.choices[way]] = left
    return found


def _is_mistake(case: Case, reply: Reply) -> bool:
    harms = any(case.scenario.move_of(move).family == "harm" for move in reply.moves)
    return harms or reply.fails or bool(reply.breaks)


def _to_an_end(case: Case, number: int) -> int:
    """The fewest replies from a state to an end, up to ``STILL_TO_COME``."""
    graph = case.exploration.graph
    here = {number}
    for replies in range(STILL_TO_COME):
        if any(graph.is_over(each) for each in here):
            return replies
        here = {after for each in here for after in graph.next(each)}
    return STILL_TO_COME


class LimitNeverHit(Check):
    """A customer's limit that nothing comes to."""

    code = "limit-never-hit"
    severity = "warning"
    sentence = "The customer has a limit, and no call comes to it."
    needs_everything = True

    def find(self, case: Case) -> Iterator[Finding]:
        """One finding at most; none where the limit's ending is never met, which is told there."""
        limit = case.scenario.customer.limit
        if limit is not None and case.was_met(limit.goto) and not any(_hits(case)):
            yield self.finding(
                case,
                ("customer", "limit"),
                f"the customer never hangs up: {limit_in_words(case)}",
                key=True,
                hint="lower the limit's heat or turns, or take the limit out",
            )


class LimitAlwaysHit(Check):
    """A customer's limit that ends every call."""

    code = "limit-always-hit"
    severity = "warning"
    sentence = "Every call ends at the customer's limit, whatever is said."
    needs_everything = True

    def find(self, case: Case) -> Iterator[Finding]:
        """One finding at most, with the shortest such call."""
        limit = case.scenario.customer.limit
        if limit is None:
            return
        if any(place != limit.goto and case.was_met(place) for place in case.scenario.endings):
            return
        ended = case.taken.ended
        hits = set(_hits(case)) if not case.exploration.seen.stuck else set()
        if hits and len(hits) == len(ended):
            lowest = moods_anywhere(case).lowest[0]
            yield self.finding(
                case,
                ("customer", "limit"),
                f"every call ends with the customer hanging up: the limit is heat {limit.heat}, and the heat"
                f" never falls below {lowest}",
                key=True,
                hint="raise the limit's heat or turns, or let the call start cooler",
                witness=case.taken.witness(min(hits)),
            )


def _hits(case: Case) -> Iterator[int]:
    """The states in which the customer has just hung up."""
    plan, graph, taken = case.plan, case.exploration.graph, case.taken
    ways = [step[:2] for step in taken.steps if step[2] == plan.limit_place]
    for place, choice in ways:
        for before, after in taken.given_in(place, choice, plan.limit_place):
            if (
                graph.states[after].mood.heat >= plan.limit_heat
                and graph.states[before].over_limit + 1 >= plan.limit_turns
            ):
                yield after


CHECKS: Final[tuple[Check, ...]] = (
    NoGoodEnding(),
    GoodEndingNeverMet(),
    LostAtOnce(),
    LimitNeverHit(),
    LimitAlwaysHit(),
)
