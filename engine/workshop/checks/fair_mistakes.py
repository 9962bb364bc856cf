"""Fair play: may a trainee slip once, and is what the scenario says it trains really needed?"""

from collections.abc import Iterator
from functools import partial
from typing import Final

from engine.mood.moves import Family
from engine.scenario.model import Scenario
from engine.scenario.scene import Reply
from engine.workshop.checks.case import Case
from engine.workshop.checks.check import Check
from engine.workshop.checks.fair_stakes import NO_DIFFERENCE, reply_in, some_of, way_to
from engine.workshop.checks.finding import Finding
from engine.workshop.checks.ways_end import lost_at_once
from engine.workshop.explore.graph import NOWHERE

EARLY: Final = 0.5
"""The share of the best call's replies, 0–1, that counts as early. Late in a call something has to decide."""

FEWEST_REPLIES: Final = 4
"""In a call of fewer replies there is no time to make up for anything."""


class OneMistakeDecides(Check):
    """After one reply, early in a call that was the best so far, no good ending can be reached.

    A first reply that does not even look like a mistake is left to ``lost-at-once``, which says more of it.
    """

    code = "one-mistake-decides"
    severity = "warning"
    sentence = "One wrong reply early in an otherwise perfect call rules every good ending out."
    needs_everything = True

    def find(self, case: Case) -> Iterator[Finding]:
        """One a reply."""
        graph, to_good = case.exploration.graph, case.stakes.to_good
        path = case.stakes.best_path
        replies = len(path) - 1
        if replies < FEWEST_REPLIES:
            return
        elsewhere = lost_at_once(case)
        for turn, number in enumerate(path[:-1], start=1):
            if turn > replies * EARLY:
                break
            for way in graph.replies(number):
                choice = graph.choices[way]
                if to_good[graph.to[way]] == NOWHERE and not (number == 0 and choice in elsewhere):
                    scene = case.plan.places[graph.states[number].place].id
                    yield self.finding(
                        case,
                        way_to(scene, choice),
                        f"'{reply_in(case.plan, scene, choice).id}', given as reply {turn} of {replies} in a"
                        " call that went as well as it could, rules every good ending out, whatever is said"
                        " after it",
                        hint="let a later reply make up for it: ask for less on the way to the good ending,"
                        " or lead on to a scene in which it can be put right",
                        witness=partial(graph.witness, number, choice),
                    )


class SkillNotNeeded(Check):
    """The scenario says that it trains a skill, and no good way through it needs that skill."""

    code = "skill-not-needed"
    severity = "warning"
    sentence = "A skill under skills is never what makes a reply the best one."
    needs_everything = True

    def find(self, case: Case) -> Iterator[Finding]:
        """One a skill, where it stands in ``skills``."""
        if not len(case.stakes.odds.order):
            return
        scenario, places = case.scenario, case.plan.places
        shown = [[_families(scenario, each.reply) for each in place.replies] for place in places]
        missing = set(scenario.skills)
        for _, place, choices, odds in case.stakes.moments():
            at_least = max(odds) - NO_DIFFERENCE
            best = [
                shown[place][choice]
                for choice, chance in zip(choices, odds, strict=True)
                if chance >= at_least
            ]
            missing.difference_update(frozenset.intersection(*best))
            if not missing:
                return
        for spot, skill in enumerate(scenario.skills):
            if skill in missing:
                names = [
                    f"{place.id}.{each.reply.id}"
                    for place, families in zip(places, shown, strict=True)
                    for each, family in zip(place.replies, families, strict=True)
                    if skill in family
                ]
                yield self.finding(
                    case,
                    ("skills", spot),
                    f"'{skill}' is never what makes a reply the best: whenever a reply that shows it could be"
                    f" given ({some_of(names)}), another"
                    " leads"
                    " as far"
                    if names
                    else f"no reply shows '{skill}': none has a move of that family",
                    hint="take it out of skills, or write a moment in which nothing else will do",
                )


def _families(scenario: Scenario, reply: Reply) -> frozenset[Family]:
    return frozenset(scenario.move_of(move).family for move in reply.moves)


CHECKS: Final[tuple[Check, ...]] = (OneMistakeDecides(), SkillNotNeeded())
