"""The scenarios: how many there are, which cannot be played, and which hide others."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tui.doctor.findings import Finding, Level

if TYPE_CHECKING:
    from engine.scenario.headers import Header

PART: Final = "scenarios"
MOST: Final = 300
"""So many scenarios of the user's own are read to the end; of the rest only the tops."""


def look(folders: Collection[Path], model: Path | None) -> Iterator[Finding]:
    """Look at the scenarios of the user's own folders, in their order, and at the shipped ones."""
    from engine.mood.coefficients import ModelError, load_model
    from engine.scenario.library import headers

    try:
        personas: Collection[str] | None = load_model(model).personas
    except ModelError:
        personas = None
    found = list(headers(folders))
    shipped = [header for header in found if header.shipped]
    own = [header for header in found if not header.shipped]
    yield from _counted("shipped", shipped, personas)
    if not shipped:
        yield Finding(PART, "shipped", "bad", "none came with this Moodline", "Install it again.")
    yield from _counted("your own", own, personas)
    for folder in folders:
        is_there = os.path.isdir(folder)  # noqa: PTH112 (this one never raises)
        state = "" if is_there else "; it is not there, and need not be"
        yield Finding(PART, "folder", "ok", f"{folder}{state}")
    yield from _shifts(folders, {header.id for header in found if header.is_readable})


def _counted(name: str, found: list[Header], personas: Collection[str] | None) -> Iterator[Finding]:
    broken = [
        finding for number, header in enumerate(found) if (finding := _broken(header, personas, number))
    ]
    hidden = [header for header in found if header.hidden_by is not None]
    if found:
        count = f"{len(found)} scenario" + ("" if len(found) == 1 else "s")
        good = len(found) - len(broken) - len(hidden)
        yield Finding(PART, name, "ok", f"{count}, {good} of them can be played")
    elif name != "shipped":
        yield Finding(PART, name, "ok", "none; `moodline new --library` writes one")
    yield from broken
    for header in hidden:
        said = f"{header.path}: hidden by {header.hidden_by}, which has the same id"
        yield Finding(PART, "hidden", "warn", said, "Give one of them another id.")


def _broken(header: Header, personas: Collection[str] | None, number: int) -> Finding | None:
    from engine.scenario.problems import render
    from engine.scenario.reader import read

    level: Level = "bad" if header.shipped else "warn"
    problem = header.problem if not header.is_readable else None
    if problem is None and number < MOST:
        errors = [p for p in read(header.path, personas=personas).problems if p.severity == "error"]
        problem = errors[0] if errors else None
    if problem is None:
        return None
    do = "Install Moodline again." if header.shipped else f"`moodline check {header.path}` says all of it."
    return Finding(PART, "cannot be played", level, render(problem), do)


def _shifts(folders: Collection[Path], ids: Collection[str]) -> Iterator[Finding]:
    from engine.scenario.library import shift_files
    from engine.scenario.problems import render
    from engine.scenario.shifts import read_shift

    for path in shift_files(folders):
        reading = read_shift(path, ids=ids)
        if reading.shift is None:
            said = render(reading.problems[0]) if reading.problems else f"{path}: cannot be read"
            yield Finding(PART, "shift", "warn", said, f"`moodline check {path}` says all of it.")
