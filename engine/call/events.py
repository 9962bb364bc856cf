"""What happens in a call, one small immutable record an event, in the order in which it happens.

Events name scenes, replies, facts and lines by id; ``Call.words`` turns a line into text.
"""

from typing import Any, Literal, NamedTuple

from engine.mood.bands import BandName
from engine.mood.mood import Ledger, Mood

HowEntered = Literal["start", "goto", "detour", "return", "interrupt"]
WhichLines = Literal["customer", "again", "ending"]
WhyOver = Literal["way", "interrupt", "walkout", "stuck"]


class SceneEntered(NamedTuple):
    """The call is at a scene now."""

    scene: str
    how: HowEntered


class CustomerSaid(NamedTuple):
    """The customer speaks a line: of a scene's ``customer`` or ``again`` variants, or an ending's last
    words."""

    place: str
    list: WhichLines
    variant: int
    line: int


class ReplyGiven(NamedTuple):
    """The trainee gave a reply."""

    scene: str
    reply: str


class Held(NamedTuple):
    """The customer waited on hold."""

    seconds: int
    announced: bool


class FactAsked(NamedTuple):
    """A reply asked for a fact; ``times_again`` is 0 for one not told yet, else how often it was asked
    again."""

    fact: str
    times_again: int


class FactTold(NamedTuple):
    """The customer told a fact that the agent did not have."""

    fact: str


class PromiseMade(NamedTuple):
    """A promise was made."""

    promise: str


class PromiseKept(NamedTuple):
    """A promise that was made in this call was kept."""

    promise: str


class PromiseBroken(NamedTuple):
    """A promise was broken."""

    promise: str


class AmendsMade(NamedTuple):
    """A broken promise was made good, as far as it can be."""

    still_owed: int
    """Broken promises that are left without amends."""


class GrievanceSettled(NamedTuple):
    """The grievance is no longer open."""

    grievance: str


class RemedyFailed(NamedTuple):
    """A remedy was tried and did not work; heat rests higher from now on."""

    resting_heat: int


class FlagSet(NamedTuple):
    """A flag was set."""

    flag: str


class MoodChanged(NamedTuple):
    """How the customer took a reply. It comes with every reply, also when nothing moved."""

    before: Mood
    after: Mood
    ledger: Ledger


class BandChanged(NamedTuple):
    """The heat's word changed."""

    before: BandName
    after: BandName


class Interrupted(NamedTuple):
    """The customer broke in."""

    interrupt: str


class CallEnded(NamedTuple):
    """The call is over. ``ending`` is empty if the scenario offered no reply any more (``stuck``)."""

    ending: str
    reason: WhyOver


Event = (
    SceneEntered
    | CustomerSaid
    | ReplyGiven
    | Held
    | FactAsked
    | FactTold
    | PromiseMade
    | PromiseKept
    | PromiseBroken
    | AmendsMade
    | GrievanceSettled
    | RemedyFailed
    | FlagSet
    | MoodChanged
    | BandChanged
    | Interrupted
    | CallEnded
)


def as_data(event: Event) -> dict[str, Any]:
    """The event as plain data for JSON: its kind, then its fields."""
    data: dict[str, Any] = {"event": type(event).__name__}
    for name, value in event._asdict().items():
        if name == "ledger":
            data[name] = [cause._asdict() for cause in value]
        else:
            data[name] = value._asdict() if isinstance(value, Mood) else value
    return data
