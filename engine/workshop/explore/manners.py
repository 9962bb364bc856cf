"""Manners: how somebody leans who does not know a scenario, by what its replies do.

The *average* trainee gives every open reply with the same chance. The *empathic* one is ``LEANS`` times as
likely to give a reply that shows one of the four skills and does no harm. Neither looks ahead or remembers.
"""

from collections.abc import Callable
from typing import Final

from engine.scenario.model import Scenario
from engine.scenario.scene import Reply

EMPATHIC_MOVES: Final = frozenset(
    {"invite", "listen", "probe", "validate", "affirm", "summarise", "cooperate", "own", "choice", "ask-help"}
)
"""What an empathic trainee leans towards: hearing, understanding, giving back, and taking on together. A
remedy, an explanation or a promise is not among them; it can be empathic or not."""
LEANS: Final = 4.0
"""How much more likely; a design choice. With one such reply among three it is given two times in three."""

Manner = Callable[[Scenario, Reply], float]
"""How likely a trainee is to give a reply, against the others on offer; above 0."""


def average(_scenario: Scenario, _reply: Reply) -> float:
    """Every reply alike."""
    return 1.0


def empathic(scenario: Scenario, reply: Reply) -> float:
    """Replies that hear, understand or take on, and do no harm, ``LEANS`` times as likely as the others."""
    moves = [scenario.move_of(name) for name in reply.moves]
    harms = any(move.family == "harm" for move in moves)
    return LEANS if not harms and any(move.name in EMPATHIC_MOVES for move in moves) else 1.0
