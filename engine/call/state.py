"""Where a call stands: one immutable, hashable value. Sets of things are bit masks over the plan's
numbering."""

from typing import NamedTuple

from engine.mood.mood import Mood


class State(NamedTuple):
    """Everything that a next turn can depend on. Two calls in equal states have the same future."""

    place: int
    """The scene's number; from the number of scenes on, an ending's; ``STUCK`` if no reply is left."""
    mood: Mood
    band: int
    """The band's number, 0 (calm) to 4 (furious); it lags behind heat."""
    turn: int = 0
    """How many replies were given."""
    over_limit: int = 0
    """How many turns in a row the heat has been at or over the walkout limit."""
    resting_heat: int = 0
    """Where heat drifts, 0–100; failed remedies raise it."""
    grievance_open: bool = False
    owed: int = 0
    """Broken promises for which no amends were made."""
    told: int = 0
    asked: int = 0
    promised: int = 0
    kept: int = 0
    broken: int = 0
    flags: int = 0
    given: int = 0
    """Replies given, of those that are ``once`` or that a condition looks at."""
    visited: int = 0
    """Scenes visited, of those that a condition or an ``again`` looks at."""
    interrupts: int = 0
    """Interrupts that happened, of those that are ``once``."""
    back: tuple[int, ...] = ()
    """The scenes that detours come back to, innermost last."""
    made: tuple[int, ...] = ()
    """How often a move was made, for the moves that a condition looks at."""
    worn: tuple[int, ...] = ()
    """How often a line that wears out was said, up to the last share of the rule."""
    again: tuple[int, ...] = ()
    """How often a told fact was asked for again."""
    seed: int = 0
    """What draws the line among several."""


STUCK = -1
MAX_DETOURS = 8
"""Detours within detours beyond this forget the outermost way back."""
