"""Where a call stands: one immutable, hashable value.

Sets of things are bit masks over the plan's numbering, and counts are packed into one number each.
"""

from typing import NamedTuple

from engine.mood.mood import Mood


class State(NamedTuple):
    """Everything that a next turn can depend on. Two calls in equal states have the same future.

    Nothing in it grows with the length of a call but ``turn``: all else is bounded by the scenario.
    """

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
    """The scenes that detours come back to, innermost last; at most ``MAX_DETOURS``, and none from where no
    detour can end any more."""
    made: int = 0
    """How often each move was made, of those that a condition counts; no further than it asks for."""
    worn: int = 0
    """How often each line that wears out was said, up to the last share of the rule."""
    again: int = 0
    """How often each told fact was asked for again, up to 20 times."""
    seed: int = 0
    """What draws the line among several."""


STUCK = -1
MAX_DETOURS = 8
"""So many detours within detours are remembered. Past that, ways back in the middle are forgotten: the
innermost ones are taken next, and the outermost leads back to where the call left its main line."""
