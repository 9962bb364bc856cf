"""What commands that explore a scenario have in common: opening it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.commands.check import CANNOT_BE_READ
from tui.leaving import CANNOT, NOT_SO, Refused

if TYPE_CHECKING:
    from engine.call.machine import CallMachine
    from tui.settings import Settings


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
