"""What a call remembers: flags, the grievance, moves of the scenario's own. Is it used, and can it be?"""

from collections.abc import Iterator
from typing import Final

from engine.call.numbering import all_conditions
from engine.scenario.conditions import When
from engine.scenario.document import Path
from engine.scenario.problems import did_you_mean, quoted
from engine.scenario.scene import Reply
from engine.workshop.checks.case import Case
from engine.workshop.checks.check import Check
from engine.workshop.checks.finding import Finding


def conditions(case: Case) -> Iterator[tuple[Path, When]]:
    """Every condition of a scenario, nested ones included, with the place of the whole."""
    scenario = case.scenario
    whole: list[tuple[Path, When | None]] = []
    for name, scene in scenario.scenes.items():
        here: Path = ("scenes", name)
        for which, variants in (("customer", scene.customer), ("again", scene.again)):
            whole += [((*here, which, n, "when"), variant.when) for n, variant in enumerate(variants)]
        for number, reply in enumerate(scene.replies):
            at: Path = (*here, "replies", number)
            whole.append(((*at, "when"), reply.when))
            whole += [((*at, "goto", n, "when"), way.when) for n, way in enumerate(reply.goto)]
    whole += [(("interrupts", n, "when"), each.when) for n, each in enumerate(scenario.interrupts)]
    whole += [(("critical", n, "when"), each.when) for n, each in enumerate(scenario.critical)]
    for path, when in whole:
        for part in all_conditions(when):
            yield path, part


def replies(case: Case) -> Iterator[tuple[Path, str, int, Reply]]:
    """Every reply: its place in the file, its scene, its number there, and the reply."""
    for name, scene in case.scenario.scenes.items():
        for number, reply in enumerate(scene.replies):
            yield ("scenes", name, "replies", number), name, number, reply


def looked_at(case: Case, *keys: str) -> dict[str, Path]:
    """What conditions look at under such keys, and where first."""
    found: dict[str, Path] = {}
    for path, when in conditions(case):
        for key in keys:
            for name in getattr(when, key):
                found.setdefault(name, path)
    return found


class FlagNeverSet(Check):
    """A flag that is looked at and never set."""

    code = "flag-never-set"
    severity = "warning"
    sentence = "A condition looks at a flag that no reply sets."
    in_parts = False

    def find(self, case: Case) -> Iterator[Finding]:
        """One finding a flag, where it is looked at first."""
        told: set[str] = set()
        for path, when in conditions(case):
            for flag in when.flag:
                if flag not in case.written.flag and flag not in told:
                    told.add(flag)
                    yield self.finding(
                        case,
                        path,
                        f"no reply sets the flag {quoted(flag)}",
                        key=True,
                        found=flag,
                        hint=did_you_mean(flag, case.written.flag, "set it with sets, or take it out here"),
                    )


class FlagNeverRead(Check):
    """A flag that is set and never looked at."""

    code = "flag-never-read"
    severity = "advice"
    sentence = "A reply sets a flag that no condition looks at."
    in_parts = False

    def find(self, case: Case) -> Iterator[Finding]:
        """One finding a flag, where it is set first."""
        read = {flag for _, when in conditions(case) for flag in when.flag}
        told: set[str] = set()
        for name, scene in case.scenario.scenes.items():
            for number, reply in enumerate(scene.replies):
                for flag in reply.sets:
                    if flag not in read and flag not in told:
                        told.add(flag)
                        yield self.finding(
                            case,
                            ("scenes", name, "replies", number, "sets"),
                            f"no condition looks at the flag {quoted(flag)}",
                            key=True,
                            found=flag,
                            hint=did_you_mean(flag, read, "look at it in a condition, or take it out"),
                        )


class GrievanceNeverSettled(Check):
    """A grievance that nothing can settle."""

    code = "grievance-never-settled"
    severity = "warning"
    sentence = "The customer has a grievance, and no reply that can be given settles it."

    def find(self, case: Case) -> Iterator[Finding]:
        """One finding at most, at the grievance."""
        grievance = case.scenario.customer.grievance
        if grievance is None or (case.possible if case.is_complete else case.written).settled:
            return
        why = ", though a reply would" if case.written.settled else ""
        yield self.finding(
            case,
            ("customer", "grievance"),
            f"nothing that can be said settles the grievance {quoted(grievance)}{why};"
            " so heat never drifts down by itself",
            found=grievance,
            hint="give the reply that puts it right settles: true; or take the grievance out",
        )


class MoveNeverMade(Check):
    """A move of the scenario's own that nobody makes."""

    code = "move-unused"
    severity = "advice"
    sentence = "The scenario defines a move that no reply makes."

    def find(self, case: Case) -> Iterator[Finding]:
        """One finding a move."""
        for name in case.scenario.moves:
            if name not in case.written.made:
                yield self.finding(
                    case,
                    ("moves", name),
                    f"no reply makes the move {quoted(name)}",
                    key=True,
                    hint="use it in a reply's moves, or take it out",
                )


CHECKS: Final[tuple[Check, ...]] = (
    FlagNeverSet(),
    FlagNeverRead(),
    GrievanceNeverSettled(),
    MoveNeverMade(),
)
