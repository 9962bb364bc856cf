"""Findings that the author means to leave as they are: by code and, if they say so, in one place only."""

from collections.abc import Collection, Iterable, Iterator
from typing import Final, NamedTuple

from engine.scenario.model import Scenario, Silenced
from engine.scenario.problems import CODES as SHAPE_CODES
from engine.scenario.problems import Severity, did_you_mean, quoted
from engine.workshop.checks.case import Case
from engine.workshop.checks.check import Check
from engine.workshop.checks.finding import Finding

CODES: Final[dict[str, str]] = {
    "unknown-code": "A code is silenced that no finding has.",
    "error-silenced": "An error is silenced; errors cannot be.",
    "silencer-unused": "Something is silenced that is not found there.",
}
"""What can be wrong with ``silenced`` itself, with one plain sentence for the reference."""
SEVERITY: Final[Severity] = "warning"


class Heard(NamedTuple):
    """Findings, when those that are silenced have been taken out."""

    findings: list[Finding]
    silenced: list[Finding]


def silence(case: Case, findings: Iterable[Finding], checks: Iterable[Check], made: Iterable[Check]) -> Heard:
    """Take out what the scenario silences, and add what is wrong with its silencing.

    ``made``: those of the ``checks`` that could be made.
    """
    findings = list(findings)
    silencers = case.scenario.silenced
    if not silencers:
        return Heard(findings, [])
    taken_out: set[int] = set()
    used: set[int] = set()
    for number, silencer in enumerate(silencers):
        for place, finding in enumerate(findings):
            problem = finding.problem
            if problem.severity == "error" or problem.code != silencer.code:
                continue
            if silencer.at is None or _is_at(problem.where, silencer.at, case.scenario):
                used.add(number)
                taken_out.add(place)
    left = [finding for place, finding in enumerate(findings) if place not in taken_out]
    codes = {check.code: check for check in checks}
    possible = {check.code for check in made}
    for number, silencer in enumerate(silencers):
        if number not in used:
            left.extend(_what_is_wrong(case, number, silencer, codes, possible))
    return Heard(left, [findings[place] for place in sorted(taken_out)])


def _what_is_wrong(
    case: Case, number: int, silencer: Silenced, codes: dict[str, Check], made: Collection[str]
) -> Iterator[Finding]:
    code = silencer.code
    at = ("silenced", number, "code")
    if code not in codes and code not in SHAPE_CODES:
        hint = did_you_mean(code, codes, "take the code from a finding of moodline check")
        message = f"no finding has the code {quoted(code)}"
        yield case.finding("unknown-code", SEVERITY, at, message, found=code, hint=hint)
    elif code in SHAPE_CODES or codes[code].severity == "error":
        message = f"{quoted(code)} is an error, and errors cannot be silenced"
        hint = "mend the error, and take this entry out"
        yield case.finding("error-silenced", SEVERITY, at, message, found=code, hint=hint)
    elif code in made:
        where = f" at {quoted(silencer.at)}" if silencer.at else ""
        message = f"there is nothing to silence: {quoted(code)} is not found{where}"
        hint = (
            "take this entry out" if _is_there(silencer.at, case.scenario) else _near(silencer, case.scenario)
        )
        yield case.finding("silencer-unused", SEVERITY, at, message, found=code, hint=hint)


def _near(silencer: Silenced, scenario: Scenario) -> str:
    names = [*scenario.scenes, *scenario.endings]
    names += [f"{name}.{reply.id}" for name, scene in scenario.scenes.items() for reply in scene.replies]
    return did_you_mean(
        silencer.at or "", names, f"there is no {quoted(silencer.at or '')}: take this entry out"
    )


def _is_there(at: str | None, scenario: Scenario) -> bool:
    if at is None or at in scenario.scenes or at in scenario.endings:
        return True
    return _reply_number(at, scenario) is not None


def _is_at(where: str, at: str, scenario: Scenario) -> bool:
    """Whether a finding's place lies in the scene, the ending or the reply ``at``."""
    number = _reply_number(at, scenario)
    name = at if number is None else f"{at.partition('.')[0]}.replies[{number}]"
    name = f"endings.{at}" if at in scenario.endings else name
    return where == name or where.startswith((f"{name}.", f"{name}["))


def _reply_number(at: str, scenario: Scenario) -> int | None:
    name, _, reply = at.partition(".")
    scene = scenario.scenes.get(name)
    replies = scene.replies if scene and reply else ()
    return next((number for number, each in enumerate(replies) if each.id == reply), None)
