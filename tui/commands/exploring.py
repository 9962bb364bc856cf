"""What commands that explore a scenario have in common: opening it, and saying how far exploring has come."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING

import rich_click as click

from tui.commands.check import CANNOT_BE_READ
from tui.leaving import CANNOT, NOT_SO, Refused

if TYPE_CHECKING:
    from engine.call.machine import CallMachine
    from engine.workshop.explore.budget import Progress
    from tui.settings import Settings

QUIET_FOR = 1.0
"""Seconds before the first word on how far it has come."""
EVERY = 0.25


def machine_of(settings: Settings, name: str) -> CallMachine:
    """A scenario, by id or file, ready to be played.

    Raises:
        Refused: it cannot be; with its errors, and the exit code that they ask for.
    """
    from engine.call.playable import NotPlayable
    from engine.scenario.problems import render
    from tui.refusals import refusals_in_words
    from tui.session import mood_model, open_by_name

    with refusals_in_words():
        model = mood_model(settings)
    try:
        return open_by_name(name, settings, model).machine
    except NotPlayable as error:
        errors = [problem for problem in error.problems if problem.severity == "error"]
        unreadable = any(
            problem.line == 0 and problem.code in {*CANNOT_BE_READ, "unknown-scenario"} for problem in errors
        )
        raise Refused("\n".join(map(render, errors)), CANNOT if unreadable else NOT_SO) from error


@contextmanager
def going_on() -> Iterator[Callable[[Progress], bool]]:
    """Within it, the first Ctrl-C asks to stop, a second one leaves. A terminal is told how far it is."""
    asked = False
    told = 0.0
    on_terminal = sys.stderr.isatty()

    def stop(_number: int, _frame: FrameType | None) -> None:
        nonlocal asked
        asked = True
        signal.signal(signal.SIGINT, before)

    def go_on(progress: Progress) -> bool:
        nonlocal told
        if on_terminal and progress.seconds >= max(QUIET_FOR, told + EVERY):
            told = progress.seconds
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
        if told:
            click.echo("\r" + " " * 79 + "\r", nl=False, err=True)
