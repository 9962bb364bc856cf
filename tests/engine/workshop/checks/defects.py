"""Planted defects: small files that say what to change in a clean scenario, and what must be found then.

``tests/data/defects/base.yaml`` is clean. Each file beside it looks like this::

    code: CODE                  # the finding that must come
    line: 'says: "Go on.'       # the start of the line at which it must stand, once blanks are taken off
    changes:                    # the defect: each ``from`` stands exactly once in base.yaml
      - from: "why: While she is telling it"
        to: "when: {heat: '< 40'}\\n        why: While she is telling it"
    twin:                       # a change that comes close and must not be found (left out: the base itself)
      - {from: "...", to: "..."}

Where many lines start alike, ``line`` is a list: the last one is meant, looked for after those before it.
Quote the texts; write ``\\n`` and the blanks that follow for a line that is put in.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ruamel.yaml import YAML

from engine.mood.coefficients import load_model
from engine.scenario.files import Source
from engine.scenario.reader import read_source
from engine.workshop.checks.finding import Finding
from engine.workshop.checks.proof import Proof, prove
from engine.workshop.explore.budget import Budget

FOLDER = Path(__file__).parents[3] / "data" / "defects"
BASE = "base.yaml"


@dataclass(frozen=True)
class Defect:
    """One planted defect, and its clean twin."""

    name: str
    """The file's name without its ending."""
    code: str
    text: str
    """The scenario with the defect."""
    line: int
    """Where it must be found, from 1."""
    twin: str
    """The scenario without it."""

    def __str__(self) -> str:
        return self.name


def base() -> str:
    """The clean scenario."""
    return (FOLDER / BASE).read_text(encoding="utf-8")


@cache
def defects() -> tuple[Defect, ...]:
    """All planted defects, by name."""
    return tuple(defect(path.stem) for path in sorted(FOLDER.glob("*.yaml")) if path.name != BASE)


@cache
def defect(name: str) -> Defect:
    """The planted defect of a file.

    Raises:
        ValueError: the file does not fit the base any more.
    """
    data = YAML(typ="safe").load(FOLDER / f"{name}.yaml")
    if extra := set(data) - {"code", "line", "changes", "twin"}:
        raise ValueError(f"{name}.yaml: unknown {', '.join(sorted(extra))}")
    text = changed(base(), data["changes"], name)
    line = _line(text, [data["line"]] if isinstance(data["line"], str) else data["line"], name)
    return Defect(name, data["code"], text, line, changed(base(), data.get("twin", []), name))


def changed(text: str, changes: list[dict[str, str]], name: str) -> str:
    """The text after the changes, each of which must fit exactly one place."""
    for change in changes:
        if text.count(change["from"]) != 1:
            raise ValueError(f"{name}.yaml: {text.count(change['from'])} places have {change['from']!r}")
        text = text.replace(change["from"], change["to"])
    return text


@cache
def proof(text: str) -> Proof:
    """Everything that ``prove`` says about a scenario."""
    model = load_model(None)
    source = Source("base.yaml", {"base.yaml": text})
    reading = read_source(source, personas=model.personas, rules=model.adjustable)
    return prove(reading, model, Budget(time.monotonic, states=40_000))


def found(text: str, code: str = "") -> list[Finding]:
    """What is found in a scenario, of one code or of all."""
    return [finding for finding in proof(text).findings if code in ("", finding.problem.code)]


def in_words(findings: list[Finding]) -> Iterator[str]:
    """Findings as lines, for a test that fails."""
    for finding in findings:
        problem = finding.problem
        yield f"{problem.line}: {problem.code}: {problem.message}; {problem.hint}"


def _line(text: str, starts: list[str], name: str) -> int:
    """The number of the line that starts as the last of ``starts``, after lines for those before."""
    found = 0
    lines = text.splitlines()
    for place, start in enumerate(starts):
        fitting = [number for number, line in enumerate(lines, 1) if number > found and _starts(line, start)]
        if not fitting or (len(fitting) > 1 and not place):
            raise ValueError(f"{name}.yaml: {len(fitting)} lines start with {start!r}")
        found = fitting[0]
    return found


def _starts(line: str, start: str) -> bool:
    return line.strip().removeprefix("- ").startswith(start)
