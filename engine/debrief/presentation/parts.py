"""What a slide is made of. A front end says how each kind of part looks, large or as a line of text."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from engine.debrief.signs import Sign
from engine.debrief.timeline import Point

Mark = Literal["good", "middling", "bad", "open"]
"""What a sign before a line says; the words beside it say the same."""


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence or two."""

    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Author:
    """A longer text of the author's, in Markdown."""

    text: str


@dataclass(frozen=True, slots=True)
class Said:
    """A line that was said, or could have been."""

    by: Literal["customer", "agent"]
    who: str
    """Who said it, or would have; fit to stand before a colon."""
    text: str


@dataclass(frozen=True, slots=True)
class Ask:
    """A question to the room: the place to stop and let it speak."""

    text: str


@dataclass(frozen=True, slots=True)
class Veiled:
    """In place of what would give the outcome away, until that is asked for."""

    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list, with a sign."""

    mark: Mark
    head: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """One of the two results."""

    mark: Mark
    about: str
    """``The problem``, ``The relationship``."""
    word: str


@dataclass(frozen=True, slots=True)
class Figure:
    """One part of the mood, 0–100, large."""

    label: str
    before: int | None
    """None where nothing came before."""
    after: int
    word: str
    """The same in a word or two: ``angry, up 8``."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Numbers that belong together."""

    shown: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class MoodSoFar:
    """The mood line up to some turn; it takes the place of an earlier one on the same slide."""

    points: tuple[Point, ...]
    """From the start on; at least one."""
    turns: int
    """How many turns the whole call has."""
    pivots: tuple[int, ...]
    limit: int | None
    """The heat at which the customer leaves; None if they never do."""
    words: tuple[str, ...]
    """What it shows that the one before it did not, a sentence a turn."""
    signs: tuple[tuple[int, tuple[Sign, ...]], ...] = ()
    """What else is marked: turns as far as it goes, with promises and what was asked again."""

    @property
    def whole(self) -> bool:
        """Whether it goes to the end of the call."""
        return self.points[-1].turn == self.turns


Part: TypeAlias = Words | Author | Said | Ask | Veiled | Row | Verdict | Figures | MoodSoFar


@dataclass(frozen=True, slots=True)
class Slide:
    """One idea."""

    key: str
    """What it is about, such as ``turn-4``; the same however much of it can be shown."""
    title: str
    steps: tuple[tuple[Part, ...], ...]
    """What is revealed, one step after the other; at least one."""
    turn: int = 0
    """The turn that it asks the room about; 0 if none."""
