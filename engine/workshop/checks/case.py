"""A scenario on the table: everything that the checks may look at, each looked up once."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from engine.call.plan import Plan
from engine.scenario.document import Path
from engine.scenario.model import Scenario
from engine.scenario.problems import Severity
from engine.scenario.reader import Places, Reading
from engine.workshop.checks.breaches import Breach, breaches
from engine.workshop.checks.fair_stakes import Stakes
from engine.workshop.checks.finding import Finding
from engine.workshop.checks.possible import Possible, possible, written
from engine.workshop.checks.reasons import moods_at_the_end
from engine.workshop.checks.routes import Routes
from engine.workshop.checks.taken import Taken
from engine.workshop.explore.exploration import Exploration
from engine.workshop.explore.graph import Witness

WITNESSES: Final = 40
"""Of so many findings of a kind, the first ones, the way there is told in any case. In a long chain of scenes
each is as long as the chain, and telling all of them would take the square of its length."""
SHORT: Final = 100
"""A way of no more replies is told in any case."""


@dataclass(frozen=True)
class Case:
    """A scenario that can be played, and what exploring it found."""

    reading: Reading
    exploration: Exploration
    ask: Callable[[], None] = lambda: None
    """Called now and then in long work; raises ``NotDecided`` once there is no time left."""

    @property
    def plan(self) -> Plan:
        """The scenario as it plays."""
        return self.exploration.plan

    @property
    def scenario(self) -> Scenario:
        """The scenario as it was written, parts included."""
        return self.plan.scenario

    @cached_property
    def told(self) -> Counter[str]:
        """How many findings there are of each kind so far."""
        return Counter()

    @cached_property
    def stakes(self) -> Stakes:
        """What each reply is worth. Ask only where every state was tried."""
        return Stakes(self.exploration, self.ask)

    @property
    def is_complete(self) -> bool:
        """Whether every state was tried. If not, nothing may be said of what cannot happen."""
        return self.exploration.is_complete

    @cached_property
    def places(self) -> Places:
        """Where everything stands in the files."""
        return self.reading.places()

    @cached_property
    def taken(self) -> Taken:
        """Which replies were given, and where they led."""
        return Taken(self.exploration.graph, self.ask)

    @cached_property
    def routes(self) -> Routes:
        """The ways as they are written, whatever their conditions."""
        return Routes(self.plan)

    @cached_property
    def written(self) -> Possible:
        """What could be told, promised, set … by everything in the file."""
        return written(self.plan)

    @cached_property
    def possible(self) -> Possible:
        """What can be told, promised, set … by the replies that were given in some call."""
        places = self.plan.places
        return possible(
            self.plan,
            ((places[place].id, places[place].replies[choice].reply) for place, choice in self.taken.given),
            (name for name in self.exploration.seen.places if name in self.scenario.scenes),
        )

    @cached_property
    def breaches(self) -> tuple[Breach, ...]:
        """What is known of each critical item, in the file's order; empty where calls end with no reply left,
        or in no way at all. Ask only where every state was tried."""
        moods = moods_at_the_end(self)
        return tuple(breaches(self.plan, self.possible, moods, self.ask)) if moods is not None else ()

    @cached_property
    def trapped(self) -> list[int]:
        """The states from which no reply leads to an end any more; none if not every state was tried."""
        exact = self.exploration.exact
        if exact is None:
            return []
        # What is undecided may go round for ever, too.
        return self.taken.trapped(None if exact.undecided else exact.never)

    def was_met(self, place: str) -> bool:
        """Whether some call came to a scene or an ending."""
        return place in self.exploration.seen.places

    def finding(
        self,
        code: str,
        severity: Severity,
        path: Path,
        message: str,
        *,
        witness: Witness | Callable[[], Witness] = (),
        **rest: Any,
    ) -> Finding:
        """A finding at ``path``, such as ``("scenes", "opening", "replies", 1)``.

        Takes ``found``, ``hint`` and ``key`` (it is the key that is meant) by name. ``witness`` is made only
        if it is told: of one kind of finding the first ``WITNESSES`` are, and then those that are short.
        """
        self.told[code] += 1
        if callable(witness):
            witness = witness() if self.told[code] <= WITNESSES else ()
        elif len(witness) > SHORT and self.told[code] > WITNESSES:
            witness = ()
        problem = self.places.problem(code, path, message, severity=severity, **rest)
        return Finding(problem, witness, sampled=not self.is_complete)
