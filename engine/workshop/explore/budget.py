"""How long exploring may go on, and a way of asking it to stop."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple


class Progress(NamedTuple):
    """How far exploring has come."""

    expanded: int
    """States from which every reply was tried."""
    found: int
    """States found so far."""
    turn: int
    """How many replies deep it has come."""
    seconds: float


@dataclass(frozen=True)
class Budget:
    """When to stop. A million states take 100 to 700 MB: less if they differ in the mood alone."""

    clock: Callable[[], float]
    """Seconds, from any moment on."""
    states: int = 1_000_000
    """How many states may be found; 1 or more."""
    seconds: float = 120.0
    """How long it may take. What is done afterwards (chances, plays drawn where that was not enough, the
    trainees' calls) takes a fifth of it each at most."""
    go_on: Callable[[Progress], bool] = lambda _progress: True
    """Called now and then; False ends exploring with what is known so far."""
