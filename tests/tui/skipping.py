"""An event loop that never waits for the clock: when nothing is left to do, it is at once the next moment.

Textual's Pilot sleeps 20 ms after each thing it does, again and again until the process looks idle. Here
a sleep costs nothing, and nothing depends on how busy the machine is: whatever is ready runs first, in
its order; then the clock of the loop (and Textual's own, which timers and motion go by) jumps to the
next moment something waits for. So after a sleep of 20 ms, everything that belongs into those 20 ms has
happened. While a thread is at work, whose work takes real time, the clock runs as it does on the wall.
"""

import asyncio
import selectors
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic, process_time
from typing import Any

import pytest
from textual import _time, _wait, app, message_pump, pilot

AFTER_EACH = _wait.SLEEP_GRANULARITY
"""Seconds that pass on the loop's clock after each thing a Pilot does."""

_LOOKS_OF_A_SLEEP = 2
"""One that finds nothing before the moment the sleeper waits for, and one to wake it."""


class _Skipping(selectors.DefaultSelector):
    """Waits for files and threads only; a wait for a moment is over at once."""

    skipped = 0.0
    """Seconds by which the loop's clock has gone on in all."""
    threads = 0
    """How many threads are at work."""
    looks = 0
    """How often the loop has looked for something to do: once in all where nothing happens until a moment."""

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        self.looks += 1
        if timeout is not None and timeout <= 0:
            return super().select(0)
        if timeout is None or self.threads:
            began = monotonic()
            events = super().select(timeout)
            self.skipped += monotonic() - began
            return events
        events = super().select(0)
        if not events:
            self.skipped += timeout
        return events


class SkippingLoop(asyncio.SelectorEventLoop):
    """The loop; its clock stands still while something is done, and jumps where it would only wait."""

    def __init__(self) -> None:
        self._skipping = _Skipping()
        self._began = monotonic()
        super().__init__(self._skipping)

    def time(self) -> float:
        return self._began + self._skipping.skipped

    @property
    def has_threads(self) -> bool:
        """Is a thread at work, for which something may be waiting?"""
        return self._skipping.threads > 0

    async def rest(self) -> None:
        """Let happen what happens, until a moment has passed in which nothing did (at most 50 of them)."""
        skipping = self._skipping
        for _ in range(50):
            looks, worked = skipping.looks, process_time()
            await asyncio.sleep(AFTER_EACH)
            still = skipping.looks - looks <= _LOOKS_OF_A_SLEEP
            if still and not (skipping.threads and process_time() - worked > _wait.SLEEP_IDLE):
                return

    def run_in_executor(self, executor: Any, func: Any, *args: Any) -> Any:  # type: ignore[override]
        running = super().run_in_executor(executor, func, *args)
        self._skipping.threads += 1
        running.add_done_callback(self._thread_is_done)
        return running

    def _thread_is_done(self, _: object) -> None:
        self._skipping.threads -= 1


def _now() -> float:
    """The clock of the loop that runs, where it is one of these."""
    try:
        return asyncio.get_running_loop().time()
    except RuntimeError:
        return monotonic()


async def _rest(min_sleep: float = AFTER_EACH, max_sleep: float = 1) -> None:
    """Let everything happen that comes next, until the loop has come to rest."""
    loop = asyncio.get_running_loop()
    assert isinstance(loop, SkippingLoop)
    await loop.rest()


_wait_for_each = pilot.Pilot._wait_for_screen


async def _wait_for_screen(self: pilot.Pilot[Any], timeout: float = 30) -> bool:
    """When the loop is at rest, every queue is empty, unless somebody still waits for a thread."""
    loop = asyncio.get_running_loop()
    assert isinstance(loop, SkippingLoop)
    if loop.has_threads and not await _wait_for_each(self, timeout):
        return False
    await loop.rest()
    return True


@contextmanager
def skipping() -> Iterator[None]:
    """Every loop that is begun from here on skips, and Textual goes by its clock."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(asyncio.events, "new_event_loop", SkippingLoop)
        patch.setattr(_time, "get_time", _now)
        patch.setattr(message_pump, "time", _now)
        patch.setattr(pilot.Pilot, "_wait_for_screen", _wait_for_screen)
        for module in (app, pilot):
            patch.setattr(module, "wait_for_idle", _rest)
        yield
