"""The terminal: what it can show, and which front end would start."""

from __future__ import annotations

import codecs
import os
from collections.abc import Iterator, Mapping
from typing import Final, TextIO

from tui.doctor.findings import Finding
from tui.settings import wants_less_motion, wants_plain_text
from tui.terminal import is_terminal, needs_plain

PART: Final = "terminal"
SMALLEST: Final = (40, 12)
"""Columns and lines for which the full screen is made."""
_AROUND: Final = {"WT_SESSION": "in Windows Terminal", "TMUX": "in tmux", "SSH_CONNECTION": "over SSH"}
COMFORTABLE: Final = (80, 24)


def look(
    environment: Mapping[str, str], stdin: TextIO | None, stdout: TextIO | None, *, plain: bool
) -> Iterator[Finding]:
    """Look at the terminal; ``plain`` says that plain text was asked for on the command line."""
    yield _front_end(environment, stdin, stdout, plain=plain)
    if is_terminal(stdout):
        yield _size(stdout)
    yield _type(environment)
    yield _colours(environment)
    yield _encoding(stdout)
    less = wants_less_motion(environment)
    yield Finding(PART, "motion", "ok", "reduced: nothing moves by itself" if less else "as usual")


def why_plain(
    environment: Mapping[str, str], stdin: TextIO | None, stdout: TextIO | None, *, plain: bool
) -> str:
    """Why plain text would be written in place of the full screen; empty if it would not."""
    if wants_plain_text(environment):
        return "MOODLINE_PLAIN asks for it"
    if plain:
        return "--plain asks for it"
    if not needs_plain(environment, stdin, stdout):
        return ""
    for name, stream in (("input", stdin), ("output", stdout)):
        if not is_terminal(stream):
            return f"{name} is not a terminal"
    return f"TERM is {environment.get('TERM') or 'not set'}"


def _front_end(
    environment: Mapping[str, str], stdin: TextIO | None, stdout: TextIO | None, *, plain: bool
) -> Finding:
    why = why_plain(environment, stdin, stdout, plain=plain)
    return Finding(
        PART, "front end", "ok", f"plain text, because {why}" if why else "the full screen would start"
    )


def _size(stdout: TextIO | None) -> Finding:
    try:
        columns, lines = os.get_terminal_size(stdout.fileno() if stdout is not None else 1)
    except (OSError, ValueError):
        return Finding(PART, "size", "warn", "the terminal does not say how large it is")
    said = f"{columns} columns, {lines} lines"
    if columns < SMALLEST[0] or lines < SMALLEST[1]:
        do = f"Make it at least {SMALLEST[0]} by {SMALLEST[1]}, or use --plain."
        return Finding(PART, "size", "warn", f"{said}: too small for the full screen", do)
    if columns < COMFORTABLE[0] or lines < COMFORTABLE[1]:
        return Finding(PART, "size", "ok", f"{said}; more is seen at {COMFORTABLE[0]} by {COMFORTABLE[1]}")
    return Finding(PART, "size", "ok", said)


def _type(environment: Mapping[str, str]) -> Finding:
    found = [f"{name} is {environment[name]}" for name in ("TERM", "TERM_PROGRAM") if environment.get(name)]
    found += [words for name, words in _AROUND.items() if environment.get(name)]
    return Finding(PART, "kind", "ok", ", ".join(found) or "it says nothing about itself")


def _colours(environment: Mapping[str, str]) -> Finding:
    if environment.get("NO_COLOR"):
        return Finding(PART, "colours", "ok", "none, because NO_COLOR is set; words and signs say the same")
    depth = environment.get("COLORTERM", "").lower()
    if depth in ("truecolor", "24bit") or environment.get("WT_SESSION"):
        return Finding(PART, "colours", "ok", "16 million")
    if "256" in environment.get("TERM", ""):
        return Finding(PART, "colours", "ok", "256; the themes are shown in the nearest ones")
    return Finding(PART, "colours", "ok", "it says nothing of more than 16; the nearest ones are shown")


def _encoding(stdout: TextIO | None) -> Finding:
    name = getattr(stdout, "encoding", None) or "unknown"
    try:
        is_utf_8 = codecs.lookup(name).name == "utf-8"
    except LookupError:
        is_utf_8 = False
    if is_utf_8:
        return Finding(PART, "encoding", "ok", "UTF-8")
    said = f"{name}: signs that it does not have are shown as question marks"
    return Finding(PART, "encoding", "warn", said, "Set PYTHONUTF8=1, and the terminal to UTF-8.")
