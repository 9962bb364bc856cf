"""The line of a file that a finding is about, fit for a terminal, and what is meant on it."""

import re
from functools import lru_cache
from typing import Final, NamedTuple

from engine.scenario.document import LINE_BREAK
from engine.scenario.text import visible

BEFORE: Final = 24
"""Of a line that is too long, about so many cells before what is meant are shown."""
TAB: Final = "    "

_KEY: Final = re.compile(r"[A-Za-z0-9_.-]+(?=\s*:(?:\s|$))")
_PLAIN: Final = re.compile(r"[^#,\]}\s:](?:[^#,\]}:]|:(?!\s|$)|(?<!\s)#)*")
_QUOTED: Final = re.compile(r"\"(?:[^\"\\]|\\.)*\"?|'(?:[^']|'')*'?")
_CLOSING: Final = {"[": "]", "{": "}"}


class Excerpt(NamedTuple):
    """One line, and where on it to point."""

    text: str
    start: int
    """Cells before what is meant."""
    length: int
    """Cells that are meant, one at least."""


def excerpt(text: str, line: int, column: int, width: int) -> Excerpt | None:
    """Line ``line`` of a file, at most ``width`` cells of it, with what begins at ``column``, both from 1.

    None if there is no such line.
    """
    lines = _lines(text)
    if not 1 <= line <= len(lines):
        return None
    whole = lines[line - 1].rstrip()
    at = min(max(0, column - 1), len(whole))
    meant = whole[at : at + extent(whole[at:])]
    before, shown, after = (_shown(part) for part in (whole[:at], meant, whole[at + len(meant) :]))
    margin = len(before) - len(before.lstrip(" "))
    before = before[margin:]
    if _cells(before + shown + after) > width:
        if _cells(before) > BEFORE:
            before = "…" + _last(before, BEFORE - 1)
        shown = _first(shown, width - _cells(before) - 1, "…")
        after = _first(after, width - _cells(before) - _cells(shown), "…")
    return Excerpt(before + shown + after, _cells(before), max(1, _cells(shown)))


@lru_cache(maxsize=2)
def _lines(text: str) -> list[str]:
    """The lines of a file. A large one with thousands of findings is asked for again and again."""
    return LINE_BREAK.split(text)


def extent(rest: str) -> int:
    """How many characters belong to the key or value at the start of the rest of a line."""
    if not rest:
        return 0
    if key := _KEY.match(rest):
        return key.end()
    if rest[0] in _CLOSING:
        return _bracket(rest)
    found = (_QUOTED if rest[0] in "\"'" else _PLAIN).match(rest)
    return len(found[0].rstrip()) if found else 1


def _bracket(rest: str) -> int:
    waiting: list[str] = []
    place = 0
    while place < len(rest):
        if rest[place] in "\"'" and (quoted := _QUOTED.match(rest, place)):
            place = quoted.end()
            continue
        if rest[place] in _CLOSING:
            waiting.append(_CLOSING[rest[place]])
        elif waiting and rest[place] == waiting[-1]:
            waiting.pop()
            if not waiting:
                return place + 1
        place += 1
    return len(rest)


def _shown(text: str) -> str:
    return visible(text.replace("\t", TAB))


def _first(text: str, cells: int, ellipsis: str) -> str:
    if _cells(text) <= cells:
        return text
    while text and _cells(text) > cells - 1:
        text = text[: -max(1, (_cells(text) - cells) // 2)]
    return text + ellipsis if cells > 0 else ""


def _last(text: str, cells: int) -> str:
    while _cells(text) > cells:
        text = text[max(1, (_cells(text) - cells) // 2) :]
    return text


def _cells(text: str) -> int:
    from rich.cells import cell_len

    return cell_len(text)
