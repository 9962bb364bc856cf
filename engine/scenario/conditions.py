"""Conditions: the closed set of things a ``when`` can look at. Nothing in it is evaluated as code."""

import re
from typing import Annotated, Any, Final, NamedTuple, Self

from pydantic import ConfigDict, Field, GetJsonSchemaHandler, WithJsonSchema
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from engine.mood.bands import BandName
from engine.scenario.parts import Model, OneOrMany, Slug

LOWEST: Final = -1_000_000_000
HIGHEST: Final = 1_000_000_000
"""The ends of a range that the author left open."""

_COMPARISON = re.compile(r"(>=|<=|>|<|=)\s*(-?[0-9]{1,9})\Z")
_BETWEEN = re.compile(r"(-?[0-9]{1,9})\s*\.\.\s*(-?[0-9]{1,9})\Z")
RANGE_PATTERN: Final = r"^\s*((>=|<=|>|<|=)\s*-?[0-9]{1,9}|-?[0-9]{1,9}\s*\.\.\s*-?[0-9]{1,9})\s*$"


class Range(NamedTuple):
    """Whole numbers from ``low`` to ``high``, both included."""

    low: int
    high: int

    def holds(self, number: int) -> bool:
        """Whether ``number`` lies in the range."""
        return self.low <= number <= self.high

    @classmethod
    def parse(cls, value: Any) -> Self:
        """Read ``">= 50"``, ``"< 40"``, ``"40..60"`` or a whole number.

        Raises:
            ValueError: the value is none of these, or a range runs backwards.
        """
        if isinstance(value, cls):
            return value
        if isinstance(value, int) and not isinstance(value, bool) and abs(value) < HIGHEST:
            return cls(value, value)
        if isinstance(value, str):
            if match := _COMPARISON.match(value.strip()):
                number = int(match[2])
                return {
                    ">=": cls(number, HIGHEST),
                    ">": cls(number + 1, HIGHEST),
                    "<=": cls(LOWEST, number),
                    "<": cls(LOWEST, number - 1),
                    "=": cls(number, number),
                }[match[1]]
            if match := _BETWEEN.match(value.strip()):
                low, high = int(match[1]), int(match[2])
                if low > high:
                    raise ValueError(f"this range runs backwards; write {high}..{low}")
                return cls(low, high)
        raise ValueError(
            'write a comparison in quotes such as ">= 50", "< 40" or "40..60", or a whole number'
        )

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: Any) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(cls.parse)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, _schema: CoreSchema, _handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"anyOf": [{"type": "integer"}, {"type": "string", "pattern": RANGE_PATTERN}]}


SceneReply = Annotated[
    str,
    Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*\.[a-z0-9]+(-[a-z0-9]+)*$", max_length=161),
    WithJsonSchema({"type": "string", "pattern": r"^[a-z0-9-]+\.[a-z0-9-]+$", "description": "scene.reply"}),
]
"""A reply named from outside its scene: ``scene.reply``."""


class When(Model):
    """A condition: every entry given must hold. Where an entry takes a list of ids, all of them must hold;
    for ``mood`` one of the listed bands is enough."""

    model_config = ConfigDict(title="Condition")

    heat: Range | None = Field(None, description='Anger, 0–100: ">= 50", "< 40", "40..60" or a number.')
    heard: Range | None = Field(None, description="Does the customer feel understood? 0–100.")
    trust: Range | None = Field(
        None, description="Does the customer believe the agent is on their side? 0–100."
    )
    turn: Range | None = Field(None, description="How many replies the agent has given.")
    contacts: Range | None = Field(None, description="How often the customer got in touch before this call.")
    mood: OneOrMany[BandName] = Field((), description="The band of the heat: one of these.")
    told: OneOrMany[Slug] = Field((), description="Facts the customer has told.")
    asked: OneOrMany[Slug] = Field((), description="Facts the agent has asked for.")
    promised: OneOrMany[Slug] = Field((), description="Promises the agent has made.")
    kept: OneOrMany[Slug] = Field((), description="Promises that were kept.")
    broken: OneOrMany[Slug] = Field((), description="Promises that were broken.")
    flag: OneOrMany[Slug] = Field((), description="Flags that a reply has set.")
    chose: OneOrMany[SceneReply] = Field((), description="Replies given, as scene.reply.")
    visited: OneOrMany[Slug] = Field((), description="Scenes the call has been in.")
    made: dict[Slug, Range] = Field(
        {}, description="How often a move was made.", examples=[{"validate": ">= 2"}]
    )
    settled: bool | None = Field(None, description="Whether the grievance has been settled.")
    any: tuple["When", ...] = Field((), description="At least one of these conditions holds.")
    all: tuple["When", ...] = Field((), description="All of these conditions hold.")
    not_: "When | None" = Field(None, alias="not", description="This condition does not hold.")
