"""How a run of Moodline ends: exit codes, signals, and things that cannot be done."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

DONE: Final = 0
"""What was asked for is done; leaving a call that is kept counts, too."""
NOT_SO: Final = 1
"""It ran, and the answer is no: problems in a file, a transcript that differs, input that ended too soon."""
CANNOT: Final = 2
"""It could not be done: bad usage, or a file or the records that cannot be used."""
STOPPED: Final = 130
"""Somebody ended it with Ctrl-C (128 and the number of SIGINT); what was known by then has been told."""
NOBODY_READS: Final = 141
"""Whoever read the output has stopped (128 and the number of SIGPIPE)."""


class Refused(Exception):
    """Something that was asked for cannot be done. ``str()`` of it says what is wrong and what to do."""

    def __init__(self, message: str, code: int = CANNOT) -> None:
        super().__init__(message)
        self.code = code


class Left(BaseException):
    """A signal, such as Ctrl-C, asks to leave. No ``Exception``: nothing on the way takes it for an error."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number

    @property
    def code(self) -> int:
        """The exit code that says so: 130, 143 or 129."""
        return 128 + self.number


def signals_to_leave_at() -> tuple[signal.Signals, ...]:
    """Those of SIGINT, SIGTERM and SIGHUP that this platform has and nobody told the program to ignore."""
    wanted = (getattr(signal, name, None) for name in ("SIGINT", "SIGTERM", "SIGHUP"))
    return tuple(each for each in wanted if each is not None and signal.getsignal(each) != signal.SIG_IGN)


@contextmanager
def leaving_at_signals() -> Iterator[None]:
    """Within it, the first such signal raises ``Left``; a second one ends the process at once.

    That may happen anywhere: what has to last is on the disk before it is shown, so nothing is lost by it.
    """

    def leave(number: int, _frame: FrameType | None) -> None:
        for each in before:
            signal.signal(each, signal.SIG_DFL)
        raise Left(number)

    before = {each: signal.signal(each, leave) for each in signals_to_leave_at()}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
