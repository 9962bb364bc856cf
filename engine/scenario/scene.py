"""The model of one scene: what the customer says, the replies on offer, and where they lead."""

from typing import Annotated, Any, Final

from pydantic import ConfigDict, Field, model_validator

from engine.scenario.conditions import When
from engine.scenario.ids import with_ids
from engine.scenario.limits import MAX_REPLIES
from engine.scenario.parts import (
    SLUG_PATTERN,
    Model,
    MoveName,
    Nudge,
    OneOrMany,
    ShortText,
    Slug,
    SpokenText,
    WrittenAs,
)


class Variant(Model):
    """One thing that the customer may say here; the first variant whose condition holds is spoken."""

    when: When | None = Field(None, description="When this is said; without it, always.")
    says: OneOrMany[SpokenText] = Field(
        description="The line. Of several, one is drawn by the call's seed.", min_length=1
    )


class Way(Model):
    """One way on from a reply."""

    when: When | None = Field(None, description="When this way is taken. The last way of a list has none.")
    goto: Slug = Field(description="A scene, an ending, or return.")


class NudgeMood(Model):
    """The author's own change of mood; it stands in the ledger under the author's words."""

    heat: Nudge = Field(0, description="Change of heat, in points.")
    heard: Nudge = Field(0, description="Change of heard, in points.")
    trust: Nudge = Field(0, description="Change of trust, in points.")
    because: ShortText = Field(description="Why; shown to the trainee as it stands.")


class Hold(Model):
    """Time on hold."""

    seconds: Annotated[int, Field(ge=1, le=3600)] = Field(description="How long the customer waits.")
    announced: bool = Field(False, description="Whether the reply gave a reason and a length.")


def _as_ways(value: Any) -> Any:
    if isinstance(value, str):
        return ({"goto": value},)
    if isinstance(value, dict):
        return (value,)
    if isinstance(value, tuple):
        return tuple({"goto": way} if isinstance(way, str) else way for way in value)
    return value


def _as_variants(value: Any) -> Any:
    if isinstance(value, str):
        return ({"says": value},)
    if isinstance(value, dict):
        return (value,)
    if isinstance(value, tuple) and value:
        if all(isinstance(line, str) for line in value):
            return ({"says": value},)
        return tuple({"says": line} if isinstance(line, str) else line for line in value)
    return value


def _as_hold(value: Any) -> Any:
    return {"seconds": value} if isinstance(value, int) and not isinstance(value, bool) else value


_SLUG_FORM: Final = {"type": "string", "pattern": SLUG_PATTERN, "maxLength": 80}
_LINE_FORM: Final = {"type": "string", "minLength": 1, "maxLength": 600}

Ways = Annotated[
    tuple[Way, ...],
    WrittenAs(
        lambda ways: [
            _SLUG_FORM,
            ways["items"],
            {"type": "array", "minItems": 1, "items": {"anyOf": [_SLUG_FORM, ways["items"]]}},
        ]
    ),
]
"""Ways on: an id, or guarded ways of which the last may be an id alone."""

Variants = Annotated[
    tuple[Variant, ...],
    WrittenAs(
        lambda variants: [
            _LINE_FORM,
            variants["items"],
            {"type": "array", "items": {"anyOf": [_LINE_FORM, variants["items"]]}},
        ]
    ),
]
"""What is said: a line, lines of which one is drawn, or variants of which the first that fits is spoken."""

HoldTime = Annotated[Hold, WrittenAs(lambda hold: [{"type": "integer", "minimum": 1, "maximum": 3600}, hold])]
"""Time on hold: seconds, or seconds and announced."""


def _reply_schema(schema: dict[str, Any]) -> None:
    """What an author may leave out or must write together."""
    schema["required"] = [name for name in schema["required"] if name != "id"]
    schema["oneOf"] = [{"required": ["goto"]}, {"required": ["detour"]}]
    schema["dependentRequired"] = {"locked": ["when"]}


class Reply(Model):
    """One thing that the trainee can say or do."""

    model_config = ConfigDict(json_schema_extra=_reply_schema)

    id: Slug = Field(description="Its id, unique in its scene. Left out, it is made from the text.")
    says: SpokenText = Field(description="What the trainee says.")
    moves: OneOrMany[MoveName] = Field(
        (), description="What the reply does as communication.", max_length=8, examples=[["affirm", "invite"]]
    )
    why: Annotated[str, Field(max_length=400)] = Field(
        "", description="Why it works or does not; about the reply, never about the person."
    )
    goto: Ways = Field(
        (),
        description="Where the call goes on: an id, or guarded ways of which the last is unguarded.",
        examples=["visits", [{"when": {"heat": ">= 75"}, "goto": "supervisor-demand"}, {"goto": "visits"}]],
    )
    detour: Slug | None = Field(
        None, description="A scene entered now, from which goto: return comes back here."
    )
    when: When | None = Field(None, description="Hides the reply unless it holds.")
    locked: ShortText | None = Field(
        None, description="With when: shown greyed, with this reason, in place of hidden."
    )
    asks: OneOrMany[Slug] = Field((), description="Facts it asks for.")
    promises: OneOrMany[Slug] = Field((), description="Promises it makes.")
    keeps: OneOrMany[Slug] = Field((), description="Promises it keeps.")
    breaks: OneOrMany[Slug] = Field((), description="Promises it breaks.")
    settles: bool = Field(False, description="Settles the grievance.")
    fails: bool = Field(
        False, description="The remedy tried here does not work; the customer's baseline heat rises."
    )
    sets: OneOrMany[Slug] = Field((), description="Flags it sets.")
    hold: HoldTime | None = Field(
        None,
        description="Puts the customer on hold: seconds, or seconds and announced.",
        examples=[90, {"seconds": 90, "announced": True}],
    )
    once: bool = Field(False, description="Can be given only once in a call.")
    mood: NudgeMood | None = Field(None, description="The author's own change of mood, with a because.")
    phrase: Slug | None = Field(
        None, description="Replies with the same phrase wear each other out, as the same stock line would."
    )
    also: OneOrMany[SpokenText] = Field((), description="Other wordings of the same reply.")

    @model_validator(mode="before")
    @classmethod
    def _shorthand(cls, data: Any) -> Any:
        if not isinstance(data, dict):
            return data
        data = dict(data)
        if "goto" in data:
            data["goto"] = _as_ways(data["goto"])
        if "hold" in data:
            data["hold"] = _as_hold(data["hold"])
        return data


class Scene(Model):
    """A point in the call: what the customer says, and the replies on offer."""

    title: ShortText | None = Field(None, description="A name for the map; the id does otherwise.")
    customer: Variants = Field(
        (),
        description="What the customer says: a line, lines of which one is drawn, or variants, of which the"
        " first that fits is spoken.",
    )
    again: Variants = Field(
        (), description="What the customer says on coming back here, in place of customer."
    )
    vents: bool = Field(False, description="The customer needs to get something out here.")
    tells: OneOrMany[Slug] = Field((), description="Facts that the customer tells on entering.")
    replies: Annotated[tuple[Reply, ...], Field(min_length=1, max_length=MAX_REPLIES)] = Field(
        description="What the trainee can say."
    )

    @model_validator(mode="before")
    @classmethod
    def _shorthand(cls, data: Any) -> Any:
        if not isinstance(data, dict):
            return data
        data = dict(data)
        for key in ("customer", "again"):
            if key in data:
                data[key] = _as_variants(data[key])
        if isinstance(data.get("replies"), (tuple, list)):
            data["replies"] = with_ids(data["replies"])
        return data
