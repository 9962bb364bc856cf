"""Where a presentation stands: which slide, and how much of it has been revealed."""

from collections.abc import Sequence
from dataclasses import dataclass

from engine.debrief.presentation.parts import MoodSoFar, Part, Slide

WORKING = "turns"
"""The key of the slide that stands for the pivotal turns while they are worked out."""


@dataclass
class Deck:
    """Slides, and a place among them. It moves when it is told to, and never off either end."""

    slides: tuple[Slide, ...]
    at: int = 0
    """The slide's place, from 0."""
    step: int = 1
    """How many of its steps are revealed, from 1."""

    def __post_init__(self) -> None:
        if not self.slides:
            raise ValueError("a presentation has at least one slide")

    @property
    def slide(self) -> Slide:
        """The slide that is on show."""
        return self.slides[self.at]

    @property
    def shown(self) -> tuple[Part, ...]:
        """The parts that are revealed; of several mood lines only the last, in the place of the first."""
        parts = [part for step in self.slide.steps[: self.step] for part in step]
        lines = [part for part in parts if isinstance(part, MoodSoFar)]
        return tuple(
            lines[-1] if isinstance(part, MoodSoFar) else part
            for part in parts
            if not isinstance(part, MoodSoFar) or part is lines[0]
        )

    @property
    def new(self) -> tuple[Part, ...]:
        """What the latest step revealed."""
        return self.slide.steps[self.step - 1]

    def next(self) -> bool:
        """Reveal the next step, or go to the next slide; False at the very end."""
        if self.step < len(self.slide.steps):
            self.step += 1
            return True
        return self.go(self.at + 1)

    def back(self) -> bool:
        """Take the last step back, or go to the slide before with all of it revealed; False at the start."""
        if self.step > 1:
            self.step -= 1
            return True
        moved = self.go(self.at - 1)
        if moved:
            self.step = len(self.slide.steps)
        return moved

    def go(self, place: int) -> bool:
        """Go to the first step of the slide at a place, from 0; False if there is none."""
        if not 0 <= place < len(self.slides):
            return False
        self.at, self.step = place, 1
        return True

    def go_to(self, key: str) -> bool:
        """Go to the slide with this key; False if there is none."""
        keys = [slide.key for slide in self.slides]
        return key in keys and self.go(keys.index(key))

    def replace(self, slides: Sequence[Slide]) -> None:
        """Take other slides of the same call, and stay at what is on show.

        From the slide that stood for the pivotal turns it is the first of them that is shown; from one that
        is there no more, whatever took its place.
        """
        key, step, at = self.slide.key, self.step, self.at
        self.slides = tuple(slides)
        if not self.go_to(key):
            self.go(min(at, len(self.slides) - 1))
            return
        self.step = min(step, len(self.slide.steps))
