"""The top of a scenario, read fast: what a library shows before anything is chosen.

A library of hundreds of files must be on the screen at once. So a header is read from the top of the file, up
to the line ``scenes:``; only the entries that it shows are parsed; the model and its checks are not loaded.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from engine.scenario.document import Document
from engine.scenario.files import CannotRead, decode, read_bytes
from engine.scenario.includes import AS_WRITTEN, is_long_text
from engine.scenario.kinds import kind_of
from engine.scenario.limits import FORMAT_VERSION, MAX_BYTES
from engine.scenario.nodes import parse
from engine.scenario.problems import Problem

_TOP: Final = 16_384
"""Bytes that are looked at first; the entries that a header shows stand in the first few hundred."""

_ENTRY: Final = re.compile(r"^(?:([A-Za-z_-]+)|\"([^\"\n]*)\"|'([^'\n]*)'):(?=[ \t\r\n]|\Z)", re.MULTILINE)
_SCENES: Final = re.compile(rb"^(?:scenes|\"scenes\"|'scenes'):", re.MULTILINE)
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
    if (scenes := _SCENES.search(found)) is not None:
        return found[: scenes.start()] + b"scenes:\n", False
    if len(found) < _TOP:
        return found, True
    end = found.rfind(b"\n") + 1
    return found[:end], False


def _header(path: Path, text: str, shipped: bool) -> Header | None:
    document = _parsed(str(path), text)
    data = document.data
    if document.problems:
        return Header(path, path.stem, shipped=shipped, problem=document.problems[0])
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
        problem=_missing(document, data),
    )


def _parsed(file: str, text: str) -> Document:
    """The entries that a header shows. Only they are parsed, if the text is laid out as it usually is."""
    entries = list(_ENTRY.finditer(text))
    pieces, names = [], []
    for place, entry in enumerate(entries):
        name = entry[1] or entry[2] or entry[3] or ""
        names.append(name)
        end = entries[place + 1].start() if place + 1 < len(entries) else len(text)
        if name == "customer":
            pieces.append(_NAME_ALONE.sub(r"\1\2", text[entry.start() : end]))
        elif name in _SHOWN:
            pieces.append(text[entry.start() : end])
        elif name in ("scenes", "calls"):
            pieces.append(f"{name}:\n")
    if pieces and len(set(names)) == len(names):
        document = parse(file, "".join(pieces))
        if not document.problems and isinstance(document.data, dict):
            return document
    return parse(file, text, AS_WRITTEN, is_long_text)  # all of it, for the problem's line and column


def _missing(document: Document, data: dict[str, Any]) -> Problem | None:
    version = data.get("moodline")
    if type(version) is int and version > FORMAT_VERSION:
        message = (
            f"the file is written in format version {version}; this Moodline reads up to {FORMAT_VERSION}"
        )
        hint = "install a newer Moodline"
        return Problem("newer-format", "error", document.file, 1, 1, "", message, str(version), hint)
    missing = [key for key in _SHOWN if key in _NEEDED and key not in data]
    if missing:
        return Problem("missing-key", "error", document.file, 1, 1, "", f"'{missing[0]}' is missing")
    for key in ("id", "title"):
        if not isinstance(data[key], str):
            return Problem("wrong-type", "error", document.file, 1, 1, key, "this must be text")
    return None


def _text(data: dict[str, Any], key: str) -> str:
    value = data.get(key)
    return value.strip() if isinstance(value, str) else ""
