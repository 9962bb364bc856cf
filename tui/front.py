"""Which front end plays: full screen where the terminal can do that, plain text everywhere else."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from tui.leaving import DONE, Left, Refused, signals_to_leave_at
from tui.terminal import needs_plain

if TYPE_CHECKING:
    from textual.app import App

    from tui.settings import Settings


def run(settings: Settings) -> int:
    """Run the front end that fits; the exit code.

    Raises:
        Refused: what was asked for cannot be done.
        Left: a signal came.
    """
    if settings.plain or needs_plain(os.environ, sys.stdin, sys.stdout):
        if settings.preview is not None:
            from tui.plain.preview import run_plain_preview

            return run_plain_preview(settings)
        from tui.plain.session import run_plain

        return run_plain(settings)
    # Nothing that is made until the first paint is garbage; the app turns the collector on again then.
    gc.disable()
    from tui.app import MoodlineApp

    return run_full_screen(MoodlineApp(settings))


def run_full_screen(app: App[Any]) -> int:
    """Run an app; a signal makes it leave the full screen in order, and is raised afterwards.

    Raises:
        Left: a signal came.
        Refused: what was asked for cannot be done.
        Exception: whatever ended the app; it has written nothing about it.
    """
    import asyncio
    import io
    import signal

    came: list[int] = []

    def leave(number: int, _frame: object) -> None:
        came.append(number)
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            raise Left(number) from None  # Before the loop runs, or after.
        if len(came) > 1:
            raise Left(number)
        loop.call_soon_threadsafe(app.exit)  # The loop may be asleep: this wakes it.

    app.error_console.file = io.StringIO()  # Where Textual would print a traceback, with all variables in it.
    before = {each: signal.signal(each, leave) for each in signals_to_leave_at()}
    try:
        app.run()
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
    if came:
        _say_kept(app)
        raise Left(came[0])
    if app._exception is not None:  # Textual has no public word for it.
        raise app._exception
    _say_kept(app)
    if refusal := getattr(app, "refusal", ""):
        raise Refused(refusal)
    return app.return_code or DONE


def _say_kept(app: App[Any]) -> None:
    """Where a call was left, say that it is kept, now that the full screen is gone."""
    recorded = getattr(app, "recorded", None)
    if recorded is None or recorded.call.over or not recorded.saved:
        return
    from tui.session import how_to_go_on

    with suppress(OSError, ValueError):
        opened_as = getattr(app, "opened_as", "") or recorded.attempt.scenario_id
        print(f"Your call is kept: {how_to_go_on(opened_as)} goes on.")  # noqa: T201
