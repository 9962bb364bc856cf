"""A program in a terminal of its own, and when something first stands on its screen. Not on Windows."""

import fcntl
import os
import pty
import select
import struct
import subprocess
import termios
from collections.abc import Callable, Mapping
from time import perf_counter
from types import TracebackType
from typing import Any, Self

import pyte

COLUMNS, LINES = 80, 24
Screen = list[str]


class TookTooLong(RuntimeError):
    """What was waited for did not show; the message holds the screen."""


class Terminal:
    """Runs a program at 80×24 and reads its output as a terminal would. Questions to the terminal are not
    answered: Textual asks some, and does not wait for answers."""

    def __init__(self, command: list[str], environment: Mapping[str, str]) -> None:
        self._screen: Any = pyte.Screen(COLUMNS, LINES)
        self._stream: Any = pyte.ByteStream(self._screen)
        self._handle, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
        self.began = self.read_at = perf_counter()
        self._process = subprocess.Popen(
            command, stdin=theirs, stdout=theirs, stderr=theirs, env=dict(environment), start_new_session=True
        )
        os.close(theirs)

    @property
    def screen(self) -> Screen:
        """The lines of the screen."""
        return list(self._screen.display)

    def seconds_until(self, shown: Callable[[Screen], bool], patience: float = 30.0) -> float:
        """Seconds from the start of the program to the moment at which ``shown`` held of the screen."""
        while not shown(self.screen):
            left = self.began + patience - perf_counter()
            if left <= 0 or not select.select([self._handle], [], [], left)[0]:
                raise TookTooLong("\n".join(self.screen))
            try:
                data = os.read(self._handle, 1 << 16)
            except OSError as error:  # what Linux says when the other side is gone
                raise TookTooLong("the program ended\n" + "\n".join(self.screen)) from error
            self.read_at = perf_counter()
            self._stream.feed(data)
        return self.read_at - self.began

    def press(self, text: str) -> None:
        """Press keys."""
        os.write(self._handle, text.encode())

    def end(self) -> float:
        """End the program where it stands; the processor time that it took, in seconds."""
        self._process.kill()
        _, status, used = os.wait4(self._process.pid, 0)
        self._process.returncode = os.waitstatus_to_exitcode(status)
        return used.ru_utime + used.ru_stime

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process.returncode is None:
            self.end()
        os.close(self._handle)


def anything(screen: Screen) -> bool:
    """Whether there is anything on the screen at all."""
    return any(line.strip() for line in screen)
