"""Building much that stays, without the garbage collector looking through it again and again."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused() -> Iterator[None]:
    """No garbage collection meanwhile.

    A scenario's data, its plan and its machine are many small objects, none of them garbage. Looking through
    all of them each time a few thousand more are there takes longer than making them.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
