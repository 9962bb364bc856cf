"""Fair play: does a habit, a recipe or luck come to a good ending?"""

from collections.abc import Iterable, Iterator
from typing import Final

from engine.scenario.problems import listed
from engine.workshop.checks.case import Case
from engine.workshop.checks.check import Check
from engine.workshop.checks.finding import Finding
from engine.workshop.explore.budget import NotDecided
from engine.workshop.explore.exploration import Exploration
from engine.workshop.explore.sampling import wilson
from engine.workshop.explore.trainees import Play

MAY_WIN: Final = frozenset({"empath"})
"""Stock trainees who may come to a good ending: it is what the practice is for."""
BY_LUCK: Final = 0.25
"""The chance of a good ending, 0–1, that random play may have. One choice among three that decides the whole
call gives 0.33, two such choices give 0.11: over a quarter, the call hangs on one choice."""


class RecipeWins(Check):
    """The same order of skills, followed from start to end, comes to a good ending."""

    code = "recipe-wins"
    severity = "warning"
    sentence = "Somebody who follows one recipe of moves from start to end comes to a good ending."

    def find(self, case: Case) -> Iterator[Finding]:
        """At most one, at the ending of the first recipe that wins."""
        recipes = case.exploration.recipes
        winners = [play for play in recipes if _is_won(case, play)]
        if winners:
            first = winners[0]
            yield self.finding(
                case,
                ("endings", first.ending or ""),
                f"{len(winners)} of {len(recipes)} recipes that look only at the moves come to a good ending,"
                f" such as: {first.trainee.words}",
                key=True,
                hint="let what is best hang on what the customer has just said: where listening was right,"
                " let"
                " another moment want a plain answer",
                witness=first.replies,
            )
        _all_were_played(recipes)


class HabitWins(Check):
    """A stock trainee who looks only at the replies comes to a good ending."""

    code = "habit-wins"
    severity = "warning"
    sentence = "Somebody with one habit, such as always the first reply, comes to a good ending."

    def find(self, case: Case) -> Iterator[Finding]:
        """One an ending, with the call of the first of them."""
        winners: dict[str, list[Play]] = {}
        for play in case.exploration.plays:
            if play.trainee.name not in MAY_WIN and _is_won(case, play):
                winners.setdefault(play.ending or "", []).append(play)
        for ending, plays in winners.items():
            names = [f"{play.trainee.name} ({play.trainee.words})" for play in plays]
            yield self.finding(
                case,
                ("endings", ending),
                f"somebody with one habit comes to this good ending: {listed(names, 'and')}",
                key=True,
                hint="follow the witness to the scene in which the habit should have failed, and let another"
                " reply be the better one there",
                witness=plays[0].replies,
            )
        _all_were_played(case.exploration.plays)


class LuckWins(Check):
    """Random play comes to a good ending too often."""

    code = "luck-wins"
    severity = "warning"
    sentence = "Choosing at random comes to a good ending so often that nothing is learnt by it."

    def find(self, case: Case) -> Iterator[Finding]:
        """At most one, at the good ending that random play comes to most often."""
        found = case.exploration
        good = [name for name, ending in case.scenario.endings.items() if ending.is_good]
        chance = _by_luck(found, good)
        if chance > BY_LUCK:
            likeliest = max(good, key=lambda name: found.chance(name).share)
            is_exact = found.exact is not None and not found.exact.undecided
            at_least = "" if is_exact else "at least "
            yield self.finding(
                case,
                ("endings", likeliest),
                f"somebody who chooses at random comes to a good ending in {at_least}{chance:.0%} of calls;"
                f" over {BY_LUCK:.0%} the call hangs on a single choice",
                key=True,
                hint="guard the ending by what two or three scenes did: when: with heard, trust, settled or"
                " kept",
            )
        elif found.exact is not None and chance + found.exact.undecided > BY_LUCK:
            raise NotDecided


def _by_luck(found: Exploration, good: list[str]) -> float:
    """The chance of a good ending by random play, 0–1; if that was sampled, what it is at the least."""
    if found.exact is not None:
        return sum(found.exact.endings.get(name, 0.0) for name in good)
    if found.sample is None or not found.sample.plays:
        return 0.0
    return wilson(sum(found.sample.endings[name] for name in good), found.sample.plays)[0]


def _all_were_played(plays: Iterable[Play]) -> None:
    """Raises ``NotDecided`` if some of them were left before anybody knew how they end."""
    if any(play.left for play in plays):
        raise NotDecided


def _is_won(case: Case, play: Play) -> bool:
    return bool(play.ending) and case.scenario.endings[play.ending or ""].is_good


CHECKS: Final[tuple[Check, ...]] = (RecipeWins(), HabitWins(), LuckWins())
