"""The JSON Schema of the format, made from the model: editors complete and check scenarios with it."""

import json
from typing import Any, Final, Literal

from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode, JsonSchemaValue
from pydantic_core import CoreSchema

from engine.mood.coefficients import load_model
from engine.mood.moves import MOVES
from engine.scenario.data_schema import DIALECT, Untitled
from engine.scenario.limits import FORMAT_VERSION
from engine.scenario.model import Scenario, ScenarioPart, Shift
from engine.scenario.parts import SLUG_PATTERN

Kind = Literal["scenario", "part", "shift"]

_MODELS: Final[dict[Kind, type[BaseModel]]] = {"scenario": Scenario, "part": ScenarioPart, "shift": Shift}
_KEPT_AS_GIVEN: Final = frozenset({"examples", "default", "const", "enum", "required"})
_ID: Final[JsonSchemaValue] = {"type": "string", "pattern": SLUG_PATTERN, "maxLength": 80}
_SHARED: Final[dict[str, JsonSchemaValue]] = {
    "Id": {**_ID, "description": "Lower-case letters, digits and single hyphens."},
    "Move": {
        "anyOf": [
            {
                "description": "A move of the catalogue.",
                "oneOf": [
                    {"const": move.name, "description": f"{move.family}: {move.words}"}
                    for move in MOVES.values()
                ],
            },
            {"$ref": "#/$defs/Id", "description": "A move of this scenario's own."},
        ]
    },
    "Persona": {
        "anyOf": [
            {
                "description": "A persona of the shipped mood model.",
                "oneOf": [
                    {"const": name, "description": persona.words}
                    for name, persona in load_model().personas.items()
                ],
            },
            {"$ref": "#/$defs/Id", "description": "A persona of a mood model of your own."},
        ]
    },
}
"""What stands in many places, described once."""


def schema(kind: Kind = "scenario") -> JsonSchemaValue:
    """The JSON Schema (2020-12) of a scenario, of a part that scenarios include, or of a shift.

    It accepts everything that the reader accepts, short forms included. What goes beyond one value (is there
    such a scene?) is for the reader alone.
    """
    made = _MODELS[kind].model_json_schema(by_alias=True, schema_generator=_Generator)
    return {"$schema": DIALECT, "$id": f"moodline:{file_name(kind)}", **made}


def schema_text(kind: Kind = "scenario") -> str:
    """The schema as it stands in its file beside the scenarios."""
    return json.dumps(schema(kind), indent=2, ensure_ascii=False) + "\n"


def file_name(kind: Kind = "scenario") -> str:
    """The name of the schema's file: ``scenario-1.schema.json``."""
    return f"{kind}-{FORMAT_VERSION}.schema.json"


class _Generator(Untitled):
    """Leaves out null, too, where the author would just leave the key out."""

    def generate(self, schema: CoreSchema, mode: JsonSchemaMode = "validation") -> JsonSchemaValue:
        """The schema, tidied."""
        tidy = super().generate(schema, mode)
        entries = {**tidy.get("$defs", {}), **_SHARED}
        shared = {name: _tidied(one) for name, one in entries.items()}
        made: JsonSchemaValue = _tidied({key: value for key, value in tidy.items() if key != "$defs"})
        used = json.dumps([made, *shared.values()])
        made["$defs"] = {name: one for name, one in sorted(shared.items()) if f'#/$defs/{name}"' in used}
        return made


def _tidied(part: Any) -> Any:
    if isinstance(part, list):
        return [_tidied(one) for one in part]
    if not isinstance(part, dict):
        return part
    tidy: dict[str, Any] = {}
    for key, value in part.items():
        if key == "properties":
            tidy[key] = {name: _tidied(one) for name, one in value.items()}
        elif key == "patternProperties":  # by itself it would let every other key pass
            (pattern, one), *_ = value.items()
            tidy["additionalProperties"] = _tidied(one)
            tidy["propertyNames"] = (
                {"$ref": "#/$defs/Id"} if pattern == SLUG_PATTERN else {"pattern": pattern}
            )
        elif key == "description":
            tidy[key] = " ".join(value.replace("``", "").split())
        elif (key == "propertyNames" and "patternProperties" in part) or (
            key == "default" and _is_nothing(value)
        ):
            continue
        else:
            tidy[key] = value if key in _KEPT_AS_GIVEN else _tidied(value)
    options = tidy.get("anyOf")
    if isinstance(options, list) and {"type": "null"} in options:
        left = [option for option in options if option != {"type": "null"}]
        del tidy["anyOf"]
        tidy = {**(left[0] if len(left) == 1 else {"anyOf": left}), **tidy}
    if "shared" in tidy:
        tidy = {"$ref": f"#/$defs/{tidy.pop('shared')}", **tidy}
    elif _ID.items() <= tidy.items() and tidy != _SHARED["Id"]:
        tidy = {"$ref": "#/$defs/Id", **{key: value for key, value in tidy.items() if key not in _ID}}
    return tidy


def _is_nothing(default: Any) -> bool:
    """Whether the default is only that nothing was written."""
    if isinstance(default, dict):
        return all(value is None for value in default.values())
    return default is None or default in ("", [])


def main() -> None:
    """Write the schemas beside the shipped scenarios."""
    from engine.scenario.library import SHIPPED

    for kind in _MODELS:
        (SHIPPED / file_name(kind)).write_text(schema_text(kind), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
