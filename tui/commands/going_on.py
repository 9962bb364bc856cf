"""Long work: a word on how far it is, and Ctrl-C for what is known so far."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING

import rich_click as click

if TYPE_CHECKING:
    from engine.workshop.explore.budget import Progress

QUIET_FOR = 1.0
"""Seconds before the first word on how far it has come."""
EVERY = 0.25


@contextmanager
def going_on() -> Iterator[Callable[[Progress], bool]]:
    """Within it, the first Ctrl-C asks to stop, a second one leaves. A terminal is told how far it is."""
    asked = False
    told = 0.0
    wrote = False
    on_terminal = sys.stderr.isatty()

    def stop(_number: int, _frame: FrameType | None) -> None:
        nonlocal asked
        asked = True
        signal.signal(signal.SIGINT, before)

    def go_on(progress: Progress) -> bool:
        nonlocal told, wrote
        if progress.seconds < told:
            told = 0.0  # the next scenario
        if on_terminal and progress.seconds >= max(QUIET_FOR, told + EVERY):
            told, wrote = progress.seconds, True
            click.echo(
                f"\r{progress.expanded:,} of {progress.found:,} states tried, {progress.turn} replies deep, "
                f"{progress.seconds:.0f} s; Ctrl-C to stop here ",
                nl=False,
                err=True,
            )
        return not asked

    before = signal.getsignal(signal.SIGINT)
    ignored = before == signal.SIG_IGN
    if not ignored:
        signal.signal(signal.SIGINT, stop)
    try:
        yield go_on
    finally:
        if not ignored:
            signal.signal(signal.SIGINT, before)
        if wrote:
            click.echo("\r" + " " * 79 + "\r", nl=False, err=True)
