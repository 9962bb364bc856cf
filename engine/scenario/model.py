"""The scenario format, version 1, as a frozen and typed model: the scenario as a whole, parts and shifts.

This is the one description of the format: the reader validates against it, the JSON Schema and the reference
are generated from it. What goes beyond one value (does that scene exist?) is in ``references``.
"""

from typing import Annotated, Final, Literal

from pydantic import ConfigDict, Field, StringConstraints

from engine.mood.moves import MOVES, Move
from engine.scenario.conditions import When
from engine.scenario.limits import FORMAT_VERSION, MAX_SCENES
from engine.scenario.parts import (
    LongText,
    Model,
    MoodNumber,
    MoveName,
    Nudge,
    OneOrMany,
    PersonaName,
    RecordText,
    ShortText,
    Slug,
    SpokenText,
)
from engine.scenario.scene import Hold, NudgeMood, Reply, Scene, Variant, Way

__all__ = [
    "FORMAT_VERSION",
    "RETURN",
    "Brief",
    "Critical",
    "Customer",
    "Ending",
    "Hold",
    "Interrupt",
    "Limit",
    "NudgeMood",
    "OwnMove",
    "Reply",
    "Scenario",
    "ScenarioPart",
    "Scene",
    "Shift",
    "Silenced",
    "StartMood",
    "Variant",
    "Way",
    "When",
]

RETURN: Final = "return"
"""The way back out of a detour; no scene or ending can have this id."""

Skill = Literal["listen", "validate", "affirm", "cooperate"]
ProblemResult = Literal["solved", "partly", "open"]
RelationshipResult = Literal["kept", "strained", "lost"]


class Brief(Model):
    """What the trainee knows before answering. Nothing here says how to win."""

    situation: LongText = Field(description="What is known before the call. Markdown.")
    policy: LongText = Field("", description="What the agent may and may not do. Markdown.")
    record: dict[ShortText, RecordText] = Field(
        {},
        description="The customer-record card: any labels and values you like.",
        examples=[{"Account": "4471-220", "Tariff": "Fibre 65"}],
    )


class Limit(Model):
    """When the customer leaves by themselves."""

    heat: MoodNumber = Field(description="The heat at or over which a turn counts.")
    turns: Annotated[int, Field(ge=1, le=50)] = Field(
        2, description="How many such turns in a row end the call."
    )
    goto: Slug = Field("walkout", description="The ending of a call that ends this way.")


class StartMood(Model):
    """Where the call starts. What is left out comes from the persona."""

    heat: MoodNumber | None = Field(None, description="Anger, 0–100.")
    heard: MoodNumber | None = Field(None, description="Does the customer feel understood? 0–100.")
    trust: MoodNumber | None = Field(
        None, description="Does the customer believe the agent is on their side? 0–100."
    )


class Customer(Model):
    """The person on the other end."""

    name: ShortText = Field(description="The customer's name, as the trainee sees it.")
    persona: PersonaName = Field(
        "everyday",
        description="A named set of sensitivities, such as entitled or elderly.",
        examples=["repeat-contact"],
    )
    sensitivity: dict[Slug, Annotated[float, Field(ge=0, le=5, allow_inf_nan=False)]] = Field(
        {},
        description="Adjusts the persona: a move, family or rule, and how strongly it acts (1 is usual).",
        examples=[{"script": 1.5}],
    )
    mood: StartMood = Field(StartMood(), description="Where the call starts.")
    baseline: StartMood = Field(StartMood(), description="Where the mood drifts once nothing feeds it.")
    grievance: Slug | None = Field(
        None, description="What is unsettled. While it is open, heat does not decay."
    )
    limit: Limit | None = Field(None, description="When the customer hangs up.")
    contacts: Annotated[int, Field(ge=0, le=1000)] = Field(
        0, description="How often they got in touch before."
    )


class OwnMove(Model):
    """A move of this scenario's own. It acts like a move of the catalogue, or by its own numbers."""

    words: ShortText = Field(
        description='What it does; completes "The reply …".', examples=["offered a visit"]
    )
    like: MoveName = Field(description="The move of the catalogue whose numbers and rules it has.")
    heat: Nudge | None = Field(None, description="Its own effect on heat, in place of the other move's.")
    heard: Nudge | None = Field(None, description="Its own effect on heard.")
    trust: Nudge | None = Field(None, description="Its own effect on trust.")


class Critical(Model):
    """Something that must not happen in this call. It is reported apart and never averaged away."""

    id: Slug = Field(description="Its id, for reports.")
    text: ShortText = Field(description="What went wrong, if it did.")
    when: When = Field(description="Holds at the end of the call if it went wrong.")


class Interrupt(Model):
    """Looked at after every change of mood, before the reply's own way on."""

    id: Slug = Field(description="Its id, for the journal.")
    when: When = Field(description="When the customer breaks in.")
    goto: Slug = Field(description="The scene or ending that the call jumps to.")
    once: bool = Field(True, description="Can happen only once in a call.")


SilencedPlace = Annotated[
    str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)?$", max_length=161)
]
"""A scene, an ending, or a reply as ``scene.reply``."""


