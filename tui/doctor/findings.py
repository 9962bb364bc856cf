"""What was found, how bad it is, and what to do about it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, Literal, NamedTuple

Level = Literal["ok", "warn", "bad"]

GLYPHS: Final[dict[Level, str]] = {"ok": "✓", "warn": "!", "bad": "✗"}
"""Beside each word, never alone."""


class Finding(NamedTuple):
    """One thing that was looked at."""

    part: str
    """What it is part of: program, terminal, data, scenarios."""
    name: str
    level: Level
    said: str
    """What was found, in a line."""
    do: str = ""
    """What to do about it, where something can be done."""


Look = Callable[[], Iterator[Finding]]


def looked(part: str, look: Look) -> Iterator[Finding]:
    """What a look finds; one that fails is itself something that is broken, and the others go on."""
    try:
        yield from look()
    except Exception as error:
        said = f"could not be looked at ({type(error).__name__}: {error})"
        yield Finding(part, "doctor", "bad", said, "This is a mistake in Moodline; please report it.")


def bytes_in_words(count: int) -> str:
    """A size as people read it: ``0 bytes``, ``12 KB``, ``3.4 GB``."""
    size = float(count)
    for unit in ("bytes", "KB", "MB", "GB"):
        if size < 1000:
            return f"{size:.0f} {unit}" if unit == "bytes" or size >= 10 else f"{size:.1f} {unit}"
        size /= 1000
    return f"{size:,.1f} TB"
