"""Every check there is, in the order in which the reference lists them."""

from typing import Final

from engine.workshop.checks import (
    guards,
    guards_said,
    memory,
    memory_facts,
    memory_promises,
    ways,
    ways_end,
    ways_on,
)
from engine.workshop.checks.check import Check

CHECKS: Final[tuple[Check, ...]] = (
    *ways.CHECKS,
    *ways_on.CHECKS,
    *ways_end.CHECKS,
    *guards.CHECKS,
    *guards_said.CHECKS,
    *memory.CHECKS,
    *memory_facts.CHECKS,
    *memory_promises.CHECKS,
)
