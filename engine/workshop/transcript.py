"""A golden transcript: one way through a scenario, and what is expected on it.

It lies beside its scenario as ``tests/ID.NAME.yaml``. Only the replies have to be written; what is left out
of the expectations is not looked at, and ``moodline test --update`` writes all of it in.
"""

from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import ConfigDict, Field, StringConstraints, model_validator

from engine.mood.bands import BandName
from engine.scenario.files import CannotRead, read_text
from engine.scenario.model import ProblemResult, RelationshipResult
from engine.scenario.nodes import parse
from engine.scenario.parts import LongText, Model, MoodNumber, ShortText, Slug
from engine.scenario.problems import Problem
from engine.scenario.shape import validate


class ExpectedMood(Model):
    """The three numbers, 0–100."""

    heat: MoodNumber
    heard: MoodNumber
    trust: MoodNumber


class Expected(Model):
    """How the call is expected to stand at a point. What is left out is not looked at."""

    scene: Slug | None = Field(None, description="The scene that the call is at.")
    customer: LongText | None = Field(
        None, description="What the customer says on coming here; empty for nothing."
    )
    band: BandName | None = Field(None, description="The heat in a word.")
    mood: ExpectedMood | None = Field(None, description="Heat, heard and trust.")


ReplyName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)?$")]
"""A reply's id, or ``scene.reply``."""


class Turn(Expected):
    """A reply that is given, and what is expected after it."""

    reply: ReplyName = Field(description="The reply, as scene.reply or by its id alone.")
    facts: tuple[Slug, ...] | None = Field(None, description="The facts that are learnt in this turn.")


class ExpectedEnding(Model):
    """How the call is expected to end."""

    id: Slug
    problem: ProblemResult | None = None
    relationship: RelationshipResult | None = None
    critical: tuple[Slug, ...] | None = Field(None, description="The critical items that went wrong.")


class Transcript(Model):
    """One file of expectations."""

    model_config = ConfigDict(title="Moodline transcript, format version 1")

    moodline: Literal[1] = Field(description="The format's version.")
    scenario: Slug = Field(description="The scenario's id.")
    about: Annotated[str, Field(max_length=300)] = Field("", description="What this way through shows.")
    seed: Annotated[int, Field(ge=0, le=2**63 - 1)] = Field(description="What draws among wordings.")
    agent: ShortText = Field("Sam", description="The agent's name.")
    answer: Expected = Field(Expected(), description="What is expected when the call is answered.")
    turns: tuple[Turn, ...] = Field(description="The replies in order, each with what is expected after it.")
    ending: ExpectedEnding | None = Field(None, description="How the call is expected to end.")

    @model_validator(mode="before")
    @classmethod
    def _shorthand(cls, data: Any) -> Any:
        if not isinstance(data, dict) or not isinstance(data.get("turns"), tuple):
            return data
        return {
            **data,
            "turns": tuple({"reply": turn} if isinstance(turn, str) else turn for turn in data["turns"]),
        }


class TranscriptReading(NamedTuple):
    """What came of reading a transcript."""

    transcript: Transcript | None
    problems: tuple[Problem, ...]


def read_transcript(path: Path) -> TranscriptReading:
    """Read a transcript. Never raises: what is wrong is among the problems."""
    try:
        text = read_text(path)
    except CannotRead as error:
        problem = Problem(
            error.code, "error", str(path), *error.spot, "", error.message, error.found, error.hint
        )
        return TranscriptReading(None, (problem,))
    document = parse(str(path), text)
    if document.problems:
        return TranscriptReading(None, tuple(document.problems))
    if not isinstance(document.data, dict):
        message, hint = "a transcript is made of entries (key: value)", "start with moodline: 1"
        return TranscriptReading(None, (document.problem("not-entries", (), message, hint=hint),))
    transcript, problems = validate(document, Transcript)
    return TranscriptReading(transcript, tuple(problems))


def is_transcript(path: Path) -> bool:
    """Whether a file looks like a transcript: it has turns. False, too, if it cannot be read."""
    try:
        data = parse(str(path), read_text(path)).data
    except CannotRead:
        return False
    return isinstance(data, dict) and "turns" in data


def transcripts_of(scenario_file: Path, scenario: str) -> list[Path]:
    """The transcripts beside a scenario's file, by name."""
    return sorted((scenario_file.parent / "tests").glob(f"{scenario}.*.yaml"))
