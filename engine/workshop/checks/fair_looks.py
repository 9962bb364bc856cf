"""Fair play: can the best reply be told by its looks, before it is read?"""

from collections.abc import Iterator
from statistics import median
from typing import Final

from engine.workshop.checks.case import Case
from engine.workshop.checks.check import Check
from engine.workshop.checks.fair_luck import TOO_UNLIKELY, at_least, one_in
from engine.workshop.checks.fair_stakes import Decision, Offer, reply_in, some_of, way_to
from engine.workshop.checks.finding import Finding

FEWEST_SCENES: Final = 3
"""In fewer scenes nobody learns a pattern."""
STANDS_OUT: Final = 1.25
"""How many times as long as the median of the replies on offer the longest must be to catch the eye."""


class LongestIsBest(Check):
    """Where one reply stands out by its length, it is the best one more often than luck allows."""

    code = "longest-is-best"
    severity = "warning"
    sentence = "The best reply is so often the longest one that its length gives it away."
    needs_everything = True

    def find(self, case: Case) -> Iterator[Finding]:
        """At most one, at the first of those replies."""
        given_away: list[tuple[Decision, int]] = []
        chances: list[float] = []
        for decision in case.stakes.decisions:
            outstanding, hits, odds = 0.0, 0.0, 0.0
            right: dict[int, float] = {}
            for offer in decision.offers:
                spot = _outstanding(case, decision, offer)
                if spot is not None:
                    outstanding += offer.met
                    hits += offer.best[spot]
                    odds += offer.met / len(offer.choices)
                    choice = offer.choices[spot]
                    right[choice] = right.get(choice, 0.0) + offer.best[spot]
            if outstanding > decision.met / 2:
                chances.append(odds / outstanding)
                if hits > outstanding / 2:
                    given_away.append((decision, max(right, key=right.__getitem__)))
        if len(given_away) < FEWEST_SCENES or len(given_away) <= sum(chances):
            return
        luck = at_least(len(given_away), chances)
        if luck >= TOO_UNLIKELY:
            return
        first, choice = given_away[0]
        names = [f"{each.scene}.{reply_in(case.plan, each.scene, number).id}" for each, number in given_away]
        yield self.finding(
            case,
            (*way_to(first.scene, choice), "says"),
            f"in {len(given_away)} of the {len(chances)} scenes in which one reply is much longer than the"
            " rest, "
            f"it is the best one: {some_of(names)}; luck alone does that in {one_in(luck)} scenarios",
            hint=f"shorten it, or give the other replies as many words (a reply stands out from"
            f" {STANDS_OUT:g} times"
            " the middle length of its scene on)",
        )


class BestInSamePlace(Check):
    """The best reply stands in one place of the list more often than luck allows."""

    code = "best-in-same-place"
    severity = "warning"
    sentence = "The best reply stands in the same place of the list so often that its place gives it away."
    needs_everything = True

    def find(self, case: Case) -> Iterator[Finding]:
        """At most one, at the first of those replies."""
        decisions = case.stakes.decisions
        most = max((len(offer.choices) for each in decisions for offer in each.offers), default=0)
        found: list[tuple[float, int, list[tuple[Decision, int]], float]] = []
        for spot in range(most):
            chances = [_chance_of(each, spot) for each in decisions]
            hits = [(each, choice) for each in decisions if (choice := _best_at(each, spot)) is not None]
            if len(hits) >= FEWEST_SCENES and len(hits) > sum(chances):
                found.append((at_least(len(hits), chances) * most, spot, hits, sum(chances)))
        luck, spot, hits, by_luck = min(found, default=(1.0, 0, [], 0.0), key=lambda each: each[0])
        if luck >= TOO_UNLIKELY:
            return
        first, choice = hits[0]
        yield self.finding(
            case,
            way_to(first.scene, choice),
            f"the best reply is number {spot + 1} on the list in {len(hits)} of {len(decisions)} scenes"
            f" (by luck it would be in {by_luck:.0f}): {some_of([each.scene for each, _ in hits])}",
            hint="move the best reply of some of them up or down; the order of the replies changes nothing"
            " else",
        )


def _outstanding(case: Case, decision: Decision, offer: Offer) -> int | None:
    """Which of the replies on offer is longer than the others at a glance; None if none is."""
    lengths = [len(reply_in(case.plan, decision.scene, choice).says) for choice in offer.choices]
    longest = max(lengths)
    if lengths.count(longest) > 1 or longest <= STANDS_OUT * median(lengths):
        return None
    return lengths.index(longest)


def _chance_of(decision: Decision, spot: int) -> float:
    """How likely a reply that is drawn stands in a place of the list."""
    fitting = [offer for offer in decision.offers if spot < len(offer.choices)]
    return sum(offer.met / len(offer.choices) for offer in fitting) / decision.met


def _best_at(decision: Decision, spot: int) -> int | None:
    """The reply that is best in a place of the list, if the best one stands there most of the time."""
    here: dict[int, float] = {}
    for offer in decision.offers:
        if spot < len(offer.choices):
            choice = offer.choices[spot]
            here[choice] = here.get(choice, 0.0) + offer.best[spot]
    return max(here, key=here.__getitem__) if sum(here.values()) > decision.met / 2 else None


CHECKS: Final[tuple[Check, ...]] = (LongestIsBest(), BestInSamePlace())
