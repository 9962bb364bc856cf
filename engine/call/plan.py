"""A scenario made ready to be played: ids become numbers, conditions become tests, replies become deeds.

Made once for a scenario and a mood model; a plan never changes, but for what its appraisals remember.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from engine.call.conditions import Test
from engine.call.events import CustomerSaid, Event, HowEntered, MoodChanged, ReplyGiven, SceneEntered
from engine.call.numbering import Count
from engine.call.state import State
from engine.mood.appraisal import Taker
from engine.mood.coefficients import MoodModel
from engine.mood.mood import Mood
from engine.scenario.model import Ending, Scenario
from engine.scenario.scene import Reply, Scene

RETURNS: Final = -2
"""As a way's place: back to where the detour came from."""
UNCOUNTED: Final = Count(0, 0, 0)
"""The place of a count that nobody keeps: it is 0 for ever."""

SettingKey = tuple[Any, ...]
"""The fields of a ``Setting`` in order; those at the end that are as usual can be left out. Naming the fields
costs as much as finding a remembered answer, so a step leaves that to the answers that are not remembered."""


class Taken(NamedTuple):
    """How the customer took a reply, ready for the journal."""

    mood: Mood
    changed: MoodChanged
    amends: bool


Take = Callable[[SettingKey], Taken]


@dataclass(frozen=True, slots=True)
class PlannedLine:
    """One variant of what the customer says, in each of its wordings."""

    when: Test | None
    wordings: tuple[CustomerSaid, ...]


@dataclass(frozen=True, slots=True)
class PlannedWay:
    """One way on: a place's number, or ``RETURNS``."""

    when: Test | None
    place: int


@dataclass(frozen=True, slots=True)
class PlannedReply:
    """A reply, ready to be given."""

    reply: Reply
    scene: int
    given: ReplyGiven
    when: Test | None
    once: int
    """Its bit in ``State.given`` if it can be given only once, else 0."""
    bit: int
    """Its bit in ``State.given`` if anything looks at it, else 0."""
    ways: tuple[PlannedWay, ...]
    detour: bool
    taker: Taker
    """How the customer takes it."""
    take: Take
    """The same, ready for the journal; it remembers its latest answers."""
    plain: bool
    """Whether it changes nothing but the mood, the place, and that it was given."""
    wears: tuple[Count, ...]
    """For each act, where ``State.worn`` counts its line (``UNCOUNTED`` if nowhere); empty if none wears."""
    makes: tuple[Count, ...]
    """What it counts up in ``State.made``."""
    asks: tuple[tuple[str, int, Count], ...]
    """Facts it asks for: id, bit, where ``State.again`` counts them."""
    promises: tuple[tuple[str, int], ...]
    keeps: tuple[tuple[str, int], ...]
    breaks: tuple[tuple[str, int], ...]
    pledges: bool
    """Whether it makes, keeps or breaks a promise."""
    sets: tuple[tuple[str, int], ...]
    settles: bool
    fails: bool
    hold: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class PlannedPlace:
    """A scene or an ending, ready to be entered."""

    id: str
    scene: Scene | None
    ending: Ending | None
    replies: tuple[PlannedReply, ...]
    always_open: bool
    """Whether some reply can always be given here, so that nobody gets stuck."""
    returns: bool
    """Whether the detour that the call is in can still end, from here on."""
    customer: tuple[PlannedLine, ...]
    again: tuple[PlannedLine, ...]
    bit: int
    """Its bit in ``State.visited`` if anything looks at it, else 0."""
    tells: tuple[tuple[str, int], ...]
    entered: Mapping[HowEntered, SceneEntered]


@dataclass(frozen=True, slots=True)
class PlannedInterrupt:
    """What makes the customer break in."""

    id: str
    when: Test | None
    place: int
    bit: int
    """Its bit in ``State.interrupts`` if it can happen only once, else 0."""


@dataclass(frozen=True)
class Plan:
    """Everything that ``step`` needs, in the form in which it needs it."""

    scenario: Scenario
    model: MoodModel
    scenes: int
    """How many places are scenes; the endings follow."""
    places: tuple[PlannedPlace, ...]
    numbers: Mapping[str, int]
    """The number of each scene and ending."""
    start: int
    start_mood: Mood
    resting_heat: int
    told: int
    facts: Mapping[str, int]
    promises: Mapping[str, int]
    flags: Mapping[str, int]
    interrupts: tuple[PlannedInterrupt, ...]
    limit_heat: int
    """The walkout limit; over 100 if there is none."""
    limit_turns: int
    limit_place: int
    critical: tuple[tuple[str, Test | None], ...]
    early: int
    """How many replies count as the start of the call."""
    fail_step: int
    """How much a failed remedy raises the resting heat, to this customer."""
    band_after: tuple[tuple[int, ...], ...]
    """The next band, by the band before and the heat now."""
    standing: State | None = None
    """Where a call stands as it begins, at ``start``; None for a call that begins as the scenario says."""
