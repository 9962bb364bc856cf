"""Fair play: can the trainee hear how the customer feels?"""

from collections.abc import Iterator
from functools import partial
from typing import Final

from engine.mood.bands import BANDS
from engine.scenario.conditions import When
from engine.workshop.checks.case import Case
from engine.workshop.checks.check import Check
from engine.workshop.checks.finding import Finding

BANDS_TO_VARY: Final = 3
"""In so many bands a scene must be met before one line for all of them is too little."""


class LineNeverVaries(Check):
    """A customer sounds the same calm and angry."""

    code = "line-never-varies"
    severity = "warning"
    sentence = "A customer says the same in three or more bands of heat, so the mood cannot be heard."

    def find(self, case: Case) -> Iterator[Finding]:
        """One a scene, at its line."""
        for name, scene in case.scenario.scenes.items():
            moods = case.exploration.seen.moods.get(name)
            if not scene.customer or moods is None or len(moods.bands) < BANDS_TO_VARY:
                continue
            if any(variant.when is not None and _looks_at_mood(variant.when) for variant in scene.customer):
                continue
            bands = sorted(moods.bands)
            there = moods.bands[bands[-1]]
            yield self.finding(
                case,
                ("scenes", name, "customer"),
                f"the customer says the same here when {', '.join(BANDS[band] for band in bands)}"
                f" (heat {moods.lowest[0]} to {moods.highest[0]})",
                key=True,
                hint="write a variant above it with when: {mood: [angry, furious]}; the last variant has no"
                " when",
                witness=partial(case.exploration.witness, there),
            )


def _looks_at_mood(when: When) -> bool:
    if when.mood or when.heat is not None or when.heard is not None or when.trust is not None:
        return True
    inner = (*when.any, *when.all, *(() if when.not_ is None else (when.not_,)))
    return any(_looks_at_mood(each) for each in inner)


CHECKS: Final[tuple[Check, ...]] = (LineNeverVaries(),)
