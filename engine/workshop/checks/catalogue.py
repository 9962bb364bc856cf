"""Every check there is, in the order in which the reference lists them."""

from typing import Final

from engine.scenario.problems import CODES as SHAPE_CODES
from engine.workshop.checks import (
    fair_choice,
    fair_habits,
    fair_lines,
    fair_looks,
    fair_mistakes,
    fair_twice,
    fair_why,
    guards,
    guards_said,
    guards_silent,
    memory,
    memory_facts,
    memory_promises,
    ways,
    ways_back,
    ways_end,
    ways_on,
    words_also,
    words_length,
    words_level,
)
from engine.workshop.checks.check import Check
from engine.workshop.checks.silencing import CODES as SILENCING_CODES

CHECKS: Final[tuple[Check, ...]] = (
    *ways.CHECKS,
    *ways_on.CHECKS,
    *ways_back.CHECKS,
    *ways_end.CHECKS,
    *guards.CHECKS,
    *guards_said.CHECKS,
    *guards_silent.CHECKS,
    *memory.CHECKS,
    *memory_facts.CHECKS,
    *memory_promises.CHECKS,
    *fair_looks.CHECKS,
    *fair_choice.CHECKS,
    *fair_twice.CHECKS,
    *fair_habits.CHECKS,
    *fair_mistakes.CHECKS,
    *fair_why.CHECKS,
    *fair_lines.CHECKS,
    *words_length.CHECKS,
    *words_level.CHECKS,
    *words_also.CHECKS,
)

SENTENCES: Final[dict[str, str]] = {
    **SHAPE_CODES,
    **{check.code: check.sentence for check in CHECKS},
    **SILENCING_CODES,
}
"""What is wrong, in one plain sentence, for every code that a finding can have."""
