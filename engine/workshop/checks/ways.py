"""The ways through a call: can everything be reached, and can everybody go on?"""

from collections.abc import Iterator
from typing import Final

from engine.workshop.checks.case import Case
from engine.workshop.checks.check import Check
from engine.workshop.checks.finding import Finding


class NoReplyLeft(Check):
    """A call stops in a scene because nothing that can be said is left."""

    code = "no-reply-left"
    severity = "error"
    sentence = "A scene can be met in a state in which it offers no reply."

    def find(self, case: Case) -> Iterator[Finding]:
        """One finding a scene, with the shortest way to be stuck there."""
        found = case.exploration
        for name in found.seen.stuck:
            yield self.finding(
                case,
                ("scenes", name),
                "here a call can come to where no reply is left",
                key=True,
                hint="give one reply neither when nor once, so that something can always be said",
                witness=found.to_stuck(name) or (),
            )


CHECKS: Final[tuple[Check, ...]] = (NoReplyLeft(),)
