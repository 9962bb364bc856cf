"""The table of problem codes, from the registry that every problem's code stands in."""

from __future__ import annotations

from typing import Final

from engine.scenario.problems import CODES
from engine.workshop.checks import silencing
from engine.workshop.checks.catalogue import CHECKS
from tools.docs.blocks import Blocks, table

GROUPS: Final = {
    "file": ("no-file", "empty-file"),
    "text": ("control-character", "tab"),
    "yaml": ("yaml-syntax", "duplicate-key"),
    "shape": ("newer-format", "too-many"),
    "references": ("duplicate-id", "no-grievance"),
    "files": ("include-missing", "more-problems"),
}
"""The first and the last code of each group, in the registry's order."""


FAMILIES: Final = {
    "ways": "Ways through the call",
    "guards": "Conditions",
    "memory": "What the call remembers",
    "fair": "Fair play",
    "words": "Words",
}
"""The families of checks, by the first word of their modules' names, as the page has them."""


def problem_blocks() -> Blocks:
    """The blocks of ``docs/reference/problems.md``."""
    groups = {f"problems {group}": lambda group=group: _group(group) for group in GROUPS}
    return {**groups, "checks": _checks}


def codes_with_a_page() -> list[str]:
    """All of them: of a file's form, of all that is proved, and of what can be wrong with silencing it."""
    return [*CODES, *(check.code for check in CHECKS), *silencing.CODES]


def _checks() -> str:
    """A table for each family, each code with a link to its page."""
    parts = []
    for family, title in FAMILIES.items():
        checks = [check for check in CHECKS if _family(check) == family]
        rows = [(_linked(check.code), check.severity, check.sentence) for check in checks]
        if rows:
            parts.append(f"### {title}\n\n{table(('Code', 'Severity', 'What is wrong'), rows)}")
    rows = [(_linked(code), silencing.SEVERITY, words) for code, words in silencing.CODES.items()]
    parts.append(f"### What is silenced\n\n{table(('Code', 'Severity', 'What is wrong'), rows)}")
    return "\n\n".join(parts)


def _family(check: object) -> str:
    return type(check).__module__.rpartition(".")[2].partition("_")[0]


def _linked(code: str) -> str:
    # Each code is the end of an address as well: docs/reference/problems.md#missing-target.
    return f'<a id="{code}"></a>[`{code}`](problems/{code}.md)'


def codes_of(group: str) -> list[str]:
    """The codes of a group."""
    codes = list(CODES)
    first, last = GROUPS[group]
    return codes[codes.index(first) : codes.index(last) + 1]


def _group(group: str) -> str:
    rows = [(_linked(name), CODES[name]) for name in codes_of(group)]
    return table(("Code", "What is wrong"), rows)
