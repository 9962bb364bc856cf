"""Findings as text: where and what, the line with what is meant, the hint, and the witness as a dialogue."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from engine.scenario.text import visible
from tui.findings.excerpt import excerpt

if TYPE_CHECKING:
    from pathlib import Path

    from engine.call.plan import Plan
    from engine.workshop.checks.checked import Checked
    from engine.workshop.checks.finding import Finding

GLYPHS: Final = {"error": "✗", "warning": "▲", "advice": "•"}
STYLES: Final = {"error": "bold red", "warning": "bold yellow", "advice": "bold cyan"}
SHOWN: Final = 9
"""So many lines of a witness's dialogue are shown, the last ones; for more, walk it in a preview."""
WIDEST: Final = 110

_STOPPED: Final = {
    "states": "that was the limit",
    "seconds": "the time was over",
    "asked": "you stopped it",
    "": "it stopped",
}
_UNDECIDED: Final = {
    "seconds": "for lack of time",
    "asked": "since you stopped it",
    "": "since it would have taken too long",
}

Piece = tuple[str, str]
"""Text, and its style; the style is empty for plain text."""
Line = list[Piece]


def finding_lines(finding: Finding, checked: Checked, width: int | None) -> Iterator[Line]:
    """One finding. ``width``: of the terminal; None where lines may be as long as they like."""
    texts, exploration = checked.texts, checked.proof.exploration
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
        yield from _witness(finding, exploration.plan if exploration else None, width)


def _source(text: str, line: int, column: int, width: int | None, style: str) -> Iterator[Line]:
    gutter = f"  {line} | "
    found = excerpt(text, line, column, min(width or WIDEST, WIDEST) - len(gutter) - 1)
    if found is not None and found.text:
        yield [(gutter, "dim"), (found.text, "")]
        blank = " " * (len(gutter) - 2) + "| " + " " * found.start
        yield [(blank, "dim"), ("^" * found.length, style)]


def _witness(finding: Finding, plan: Plan | None, width: int | None) -> Iterator[Line]:
    from engine.workshop.checks.dialogue import dialogue

    replies = finding.witness
    many = "1 reply" if len(replies) == 1 else f"{len(replies)} replies"
    yield from _paragraph(f"the way there, {many}:", width, "  ")
    room = min(width or WIDEST, WIDEST) - 1
    if plan is None:
        return
    customer = plan.scenario.customer.name
    heard = list(dialogue(plan, replies))
    left_out = max(0, len(heard) - SHOWN)
    if left_out:
        yield [(f"    … {left_out} lines before …", "dim")]
    for each in heard[left_out:]:
        if not each.place:
            yield [("    (no reply is left)", "dim")]
            continue
        who = each.place if each.is_reply else visible(customer)
        yield [(_shortened(f"    {who}: ", each.says, room), "bold" if each.is_reply else "")]


def _shortened(start: str, says: str, room: int) -> str:
    from rich.cells import cell_len, set_cell_size

    text = visible(says)
    if cell_len(start) + cell_len(text) <= room:
        return start + text
    return start + set_cell_size(text, max(12, room - cell_len(start) - 1)).rstrip() + "…"


def not_decided(checked: Sequence[Checked], left: Sequence[Path] = ()) -> Iterator[str]:
    """What could not be decided. ``left``: files that were not looked at, since somebody ended it before."""
    for one in checked:
        exploration = one.proof.exploration
        if exploration is not None and not exploration.is_complete:
            states, left_out = len(exploration.graph.states), ", ".join(one.proof.left_out)
            why = _STOPPED[exploration.stopped]
            yield (
                f"{visible(one.file)}: sampled: {states:,} states found, and {why} before all were tried."
                " So nothing is said of what cannot happen, and these checks were left out:"
                f" {left_out}. The others looked at what was found. --states and --seconds allow more."
            )
        if one.proof.undecided:
            more = " --seconds allows more." if one.proof.ended == "seconds" else ""
            yield (
                f"{visible(one.file)}: not decided, {_UNDECIDED[one.proof.ended]}:"
                f" {', '.join(one.proof.undecided)}. What they had found by then is told.{more}"
            )
    if left:
        yield f"Not looked at, since you stopped it: {', '.join(visible(str(file)) for file in left)}."


def summary(checked: Sequence[Checked], left: Sequence[Path] = ()) -> Iterator[str]:
    """What was checked and how much was found, and what could not be decided; as for ``not_decided``."""
    yield from not_decided(checked, left)
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
        first = next(finding.problem.code for one in checked for finding in one.proof.findings)
        yield f"What a code means, why it matters and how to mend it: moodline explain {first}"


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
