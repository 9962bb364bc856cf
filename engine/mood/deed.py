"""What a reply does, the moment in which it is given, and how it was taken: what an appraisal is made of."""

from typing import Final, NamedTuple

from engine.mood.mood import Ledger, Mood, Part

PARTS: Final[tuple[Part, ...]] = ("heat", "heard", "trust")
"""The parts of a mood, in the order in which ``Mood`` and every ledger have them."""


class Act(NamedTuple):
    """One move of a reply, ready to be appraised: a move of the catalogue, or a scenario's own."""

    name: str
    like: str
    """The move of the catalogue whose rules it follows."""
    effect: Mood
    """What it does by itself, in points: -100 to 100 for each part."""


class Nudge(NamedTuple):
    """The author's own change of mood, in points, and their words for it."""

    heat: int
    heard: int
    trust: int
    because: str


class Deed(NamedTuple):
    """What a reply does, as far as a mood is concerned; the same every time it is given."""

    acts: tuple[Act, ...] = ()
    vents: bool = False
    """Whether the customer is getting something out at this point."""
    closing: bool = False
    """Whether it brings the call to its end."""
    settles: bool = False
    fails: bool = False
    """Whether the remedy tried in it does not work."""
    seconds: int = 0
    """Time on hold."""
    announced: bool = False
    nudge: Nudge | None = None


class Setting(NamedTuple):
    """The moment in which a reply is given."""

    mood: Mood
    resting_heat: int
    """Where heat drifts, 0–100."""
    grievance_open: bool = False
    owed: int = 0
    """Promises broken before this reply for which no amends were made."""
    early: bool = False
    """Whether this is one of the first replies."""
    worn: tuple[int, ...] = ()
    """For each act, how often the same line was said before."""
    again: tuple[tuple[str, int], ...] = ()
    """Told facts that are asked for again, each with how many times that makes."""
    kept: tuple[str, ...] = ()
    broken: tuple[str, ...] = ()


class Appraisal(NamedTuple):
    """How the customer took it."""

    mood: Mood
    ledger: Ledger
    amends: bool
    """Whether one broken promise was made good."""
