"""Quotes that nothing needs: around keys and ids. Quotes around texts protect what is in them, and stay."""

import re
from typing import Final

from engine.scenario.formatter.edits import Edit, End, nodes
from engine.scenario.scalars import plain_value

OLD_YAML_WORDS: Final = frozenset({"y", "n", "yes", "no", "on", "off"})
"""Words that other programs, which read YAML by its older rules, take for true or false."""

_WORD: Final = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*\Z")
_HOLD_IDS: Final = frozenset(
    {"id", "start", "skills", "persona", "grievance", "goto", "detour", "moves", "asks", "promises", "keeps",
     "breaks", "tells", "told", "sets", "phrase", "problem", "relationship", "like", "calls", "mood", "asked",
     "promised", "kept", "broken", "flag", "visited"}
)  # fmt: skip
"""Keys whose values are ids, or words of the format."""


def is_plain_word(text: str) -> bool:
    """Whether a text can stand without quotes and is a word to every reader of YAML."""
    return _WORD.match(text) is not None and plain_value(text) == text and text not in OLD_YAML_WORDS


def quote_edits(text: str) -> list[Edit]:
    """The edits that take needless quotes away."""
    lines = text.split("\n")
    found = []
    for node in nodes(text):
        if isinstance(node, End):
            continue
        style = getattr(node.event, "style", None)
        if style not in ('"', "'") or node.path[:2] == ("brief", "record"):
            continue
        start, end, value = node.event.start_mark, node.event.end_mark, node.event.value
        written = lines[start.line][start.column : end.column] if start.line == end.line else ""
        names = [step for step in node.path if isinstance(step, str)]
        if (
            is_plain_word(value)
            and written == f"{style}{value}{style}"
            and (node.is_key or (names and names[-1] in _HOLD_IDS))
        ):
            found.append(Edit(start.line, start.column, end.column, value))
    return found
