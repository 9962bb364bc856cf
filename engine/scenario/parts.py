"""Small types that the format's model is made of: ids, texts, and "one or a list"."""

from collections.abc import Callable
from typing import Annotated, Any, Final, TypeVar

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    StringConstraints,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema


class WrittenAs:
    """Lists in the JSON Schema the ways in which an author may write a value; the model turns them into one.

    ``forms`` makes them from the schema that the value has by itself.
    """

    def __init__(self, forms: Callable[[JsonSchemaValue], list[JsonSchemaValue]]) -> None:
        self._forms = forms

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        own = handler(schema)
        return {"anyOf": self._forms(own)}


class WrittenInstead:
    """Describes in the JSON Schema what an author writes where that is not what the model holds.

    ``{"shared": NAME}`` stands for what ``schema`` describes once under that name.
    """

    def __init__(self, form: JsonSchemaValue) -> None:
        self._form = form

    def __get_pydantic_json_schema__(
        self, _schema: CoreSchema, _handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return dict(self._form)


SLUG_PATTERN: Final = r"^[a-z0-9]+(-[a-z0-9]+)*$"

Slug = Annotated[str, Field(pattern=SLUG_PATTERN, max_length=80)]
"""An id: lower-case letters, digits and single hyphens."""

MoveName = Annotated[Slug, WrittenInstead({"shared": "Move"})]
"""A move of the catalogue, or one of the scenario's own."""

PersonaName = Annotated[Slug, WrittenInstead({"shared": "Persona"})]
"""A persona of the mood model."""

ShortText = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
"""A title or a name: one line."""

SpokenText = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=600)]
"""What a person says in one go."""

LongText = Annotated[str, Field(max_length=8000)]
"""A page of Markdown: brief and debrief."""

RecordText = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=300),
    WrittenInstead({"type": ["string", "number", "boolean", "null"], "maxLength": 300}),
]
"""A value of the record card: text just as it is written, whatever it looks like."""

MoodNumber = Annotated[int, Field(ge=0, le=100)]
"""Heat, heard or trust: 0–100."""

Nudge = Annotated[int, Field(ge=-100, le=100)]
"""A change of one part of the mood, in points."""


class Model(BaseModel):
    """Base of everything an author writes: frozen, strict, and closed to unknown keys."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", populate_by_name=False)


class _OneOrMany:
    """Lets an author write one value where a list is possible; the model always holds a tuple."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_before_validator_function(_as_tuple, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        many = handler(schema)
        return {"anyOf": [many["items"], many]}


def _as_tuple(value: Any) -> Any:
    return value if isinstance(value, tuple) else tuple(value) if isinstance(value, list) else (value,)


T = TypeVar("T")

OneOrMany = Annotated[tuple[T, ...], _OneOrMany()]
"""``OneOrMany[T]`` reads one T or a list of T, and holds ``tuple[T, ...]``."""
