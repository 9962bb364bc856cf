"""Work in threads of its own that no way out has to wait for."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Iterator
from threading import Thread
from typing import TypeVar

Made = TypeVar("Made")


async def made_in_thread(make: Callable[[], Iterator[Made]]) -> AsyncGenerator[Made, None]:
    """What an iterator makes, one after the other, while it goes on in a thread.

    The thread ends with the process, at the latest: unlike those of asyncio's own pool, nobody waits for it.
    What it raises is raised here.
    """
    loop = asyncio.get_running_loop()
    came: asyncio.Queue[tuple[str, Made | None, BaseException | None]] = asyncio.Queue()

    def tell(kind: str, made: Made | None = None, error: BaseException | None = None) -> None:
        if not loop.is_closed():
            loop.call_soon_threadsafe(came.put_nowait, (kind, made, error))

    def work() -> None:
        try:
            for made in make():
                tell("made", made)
        except BaseException as error:
            tell("raised", error=error)
        else:
            tell("over")

    Thread(target=work, daemon=True, name="moodline-background").start()
    while True:
        kind, made, error = await came.get()
        if error is not None:
            raise error
        if kind == "over":
            return
        yield made  # type: ignore[misc] # it is there, since it was made
