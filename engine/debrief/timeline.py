"""What happened, turn by turn: the lines, the mood before and after, and how the mood went over the call."""

from dataclasses import dataclass

from engine.call.events import WhyOver
from engine.mood.bands import BandName
from engine.mood.mood import Ledger, Mood, Part
from engine.mood.moves import Family


@dataclass(frozen=True, slots=True)
class Named:
    """A fact, a promise or a grievance: its id, and the author's words for it."""

    id: str
    words: str


@dataclass(frozen=True, slots=True)
class AskedFact:
    """A fact that a reply asked for."""

    id: str
    words: str
    times_again: int
    """0 if it had not been told before; else how many times that makes of asking again."""


@dataclass(frozen=True, slots=True)
class Hold:
    """Time on hold."""

    seconds: int
    announced: bool
    """Whether the reply gave a reason and a length."""


@dataclass(frozen=True, slots=True)
class Option:
    """A reply that could be given at a turn, the given one included."""

    id: str
    says: str
    """Its text, templates filled in."""
    moves: tuple[str, ...]
    """What it does, by the ids of the moves; ``causes.move_words`` has the words."""
    families: tuple[Family, ...]
    """The families of its moves, each once."""
    why: str
    """The author's word on it; may be empty."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One reply, what came before it, and what came of it."""

    number: int
    """From 1."""
    scene: str
    """The scene's id."""
    title: str
    """The scene's title; its id if it has none."""
    customer: str
    """What the customer said just before the reply; empty if nothing."""
    given: Option
    """The reply that was given."""
    others: tuple[Option, ...]
    """The other replies that could have been given, in the scene's order."""
    before: Mood
    after: Mood
    band_before: BandName
    band_after: BandName
    ledger: Ledger
    """The causes of the change; for each part they add up to it. ``causes.explain`` puts them in words, and
    fills in the templates that the author's own words may have."""
    asked: tuple[AskedFact, ...]
    learnt: tuple[Named, ...]
    """Facts that the agent did not have before: asked for, or told in the customer's answer."""
    promised: tuple[Named, ...]
    kept: tuple[Named, ...]
    broken: tuple[Named, ...]
    amends: bool
    """Whether a broken promise was made good, as far as it can be."""
    settled: bool
    """Whether the grievance was settled."""
    remedy_failed: bool
    hold: Hold | None
    interrupted: bool
    """Whether the customer broke in."""
    answer: str
    """What the customer said then; empty if nothing."""
    over_limit: bool
    """Whether the heat after it is at or over the limit at which the customer leaves."""
    ended: WhyOver | None
    """Why the call was over after this turn; None if it went on."""

    @property
    def says(self) -> str:
        """The trainee's line."""
        return self.given.says

    @property
    def moves(self) -> tuple[str, ...]:
        """What the reply did, by the ids of the moves."""
        return self.given.moves

    @property
    def change(self) -> Mood:
        """The change of heat, heard and trust, in points."""
        return Mood(*(after - before for before, after in zip(self.before, self.after, strict=True)))

    @property
    def band_changed(self) -> bool:
        """Whether the heat's word changed."""
        return self.band_before != self.band_after


@dataclass(frozen=True, slots=True)
class Point:
    """The mood after a turn; turn 0 is the start of the call."""

    turn: int
    mood: Mood
    band: BandName


@dataclass(frozen=True, slots=True)
class Course:
    """How one part of the mood went. All values are 0–100; turn 0 is the start of the call."""

    part: Part
    start: int
    peak: int
    peak_turn: int
    """The first turn after which it was so high."""
    lowest: int
    lowest_turn: int
    """The first turn after which it was so low."""
    mean: int
    """Over the start and every turn, rounded to the nearest whole number, halves up."""
    end: int
    end_turn: int

    @property
    def change(self) -> int:
        """From start to end, in points."""
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Timeline:
    """A call, turn by turn. A reply under whose hold the customer still waits is not among the turns."""

    opening: str
    """What the customer said first; empty if nothing."""
    turns: tuple[Turn, ...]
    points: tuple[Point, ...]
    """The start and every turn: one more than there are turns."""
    heat: Course
    heard: Course
    trust: Course
    limit: int | None
    """The heat at or over which a turn counts towards the customer leaving; None if they never leave."""
    limit_turns: int
    """How many such turns in a row end the call; 0 if the customer never leaves."""
    over_limit: tuple[int, ...]
    """The numbers of the turns that ended at or over the limit."""

    def turn(self, number: int) -> Turn:
        """The turn with this number, from 1.

        Raises:
            IndexError: there is no such turn.
        """
        if not 1 <= number <= len(self.turns):
            raise IndexError(f"there is no turn {number}; the call has {len(self.turns)}")
        return self.turns[number - 1]
