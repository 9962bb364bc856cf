"""Work in threads that no way out has to wait for."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Iterator
from concurrent.futures import Executor, Future
from threading import Thread
from typing import TYPE_CHECKING, Final, ParamSpec, TypeVar

if TYPE_CHECKING:
    from textual.message_pump import MessagePump

Made = TypeVar("Made")
P = ParamSpec("P")

_NO_MORE: Final = object()


class DaemonThreads(Executor):
    """A thread for each piece of work. It ends with the process at the latest.

    Those of asyncio's own executor are waited for when a program ends, however long they still take.
    """

    def submit(self, fn: Callable[P, Made], /, *args: P.args, **kwargs: P.kwargs) -> Future[Made]:
        future: Future[Made] = Future()

        def work() -> None:
            if not future.set_running_or_notify_cancel():
                return
            try:
                made = fn(*args, **kwargs)
            except BaseException as error:
                future.set_exception(error)
            else:
                future.set_result(made)

        Thread(target=work, daemon=True, name="moodline-background").start()
        return future


async def made_in_thread(make: Callable[[], Iterator[Made]]) -> AsyncGenerator[Made, None]:
    """What an iterator makes, one after the other, each in a thread. What it raises is raised here."""
    loop, threads = asyncio.get_running_loop(), DaemonThreads()
    iterator = make()
    while (made := await loop.run_in_executor(threads, next, iterator, _NO_MORE)) is not _NO_MORE:
        yield made  # type: ignore[misc] # what the iterator made, since it is not the end


async def on_screen(widget: MessagePump) -> None:
    """Wait until what was just changed can be seen."""
    shown = asyncio.Event()
    widget.call_after_refresh(shown.set)
    await shown.wait()