class Silenced(Model):
    """A finding of moodline check that the author has looked at and means to leave as it is."""

    code: Slug = Field(description="The finding's code.", examples=["line-never-said"])
    because: ShortText = Field(description="Why it is right as it is; for whoever reads the file next.")
    at: SilencedPlace | None = Field(
        None,
        description="Where: a scene or an ending, or scene.reply. Left out: anywhere in this scenario.",
        examples=["opening", "opening.send-now"],
    )


class Ending(Model):
    """How a call can end, with two separate results."""

    title: ShortText = Field(description="How the call ended, in a few words.")
    problem: ProblemResult = Field(description="Is the problem solved, partly solved, or still open?")
    relationship: RelationshipResult = Field(description="Is the relationship kept, strained or lost?")
    says: OneOrMany[SpokenText] = Field((), description="The customer's last words.")
    debrief: LongText = Field("", description="What this ending means. Markdown.")
    good: bool | None = Field(
        None,
        description="Is this as good as the call can honestly end? Left out: good if solved and kept.",
    )

    @property
    def is_good(self) -> bool:
        """Whether the call ended as well as it honestly could."""
        if self.good is not None:
            return self.good
        return self.problem == "solved" and self.relationship == "kept"


IncludePath = Annotated[str, Field(min_length=1, max_length=200)]
"""A file's path, with / between its parts."""

LANGUAGE_PATTERN: Final = r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$"


class Scenario(Model):
    """One customer, one problem: everything an author writes in one file."""

    model_config = ConfigDict(title="Moodline scenario, format version 1")

    moodline: Literal[1] = Field(description="The format's version.")
    id: Slug = Field(description="The scenario's id: what moodline play is given.")
    title: ShortText = Field(description="Its title in the library.")
    summary: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)] = Field(
        description="One or two sentences for the library."
    )
    language: Annotated[str, Field(pattern=LANGUAGE_PATTERN)] = Field(
        "en", description="The language spoken, by BCP 47, such as en or pt-BR."
    )
    level: Annotated[int, Field(ge=1, le=3)] = Field(description="1 foundation, 2 practised, 3 hard.")
    minutes: Annotated[int, Field(ge=1, le=120)] = Field(description="About how long one call takes.")
    skills: OneOrMany[Skill] = Field((), description="What it trains.")
    brief: Brief = Field(description="What the trainee knows before answering.")
    customer: Customer = Field(description="Who is calling, and in what mood.")
    facts: dict[Slug, ShortText] = Field({}, description="What can be told, asked, and asked twice.")
    promises: dict[Slug, ShortText] = Field({}, description="What can be promised, kept and broken.")
    told: OneOrMany[Slug] = Field((), description="Facts known from earlier contacts: asking again costs.")
    moves: dict[Slug, OwnMove] = Field({}, description="Moves of this scenario's own.")
    critical: tuple[Critical, ...] = Field((), description="What must not happen; reported apart.")
    include: OneOrMany[IncludePath] = Field(
        (),
        description="Other files' scenes, by path relative to this file.",
        examples=["parts/identity.yaml"],
    )
    start: Slug = Field(description="The scene in which the call starts.")
    scenes: dict[Slug, Scene] = Field(description="The points of the call, by id.", max_length=MAX_SCENES)
    interrupts: tuple[Interrupt, ...] = Field((), description="What makes the customer break in.")
    endings: dict[Slug, Ending] = Field(description="How the call can end, by id.", min_length=1)
    silenced: tuple[Silenced, ...] = Field(
        (), description="What moodline check need not report: findings that are meant, each with its reason."
    )

    def move_of(self, name: str) -> Move:
        """The move of the catalogue that a move of a reply is, or is like.

        Raises:
            KeyError: there is no such move.
        """
        own = self.moves.get(name)
        return MOVES[own.like if own is not None else name]


class ScenarioPart(Model):
    """A file that others include: scenes, and the facts and promises that they speak of."""

    model_config = ConfigDict(title="Moodline scenario part, format version 1")

    moodline: Literal[1] = Field(description="The format's version.")
    facts: dict[Slug, ShortText] = Field({}, description="Facts that its scenes speak of.")
    promises: dict[Slug, ShortText] = Field({}, description="Promises that its scenes speak of.")
    include: OneOrMany[IncludePath] = Field((), description="Further parts, by path relative to this file.")
    scenes: dict[Slug, Scene] = Field(
        description="The points of the call, by id.", min_length=1, max_length=MAX_SCENES
    )


class Shift(Model):
    """Calls that are played in a row."""

    model_config = ConfigDict(title="Moodline shift, format version 1")

    moodline: Literal[1] = Field(description="The format's version.")
    id: Slug = Field(description="The shift's id.")
    title: ShortText = Field(description="Its title in the library.")
    summary: Annotated[str, StringConstraints(strip_whitespace=True, max_length=300)] = Field(
        "", description="One or two sentences for the library."
    )
    calls: OneOrMany[Slug] = Field(
        description="The scenarios, by id, in the order in which they are played.",
        min_length=1,
        max_length=50,
        examples=[["router-fourth-call", "late-fee"]],
    )
