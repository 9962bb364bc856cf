"""Long work: a word on how far it is, and Ctrl-C for what is known so far."""

from __future__ import annotations

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
TOLD = "Stopped by Ctrl-C: this is what was known by then."


class GoingOn:
    """Whether long work goes on: until Ctrl-C. Asked with how far it has come, it tells a terminal."""

    def __init__(self) -> None:
        self.stopped = False
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
            click.echo(
                f"\r{progress.expanded:,} of {progress.found:,} states tried, {progress.turn} replies deep, "
                f"{progress.seconds:.0f} s; Ctrl-C to stop here ",
                nl=False,
                err=True,
            )
        return not self.stopped

    def code(self, otherwise: int) -> int:
        """The exit code. If the work was stopped that is said, beside what was known by then."""
        if not self.stopped:
            return otherwise
        sys.stdout.flush()
        click.echo(TOLD, err=True)
        return STOPPED


@contextmanager
def going_on() -> Iterator[GoingOn]:
    """Within it, the first Ctrl-C asks to stop, a second one leaves. A terminal is told how far it is."""
    found = GoingOn()

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
            click.echo("\r" + " " * 79 + "\r", nl=False, err=True)
