"""Findings for programs: as JSON, as SARIF 2.1.0, and as workflow commands of GitHub."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from engine.scenario.text import visible

if TYPE_CHECKING:
    from engine.workshop.checks.checked import Checked
    from engine.workshop.checks.finding import Finding

VERSION: Final = 1
"""Of the JSON; it goes up when something in it changes its meaning or goes away."""
SARIF_SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS: Final = {"error": "error", "warning": "warning", "advice": "note"}
_COMMANDS: Final = {"error": "error", "warning": "warning", "advice": "notice"}


def as_json(
    checked: Sequence[Checked], left: Sequence[Path] = (), *, stopped: bool = False
) -> dict[str, Any]:
    """Everything that was found, file by file. ``left``: what was not looked at, since it was ``stopped``."""
    return {
        "version": VERSION,
        "stopped": stopped,
        "files": [_file(one) for one in checked],
        "not_looked_at": [str(file) for file in left],
    }


def _file(one: Checked) -> dict[str, Any]:
    exploration = one.proof.exploration
    return {
        "file": one.file,
        "proved": exploration is not None,
        "complete": exploration is not None and exploration.is_complete,
        "states": len(exploration.graph.states) if exploration is not None else 0,
        "left_out": list(one.proof.left_out),
        "undecided": list(one.proof.undecided),
        "findings": [_finding(finding) for finding in one.proof.findings],
        "silenced": [_finding(finding) for finding in one.proof.silenced],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        **asdict(finding.problem),
        "witness": [given._asdict() for given in finding.witness],
        "sampled": finding.sampled,
    }


def as_sarif(checked: Sequence[Checked], sentences: dict[str, str], version: str) -> dict[str, Any]:
    """The findings in the format of static analysis tools, for code scanning.

    ``sentences``: what is wrong, in one plain sentence, by code; ``version``: of Moodline.
    """
    every = [(f, False) for one in checked for f in one.proof.findings]
    every += [(f, True) for one in checked for f in one.proof.silenced]
    codes = list(dict.fromkeys(finding.problem.code for finding, _ in every))
    rules = [
        {"id": code, "shortDescription": {"text": sentences.get(code, code)}, "help": {"text": _page(code)}}
        for code in codes
    ]
    return {
        "$schema": SARIF_SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": {"name": "moodline", "version": version, "rules": rules}},
                "columnKind": "unicodeCodePoints",
                "results": [_result(f, codes.index(f.problem.code), silenced=s) for f, s in every],
            }
        ],
    }


def _page(code: str) -> str:
    return f"See docs/reference/problems/{code}.md."


def _result(finding: Finding, rule: int, *, silenced: bool) -> dict[str, Any]:
    problem = finding.problem
    location: dict[str, Any] = {"artifactLocation": {"uri": _uri(problem.file)}}
    if problem.line:
        location["region"] = {"startLine": problem.line, "startColumn": problem.column}
    result: dict[str, Any] = {
        "ruleId": problem.code,
        "ruleIndex": rule,
        "level": _LEVELS[problem.severity],
        "message": {"text": "\n".join(_in_words(finding))},
        "locations": [{"physicalLocation": location}],
    }
    if silenced:
        result["suppressions"] = [{"kind": "inSource"}]
    return result


def _uri(file: str) -> str:
    path = PurePath(file)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())


def _in_words(finding: Finding) -> Iterator[str]:
    problem = finding.problem
    yield visible(f"{problem.where}: {problem.message}" if problem.where else problem.message)
    if problem.hint:
        yield f"hint: {visible(problem.hint)}"
    if finding.witness:
        replies = ", ".join(f"{given.scene}.{given.reply}" for given in finding.witness)
        yield f"the way there: {replies}"


def github_lines(checked: Sequence[Checked]) -> Iterator[str]:
    """The findings as workflow commands, which GitHub shows beside the lines that they are about."""
    for one in checked:
        for finding in one.proof.findings:
            problem = finding.problem
            entries = {"file": problem.file, "title": problem.code}
            if problem.line:
                entries |= {"line": str(problem.line), "col": str(problem.column)}
            named = ",".join(f"{key}={_escaped(value, entry=True)}" for key, value in entries.items())
            yield f"::{_COMMANDS[problem.severity]} {named}::{_escaped(chr(10).join(_in_words(finding)))}"


def _escaped(text: str, *, entry: bool = False) -> str:
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    if entry:
        text = visible(text).replace(":", "%3A").replace(",", "%2C")
    return text
