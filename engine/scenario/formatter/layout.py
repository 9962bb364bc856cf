"""Indentation: two spaces for each step in, lists a step in from their key. Nothing but blanks is changed."""

import re
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from engine.scenario.formatter.edits import CannotTidy, End, Node, nodes

STEP: Final = 2
_DASH_ALONE: Final = re.compile(r"^(.*-)[ ]*(?:&\S+[ ]*)?(?: #.*)?$")
_DIGIT: Final = re.compile(r"[|>][-+]?([1-9])")


class _Token(NamedTuple):
    """A dash, a key, or a value with nothing before it on its line."""

    old: int
    new: int
    is_dash: bool


@dataclass
class _Open:
    """Entries or a list that have not ended."""

    is_list: bool
    in_flow: bool
    new: int
    """The column of its keys or dashes, as it will be."""
    old: int = -1


@dataclass
class _Scalar:
    """A text of several lines: those after the first."""

    first: int
    last: int
    block: bool
    header: str
    owner_old: int
    owner_new: int


@dataclass
class _Plan:
    lines: list[str]
    tokens: dict[int, list[_Token]] = field(default_factory=dict)
    scalars: list[_Scalar] = field(default_factory=list)
    flows: list[tuple[int, int]] = field(default_factory=list)
    """First and last line of brackets or braces that reach over several lines."""


def indented(text: str) -> str:
    """The text with its indentation made even, and one blank after a dash.

    Raises:
        CannotTidy: it is laid out in a way that this does not understand.
    """
    plan = _planned(text)
    inside = {line for one in plan.scalars for line in range(one.first, one.last + 1)}
    shifts = _shifts(plan, inside)
    new = list(plan.lines)
    for number, line in enumerate(plan.lines):
        if number not in inside:
            new[number] = _placed(line, plan.tokens.get(number), shifts[number])
    for scalar in plan.scalars:
        _place_scalar(scalar, plan.lines, new, shifts[scalar.first - 1])
    return "\n".join(new)


def without_trailing_blanks(text: str) -> str:
    """The text without blanks at the ends of lines, but for those that are part of what somebody wrote."""
    kept: set[int] = set()
    for node in nodes(text):
        if isinstance(node, Node) and type(node.event).__name__ == "ScalarEvent":
            start, end = node.event.start_mark.line, node.event.end_mark.line
            if node.event.style in ("|", ">"):
                kept.update(range(start + 1, _last_line(node) + 1))
            elif end > start:
                kept.update(range(start, end))
    lines = text.split("\n")
    return "\n".join(line if number in kept else line.rstrip(" \t") for number, line in enumerate(lines))


def _planned(text: str) -> _Plan:
    plan = _Plan(text.split("\n"))
    stack: list[_Open] = []
    for node in nodes(text):
        if isinstance(node, End):
            if stack.pop().in_flow and not (stack and stack[-1].in_flow):
                plan.flows[-1] = (plan.flows[-1][0], node.line)
            continue
        event = node.event
        if event.start_mark.line >= len(plan.lines):
            raise CannotTidy  # Nothing, at the very end.
        owner = stack[-1] if stack else None
        if not node.in_flow:
            _take(plan, node, owner)
        name = type(event).__name__
        if name == "ScalarEvent":
            last = _last_line(node)
            if last > event.start_mark.line:
                if node.in_flow:
                    raise CannotTidy
                old, new = (owner.old, owner.new) if owner else (-STEP, -STEP)
                header = plan.lines[event.start_mark.line][event.start_mark.column :]
                block = event.style in ("|", ">")
                plan.scalars.append(_Scalar(event.start_mark.line + 1, last, block, header, old, new))
        elif name != "AliasEvent":
            if not node.is_block and not node.in_flow:
                plan.flows.append((event.start_mark.line, event.start_mark.line))
            column = owner.new + STEP if owner else 0
            stack.append(_Open(name == "SequenceStartEvent", not node.is_block, column))
    return plan


def _take(plan: _Plan, node: Node, owner: _Open | None) -> None:
    """Note where the node's dash or key stands, or the node itself where it begins its line."""
    mark = node.event.start_mark
    if owner is None:
        return
    line = plan.lines[mark.line]
    if owner.is_list:
        place, column = _dash_before(plan.lines, mark.line, mark.column)
        _add(plan, owner, place, column, is_dash=True)
    elif node.is_key:
        if line[: mark.column].rstrip().endswith("?"):
            raise CannotTidy
        _add(plan, owner, mark.line, mark.column, is_dash=False)
        return
    empty = getattr(node.event, "value", None) == "" and not node.event.style
    if not node.is_block and not empty and (not line[: mark.column].strip(" ") or owner.is_list):
        tokens = plan.tokens.setdefault(mark.line, [])
        tokens.append(_Token(mark.column, owner.new + STEP, is_dash=False))


