"""The ways through a call: can everything be reached?"""

from collections.abc import Iterator
from typing import Final

from engine.scenario.document import Path
from engine.scenario.problems import quoted
from engine.workshop.checks.case import Case
from engine.workshop.checks.check import Check
from engine.workshop.checks.finding import Finding
from engine.workshop.checks.reasons import moods_after, moods_anywhere, moods_at, why_never
from engine.workshop.checks.routes import Route


def _path(case: Case, place: str) -> Path:
    return ("scenes" if place in case.scenario.scenes else "endings", place)


class SceneUnreachable(Check):
    """A scene that no written way comes to."""

    code = "scene-unreachable"
    severity = "warning"
    sentence = "No way that is written in the file leads from the start to this scene."
    in_parts = False

    def find(self, case: Case) -> Iterator[Finding]:
        """One finding for each scene that is cut off, not for those behind it."""
        routes = case.routes
        lost = [name for name in case.scenario.scenes if name not in routes.from_start]
        covered: set[str] = set()
        for name in lost:
            behind = routes.reached_from(name) if name not in covered else set()
            if name in covered or any(before not in behind for before in routes.before[name]):
                continue
            covered |= behind
            more = [each for each in lost if each in behind and each != name]
            also = f", nor to what lies behind it ({', '.join(map(quoted, more[:5]))})" if more else ""
            yield self.finding(
                case,
                ("scenes", name),
                f"nothing leads to the scene {quoted(name)}{also}",
                key=True,
                hint="let a reply go here with goto, or take the scene out",
            )


class EndingUnreachable(Check):
    """An ending that no written way comes to."""

    code = "ending-unreachable"
    severity = "warning"
    sentence = "No way that is written in the file leads to this ending."

    def find(self, case: Case) -> Iterator[Finding]:
        """One finding an ending; none for those that only a scene which is cut off leads to."""
        for name in case.scenario.endings:
            if name not in case.routes.from_start and not case.routes.to(name):
                yield self.finding(
                    case,
                    ("endings", name),
                    f"nothing leads to the ending {quoted(name)}",
                    key=True,
                    hint="let a reply, an interrupt or the customer's limit go here, or take the ending out",
                )


class _NeverMet(Check):
    """A place to which the file has a way that no call takes."""

    severity = "warning"
    needs_everything = True
    endings = False
    in_parts = False

    def find(self, case: Case) -> Iterator[Finding]:
        """One finding for each place to which a scene that is met leads; not for those behind it."""
        for name in case.scenario.endings if self.endings else case.scenario.scenes:
            if case.was_met(name) or name not in case.routes.from_start:
                continue
            near = [r for r in case.routes.to(name) if not r.source or case.was_met(r.source)]
            if near:
                yield self._finding(case, name, near)

    def _finding(self, case: Case, name: str, near: list[Route]) -> Finding:
        what = "ending" if self.endings else "scene"
        reasons = list(dict.fromkeys(reason for route in near if (reason := why_not(case, route))))
        more = f" (and {len(reasons) - 2} more)" if len(reasons) > 2 else ""
        first = next((route for route in near if route.source), None)
        witness = case.exploration.to_place(first.source) if first else None
        return self.finding(
            case,
            _path(case, name),
            f"no call comes to the {what} {quoted(name)}: {'; '.join(reasons[:2])}{more}",
            key=True,
            hint="change what the way here asks for, or the numbers and moods before it",
            witness=witness or (),
        )


class SceneNeverMet(_NeverMet):
    """A scene that no call comes to."""

    code = "scene-never-met"
    sentence = "The file has a way to this scene, but in no call does it come to be taken."


class EndingNeverMet(_NeverMet):
    """An ending that no call comes to."""

    code = "ending-never-met"
    sentence = "The file has a way to this ending, but in no call does it come to be taken."
    endings = True


def why_not(case: Case, route: Route) -> str:
    """Why a written way from a scene that is met, or from anywhere, is never taken."""
    if route.reply is None:
        if route.when is None:
            return limit_in_words(case)
        why = why_never(case, route.when, moods_anywhere(case))
        return f"the interrupt {quoted(case.scenario.interrupts[int(route.path[1])].id)} never comes ({why})"
    at = case.plan.numbers[route.source]
    name = f"{route.source}.{route.reply.id}"
    if not case.taken.given[at, route.choice]:
        why = why_never(case, route.reply.when, moods_at(case, route.source))
        return f"the reply {name} is never on offer" + (f" ({why})" if why else "")
    if route.when is not None:
        why = why_never(case, route.when, moods_after(case, at, route.choice))
        return f"after {name} the way here is never taken ({why})"
    return f"after {name} something else always comes first"


def limit_in_words(case: Case) -> str:
    """Why the customer never leaves by the limit."""
    limit = case.scenario.customer.limit
    if limit is None:
        return ""
    highest = moods_anywhere(case).highest[0]
    if highest < limit.heat:
        return f"the limit is heat {limit.heat}, and the highest met in any call is {highest}"
    return f"the heat is never {limit.heat} or more for {limit.turns} turns in a row"


CHECKS: Final[tuple[Check, ...]] = (
    SceneUnreachable(),
    EndingUnreachable(),
    SceneNeverMet(),
    EndingNeverMet(),
)
