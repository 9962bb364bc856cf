"""The table of problem codes, from the registry that every problem's code stands in."""

from __future__ import annotations

from typing import Final

from engine.scenario.problems import CODES
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


def problem_blocks() -> Blocks:
    """The blocks of ``docs/reference/problems.md``."""
    return {f"problems {group}": lambda group=group: _group(group) for group in GROUPS}  # type: ignore[misc]


def codes_of(group: str) -> list[str]:
    """The codes of a group."""
    codes = list(CODES)
    first, last = GROUPS[group]
    return codes[codes.index(first) : codes.index(last) + 1]


def _group(group: str) -> str:
    # Each code is the end of an address: docs/reference/problems.md#missing-target.
    rows = [(f'<a id="{name}"></a>`{name}`', CODES[name]) for name in codes_of(group)]
    return table(("Code", "What is wrong"), rows)
