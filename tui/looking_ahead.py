"""Finding out what could have come of a call while the trainee does something else.

It is done in a thread that nobody has to wait for: leaving, with whatever key or signal, is never held up.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from contextlib import suppress
from threading import Event, Lock, Thread
from time import monotonic
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from engine.call.call import Call
    from engine.debrief.outlook import Outlook
    from engine.records.odds_cache import KeptOdds
    from engine.workshop.explore.budget import Progress

PATIENCE: Final = 1.0
"""Seconds before it is said what is being waited for."""


def tell_on_stderr(words: str) -> None:
    """Tell whoever sits there; where nobody does, what is written stays the same however long it takes."""
    with suppress(OSError, ValueError):
        if sys.stderr.isatty():
            sys.stderr.write(f"{words}\n")


def look_ahead(call: Call) -> Outlook | None:
    """Find it out, and wait for it; say so if that takes a while."""
    ahead = LookingAhead(call)
    try:
        return ahead.wait_for(tell_on_stderr)
    finally:
        ahead.stop()


class LookingAhead:
    """Begins at once."""

    def __init__(self, call: Call, kept: KeptOdds | None = None) -> None:
        """``kept`` is where it may have been kept the last time, and is kept for the next."""
        self.states = 0
        """How many states have been found so far."""
        self._call = call
        self._kept = kept
        self._found: Outlook | None = None
        self._error: Exception | None = None
        self._stop = Event()
        self._over = Event()
        self._lock = Lock()
        self._then: list[Callable[[], None]] = []
        Thread(target=self._run, name="looking ahead", daemon=True).start()

    def stop(self) -> None:
        """Give up; nobody wants it any more."""
        self._stop.set()

    def wait(self, seconds: float | None = None) -> bool:
        """Wait until it is over, or for so long; whether it is over. A signal can come in between."""
        end = None if seconds is None else monotonic() + seconds
        while not self._over.is_set():
            left = 0.2 if end is None else min(0.2, end - monotonic())
            if left <= 0:
                return False
            self._over.wait(left)
        return True

    def wait_for(self, tell: Callable[[str], object]) -> Outlook | None:
        """Wait for what is found; ``tell`` is told what is being done if that takes a while."""
        if not self.wait(PATIENCE):
            tell("Working out where every reply could have led. That may take some seconds.")
            self.wait()
        return self.result()

    async def until_over(self) -> None:
        """The same, without holding anything up."""
        over, loop = asyncio.Event(), asyncio.get_running_loop()

        def tell() -> None:
            with suppress(RuntimeError):  # The loop is closed: they have left.
                loop.call_soon_threadsafe(over.set)

        with self._lock:
            if self._over.is_set():
                return
            self._then.append(tell)
        await over.wait()

    def result(self) -> Outlook | None:
        """What was found; None if there was no time or no memory for it, or if it is not over.

        Raises:
            Exception: whatever went wrong in the thread.
        """
        if self._error is not None:
            raise self._error
        return self._found

    def _run(self) -> None:
        from engine.debrief.debrief import find_outlook

        try:
            self._found = self._kept.read(self._call) if self._kept else None
            if self._found is None:
                self._found = find_outlook(self._call, monotonic, self._go_on)
                if self._found is not None and self._kept:
                    self._kept.write(self._found)
        except MemoryError:
            pass  # The debrief does without.
        except Exception as error:  # It is raised again where somebody sees it.
            self._error = error
        with self._lock:
            self._over.set()
        for tell in self._then:
            tell()

    def _go_on(self, progress: Progress) -> bool:
        self.states = max(self.states, progress.found)
        return not self._stop.is_set()
