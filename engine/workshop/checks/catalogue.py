"""Every check there is, in the order in which the reference lists them."""

from typing import Final

from engine.scenario.problems import CODES as SHAPE_CODES
from engine.workshop.checks import (
    guards,
    guards_said,
    guards_silent,
    memory,
    memory_facts,
    memory_promises,
    ways,
    ways_end,
    ways_on,
)
from engine.workshop.checks.check import Check
from engine.workshop.checks.silencing import CODES as SILENCING_CODES

CHECKS: Final[tuple[Check, ...]] = (
    *ways.CHECKS,
    *ways_on.CHECKS,
    *ways_end.CHECKS,
    *guards.CHECKS,
    *guards_said.CHECKS,
    *guards_silent.CHECKS,
    *memory.CHECKS,
    *memory_facts.CHECKS,
    *memory_promises.CHECKS,
)

SENTENCES: Final[dict[str, str]] = {
    **SHAPE_CODES,
    **{check.code: check.sentence for check in CHECKS},
    **SILENCING_CODES,
}
"""What is wrong, in one plain sentence, for every code that a finding can have."""
