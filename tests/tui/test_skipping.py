"""The clock that jumps: in order, never past what is ready, and never past a thread at work."""

import asyncio
import threading

import pytest
from textual.app import App
from textual.timer import Timer

from tests.tui.skipping import AFTER_EACH, SkippingLoop


def loop() -> SkippingLoop:
    running = asyncio.get_running_loop()
    assert isinstance(running, SkippingLoop)
    return running


async def test_hours_pass_at_once_and_in_order() -> None:
    woken: list[str] = []

    async def sleeper(name: str, seconds: float) -> None:
        await asyncio.sleep(seconds)
        woken.append(name)

    before = loop().time()
    await asyncio.gather(sleeper("late", 7200), sleeper("early", 60), sleeper("at once", 0))
    assert woken == ["at once", "early", "late"]
    assert loop().time() - before == pytest.approx(7200, abs=1e-3)


async def test_what_is_ready_is_done_before_time_goes_on() -> None:
    before, seen = loop().time(), []

    async def step(left: int) -> None:
        seen.append(loop().time())
        if left:
            loop().call_soon(lambda: asyncio.ensure_future(step(left - 1)))

    await step(50)
    await loop().rest()
    assert seen == [before] * 51


async def test_rest_is_when_nothing_follows_any_more() -> None:
    """Each thing begins the next, a moment later: a Pilot goes on after the last of them."""
    done: list[int] = []

    def next_one(number: int) -> None:
        done.append(number)
        if number < 20:
            loop().call_later(AFTER_EACH * 0.9, next_one, number + 1)

    next_one(0)
    await loop().rest()
    assert done == list(range(21))


async def test_what_never_ends_is_left_after_a_second() -> None:
    ticks: list[float] = []

    class Ticking(App[None]):
        def on_mount(self) -> None:
            self.ticker: Timer = self.set_interval(AFTER_EACH / 2, lambda: ticks.append(loop().time()))

    async with Ticking().run_test() as pilot:
        await pilot.pause()
        assert 50 <= len(ticks) <= 1000


async def test_time_does_not_jump_past_a_thread_at_work() -> None:
    """A limit of a minute would be over at once if only the clock of the loop counted."""
    begun, go_on = threading.Event(), threading.Event()

    def work() -> str:
        begun.set()
        go_on.wait()
        return "done"

    working = asyncio.ensure_future(asyncio.to_thread(work))
    await asyncio.to_thread(begun.wait)
    assert loop().has_threads
    asyncio.get_running_loop().call_soon(go_on.set)
    assert await asyncio.wait_for(working, timeout=60) == "done"
    await loop().rest()
    assert not loop().has_threads
