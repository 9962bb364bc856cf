"""The top of a scenario, read fast: what a library shows before anything is chosen.

A library of hundreds of files must be on the screen at once. So a header is read from the top of the file, up
to the line ``scenes:``; only the entries that it shows are read; the model and its checks are not loaded, and
the parser only where an entry is not written plainly.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from engine.scenario.files import CannotRead, decode, read_bytes
from engine.scenario.kinds import kind_of
from engine.scenario.limits import FORMAT_VERSION, MAX_BYTES
from engine.scenario.plain_top import plain_entries
from engine.scenario.problems import Problem

if TYPE_CHECKING:
    from pathlib import Path

_TOP: Final = 16_384
"""Bytes that are looked at first; the entries that a header shows stand in the first few hundred."""

# Both are looked for in a text with a line break before it: a pattern that starts with one is found fast.
_ENTRY: Final = re.compile(r"\n(?:([A-Za-z_-]+)|\"([^\"\n]*)\"|'([^'\n]*)'):(?=[ \t\r\n]|\Z)")
_SCENES: Final = re.compile(rb"\n(?:scenes|\"scenes\"|'scenes'):")
_NAME_ALONE: Final = re.compile(
    r"\A(customer:[ \t]*\n).*?(^( +)name:[^\n]*\n(?:\3 +[^\n]*\n)*).*\Z", re.MULTILINE | re.DOTALL
)
_SHOWN: Final = ("moodline", "id", "title", "summary", "language", "level", "minutes", "skills", "customer")
_NEEDED: Final = frozenset({"moodline", "id", "title", "customer"})


@dataclass(frozen=True, slots=True)
class Header:
    """What a library shows of one scenario."""

    path: Path
    id: str
    title: str = ""
    summary: str = ""
    language: str = "en"
    level: int = 0
    """1 foundation, 2 practised, 3 hard; 0 if the file does not say."""
    minutes: int = 0
    skills: tuple[str, ...] = ()
    customer: str = ""
    shipped: bool = False
    """Whether it came with Moodline and is not the user's own."""
    problem: Problem | None = None
    """Why it cannot be read, or what else should be told of it."""
    hidden_by: Path | None = None
    """The file of the same id that is played in its place."""

    @property
    def is_readable(self) -> bool:
        """Whether the header could be read; the scenes below may still have problems."""
        return self.problem is None or self.problem.severity != "error"


def read_header(path: Path, *, shipped: bool = False) -> Header | None:
    """The header of the scenario in a file; with a problem in it if the file cannot be read.

    None for parts and shifts, which are no scenarios.
    """
    try:
        data, whole = _top_of(path)
        text = decode(data)
        found = _header(path, text, shipped)
        if not whole and (found is None or not found.is_readable):
            found = _header(path, decode(read_bytes(path)), shipped)  # its entries stand in an unusual order
    except CannotRead as error:
        place = (str(path), *error.spot)
        problem = Problem(error.code, "error", *place, "", error.message, error.found, error.hint)
        return Header(path, path.stem, shipped=shipped, problem=problem)
    return found


def _top_of(path: Path) -> tuple[bytes, bool]:
    """The file's first bytes, up to the scenes, and whether that is as far as anyone need look."""
    found = read_bytes(path, MAX_BYTES, first=_TOP)
    if (scenes := _SCENES.search(b"\n" + found)) is not None:
        return found[: scenes.start()] + b"scenes:\n", False
    if len(found) < _TOP:
        return found, True
    end = found.rfind(b"\n") + 1
    return found[:end], False


def _header(path: Path, text: str, shipped: bool) -> Header | None:
    data, problem = _entries(str(path), text)
    if problem is not None:
        return Header(path, path.stem, shipped=shipped, problem=problem)
    if not isinstance(data, dict):
        message, hint = "this file has no entries", "a scenario starts with moodline: 1"
        problem = Problem("not-entries", "error", str(path), 1, 1, "", message, "", hint)
        return Header(path, path.stem, shipped=shipped, problem=problem)
    if kind_of(data) != "scenario":
        return None
    customer = data.get("customer")
    skills = data.get("skills", ())
    level, minutes = data.get("level"), data.get("minutes")
    own_id = data.get("id")
    return Header(
        path=path,
        id=own_id if isinstance(own_id, str) else path.stem,
        title=_text(data, "title"),
        summary=_text(data, "summary"),
        language=_text(data, "language") or "en",
        level=level if type(level) is int else 0,
        minutes=minutes if type(minutes) is int else 0,
        skills=tuple(s for s in (skills if isinstance(skills, tuple) else (skills,)) if isinstance(s, str)),
        customer=_text(customer, "name") if isinstance(customer, dict) else "",
        shipped=shipped,
        problem=_missing(str(path), data),
    )


def _entries(file: str, text: str) -> tuple[Any, Problem | None]:
    """The entries that a header shows, and the first problem of a file that cannot be read.

    Only they are read, if the text is laid out as it usually is.
    """
    text = text.replace("\r\n", "\n")
    found = list(_ENTRY.finditer("\n" + text))
    pieces, names, empty = [], [], []
    for place, entry in enumerate(found):
        name = entry[1] or entry[2] or entry[3] or ""
        names.append(name)
        end = found[place + 1].start() if place + 1 < len(found) else len(text)
        if name == "customer":
            pieces.append(_NAME_ALONE.sub(r"\1\2", text[entry.start() : end]))
        elif name in _SHOWN:
            pieces.append(text[entry.start() : end])
        elif name in ("scenes", "calls"):
            empty.append(name)
    if len(set(names)) == len(names):
        if (pieces or empty) and (data := plain_entries(pieces)) is not None:
            return {**data, **dict.fromkeys(empty)}, None
        pieces += (f"{name}:\n" for name in empty)
    else:
        pieces = []
    return _parsed(file, text, "".join(pieces))


def _parsed(file: str, text: str, shown: str) -> tuple[Any, Problem | None]:
    """What the parser makes of what is shown; of the whole text, if there is a problem to be placed."""
    from engine.scenario.includes import AS_WRITTEN, is_long_text
    from engine.scenario.nodes import parse

    document = parse(file, shown)
    if document.problems or not isinstance(document.data, dict):
        document = parse(file, text, AS_WRITTEN, is_long_text)
    return document.data, document.problems[0] if document.problems else None


def _missing(file: str, data: dict[str, Any]) -> Problem | None:
    version = data.get("moodline")
    if type(version) is int and version > FORMAT_VERSION:
        message = (
            f"the file is written in format version {version}; this Moodline reads up to {FORMAT_VERSION}"
        )
        hint = "install a newer Moodline"
        return Problem("newer-format", "error", file, 1, 1, "", message, str(version), hint)
    missing = [key for key in _SHOWN if key in _NEEDED and key not in data]
    if missing:
        return Problem("missing-key", "error", file, 1, 1, "", f"'{missing[0]}' is missing")
    for key in ("id", "title"):
        if not isinstance(data[key], str):
            return Problem("wrong-type", "error", file, 1, 1, key, "this must be text")
    return None


def _text(data: dict[str, Any], key: str) -> str:
    value = data.get(key)
    return value.strip() if isinstance(value, str) else ""
