"""JSON Schemas of what Moodline writes, made from pydantic models."""

import json
from pathlib import Path
from typing import Final

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


class Untitled(GenerateJsonSchema):
    """Without titles that only repeat a key's name."""

    def field_title_should_be_set(self, schema: object) -> bool:
        """No titles made from names."""
        return False


def data_schema_text(model: type[BaseModel], file: Path) -> str:
    """The JSON Schema (2020-12) of what is written from a model, as it stands in a file of this name."""
    made = model.model_json_schema(schema_generator=Untitled, mode="serialization")
    whole = {"$schema": DIALECT, "$id": f"moodline:{file.name}", **made}
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"
