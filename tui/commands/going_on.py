"""Long work: a word on how far it is, and Ctrl-C for what is known so far."""

from __future__ import annotations

import shutil
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING

import rich_click as click

from tui.leaving import STOPPED

if TYPE_CHECKING:
    from engine.workshop.explore.budget import Progress

QUIET_FOR = 1.0
"""Seconds before the first word on how far it has come."""
EVERY = 0.25
BAR = 10
"""Cells of the bar."""
TOLD = "Stopped by Ctrl-C: this is what was known by then."


class GoingOn:
    """Whether long work goes on: until Ctrl-C. Asked with how far it has come, it tells a terminal."""

    def __init__(self, states: int = 0, seconds: float = 0.0) -> None:
        """``states`` and ``seconds``: at which of the two exploring stops by itself; 0: no bar is drawn."""
        self.stopped = False
        self._states = states
        self._seconds = seconds
        self.wrote = False
        """Whether a word on how far it has come stands on the terminal."""
        self._told = 0.0
        self._on_terminal = sys.stderr.isatty()

    def __call__(self, progress: Progress) -> bool:
        """Whether to go on."""
        if progress.seconds < self._told:
            self._told = 0.0  # the next scenario
        if self._on_terminal and progress.seconds >= max(QUIET_FOR, self._told + EVERY):
            self._told, self.wrote = progress.seconds, True
            words = (
                f"{self._bar(progress)}{progress.seconds:.0f} s; Ctrl-C stops; {progress.expanded:,} of "
                f"{progress.found:,} states tried, {progress.turn} replies deep"
            )
            click.echo(f"\r{words[: _width()]:{_width()}}", nl=False, err=True)
        return not self.stopped

    def _bar(self, progress: Progress) -> str:
        """How much of what is allowed is used up: of the states or of the time, whichever is nearer its end.

        How many states there are nobody knows before all are found, so that the work may be done long before
        the bar is full.
        """
        if not self._states or not self._seconds:
            return ""
        used = max(progress.found / self._states, progress.seconds / self._seconds)
        full = min(BAR, int(used * BAR))
        return f"[{'#' * full}{'-' * (BAR - full)}] "

    def code(self, otherwise: int) -> int:
        """The exit code. If the work was stopped that is said, beside what was known by then."""
        if not self.stopped:
            return otherwise
        sys.stdout.flush()
        click.echo(TOLD, err=True)
        return STOPPED


def _width() -> int:
    """As much as fits into one line: what runs over cannot be written over."""
    return max(1, shutil.get_terminal_size().columns - 1)


@contextmanager
def going_on(states: int = 0, seconds: float = 0.0) -> Iterator[GoingOn]:
    """Within it, the first Ctrl-C asks to stop, a second one leaves. A terminal is told how far it is.

    With the limits of the work, as for ``GoingOn``, it is told by a bar as well.
    """
    found = GoingOn(states, seconds)

    def stop(_number: int, _frame: FrameType | None) -> None:
        found.stopped = True
        signal.signal(signal.SIGINT, before)

    before = signal.getsignal(signal.SIGINT)
    ignored = before == signal.SIG_IGN
    if not ignored:
        signal.signal(signal.SIGINT, stop)
    try:
        yield found
    finally:
        if not ignored:
            signal.signal(signal.SIGINT, before)
        if found.wrote:
            click.echo("\r" + " " * _width() + "\r", nl=False, err=True)
