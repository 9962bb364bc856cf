"""What the terminal can do, and making sure that writing to it never fails over a character."""

import contextlib
import io
import os
import sys
from collections.abc import Mapping
from typing import Final, TextIO

_DUMB: Final = frozenset({"", "dumb", "unknown"})


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a person sits behind the stream."""
    try:
        return stream is not None and stream.isatty()
    except ValueError:
        return False  # Closed.


def needs_plain(environment: Mapping[str, str], stdin: TextIO | None, stdout: TextIO | None) -> bool:
    """Whether nothing but append-only text will do: a dumb terminal, or none at all."""
    if not (is_terminal(stdin) and is_terminal(stdout)):
        return True
    # Windows terminals can do it all, and set no TERM.
    return os.name == "posix" and environment.get("TERM", "") in _DUMB


def prepare_streams() -> None:
    """What cannot be encoded or decoded becomes a question mark, and closed streams lead nowhere."""
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 (open as long as the program runs)
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def silence_output() -> None:
    """Nobody reads any more: what is still to be written goes nowhere, without a complaint at exit."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):
            os.dup2(nowhere, stream.fileno())
