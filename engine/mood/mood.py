"""A customer's mood, and the causes that change it."""

from typing import Final, Literal, NamedTuple

LOWEST: Final = 0
HIGHEST: Final = 100
"""The ends of the scale of each part of a mood."""

Part = Literal["heat", "heard", "trust"]


class Mood(NamedTuple):
    """How the customer feels, as three whole numbers from 0 to 100."""

    heat: int
    """Anger; what the big meter shows."""
    heard: int
    """Does the customer feel understood?"""
    trust: int
    """Does the customer believe the agent is on their side?"""


class Cause(NamedTuple):
    """One named cause of a change of mood."""

    rule: str
    """The rule's id in the mood model, such as ``move`` or ``told-once``."""
    part: Part
    amount: int
    """The change in points."""
    note: str
    """What it was about: a move, a fact, a promise, or the author's own words."""


Ledger = tuple[Cause, ...]
"""The causes of one change of mood; for each part they add up exactly to it."""


def total(ledger: Ledger, part: Part) -> int:
    """How much the causes in ``ledger`` changed ``part``, in points."""
    return sum(cause.amount for cause in ledger if cause.part == part)
