"""Entries written so plainly that no YAML parser is needed to say what they are.

A library reads the tops of hundreds of files before it can be used, and nearly every one of them says
``title: Some words``. What is written like that is read here, by a pattern for each form; whatever else there
may be in YAML is left to the parser. That the parser would say the very same is what the tests prove.
"""

import re
from collections.abc import Sequence
from typing import Any, Final

from engine.scenario.scalars import plain_value

_WORD: Final = r"[A-Za-z][A-Za-z0-9-]*"
_VALUE: Final = (
    r" +(?:"
    r"(?P<plain>[^\W_][^:#\n]*(?::(?=[^ #\n])[^:#\n]*)*)"  # a colon before a blank would make it a key
    r'|"(?P<double>[^"\\\n]*)" *'
    r"|'(?P<single>[^'\n]*)' *"
    rf"|\[ *(?P<list>{_WORD}(?: *, *{_WORD})*) *\] *"
    r")"
    r"(?:(?<= )#[^\n]*)?"  # a comment on the same line
    r"(?:\n *(?:#[^\n]*)?)*\Z"  # empty lines and comments below
)
_ENTRY: Final = re.compile(rf"(?P<key>{_WORD}):{_VALUE}")
_NAMED: Final = re.compile(rf"(?P<outer>{_WORD}): *\n +(?P<key>{_WORD}):{_VALUE}")
_SELECTORS: Final = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
"""What changes the sign before it: the one kind of character that can be printed and may yet be refused."""


def plain_entries(pieces: Sequence[str]) -> dict[str, Any] | None:
    """The data of these entries, each from its key to its last line; None where the parser must be asked.

    A value is one line of text, a number, a word such as ``true``, a list of words in brackets; or all that
    is below the key is one such entry.
    """
    text = "".join(pieces).replace("\n", "")
    if not text.isprintable() or (not text.isascii() and _SELECTORS.search(text) is not None):
        return None
    data: dict[str, Any] = {}
    for piece in pieces:
        if (found := _ENTRY.match(piece)) is not None:
            data[found["key"]] = _value(found)
        elif (found := _NAMED.match(piece)) is not None:
            data[found["outer"]] = {found["key"]: _value(found)}
        else:
            return None
    return data


def _value(found: re.Match[str]) -> Any:
    if (text := found["plain"]) is not None:
        return plain_value(text.rstrip(" "))
    if (words := found["list"]) is not None:
        return tuple(plain_value(word.strip(" ")) for word in words.split(","))
    return found["double"] if found["single"] is None else found["single"]
