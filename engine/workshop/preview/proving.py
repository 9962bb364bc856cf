"""Proving beside an editor: a first answer soon, then all of it, and nothing that is not wanted any more."""

from collections.abc import Callable, Iterator
from typing import Final

from engine.mood.coefficients import MoodModel
from engine.scenario.reader import Reading
from engine.workshop.checks.proof import Proof, prove
from engine.workshop.explore.budget import Budget, Progress

SOON: Final = 0.8
"""Seconds of exploring for the first answer; plays drawn afterwards take a fifth of it more at most."""
SOON_STATES: Final = 20_000
STEPS: Final = 2
"""How many answers there are at most."""
MOST_STATES: Final = 500_000
"""A preview stays open for hours beside other programs: about a quarter of a GiB, and not all there is."""
MOST_SECONDS: Final = 120.0


class NotWanted(Exception):
    """Proving was stopped: the text has changed, or the author has left."""


def prove_in_steps(
    reading: Reading,
    model: MoodModel,
    clock: Callable[[], float],
    goes_on: Callable[[Progress | None], bool],
) -> Iterator[Proof]:
    """A first proof after about a second and, if that was not all, a second one that has taken its time.

    Args:
        reading: the scenario.
        model: the mood model.
        clock: seconds, from any moment on.
        goes_on: asked all the time, with how far exploring has come where it has just moved on; False stops.

    Raises:
        NotWanted: ``goes_on`` said no.
    """

    def moved(progress: Progress) -> bool:
        if not goes_on(progress):
            raise NotWanted
        return True

    def time() -> float:
        # Plays that are drawn look at nothing else.
        if not goes_on(None):
            raise NotWanted
        return clock()

    for budget in (
        Budget(time, SOON_STATES, SOON, moved),
        Budget(time, MOST_STATES, MOST_SECONDS, moved),
    ):
        proof = prove(reading, model, budget)
        time()
        yield proof
        if proof.exploration is None or (proof.exploration.is_complete and not proof.undecided):
            return
