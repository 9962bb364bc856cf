"""The program itself: which Moodline, which Python, which parser, which mood model."""

from __future__ import annotations

import platform
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

from tui.doctor.findings import Finding

PART: Final = "program"
_LIBRARIES: Final = ("textual", "rich", "pydantic", "SQLAlchemy", "ruamel.yaml", "transitions")


def look(model: Path | None) -> Iterator[Finding]:
    """Look at the program; ``model`` is the mood model that was asked for, or None for the shipped one."""
    yield _moodline()
    python = f"{platform.python_implementation()} {platform.python_version()}"
    yield Finding(PART, "python", "ok", python)
    yield Finding(PART, "system", "ok", f"{platform.system()} {platform.release()}, {platform.machine()}")
    yield _parser()
    yield _libraries()
    yield _mood_model(model)


def _moodline() -> Finding:
    try:
        return Finding(PART, "moodline", "ok", version("moodline"))
    except PackageNotFoundError:
        return Finding(PART, "moodline", "warn", "not installed: run from its source", "Set it up with make.")


def _parser() -> Finding:
    from engine.scenario.nodes import parser_in_use

    if parser_in_use() == "C":
        return Finding(PART, "YAML parser", "ok", "the fast one, in C")
    said = "the slow one, in Python: long scenarios take seconds to read"
    return Finding(PART, "YAML parser", "warn", said, "Install ruamel.yaml[oldlibyaml] beside Moodline.")


def _libraries() -> Finding:
    found, missing = [], []
    for name in _LIBRARIES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            missing.append(name)
    if missing:
        return Finding(PART, "libraries", "bad", f"missing: {', '.join(missing)}", "Install Moodline again.")
    return Finding(PART, "libraries", "ok", ", ".join(found))


def _mood_model(path: Path | None) -> Finding:
    from engine.mood.coefficients import ModelError, load_model

    where = "the shipped one" if path is None else str(path)
    try:
        model = load_model(path)
    except ModelError as error:
        first = str(error).splitlines()[0]
        return Finding(PART, "mood model", "bad", f"{where}: {first}", "Correct it, or leave out --model.")
    personas = f"{len(model.personas)} personas"
    return Finding(
        PART, "mood model", "ok", f"{where}, version {model.version}, {personas}, {model.fingerprint[:12]}"
    )
