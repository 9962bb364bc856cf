"""How long work on a scenario may go on, and a way of asking it to stop."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple, TypeVar

AT_ONCE: Final = 256
"""So many small things are done before it is asked whether to go on."""
T = TypeVar("T")


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
    """Called now and then; False ends the work with what is known so far."""


class NotDecided(Exception):
    """There was no time to find something out, or somebody asked to stop."""


class Patience:
    """How long some work may go on that either comes to its end or finds nothing."""

    def __init__(self, budget: Budget, progress: Progress, seconds: float) -> None:
        """``seconds``: from now on. ``progress``: how far it has come; told to ``budget.go_on``."""
        self.budget = budget
        self.progress = progress
        self.began = budget.clock()
        self.seconds = seconds
        self.ended: Literal["", "seconds", "asked"] = ""
        """Why it is over: there was no more time, or somebody asked to stop."""

    def ask(self) -> None:
        """Look whether to go on; once it was over it stays so.

        Raises:
            NotDecided: it is over.
        """
        if not self.ended:
            spent = self.budget.clock() - self.began
            now = self.progress._replace(seconds=self.progress.seconds + spent)
            if not self.budget.go_on(now):
                self.ended = "asked"
            elif spent > self.seconds:
                self.ended = "seconds"
        if self.ended:
            raise NotDecided


def now_and_then(things: Iterable[T], ask: Callable[[], None], few: int = AT_ONCE) -> Iterator[T]:
    """The same things, with a call of ``ask`` before every few of them."""
    for number, thing in enumerate(things):
        if not number % few:
            ask()
        yield thing
