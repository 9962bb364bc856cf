"""What every check is: a claim about a scenario, and a search for where it does not hold."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import Any, ClassVar

from engine.scenario.document import Path
from engine.scenario.problems import Severity
from engine.workshop.checks.case import Case
from engine.workshop.checks.finding import Finding


class Check(ABC):
    """One thing that is proved of a scenario. It keeps nothing between two scenarios."""

    code: ClassVar[str]
    """Its name in reports, in ``silenced``, and of its page in the reference."""
    severity: ClassVar[Severity]
    """``error``: cannot be played; ``warning``: will disappoint; ``advice``."""
    sentence: ClassVar[str]
    """What is wrong where it finds something, in one plain sentence for the reference."""
    needs_everything: ClassVar[bool] = False
    """Whether it says what cannot happen, and so is left out where not every state was tried."""
    in_parts: ClassVar[bool] = True
    """Whether it looks at included parts, too. Parts are for many scenarios: what one has no use for may be
    what another needs."""

    @abstractmethod
    def find(self, case: Case) -> Iterator[Finding]:
        """Everything that it finds, in any order."""

    def finding(self, case: Case, path: Path, message: str, **rest: Any) -> Finding:
        """A finding of this check; see ``Case.finding``."""
        return case.finding(self.code, self.severity, path, message, **rest)
