"""The library: which scenarios and shifts there are, without reading them to the end.

Nothing here loads the model, so that a library is on the screen before pydantic would be imported.
"""

import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

import engine
from engine.scenario.headers import Header, read_header
from engine.scenario.problems import Problem, did_you_mean, quoted
from engine.scenario.text import shortened

SHIPPED: Final = Path(engine.__file__).parent.parent / "scenarios"
"""The scenarios that come with Moodline: beside the engine, in a checkout and in a wheel."""

_SUFFIXES: Final = (".yaml", ".yml")
_NOT_SCENARIOS: Final = frozenset({"parts", "shifts", "tests"})
_DEEPEST: Final = 3
_MOST_FILES: Final = 5000


def headers(own: Iterable[Path] = (), shipped: Path | None = SHIPPED) -> Iterator[Header]:
    """Headers of every scenario, one by one: the user's own folders in their order, then the shipped one.

    Files that cannot be read are among them, with their problem. Where two have the same id, the one that
    comes first is played; the other says so in ``hidden_by`` and in a warning.
    """
    first: dict[str, Path] = {}
    folders = [(Path(folder), False) for folder in own]
    if shipped is not None:
        folders.append((shipped, True))
    for folder, is_shipped in folders:
        for path in scenario_files(folder):
            header = read_header(path, shipped=is_shipped)
            if header is None:
                continue
            winner = first.setdefault(header.id, path) if header.is_readable else path
            if winner != path:
                message = f"another scenario has the id {quoted(header.id)}, and that one is played"
                hint = f"give one of them another id; the other is {shortened(str(winner), 200)}"
                problem = Problem("same-id-elsewhere", "warning", str(path), 1, 1, "id", message, "", hint)
                header = replace(header, hidden_by=winner, problem=problem)
            yield header


def scenario_files(folder: Path) -> Iterator[Path]:
    """The YAML files in a folder and its sub-folders, by name, without those of parts, shifts and tests."""
    yield from _files(folder, _DEEPEST, [_MOST_FILES])


def shift_files(own: Iterable[Path] = (), shipped: Path | None = SHIPPED) -> Iterator[Path]:
    """The files in the folders' ``shifts``: the user's own first."""
    for folder in [*own, *([shipped] if shipped else [])]:
        yield from _files(Path(folder) / "shifts", 1, [_MOST_FILES])


def find(name: str, own: Iterable[Path] = (), shipped: Path | None = SHIPPED) -> Path | Problem:
    """The file of a scenario that is named by its id or by its path.

    What looks like a path (it ends in .yaml or .yml, or has a separator) is taken as one, whether it exists
    or not: reading it says what is wrong. An id that nothing has is answered with a problem and a hint.
    """
    if name.endswith(_SUFFIXES) or os.sep in name or "/" in name:
        return Path(name)
    names: list[str] = []
    broken: dict[str, Path] = {}
    for header in headers(own, shipped):
        if header.hidden_by is not None:
            continue
        if header.is_readable and header.id == name:
            return header.path
        if header.is_readable:
            names.append(header.id)
        else:
            broken.setdefault(header.path.stem, header.path)
    if name in broken:
        return broken[name]
    hint = did_you_mean(name, names, "see the library for what there is")
    return Problem(
        "unknown-scenario", "error", name, 0, 0, "", f"there is no scenario {quoted(name)}", "", hint
    )


def _files(folder: Path, depth: int, left: list[int]) -> Iterator[Path]:
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError:
        return
    folders = []
    for entry in entries:
        if entry.name.startswith((".", "_")):
            continue
        if entry.name.endswith(_SUFFIXES):
            left[0] -= 1
            if left[0] < 0:
                return
            yield Path(entry.path)
        elif depth > 1 and entry.name not in _NOT_SCENARIOS and _is_folder(entry):
            folders.append(entry.path)
    for path in folders:
        yield from _files(Path(path), depth - 1, left)


def _is_folder(entry: "os.DirEntry[str]") -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False
