"""The entries of a mood model's file, each with its line and column, from a text that nobody vouches for.

Only what such a file needs is read: entries, lists and texts, a few levels deep. Aliases, tags and doubled
keys are refused where they stand, so nothing can be larger, deeper or other than it looks. What a value means
is for the model's reader to say: here every value is text, and ``no`` and ``1:30`` are nothing else.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

MAX_DEPTH: Final = 8
"""How deep entries and lists may stand inside one another. A model needs five."""

_SHOWN: Final = 40


@dataclass(frozen=True, slots=True)
class Node:
    """A value and where it stands; lines and columns count from 1."""

    line: int
    column: int
    value: "str | dict[str, Node] | list[Node]"
    quoted: bool = False
    key: tuple[int, int] | None = None
    """Line and column of the key it stands under, if it stands under one."""

    @property
    def found(self) -> str:
        """What stands here, in a few words fit to be shown."""
        if isinstance(self.value, str):
            return shown(self.value) if self.value or self.quoted else "nothing"
        if isinstance(self.value, dict):
            return "entries" if self.value else "no entries"
        return "a list" if self.value else "an empty list"


class NotEntries(Exception):
    """The text cannot be read as entries; ``str()`` of it says why.

    Attributes:
        line: where, from 1; 0 if nobody knows.
        column: the same.
    """

    def __init__(self, line: int, column: int, why: str) -> None:
        super().__init__(why)
        self.line, self.column = line, column


def shown(text: str) -> str:
    """Text from a file, in quotes, shortened, and without any character that a terminal would act on."""
    start = text[:_SHOWN]
    return (repr(start) if start.isprintable() else ascii(start)) + ("…" if len(text) > _SHOWN else "")


def parse_entries(text: str) -> Node:
    """The value that the text holds.

    The parser is asked for one event at a time and nothing recurses: a text of brackets alone, which a YAML
    loader takes minutes or its process's life to read, ends at the ninth.

    Raises:
        NotEntries: it is no YAML, holds no value or several, is nested too deep, or has aliases or tags.
    """
    from ruamel.yaml.error import YAMLError

    try:
        return _build(_events(text))
    except (YAMLError, ValueError) as error:
        why = getattr(error, "problem", None) or str(error).strip().partition("\n")[0]
        raise NotEntries(*_place(text, error), f"this is not YAML: {why}") from error


def _place(text: str, error: Exception) -> tuple[int, int]:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark is not None:
        return mark.line + 1, mark.column + 1
    position = getattr(error, "position", None)  # of a character that no YAML may hold
    if not isinstance(position, int) or not text.isascii():
        return 0, 0
    before = text[:position]
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1


def _events(text: str) -> Iterator[Any]:
    try:
        from _ruamel_yaml import CParser  # type: ignore[import-not-found]  # it has no stubs
    except ImportError:
        from ruamel.yaml import YAML

        return iter(YAML(typ="safe", pure=True).parse(text))
    return iter(CParser(text).get_event, None)


def _build(events: Iterator[Any]) -> Node:
    from ruamel.yaml.events import (
        AliasEvent,
        CollectionEndEvent,
        CollectionStartEvent,
        DocumentStartEvent,
        ScalarEvent,
    )

    top: list[Node] = []
    open_nodes: list[Node] = []
    keys: list[Node | None] = []
    """For each open node, the key whose value comes next."""
    for event in events:
        if isinstance(event, DocumentStartEvent) and top:
            raise _refused(event, "a second YAML document starts here; a mood model is one")
        if isinstance(event, CollectionEndEvent):
            open_nodes.pop()
            keys.pop()
        if not isinstance(event, ScalarEvent | AliasEvent | CollectionStartEvent):
            continue
        node = _node(event)
        if not open_nodes:
            top.append(node)
        elif isinstance(values := open_nodes[-1].value, list):
            values.append(node)
        elif (key := keys[-1]) is None:
            keys[-1] = _key(node, open_nodes[-1])
            continue
        else:
            assert isinstance(values, dict)
            node = replace(node, key=(key.line, key.column))
            values[str(key.value)] = node
            keys[-1] = None
        if isinstance(event, CollectionStartEvent):
            if len(open_nodes) == MAX_DEPTH:
                raise _refused(event, f"entries and lists may stand at most {MAX_DEPTH} deep in one another")
            open_nodes.append(node)
            keys.append(None)
    if not top:
        raise NotEntries(0, 0, "there is nothing in this file")
    return top[0]


def _node(event: Any) -> Node:
    from ruamel.yaml.events import AliasEvent, MappingStartEvent, ScalarEvent

    if isinstance(event, AliasEvent):
        raise _refused(event, "aliases are not part of a mood model; write the value out")
    if event.ctag is not None:
        raise _refused(event, "tags are not part of a mood model; text that starts with ! needs quotes")
    value: str | dict[str, Node] | list[Node] = [] if not isinstance(event, MappingStartEvent) else {}
    if isinstance(event, ScalarEvent):
        value = event.value
    quoted = bool(getattr(event, "style", None))
    return Node(event.start_mark.line + 1, event.start_mark.column + 1, value, quoted)


def _key(node: Node, of: Node) -> Node:
    assert isinstance(of.value, dict)
    if not isinstance(node.value, str):
        raise NotEntries(node.line, node.column, "a key must be plain text")
    if node.value in of.value:
        first = of.value[node.value].line
        why = f"{shown(node.value)} stands here twice, first on line {first}"
        raise NotEntries(node.line, node.column, why)
    return node


def _refused(event: Any, why: str) -> NotEntries:
    return NotEntries(event.start_mark.line + 1, event.start_mark.column + 1, why)