def _add(plan: _Plan, owner: _Open, line: int, column: int, *, is_dash: bool) -> None:
    if owner.old not in (-1, column):
        raise CannotTidy
    owner.old = column
    plan.tokens.setdefault(line, []).append(_Token(column, owner.new, is_dash))


def _dash_before(lines: list[str], line: int, column: int) -> tuple[int, int]:
    """Where the dash stands that an item of a list has before it."""
    before = lines[line][:column].rstrip(" ")
    if before.endswith("-"):
        return line, len(before) - 1
    while not before.strip() or lines[line].lstrip().startswith("#"):
        line -= 1
        if line < 0:
            raise CannotTidy
        before = lines[line]
        if before.strip() and not before.lstrip().startswith("#"):
            break
    if (match := _DASH_ALONE.match(before)) is None:
        raise CannotTidy
    return line, len(match[1]) - 1


def _last_line(node: Node) -> int:
    """The last line of a scalar's text."""
    event = node.event
    if event.style in ("|", ">"):
        # The mark stands after the text, where the next thing starts.
        return int(event.end_mark.line) - (1 if event.end_mark.column == 0 else 0)
    return int(event.end_mark.line)


def _shifts(plan: _Plan, inside: set[int]) -> list[int]:
    """How far each line moves to the right."""
    shifts: list[int | None] = [None] * len(plan.lines)
    for number, tokens in plan.tokens.items():
        first = min(tokens)
        line = plan.lines[number]
        if len(line) - len(line.lstrip(" ")) != first.old:
            raise CannotTidy
        shifts[number] = first.new - first.old
    for start, end in plan.flows:
        for number in range(start + 1, end + 1):
            if shifts[number] is None:
                shifts[number] = shifts[start]
    _shift_the_rest(plan, shifts, inside)
    return [shift or 0 for shift in shifts]


def _shift_the_rest(plan: _Plan, shifts: list[int | None], inside: set[int]) -> None:
    """Comments go with that one of the lines below and above which starts nearer to where they do."""
    speaking = [number for number, shift in enumerate(shifts) if shift is not None and number not in inside]
    before: int | None = None
    waiting = iter(speaking)
    after = next(waiting, None)
    for number, line in enumerate(plan.lines):
        if number == after:
            before, after = number, next(waiting, None)
        if shifts[number] is not None or number in inside or not line.strip():
            continue
        near = [one for one in (after, before) if one is not None]
        own = _indent(line)
        chosen = min(near, key=lambda one: abs(_indent(plan.lines[one]) - own), default=None)
        shifts[number] = None if chosen is None else shifts[chosen]


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _placed(line: str, tokens: list[_Token] | None, shift: int) -> str:
    """A line in its place, with one blank after each dash that it starts with."""
    if not line.strip():
        return line
    indent = max(0, _indent(line) + shift)
    rest = line.lstrip(" ")
    if not tokens:
        return " " * indent + rest
    ordered = sorted(tokens)
    marks = ""
    for token, after in zip(ordered, [*ordered[1:], None], strict=True):
        if not token.is_dash or after is None or line[token.old + 1 : after.old].strip():
            break
        marks += "- "
        rest = line[after.old :]
    return " " * indent + marks + rest


def _place_scalar(scalar: _Scalar, lines: list[str], new: list[str], shift: int) -> None:
    """Move a text of several lines along with its key."""
    body = range(scalar.first, scalar.last + 1)
    if not scalar.block:
        for number in body:
            if lines[number].strip():
                new[number] = " " * max(0, scalar.owner_new + 1, _indent(lines[number]) + shift) + lines[
                    number
                ].lstrip(" ")
        return
    filled = [_indent(lines[number]) for number in body if lines[number].strip()]
    if not filled:
        return
    if (digit := _DIGIT.match(scalar.header)) is not None:
        old = max(0, scalar.owner_old) + int(digit[1])
        wanted = max(0, scalar.owner_new) + int(digit[1])
    else:
        old = filled[0]
        wanted = max(0, scalar.owner_new + STEP)
    for number in body:
        rest = lines[number][old:]
        new[number] = " " * wanted + rest if rest else ""
