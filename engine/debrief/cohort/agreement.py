"""How far two raters agree about the skills in the same calls: Cohen's κ.

κ is the agreement beyond what chance alone would give, in units of what chance leaves open: 1 is agreement in
everything, 0 as much as two raters would have who mark at random, each as often as they do, and below 0 is
less than that. J. Cohen, "A Coefficient of Agreement for Nominal Scales", Educational and Psychological
Measurement 20 (1960), 37–46.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import Final, Literal, NamedTuple, get_args

from engine.debrief.causes import FAMILY_WORDS
from engine.debrief.wording import how_many
from engine.mood.moves import SKILLS, Family

MarkWord = Literal["shown", "not-shown", "no-chance"]
MARKS: Final[tuple[MarkWord, ...]] = get_args(MarkWord)
"""What a rater can say about a skill."""
Unit = Literal["turn", "attempt"]
"""What was marked: single turns, those at which a skill could have been shown, or an attempt as a whole."""


class Mark(NamedTuple):
    """What a rater saw in an attempt."""

    attempt: int
    rater: str
    skill: Family
    mark: MarkWord
    turn: int = 0
    """At which turn, from 1; 0 for the attempt as a whole."""


@dataclass(frozen=True, slots=True)
class Kappa:
    """The agreement of two raters."""

    n: int
    """How many marks they have in common: of the same skill at the same turn, or in the same call."""
    same: int
    """What both have marked alike."""
    value: Fraction | None
    """κ, −1 to 1; None where it cannot be computed."""
    why: str
    """Why it cannot be computed: a sentence; empty if it can."""

    @property
    def words(self) -> str:
        """``0.62``, or ``-`` where there is none."""
        return "-" if self.value is None else f"{float(self.value):.2f}"


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two raters and what both have marked: turns, or calls as a whole. The two are never mixed."""

    raters: tuple[str, str]
    unit: Unit
    attempts: int
    """Calls in which both have marked a skill."""
    turns: int
    """Turns at which both have; 0 where calls as a whole were marked."""
    skills: Mapping[Family, Kappa]
    overall: Kappa
    """κ over all marks of all skills thrown together, which is not the mean of the four."""


def kappa(pairs: Iterable[tuple[str, str]]) -> Kappa:
    """Cohen's κ, unweighted, of what two raters said of the same things."""
    counted = Counter(pairs)
    n = sum(counted.values())
    same = sum(times for (one, other), times in counted.items() if one == other)
    if n < 2:
        return Kappa(n, same, None, "Too few: fewer than two marks in common.")
    first, second = Counter[str](), Counter[str]()
    for (one, other), times in counted.items():
        first[one] += times
        second[other] += times
    by_chance = Fraction(sum(first[word] * second[word] for word in first), n * n)
    if by_chance == 1:
        return Kappa(n, same, None, "Both gave one and the same mark throughout, as chance would too.")
    return Kappa(n, same, (Fraction(same, n) - by_chance) / (1 - by_chance), "")


def find_agreement(marks: Iterable[Mark]) -> tuple[Agreement, ...]:
    """Each pair of raters who have marked something in common, by their names' order; turns first."""
    by_rater: dict[str, dict[_Place, MarkWord]] = {}
    for mark in marks:
        by_rater.setdefault(mark.rater, {})[mark.attempt, mark.turn, mark.skill] = mark.mark
    found = [
        _of_two(pair, by_rater, unit) for pair in combinations(sorted(by_rater), 2) for unit in get_args(Unit)
    ]
    return tuple(each for each in found if each.attempts)


_Place = tuple[int, int, Family]


def _of_two(
    raters: tuple[str, ...], by_rater: Mapping[str, Mapping[_Place, MarkWord]], unit: Unit
) -> Agreement:
    one, other = (by_rater[name] for name in raters)
    both = sorted(place for place in one.keys() & other.keys() if bool(place[1]) == (unit == "turn"))
    skills = {
        family: kappa((one[place], other[place]) for place in both if place[2] == family) for family in SKILLS
    }
    return Agreement(
        raters=(raters[0], raters[1]),
        unit=unit,
        attempts=len({attempt for attempt, _, _ in both}),
        turns=len({place[:2] for place in both if place[1]}),
        skills=skills,
        overall=kappa((one[place], other[place]) for place in both),
    )


def what_was_marked(agreement: Agreement) -> str:
    """``12 turns of 3 calls marked by both``"""
    calls = how_many(agreement.attempts, "call")
    if agreement.unit == "attempt":
        return f"{calls} marked as a whole by both"
    return f"{how_many(agreement.turns, 'turn')} of {calls} marked by both"


def in_plain_words(agreement: Agreement) -> Sequence[str]:
    """The agreement in sentences, skill by skill and over all."""
    lines = []
    for words, found in (
        *((FAMILY_WORDS[family].split(":")[0], found) for family, found in agreement.skills.items()),
        ("All skills", agreement.overall),
    ):
        how = f"alike in {found.same} of {found.n}"
        if not found.n:
            lines.append(f"{words}: no marks in common.")
        elif found.value is None:
            lines.append(f"{words}: {how}, no κ. {found.why}")
        else:
            lines.append(f"{words}: {how}, κ {found.words}.")
    return lines
