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
from engine.mood.moves import SKILLS, Family

MarkWord = Literal["shown", "not-shown", "no-chance"]
MARKS: Final[tuple[MarkWord, ...]] = get_args(MarkWord)
"""What a rater can say about a skill in a call."""


class Mark(NamedTuple):
    """What a rater saw in an attempt."""

    attempt: int
    rater: str
    skill: Family
    mark: MarkWord


@dataclass(frozen=True, slots=True)
class Kappa:
    """The agreement of two raters."""

    n: int
    """How many marks they have in common: of the same skill in the same call."""
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
    """Two raters and the calls that both have marked."""

    raters: tuple[str, str]
    attempts: int
    """Calls in which both have marked a skill."""
    skills: Mapping[Family, Kappa]
    overall: Kappa
    """Over all marks of all skills together."""


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
    """Each pair of raters who have marked a call in common, by their names' order."""
    by_rater: dict[str, dict[tuple[int, Family], MarkWord]] = {}
    for mark in marks:
        by_rater.setdefault(mark.rater, {})[mark.attempt, mark.skill] = mark.mark
    found = [_of_two(pair, by_rater) for pair in combinations(sorted(by_rater), 2)]
    return tuple(each for each in found if each.attempts)


def _of_two(
    raters: tuple[str, ...], by_rater: Mapping[str, Mapping[tuple[int, Family], MarkWord]]
) -> Agreement:
    one, other = (by_rater[name] for name in raters)
    both = sorted(one.keys() & other.keys())
    skills = {family: kappa((one[key], other[key]) for key in both if key[1] == family) for family in SKILLS}
    return Agreement(
        raters=(raters[0], raters[1]),
        attempts=len({attempt for attempt, _ in both}),
        skills=skills,
        overall=kappa((one[key], other[key]) for key in both),
    )


def in_plain_words(agreement: Agreement) -> Sequence[str]:
    """The agreement in sentences, skill by skill and over all."""
    lines = []
    for words, found in (
        *((FAMILY_WORDS[family].split(":")[0], found) for family, found in agreement.skills.items()),
        ("All skills", agreement.overall),
    ):
        how = f"alike in {found.same} of {found.n}"
        lines.append(f"{words}: {how}, κ {found.words}." + (f" {found.why}" if found.why else ""))
    return lines
