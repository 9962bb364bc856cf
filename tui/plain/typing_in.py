"""Lines that are typed while something else goes on as well."""

from __future__ import annotations

import os
import select
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Final, Protocol, TextIO

from tui.plain.asking import MOST_CHARACTERS, InputEnded

_MOST_BYTES: Final = 1 << 16


class Lines(Protocol):
    """Where lines come from."""

    def next(self, seconds: float) -> str | None:
        """The next line; None if none comes within so many seconds.

        Raises:
            InputEnded: there will be no more.
        """


class TerminalLines:
    """Lines from a terminal or a pipe, waited for without a thread. Not on Windows."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._left = b""
        self._ended = False

    def next(self, seconds: float) -> str | None:
        """See ``Lines``."""
        if b"\n" not in self._left and not self._ended:
            ready, _, _ = select.select([self._descriptor], [], [], seconds)
            if not ready:
                return None
            came = os.read(self._descriptor, _MOST_BYTES)
            self._ended = not came
            self._left = (self._left + came)[-_MOST_BYTES:]
        line, newline, rest = self._left.partition(b"\n")
        if not newline and not self._ended:
            return None
        if not line and not newline:
            raise InputEnded
        self._left = rest
        return line.decode("utf-8", "replace")[:MOST_CHARACTERS]


class StreamLines:
    """Lines from any stream. A thread waits for them, and reads no further than it is asked to."""

    def __init__(self, source: TextIO) -> None:
        self._source = source
        self._came: SimpleQueue[str] = SimpleQueue()
        self._reading = False

    def next(self, seconds: float) -> str | None:
        """See ``Lines``."""
        if not self._reading:
            self._reading = True
            Thread(target=self._read, daemon=True, name="moodline-typing").start()
        try:
            line = self._came.get(timeout=seconds)
        except Empty:
            return None
        self._reading = False
        if not line:
            raise InputEnded
        return line.rstrip("\n")

    def _read(self) -> None:
        self._came.put(self._source.readline(MOST_CHARACTERS))


def lines_from(source: TextIO) -> Lines:
    """Lines from the process's input, in the way that its system has."""
    if os.name == "posix":
        try:
            return TerminalLines(source.fileno())
        except (OSError, ValueError):
            pass  # It is no file: a test's, or one that was closed.
    return StreamLines(source)
