"""What a trainee chose the last time, kept for the next: colours, mode and name. Small, and never in the way.

The file is no record of anything that was played: if it cannot be read or written, Moodline goes on without.
"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Final, get_args

from engine.records.home import Home
from tui.settings import Mode, Settings

FILE: Final = "preferences.json"
LONGEST_NAME: Final = 60
"""Characters of an agent's name; the command line takes as many."""
_MOST_BYTES: Final = 16_384


@dataclass(frozen=True, slots=True)
class Preferences:
    """What was chosen; None for what never was."""

    theme: str | None = None
    mode: Mode | None = None
    agent: str | None = None


def read_preferences(home: Home) -> tuple[Preferences, str]:
    """What is remembered, and what was wrong with the file, in a sentence; empty if nothing was."""
    path = home.folder / FILE
    try:
        with path.open("rb") as file:
            text = file.read(_MOST_BYTES)
    except (FileNotFoundError, NotADirectoryError):
        return Preferences(), ""
    except OSError:
        return Preferences(), _ignored(path)
    import json

    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return Preferences(), _ignored(path)
    if not isinstance(data, dict):
        return Preferences(), _ignored(path)
    theme, mode, agent = (data.get(name) for name in ("theme", "mode", "agent"))
    found = Preferences(
        theme=theme if isinstance(theme, str) else None,
        mode=next((each for each in get_args(Mode) if each == mode), None),
        agent=_name(agent) if isinstance(agent, str) else None,
    )
    given = {name: value for name, value in data.items() if name in asdict(found) and value is not None}
    return found, _ignored(path) if len(given) != len(_chosen(found)) else ""


def write_preferences(home: Home, preferences: Preferences) -> None:
    """Remember these. The file is replaced as a whole, so that no half of one is ever found.

    Raises:
        OSError: it could not be written; what was there is still there.
        StoreProblem: the data folder cannot be made.
    """
    import json

    home.make()
    path = home.folder / FILE
    part = path.with_name(f".{FILE}.{os.getpid()}")
    try:
        part.write_text(
            json.dumps(_chosen(preferences), ensure_ascii=False, indent=2) + "\n", encoding="utf-8"
        )
        part.replace(path)
    except OSError:
        with suppress(OSError):
            part.unlink()
        raise


def with_preferences(settings: Settings, remembered: Preferences) -> Settings:
    """The settings, with what is remembered in place of what was not asked for outright."""
    new = {name: value for name, value in _chosen(remembered).items() if name not in settings.chosen}
    return replace(settings, **new)


def _chosen(preferences: Preferences) -> dict[str, Any]:
    return {name: value for name, value in asdict(preferences).items() if value is not None}


def _name(text: str) -> str | None:
    from engine.scenario.text import clean

    return clean(text.encode("utf-8", "replace").decode())[:LONGEST_NAME] or None


def _ignored(path: Path) -> str:
    return f"What was remembered in {path} could not all be read, and is ignored."
