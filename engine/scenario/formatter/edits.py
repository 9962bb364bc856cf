"""Changes to a text at places that the parser named, and the parser's events with the path of each."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from engine.scenario.document import Path
from engine.scenario.nodes import events


class CannotTidy(Exception):
    """The text is laid out in a way that cannot be changed safely; it is left as it is."""


class Edit(NamedTuple):
    """Characters of one line, from ``start`` to ``end``, that become ``text``. All count from 0."""

    line: int
    start: int
    end: int
    text: str


def edited(lines: list[str], edits: Iterable[Edit]) -> list[str]:
    """The lines with every edit made; edits do not overlap."""
    new = list(lines)
    for edit in sorted(edits, reverse=True):
        line = new[edit.line]
        new[edit.line] = line[: edit.start] + edit.text + line[edit.end :]
    return new


class Node(NamedTuple):
    """A scalar, an alias, or the start of entries or a list."""

    event: Any
    path: Path
    """For a key, the path of its value."""
    is_key: bool
    depth: int
    """How many entries and lists it stands in."""
    in_flow: bool
    """Whether it stands in brackets or braces."""

    @property
    def is_block(self) -> bool:
        """Whether entries or a list start here that are written with indentation."""
        return getattr(self.event, "flow_style", None) is False


class End(NamedTuple):
    """Entries or a list end."""

    line: int
    """The line of the closing bracket, if there is one."""


def nodes(text: str) -> Iterator[Node | End]:
    """Every node of a text that can be read, in order, and where entries and lists end."""
    stack: list[tuple[bool, bool]] = []  # entries (or else a list), in brackets or braces
    path: list[str | int] = []
    key: list[bool] = []  # whether a key comes next
    for event in events(text):
        name = type(event).__name__
        if name in ("MappingEndEvent", "SequenceEndEvent"):
            stack.pop()
            key.pop()
            path.pop()
            yield End(event.start_mark.line)
            _next(stack, path, key)
        elif name in ("MappingStartEvent", "SequenceStartEvent", "ScalarEvent", "AliasEvent"):
            in_flow = bool(stack) and stack[-1][1]
            is_key = bool(stack) and stack[-1][0] and key[-1]
            if is_key:
                path[-1] = getattr(event, "value", None) or ""
            yield Node(event, tuple(path), is_key, len(stack), in_flow)
            if name in ("MappingStartEvent", "SequenceStartEvent"):
                entries = name == "MappingStartEvent"
                stack.append((entries, in_flow or bool(event.flow_style)))
                path.append("" if entries else 0)
                key.append(entries)
            elif is_key:
                key[-1] = False
            else:
                _next(stack, path, key)


def _next(stack: list[tuple[bool, bool]], path: list[str | int], key: list[bool]) -> None:
    if not stack:
        return
    if stack[-1][0]:
        key[-1] = True
    elif isinstance(path[-1], int):
        path[-1] += 1
