"""The class as a typed model: what ``moodline class --json`` writes, from which its JSON Schema is made.

The format has a version of its own. A new key may come with a new Moodline; where one changes its meaning or
goes, the version rises. Agents are in it by the names that are shown: pseudonyms unless names were asked for.

``python -m engine.debrief.cohort.to_data`` writes the schema's file anew.
"""

from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from engine.debrief.cohort.agreement import Unit
from engine.debrief.cohort.cohort import HowLost
from engine.mood.moves import Family

CLASS_VERSION: Final = 1

Count = Annotated[int, Field(ge=0)]
TurnNumber = Annotated[int, Field(ge=0)]


class Part(BaseModel):
    """A part of the data: nothing but what is named here."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ChosenData(Part):
    """A reply, and who gave it."""

    reply: str = Field(description="The reply's id.")
    says: str
    times: Count
    who: dict[str, Count] = Field(description="How often each agent gave it.")


class SceneData(Part):
    """A scene, and what was chosen there."""

    scene: str = Field(description="The scene's id.")
    title: str
    times: Count = Field(description="How often a reply was given there.")
    replies: tuple[ChosenData, ...] = Field(description="All of the scene, those that nobody gave too.")


class EndingData(Part):
    """How many calls came to an ending."""

    ending: str = Field(description="Its id; empty for calls that were left, or in which no reply was left.")
    title: str
    good: bool
    times: Count


class LostData(Part):
    """Where calls lost the last good ending that was within reach."""

    how: HowLost = Field(
        description="by-reply: after that reply none could be reached. left: the call was left before. "
        "never: none could be reached from the start on. unknown: the scenario is too large to tell."
    )
    scene: str = Field(
        description="Where the reply was given, or the call left. For never and unknown: of the last reply."
    )
    title: str
    reply: str = Field(description="For by-reply its id; else empty.")
    says: str
    turns: tuple[TurnNumber, TurnNumber] = Field(description="The earliest and the latest turn.")
    times: Count
    endings: tuple[EndingData, ...] = Field(description="How those calls ended.")


class BreakData(Part):
    """A reply that broke a promise."""

    scene: str
    reply: str
    times: Count


class PromiseData(Part):
    """What became of a promise; kept, broken and open make up those that were made."""

    promise: str
    words: str
    made: Count
    kept: Count
    broken: Count
    open: Count
    broken_by: tuple[BreakData, ...]


class PredictionData(Part):
    """Predictions of one kind beside results."""

    question: Literal["end", "turn"] = Field(
        description="end: how angry the customer was at the end. turn: which reply mattered most."
    )
    asked: Count = Field(description="How many there are.")
    same: Count = Field(description="How many fitted what happened.")
    hotter: Count = Field(description="How many ended hotter than was guessed.")
    cooler: Count


class PointData(Part):
    """A skill in all agents' first, second … call of the scenario."""

    nth: int = Field(ge=1, le=5, description="5 stands for the fifth and all later ones.")
    calls: Count
    chances: Count = Field(description="Turns at which a reply on offer would have shown it.")
    shown: Count


class SkillData(Part):
    """One skill over time."""

    skill: Family
    points: tuple[PointData, ...]


class ScenarioData(Part):
    """The calls of one version of a scenario."""

    scenario: str = Field(description="The scenario's id.")
    title: str
    version: str = Field(description="Tells this text of the scenario and mood model from others.")
    calls: Count
    agents: Count
    finished: Count = Field(description="Calls that came to an end.")
    scenes: tuple[SceneData, ...]
    endings: tuple[EndingData, ...]
    lost: tuple[LostData, ...]
    promises: tuple[PromiseData, ...]
    predictions: tuple[PredictionData, ...]
    skills: tuple[SkillData, ...]


class KappaData(Part):
    """The agreement of two raters."""

    n: Count = Field(description="How many marks they have in common.")
    same: Count
    kappa: float | None = Field(ge=-1, le=1, description="Cohen's κ; null where it cannot be computed.")
    why: str = Field(description="Why it cannot be computed; empty if it can.")


class AgreementData(Part):
    """Two raters and what both have marked."""

    raters: tuple[str, str]
    unit: Unit = Field(description="turn: single turns. attempt: calls as a whole.")
    attempts: Count
    turns: Count = Field(description="0 where calls as a whole were marked.")
    skills: dict[Family, KappaData]
    overall: KappaData = Field(description="Over all marks of all skills thrown together.")


class LeftOutData(Part):
    """An attempt that is in no count."""

    attempt: int
    why: str


class ClassData(Part):
    """A class, as Moodline writes it."""

    moodline_class: Literal[1] = Field(description="The version of this format.")
    scenarios: tuple[ScenarioData, ...]
    raters: tuple[AgreementData, ...]
    left_out: tuple[LeftOutData, ...]
