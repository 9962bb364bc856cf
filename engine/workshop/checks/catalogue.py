"""Every check there is, in the order in which the reference lists them."""

from typing import Final

from engine.workshop.checks import ways
from engine.workshop.checks.check import Check

CHECKS: Final[tuple[Check, ...]] = (*ways.CHECKS,)
