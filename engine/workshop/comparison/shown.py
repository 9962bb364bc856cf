"""Values of the format in words, short enough to stand before and after an arrow."""

import re
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from engine.scenario.conditions import When
from engine.scenario.parts import SLUG_PATTERN
from engine.scenario.scene import Variant, Way
from engine.workshop.in_words import in_words

NOTHING = "nothing"
_ID = re.compile(SLUG_PATTERN)


def shown(value: Any) -> str:
    """A value in words: ids as they are, texts in quotes, conditions as they would stand after "if"."""
    if value is None or value in ("", (), {}):
        return NOTHING
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return value if _ID.match(value) else f"“{' '.join(value.split())}”"
    if isinstance(value, When):
        return f"if {in_words(value)}" if in_words(value) else "always"
    if isinstance(value, Way):
        return value.goto if value.when is None else f"{value.goto} {shown(value.when)}"
    if isinstance(value, Variant):
        says = " or ".join(map(shown, value.says))
        return says if value.when is None else f"{shown(value.when)}: {says}"
    if isinstance(value, BaseModel):
        return shown({key: part for key, part in value if type(value).model_fields[key].default != part})
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {shown(part)}" for key, part in value.items()) or NOTHING
    if isinstance(value, tuple):
        return "; ".join(map(shown, value))
    return str(value)
