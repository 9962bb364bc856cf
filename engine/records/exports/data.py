"""The JSON export as a typed model: what ``--format json`` writes, from which its JSON Schema is made.

The format has a version of its own. A new key may come with a new Moodline; where one changes its meaning or
goes, the version rises.
"""

from typing import Annotated, Final, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from engine.call.events import WhyOver
from engine.debrief.next_action import Rule
from engine.debrief.pivots import Direction
from engine.debrief.presentation.aligning import Kind
from engine.debrief.promises import PromiseState
from engine.mood.bands import BandName
from engine.mood.moves import Family
from engine.scenario.model import ProblemResult, RelationshipResult

EXPORT_VERSION: Final = 1

Points = Annotated[int, Field(description="A change, in points.")]
Scale = Annotated[int, Field(ge=0, le=100)]
Chance = Annotated[float, Field(ge=0, le=1)]
TurnNumber = Annotated[int, Field(ge=1, description="The number of a turn, from 1.")]


class Part(BaseModel):
    """A part of the export: nothing but what is named here."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class MoodData(Part):
    """A mood, 0 to 100 each."""

    heat: Scale
    heard: Scale
    trust: Scale


class ChangeData(Part):
    """A change of mood, in points."""

    heat: Points
    heard: Points
    trust: Points


class ReasonData(ChangeData):
    """One reason of a change; for each part, the reasons of a turn add up to the change."""

    rule: str = Field(description="The rule's id in the mood model.")
    words: str = Field(description="What the reply did, or what happened.")
    source: str = Field(description="Where the rule comes from; may be empty.")


class ReplyData(Part):
    """A reply that could be given."""

    id: str
    says: str
    moves: tuple[str, ...] = Field(description="What it does, by the moves' ids.")
    why: str = Field(description="The author's word on it; may be empty.")


class VoteData(Part):
    """How many of a room voted for a reply."""

    reply: str = Field(description="The reply's id.")
    count: int = Field(ge=0, le=9999)


class TurnData(Part):
    """One reply, what came before it, and what came of it."""

    turn: TurnNumber
    given_at: AwareDatetime = Field(description="When the reply was given.")
    scene: str
    customer_before: str = Field(description="What the customer had said; may be empty.")
    given: ReplyData
    others: tuple[ReplyData, ...] = Field(description="The other replies on offer.")
    customer_after: str = Field(description="What the customer said then; may be empty.")
    before: MoodData
    after: MoodData
    band: BandName = Field(description="The heat after it, in a word.")
    reasons: tuple[ReasonData, ...]
    asked_again: tuple[str, ...] = Field(description="Facts asked for that had been told, by their ids.")
    learnt: tuple[str, ...] = Field(description="Facts, by their ids.")
    promised: tuple[str, ...] = Field(description="Promises, by their ids.")
    kept: tuple[str, ...]
    broken: tuple[str, ...]
    hold_seconds: int = Field(ge=0, description="How long the customer waited on hold; 0 if not at all.")
    interrupted: bool = Field(description="Whether the customer broke in.")
    at_limit: bool = Field(description="Whether the heat after it is one at which the customer leaves.")
    votes: tuple[VoteData, ...] = Field(description="What a room voted on it; empty where none did.")


class GuessData(Part):
    """Something guessed before the debrief, beside what happened."""

    question: Literal["end", "turn"]
    guess: str
    happened: str
    same: bool
    sentence: str


class OutcomeData(Part):
    """How the call ended."""

    finished: bool
    why_over: WhyOver | None = Field(description="Null for a call that was cut short.")
    ending: str = Field(description="The ending's id; empty where there is none.")
    title: str
    text: str = Field(description="What the ending means; Markdown.")
    good: bool | None = Field(description="Whether it is as good as this call can honestly end.")
    problem: ProblemResult | None
    relationship: RelationshipResult | None


class CriticalData(Part):
    """Something that must not happen in this call."""

    id: str
    text: str
    happened: bool
    decided: bool
    turn: int = Field(ge=0, description="The turn after which it held; 0 if none.")


class CourseData(Part):
    """How heat went over the call."""

    start: Scale
    peak: Scale
    peak_turn: int = Field(ge=0)
    mean: Scale
    end: Scale
    limit: int | None = Field(description="The heat at which the customer leaves; null if they never do.")
    limit_turns: int = Field(ge=0, description="How many such turns in a row end the call.")


class ShareData(Part):
    """How many of all calls, 0 to 1, and between which two the true number lies (with 95 % confidence)."""

    share: Chance
    low: Chance
    high: Chance


class ProspectData(Part):
    """Where a reply could still have led."""

    reachable: bool | None = Field(description="Whether to a good ending; null where that is not known.")
    average: ShareData = Field(
        description="Of calls that an average trainee goes on with, those that end well."
    )
    empathic: ShareData = Field(description="The same for an empathic trainee.")


class WhatIfData(Part):
    """A reply that was on offer and not given, and what would have come of it."""

    reply: ReplyData
    after: MoodData = Field(description="The mood that it would have led to.")
    band: BandName
    reasons: tuple[ReasonData, ...] = Field(description="The ledger that it would have had.")
    customer_after: str = Field(description="What the customer would have said then; may be empty.")
    ended: bool = Field(description="Whether the call would have ended with it.")
    led_to: str = Field(description="Where it could still have led, in a sentence; empty if not known.")
    prospect: ProspectData | None = Field(description="The same in numbers; null where not known.")


class PivotData(Part):
    """A pivotal turn."""

    turn: TurnNumber
    direction: Direction
    because: tuple[str, ...]
    picked_by: Literal["mood", "odds"] = Field(description="What it was weighed by.")
    others: tuple[WhatIfData, ...] = Field(description="Every other reply that was on offer.")


class LastTurnData(Part):
    """The last turn at whose choice a good ending could still be reached."""

    turn: int = Field(ge=0, description="0 if there was none, or none is known.")
    lost: bool = Field(description="Whether the reply given there put the good ending out of reach.")
    sentence: str
    instead: tuple[ReplyData, ...] = Field(description="Replies there that would have kept it within reach.")


class QuoteData(Part):
    """A reply that showed a skill."""

    turn: TurnNumber
    says: str


class MissedData(Part):
    """A turn at which a reply that shows the skill would have been taken better."""

    turn: TurnNumber
    said: str
    instead: str
    why: str


class SkillData(Part):
    """One of the four skills."""

    skill: Family
    trained: bool = Field(description="Whether the scenario trains it.")
    chances: int = Field(ge=0)
    taken: int = Field(ge=0)
    shown: tuple[QuoteData, ...]
    missed: tuple[MissedData, ...]


class HarmData(QuoteData):
    """A reply that did harm."""

    move: str
    sentence: str


class PromiseData(Part):
    """A promise made in the call."""

    id: str
    words: str
    made: TurnNumber
    state: PromiseState
    closed: int = Field(ge=0, description="The turn at which it was kept or broken; 0 while it is open.")


class FactData(Part):
    """A fact that the agent has at the end."""

    id: str
    words: str
    learnt: int | None = Field(description="The turn; 0 from the first words; null if known before.")
    asked_again: tuple[int, ...] = Field(description="The turns at which it was asked for again.")


class TallyData(Part):
    """How often a skill was shown."""

    skill: Family
    chances: int = Field(ge=0)
    taken: int = Field(ge=0)


class ReplayedData(Part):
    """What the attempt that was replayed came to."""

    turns: int = Field(ge=0)
    outcome: OutcomeData
    end: MoodData
    band: BandName
    skills: tuple[TallyData, ...]
    promises: tuple[PromiseData, ...]
    critical: tuple[CriticalData, ...]


class PartingData(Part):
    """Where the two attempts part."""

    turn: TurnNumber
    scene: str = Field(description="The scene's id.")
    customer_before: str = Field(description="What the customer had said; may be empty.")
    before: ReplyData | None = Field(description="The reply of the attempt that was replayed; null if none.")
    now: ReplyData | None = Field(description="The reply of this one; null if it had stopped.")


class RowData(Part):
    """A turn of each attempt that stand beside each other."""

    kind: Kind = Field(
        description="same: before the parting. parting. together: after it, at the same scene. apart: not so."
    )
    before: TurnNumber | None = Field(description="The turn of the attempt that was replayed; null by a gap.")
    now: TurnNumber | None = Field(description="The turn of this one; null by a gap.")
    heat_apart: Points | None = Field(
        description="How far this one's heat lies above the other's; null by a gap."
    )


class BesideData(Part):
    """A replay beside the attempt that it replays."""

    parting: PartingData | None = Field(description="Null if both are the same, reply for reply.")
    rows: tuple[RowData, ...] = Field(description="Every turn of both, each once and in order.")
    before: ReplayedData
    sentences: tuple[str, ...] = Field(description="Where they part, and what that changed.")


class ReplayData(Part):
    """Which attempt this one replays, and both beside each other."""

    of: int = Field(description="The number of the attempt that is replayed.")
    from_turn: TurnNumber
    beside: BesideData | None = Field(description="Null if that attempt cannot be shown any more.")
    why_not: str = Field(description="Why it cannot; empty if it can.")


class ActionData(Part):
    """The one action for the next call."""

    rule: Rule
    action: str
    because: str
    turn: int = Field(ge=0)
    said: str
    instead: str
    why: str
    replay_from: int = Field(ge=0, description="The turn to play again from; 0 if none.")


class AnswerData(Part):
    """A question of the written reflection, and the answer to it."""

    question: str
    answer: str


class ScenarioData(Part):
    """What was played."""

    id: str
    title: str
    language: str
    fingerprint: str = Field(description="Of the scenario as it was played, includes and all.")
    model: str = Field(description="The fingerprint of the mood model.")
    customer: str


class AttemptData(Part):
    """Which attempt it is."""

    number: int = Field(description="In the records that it comes from.")
    key: str = Field(description="A UUID; in an export without names not the attempt's own.")
    agent: str | None = Field(description="The agent's name in the call; null in an export without names.")
    mode: str
    seed: int
    began_at: AwareDatetime
    last_at: AwareDatetime
    finished_at: AwareDatetime | None
    replay_of: int | None
    from_turn: int | None


class DebriefData(Part):
    """The debrief of one attempt, as Moodline exports it."""

    moodline_debrief: Literal[1] = Field(description="The version of this format.")
    anonymous: bool
    scenario: ScenarioData
    attempt: AttemptData
    opening: str = Field(description="The customer's first words; may be empty.")
    start: MoodData
    turns: tuple[TurnData, ...]
    guesses: tuple[GuessData, ...] = Field(description="Step 1.")
    outcome: OutcomeData = Field(description="Step 2.")
    heat: CourseData
    critical: tuple[CriticalData, ...]
    pivots: tuple[PivotData, ...] = Field(description="Step 3, in the order of the call.")
    skills: tuple[SkillData, ...]
    harms: tuple[HarmData, ...]
    promises: tuple[PromiseData, ...]
    facts: tuple[FactData, ...]
    odds: Literal["exact", "sampled", "none"] = Field(
        description="How the odds were found: worked out, from plays drawn at random, or not at all."
    )
    how_picked: tuple[str, ...] = Field(description="How the pivotal turns were picked, in sentences.")
    last_turn: LastTurnData | None = Field(description="Null where there are no odds.")
    replay: ReplayData | None = Field(description="Null for an attempt that is no replay.")
    next_time: ActionData = Field(description="Step 4.")
    reflection: tuple[AnswerData, ...] = Field(description="Empty in an export without names.")
