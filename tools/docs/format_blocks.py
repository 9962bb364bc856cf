"""The tables of the format's reference, from the JSON Schema that is itself made from the model."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from engine.mood.moves import MOVES
from engine.scenario import limits
from engine.scenario.conditions import RANGE_PATTERN
from engine.scenario.schema import Kind, schema
from tools.docs.blocks import Blocks, code, listed, table

Schema = dict[str, Any]

KINDS: Final[tuple[Kind, ...]] = ("scenario", "part", "shift")

_NAMES: Final = {
    "Move": ("a move", "moves", "#moves"),
    "Persona": ("a persona", "personas", "mood-model.md#personas"),
    "When": ("a condition", "conditions", "#conditions"),
    "Brief": ("entries", "entries", "#brief"),
    "Customer": ("entries", "entries", "#customer"),
    "StartMood": ("a mood", "moods", "#mood-and-baseline"),
    "Limit": ("entries", "entries", "#limit"),
    "OwnMove": ("a move of your own", "moves of your own", "#moves-of-your-own"),
    "Critical": ("a critical item", "critical items", "#critical-items"),
    "Scene": ("a scene", "scenes", "#scenes"),
    "Reply": ("a reply", "replies", "#replies"),
    "Variant": ("a variant", "variants", "#what-the-customer-says"),
    "Way": ("a guarded way", "guarded ways", "#ways-on"),
    "Hold": ("entries", "entries", "#hold"),
    "NudgeMood": ("entries", "entries", "#a-nudge-of-your-own"),
    "Interrupt": ("an interrupt", "interrupts", "#interrupts"),
    "Ending": ("an ending", "endings", "#endings"),
    "Silenced": ("a silenced finding", "silenced findings", "#silenced"),
}
"""What the parts of the format are called on the page, one and several, and where they are explained."""

FAMILIES: Final = {
    "listen": "Listen",
    "validate": "Validate",
    "affirm": "Affirm",
    "cooperate": "Cooperate",
    "process": "Process",
    "harm": "Harm",
}


def format_blocks() -> Blocks:
    """The blocks of ``docs/reference/format.md``."""
    blocks: dict[str, Callable[[], str]] = {
        **{f"keys {kind}": partial(keys_table, schema(kind)) for kind in KINDS},
        "moves": moves_table,
        "limits": limits_table,
    }
    parts: dict[str, Schema] = schema("scenario")["$defs"]
    for name, part in parts.items():
        if "properties" in part:
            blocks[f"keys {name}"] = partial(keys_table, part)
    return blocks


def keys_table(part: Schema) -> str:
    """The keys of a part of the format: what each is, what can stand there, and what leaving it out means."""
    needed = set(part.get("required", ()))
    rows = [
        (code(key), one["description"], in_words(one), "must be there" if key in needed else _left_out(one))
        for key, one in part["properties"].items()
    ]
    return table(("Key", "What it is", "What can stand there", "Left out"), rows)


def _left_out(one: Schema) -> str:
    match one.get("default"):
        case None:
            return "–"
        case bool() as default:
            return code(str(default).lower())
        case default:
            return code(default)


def in_words(one: Schema) -> str:
    """What a schema allows, in words."""
    if "$ref" in one:
        return _named(one)
    if "const" in one:
        return code(one["const"])
    if "enum" in one:
        return listed([code(value) for value in one["enum"]])
    if options := one.get("anyOf"):
        return _any_of(options)
    match one["type"]:
        case "array":
            return f"a list of {_items(one['items'])}{_up_to(one.get('maxItems'))}"
        case "object":
            return _entries(one)
        case "boolean":
            return f"{code('true')} or {code('false')}"
        case "integer":
            return "a whole number" + _from_to(one)
        case "number":
            return "a number" + _from_to(one)
        case "string":
            return _text(one)
        case _:
            return "a text or number, as it stands"


def _any_of(options: list[Schema]) -> str:
    if any(option.get("pattern") == RANGE_PATTERN for option in options):
        return "a [comparison](#comparisons) or a whole number"
    if len(options) == 2 and options[1].get("items") == options[0]:
        most = options[1].get("maxItems")
        return f"{in_words(options[0])}, or a list{_up_to(most)}"
    return listed(list(dict.fromkeys(in_words(option) for option in options)))


def _named(one: Schema, *, several: bool = False) -> str:
    name = one["$ref"].rpartition("/")[2]
    if name == "Id":
        return "ids" if several else "an id"
    words, place = _NAMES[name][several], _NAMES[name][2]
    article, _, noun = words.partition(" ") if words.startswith(("a ", "an ")) else ("", "", words)
    return f"{article} [{noun}]({place})".strip()


def _items(items: Schema) -> str:
    """Several of what a list holds."""
    if "anyOf" in items:
        return listed([_items(option) for option in items["anyOf"]])
    if "$ref" in items:
        return _named(items, several=True)
    return "lines" if items.get("type") == "string" else in_words(items)


def _entries(one: Schema) -> str:
    value = in_words(one["additionalProperties"])
    key = "an id" if "$ref" in one["propertyNames"] else "a label"
    return f"entries: {key}, and for it {value}{_up_to(one.get('maxProperties'))}"


def _text(one: Schema) -> str:
    if one.get("description") == "scene.reply":
        return code("scene.reply")
    longest = one.get("maxLength")
    return "text" if longest is None else f"text, up to {longest:,} characters"


def _up_to(most: int | None) -> str:
    return "" if most is None else f", up to {most:,}"


def _from_to(one: Schema) -> str:
    low, high = one.get("minimum"), one.get("maximum")
    return "" if low is None or high is None else f" from {low:,} to {high:,}".replace("-", "−")


def moves_table() -> str:
    """The catalogue of moves."""
    rows = [(FAMILIES[move.family], code(move.name), f"It {move.words}.") for move in MOVES.values()]
    return table(("Family", "Move", "What the reply does"), rows)


def limits_table() -> str:
    """How large a scenario may be."""
    scene_schema = schema("scenario")["$defs"]["Scene"]["properties"]
    reply_schema = schema("scenario")["$defs"]["Reply"]["properties"]
    rows = [
        ("One file", f"{limits.MAX_BYTES >> 20} MiB"),
        ("Files of one scenario, itself included", f"{limits.MAX_FILES}"),
        ("Scenes of one scenario, its parts' included", f"{limits.MAX_SCENES:,}"),
        ("Replies of one scene", f"{scene_schema['replies']['maxItems']}"),
        ("Moves of one reply", f"{reply_schema['moves']['anyOf'][1]['maxItems']}"),
        ("Entries and lists inside one another", f"{limits.MAX_NESTING} deep"),
        ("Values in one file, aliases written out", f"{limits.MAX_VALUES:,}"),
        ("Values that aliases may add to a file", f"{limits.MAX_ALIASED:,}"),
        ("Problems told of one scenario", f"{limits.MAX_PROBLEMS:,}; the rest is counted"),
    ]
    return table(("What", "At most"), rows)
