"""Fair play: is there something to choose, or does one reply win and another lose on every count?"""

from collections.abc import Iterator
from typing import Final

from engine.call.plan import Plan
from engine.mood.mood import Mood
from engine.scenario.scene import Reply
from engine.workshop.checks.case import Case
from engine.workshop.checks.check import Check
from engine.workshop.checks.fair_stakes import NO_DIFFERENCE, reply_in, some_of, way_to
from engine.workshop.checks.finding import Finding

FEWEST_SCENES: Final = 2
"""With one scene there is no pattern."""


class NoTradeOff(Check):
    """In every scene one reply is best for heat, heard, trust and the way on, all at once."""

    code = "no-trade-off"
    severity = "warning"
    sentence = "In every scene one reply beats the others on every count, so there is nothing to weigh."
    needs_everything = True

    def find(self, case: Case) -> Iterator[Finding]:
        """At most one, at the first scene."""
        graph, places = case.exploration.graph, case.plan.places
        beats: dict[tuple[int, bytes], set[int]] = {}
        shown: dict[int, int] = {}
        for number, place, choices, odds in case.stakes.moments():
            left = beats.get((place, choices))
            if left is not None and not left:
                continue
            moods = [graph.states[way].mood for way in graph.next(number)]
            best = (
                min(mood[0] for mood in moods),
                max(mood[1] for mood in moods),
                max(mood[2] for mood in moods),
            )
            all_best = {
                choice
                for choice, mood, chance in zip(choices, moods, odds, strict=True)
                if tuple(mood) == best and chance >= max(odds) - NO_DIFFERENCE
            }
            if left is None:
                shown.setdefault(place, number)
                beats[place, choices] = all_best
            else:
                left &= all_best
            if not all_best:
                return
        if len(shown) < FEWEST_SCENES or not all(beats.values()):
            return
        winners = {place: min(best) for (place, _), best in sorted(beats.items(), reverse=True)}
        names = [
            f"{places[place].id}.{places[place].replies[winners[place]].reply.id}" for place in sorted(shown)
        ]
        first = min(shown)
        yield self.finding(
            case,
            way_to(places[first].id, winners[first]),
            f"in each of the {len(shown)} scenes in which it matters what is said, one reply leaves the"
            f" customer cooler, better heard and more trusting than any other, and leads furthest:"
            f" {some_of(names)}",
            hint="let a good reply cost something: a remedy that soothes and comes too early, a fact that is"
            " asked for twice, a promise that must then be kept",
            witness=graph.witness(shown[first], winners[first]),
        )


class StrawReplies(Check):
    """All replies of a scene but one only harm, so that their tone gives the answer away."""

    code = "straw-replies"
    severity = "warning"
    sentence = "All replies of a scene but one only do harm, so crossing out the rude ones finds the best."
    needs_everything = True

    def find(self, case: Case) -> Iterator[Finding]:
        """One a scene, at the first of those that harm."""
        plan, graph = case.plan, case.exploration.graph
        harmful = [
            frozenset(choice for choice, each in enumerate(place.replies) if _only_harms(plan, each.reply))
            for place in plan.places
        ]
        given_away: dict[int, int] = {}
        scenes = (plan.numbers[decision.scene] for decision in case.stakes.decisions)
        undecided = {place for place in scenes if harmful[place]}
        for number, place, choices, odds in case.stakes.moments() if undecided else ():
            if place not in undecided:
                continue
            decent = [spot for spot, choice in enumerate(choices) if choice not in harmful[place]]
            moods = [graph.states[way].mood for way in graph.next(number)]
            if (
                len(decent) != 1
                or odds[decent[0]] < max(odds) - NO_DIFFERENCE
                or not all(
                    _is_worse(mood, moods[decent[0]]) for spot, mood in enumerate(moods) if spot != decent[0]
                )
            ):
                undecided.discard(place)
                if not undecided:
                    return
            else:
                given_away.setdefault(place, number)
        for place, number in given_away.items():
            if place not in undecided:
                continue
            scene = plan.places[place].id
            offered = [graph.choices[way] for way in graph.replies(number)]
            straw = [choice for choice in offered if choice in harmful[place]]
            best = next(choice for choice in offered if choice not in straw)
            names = ", ".join(reply_in(plan, scene, choice).id for choice in straw)
            yield self.finding(
                case,
                way_to(scene, straw[0]),
                f"every reply here but '{reply_in(plan, scene, best).id}' only does harm ({names}), and"
                " leaves"
                " heat, heard and trust worse; the tone is enough to find the best",
                hint="write what a decent agent might be tempted to say: something quick, kind or correct"
                " that"
                " comes at the wrong moment",
                witness=graph.witness(number, straw[0]),
            )


def _only_harms(plan: Plan, reply: Reply) -> bool:
    moves = reply.moves
    return bool(moves) and all(plan.scenario.move_of(move).family == "harm" for move in moves)


def _is_worse(mood: Mood, other: Mood) -> bool:
    """Whether a mood is worse than another on heat, heard and trust; alike on some, but not on all."""
    return mood != other and mood[0] >= other[0] and mood[1] <= other[1] and mood[2] <= other[2]


CHECKS: Final[tuple[Check, ...]] = (NoTradeOff(), StrawReplies())
