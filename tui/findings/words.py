"""Findings as text: where and what, the line with what is meant, the hint, and the witness as a dialogue."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from engine.scenario.text import shortened, visible
from tui.findings.excerpt import excerpt

if TYPE_CHECKING:
    from engine.workshop.checks.checked import Checked
    from engine.workshop.checks.finding import Finding

GLYPHS: Final = {"error": "✗", "warning": "▲", "advice": "•"}
STYLES: Final = {"error": "bold red", "warning": "bold yellow", "advice": "bold cyan"}
PAGES: Final = "docs/reference/problems"
WITNESS: Final = 8
"""So many replies of a witness are shown: the first one and the last ones."""
WIDEST: Final = 110

Piece = tuple[str, str]
"""Text, and its style; the style is empty for plain text."""
Line = list[Piece]


def finding_lines(finding: Finding, texts: Mapping[str, str], width: int | None) -> Iterator[Line]:
    """One finding. ``width``: of the terminal; None where lines may be as long as they like."""
    problem = finding.problem
    place = visible(problem.file)
    if problem.line:
        place += f":{problem.line}:{problem.column}"
    style = STYLES[problem.severity]
    yield [(f"{place}: ", ""), (f"{GLYPHS[problem.severity]} {problem.severity}[{problem.code}]", style)]
    said = f"{visible(problem.where)}: " if problem.where else ""
    yield from _paragraph(said + visible(problem.message), width, "  ", "bold")
    if problem.line and (text := texts.get(problem.file)) is not None:
        yield from _source(text, problem.line, problem.column, width, style)
    found = visible(problem.found)
    if found and found.strip("'\"") not in problem.message:
        yield from _paragraph(f"found {found}", width, "  ")
    if problem.hint:
        yield from _paragraph(f"hint: {visible(problem.hint)}", width, "  ", "green")
    if finding.witness:
        yield from _witness(finding, width)


def _source(text: str, line: int, column: int, width: int | None, style: str) -> Iterator[Line]:
    gutter = f"  {line} | "
    found = excerpt(text, line, column, min(width or WIDEST, WIDEST) - len(gutter) - 1)
    if found is not None and found.text:
        yield [(gutter, "dim"), (found.text, "")]
        blank = " " * (len(gutter) - 2) + "| " + " " * found.start
        yield [(blank, "dim"), ("^" * found.length, style)]


def _witness(finding: Finding, width: int | None) -> Iterator[Line]:
    replies = finding.witness
    many = "1 reply" if len(replies) == 1 else f"{len(replies)} replies"
    yield from _paragraph(f"to see it, give {many}:", width, "  ")
    room = min(width or WIDEST, WIDEST) - 8
    left_out = len(replies) - WITNESS
    for number, given in enumerate(replies, 1):
        if left_out > 0 and 1 < number <= left_out + 1:
            if number == 2:
                yield [(f"    … {left_out} more …", "dim")]
            continue
        name = f"{given.scene}.{given.reply}"
        says = shortened(given.says, max(12, room - len(name) - 6))
        yield [(f"    {number}. ", ""), (name, "bold"), (f" “{says}”", "")]


def summary(checked: Sequence[Checked]) -> Iterator[str]:
    """What was checked and how much was found, and what could not be decided."""
    for one in checked:
        exploration = one.proof.exploration
        if exploration is not None and not exploration.is_complete:
            states = len(exploration.graph.states)
            yield (
                f"{visible(one.file)}: sampled: not every state was tried ({states:,} were found), so nothing is said"
                f" of what cannot happen; {len(one.proof.left_out)} checks were left out. --states and --seconds"
                " allow more."
            )
    severities = [finding.problem.severity for one in checked for finding in one.proof.findings]
    counts = [
        f"{count} {name}{'s' if count > 1 and name != 'advice' else ''}"
        for name in ("error", "warning", "advice")
        if (count := severities.count(name))
    ]
    silenced = sum(len(one.proof.silenced) for one in checked)
    also = f" ({silenced} silenced)" if silenced else ""
    what = f"{len(checked)} file" + ("" if len(checked) == 1 else "s")
    yield f"{what} checked: {', '.join(counts) or 'no problems'}{also}."
    if severities:
        yield f"Each code in brackets has its page: {PAGES}/CODE.md, or {PAGES}.md."


def wrapped(text: str, width: int | None) -> Iterator[Line]:
    """A line of the summary."""
    return _paragraph(text, width, "")


def _paragraph(text: str, width: int | None, indent: str, style: str = "") -> Iterator[Line]:
    """The text wrapped between words, by the cells that it takes."""
    if width is None:
        yield [(indent + text, style)]
        return
    from rich.cells import cell_len

    line, room = indent, min(width, WIDEST) - 1
    for word in text.split(" "):
        if line.strip() and cell_len(line) + 1 + cell_len(word) > room:
            yield [(line, style)]
            line = indent + "  "
        line += word if not line.strip() else f" {word}"
    yield [(line, style)]
