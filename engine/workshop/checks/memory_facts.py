"""Facts: can they be told and asked for, and does it matter?"""

from collections.abc import Iterator
from typing import Final

from engine.scenario.problems import quoted
from engine.workshop.checks.case import Case
from engine.workshop.checks.check import Check
from engine.workshop.checks.finding import Finding
from engine.workshop.checks.memory import looked_at


class FactUnused(Check):
    """A fact that the call has no use for."""

    code = "fact-unused"
    severity = "advice"
    sentence = "A fact is listed that nobody tells, asks for or looks at."
    in_parts = False

    def find(self, case: Case) -> Iterator[Finding]:
        """One finding a fact."""
        used = {*case.written.told, *looked_at(case, "told", "asked")}
        for fact in case.scenario.facts:
            if fact not in used:
                yield self.finding(
                    case,
                    ("facts", fact),
                    f"nobody tells or asks for {quoted(fact)}, and nothing looks at it",
                    key=True,
                    hint="tell it in a scene, let a reply ask for it, or take it out",
                )


class FactNeverTold(Check):
    """A fact that is looked at and that nobody tells."""

    code = "fact-never-told"
    severity = "warning"
    sentence = "A condition looks at a fact that nobody tells or asks for."
    in_parts = False

    def find(self, case: Case) -> Iterator[Finding]:
        """One finding a fact, where it is looked at first."""
        for key, known in (("told", case.written.told), ("asked", case.written.asked)):
            for fact, path in looked_at(case, key).items():
                if fact not in known:
                    what = "tells or asks for" if key == "told" else "asks for"
                    yield self.finding(
                        case,
                        path,
                        f"the condition wants {quoted(fact)} to have been {key}, and nobody {what} it",
                        key=True,
                        found=fact,
                        hint="tell it in a scene with tells, let a reply ask for it, or name another fact",
                    )


class FactToldForNothing(Check):
    """A fact whose telling changes nothing."""

    code = "fact-told-for-nothing"
    severity = "advice"
    sentence = "The customer tells a fact that nobody asks for and no condition looks at."
    in_parts = False

    def find(self, case: Case) -> Iterator[Finding]:
        """One finding a fact, where it is told first."""
        used = {*case.written.asked, *looked_at(case, "told", "asked")}
        told: set[str] = set()
        for name, scene in case.scenario.scenes.items():
            for fact in scene.tells:
                if fact not in used and fact not in told:
                    told.add(fact)
                    yield self.finding(
                        case,
                        ("scenes", name, "tells"),
                        f"nothing comes of it that {quoted(fact)} is told: no reply asks for it (again),"
                        " and no condition looks at it",
                        key=True,
                        found=fact,
                        hint="let a later reply ask for it again, as a mistake; or take it out",
                    )


CHECKS: Final[tuple[Check, ...]] = (FactUnused(), FactNeverTold(), FactToldForNothing())
