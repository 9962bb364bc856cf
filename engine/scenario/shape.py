"""Whether a file has the format's shape. What does not fit is told in the author's words, all at once."""

from collections.abc import Callable, Sequence
from typing import Any, Final, NamedTuple, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from engine.scenario.document import Document, Path
from engine.scenario.expected import Place, expected, homes_of, keys_of, required_keys
from engine.scenario.ids import slug_from
from engine.scenario.problems import Problem, closest, listed, quoted
from engine.scenario.text import shortened

M = TypeVar("M", bound=BaseModel)

_LISTS_OF_LINES: Final = ("customer", "again")
_YES_NO: Final = {
    **dict.fromkeys(("yes", "y", "on", "ja", "oui"), "true"),
    **dict.fromkeys(("no", "n", "off", "nein", "non"), "false"),
}
_MOST_ERRORS: Final = 2000
_MOST_ROUNDS: Final = 8


class Finding(NamedTuple):
    """What is wrong at one place."""

    code: str
    message: str
    found: str = ""
    hint: str = ""
    at_key: bool = False


def validate(document: Document, model: type[M]) -> tuple[M | None, list[Problem]]:
    """The data as a ``model``, or None and every problem with its shape.

    Keys that are only misspelt get their right names in the data, so that what stands under them is looked
    at, and nobody is told that the right ones are missing.
    """
    misspelt: list[Problem] = []
    for _ in range(_MOST_ROUNDS):
        try:
            made = model.model_validate(document.data)
        except ValidationError as error:
            details = [one for one in error.errors(include_url=False)[:_MOST_ERRORS] if not _is_echo(one)]
        else:
            return (None if misspelt else made), misspelt
        problems = [(detail, _problem(document, model, detail)) for detail in details]
        renamed = [problem for detail, problem in problems if _renamed(document, model, detail)]
        if not renamed:
            return None, [*misspelt, *(problem for _, problem in problems)]
        misspelt += renamed
    return None, misspelt


def path_in(data: Any, place: Place) -> Path:
    """Where in the data as written the place is that pydantic names in the data as the model holds it.

    They differ where an author may write one value for a list, or an id for a way.
    """
    path: list[str | int] = []
    value = data
    steps = list(place)
    while steps:
        step = steps.pop(0)
        if isinstance(value, dict):
            if isinstance(step, str):
                if step not in value:
                    break
                path.append(step)
                value = value[step]
        elif isinstance(value, tuple):
            lines = path and path[-1] in _LISTS_OF_LINES and all(isinstance(line, str) for line in value)
            if lines and step == 0 and steps[:1] == ["says"] and len(steps) > 1:
                step = steps[1]
                steps = []
            if not isinstance(step, int) or step >= len(value):
                break
            path.append(step)
            value = value[step]
        else:
            break
    return tuple(path)


def words_for(value: Any) -> str:
    """What was found, in words."""
    match value:
        case None:
            return "nothing (an empty value)"
        case bool():
            return "true" if value else "false"
        case int() | float():
            return shortened(str(value), 40)
        case str():
            return quoted(value) if value else "an empty text"
        case tuple():
            return f"a list of {len(value)}" if value else "an empty list"
        case dict():
            return (
                f"entries ({listed(list(value)[:4], 'and')}{', …' if len(value) > 4 else ''})"
                if value
                else "no entries"
            )
    return "something else"


def _renamed(document: Document, model: type[BaseModel], detail: ErrorDetails) -> bool:
    """Whether the problem is a misspelt key; its value then stands under the right one."""
    *place, key = detail["loc"]
    if detail["type"] != "extra_forbidden":
        return False
    near = _meant(str(key), _keys_at(model, tuple(place)))
    entries = document.data
    for step in path_in(document.data, tuple(place)):
        entries = entries[step]
    if near is None or near in entries:
        return False
    entries[near] = entries.pop(key)
    keys, marks = document.marks[id(entries)]
    if keys is not None and key in marks:
        keys[near], marks[near] = keys[str(key)], marks[key]
    return True


def _problem(document: Document, model: type[BaseModel], detail: ErrorDetails) -> Problem:
    place: Place = detail["loc"]
    of_key = len(place) > 1 and place[-1] == "[key]"
    path = path_in(document.data, place[:-1] if of_key or detail["type"] == "missing" else place)
    finding = (
        _about_key(detail) if of_key else _FINDINGS.get(detail["type"], _other)(document, path, model, detail)
    )
    return document.problem(
        finding.code,
        path,
        finding.message,
        found=finding.found,
        hint=finding.hint,
        key=finding.at_key or of_key,
    )


def _is_echo(detail: ErrorDetails) -> bool:
    """Whether another problem is the reason for this one, and is told anyway."""
    if detail["type"] == "missing":  # a reply's id is made from its text; without one, the text is the matter
        return bool(detail["loc"][-1] == "id" and detail["loc"][-3:-2] == ("replies",))
    if detail["type"] == "too_short":  # what is in the list is wrong, so that none of it counts
        return len(detail["input"]) >= int(detail.get("ctx", {}).get("min_length", 1))
    return False


def _about_key(detail: ErrorDetails) -> Finding:
    key = str(detail["input"])
    if detail["type"] == "string_pattern_mismatch":
        return _bad_id(key, at_key=True)
    if detail["type"] == "string_too_long":
        return Finding(
            "too-long", f"a key here has at most {_limit(detail)} characters", f"{len(key)} characters"
        )
    return Finding("empty-text", "a key is empty", "an empty text", "write a name before the colon")


def _missing(_document: Document, _path: Path, model: type[BaseModel], detail: ErrorDetails) -> Finding:
    *place, key = detail["loc"]
    meaning = _keys_at(model, tuple(place)).get(str(key), "")
    if key == "moodline":
        meaning = "write moodline: 1 on the first line"
    return Finding(
        "missing-key", f"{quoted(str(key))} is missing", "", f"{key}: {meaning}" if meaning else ""
    )


def _unknown(_document: Document, _path: Path, model: type[BaseModel], detail: ErrorDetails) -> Finding:
    *place, last = detail["loc"]
    key = str(last)
    known = _keys_at(model, tuple(place))
    if (near := _meant(key, known)) is not None:
        hint = f"did you mean {quoted(near)}?"
    elif homes := homes_of(key):
        hint = f"{quoted(key)} belongs in {listed(homes)}"
    else:
        hint = f"the keys here are {listed(known, 'and')}"
    return Finding("unknown-key", f"there is no key {quoted(key)} here", quoted(key), hint, at_key=True)


def _meant(key: str, known: dict[str, str]) -> str | None:
    """The key that a misspelt one stands for; none for a key that is right, but in another place."""
    return None if homes_of(key) else closest(key, known)


def _keys_at(model: type[BaseModel], place: Place) -> dict[str, str]:
    parent = expected(model, place).kind
    return keys_of(parent) if isinstance(parent, type) and issubclass(parent, BaseModel) else {}


def _wrong_type(wanted: str) -> Callable[[Document, Path, type[BaseModel], ErrorDetails], Finding]:
    def finding(document: Document, path: Path, model: type[BaseModel], detail: ErrorDetails) -> Finding:
        value, words, hint = detail["input"], wanted, ""
        found = words_for(value)
        written = document.written(path) if isinstance(value, int | float) else ""
        if wanted == _ENTRIES:
            words, hint = _entries_words(expected(model, detail["loc"]).kind, str(path[-1]) if path else "")
        elif wanted == _LIST and path and path[-1] in _SHORT_FORMS:
            words, hint = _SHORT_FORMS[str(path[-1])]
        if value is None:
            hint = "write a value, or take the key out"
        elif written:
            found = shortened(written, 40)
        if wanted == _TEXT and isinstance(value, bool | int | float):
            hint = f'put it in quotes: "{found}"'
        elif wanted == _TEXT and isinstance(value, dict) and len(value) == 1 and None in value.values():
            hint = "text that starts with a brace must be in quotes"
        elif wanted == _TEXT and isinstance(value, tuple | dict):
            hint = "text with brackets or braces at its start must be in quotes"
        elif isinstance(value, str):
            hint = _hint_for_text(wanted, value) or hint
        elif wanted == _WHOLE and isinstance(value, float):
            hint = "leave out what stands after the point"
        return Finding("wrong-type", f"this must be {words}", found, hint)

    return finding


_TEXT: Final = "text"
_WHOLE: Final = "a whole number"
_NUMBER: Final = "a number"
_YES: Final = "true or false"
_LIST: Final = "a list"
_ENTRIES: Final = "entries (key: value)"
_SHORT_FORMS: Final = {
    "goto": ("the id of a scene or an ending, or a list of ways", "such as goto: visits"),
    **dict.fromkeys(_LISTS_OF_LINES, ("a line, a list of lines, or a list of entries (when and says)", "")),
}


def _entries_words(model: Any, key: str) -> tuple[str, str]:
    if not (isinstance(model, type) and issubclass(model, BaseModel)):
        return _ENTRIES, "such as account-number: her account number" if key == "facts" else ""
    if model.__name__ == "Hold":
        return "a number of seconds, or entries (seconds, announced)", "such as hold: 90"
    must = required_keys(model)
    names = [*must, *(name for name in keys_of(model) if name not in must)][:6]
    return f"entries ({listed(names, 'and')})", ""


def _hint_for_text(wanted: str, value: str) -> str:
    if wanted == _YES:
        plain = value.strip().casefold()
        if plain in _YES_NO:
            return f"write {_YES_NO[plain]}; {quoted(value)} is text in this format"
        return "take the quotes out" if plain in ("true", "false") else "write true or false"
    if wanted in (_WHOLE, _NUMBER):
        try:
            float(value)
        except ValueError:
            return "write digits, such as 2" if wanted == _WHOLE else "write digits, such as 1.5"
        return "take the quotes out"
    return ""


def _wrong_value(_document: Document, _path: Path, model: type[BaseModel], detail: ErrorDetails) -> Finding:
    choices = expected(model, detail["loc"]).choices
    value = detail["input"]
    near = closest(value, choices) if isinstance(value, str) else None
    hint = f"did you mean {quoted(near)}?" if near else ""
    if detail["loc"] == ("moodline",):
        hint = "write moodline: 1"
    return Finding("wrong-value", f"this must be {listed(choices)}", words_for(value), hint)


def _pattern(_document: Document, path: Path, _model: type[BaseModel], detail: ErrorDetails) -> Finding:
    value = str(detail["input"])
    if path and path[-1] == "language":
        return Finding(
            "wrong-value", "this must be a language", quoted(value), "write a code such as en or pt-BR"
        )
    if "chose" in path:
        hint = "write the scene's id, a point, and the reply's id, such as opening.hear-her"
        return Finding("bad-id", "this must be scene.reply", quoted(value), hint)
    return _bad_id(value)


def _bad_id(value: str, *, at_key: bool = False) -> Finding:
    better = slug_from(value)
    hint = f"write {quoted(better)}" if better != "reply" else "such as first-visit"
    message = "an id is made of lower-case letters, digits and single hyphens"
    return Finding("bad-id", message, quoted(value), hint, at_key)


def _too_short(_document: Document, _path: Path, _model: type[BaseModel], detail: ErrorDetails) -> Finding:
    if detail["type"] == "string_too_short":
        return Finding("empty-text", "this must not be empty", words_for(detail["input"]), "write the text")
    return Finding("too-few", "at least one is needed here", words_for(detail["input"]))


def _too_long(_document: Document, _path: Path, _model: type[BaseModel], detail: ErrorDetails) -> Finding:
    most = _limit(detail)
    if detail["type"] == "string_too_long":
        count = len(str(detail["input"]))
        return Finding(
            "too-long", f"this may have at most {most:,} characters", f"{count:,} characters", "shorten it"
        )
    value = detail["input"]
    count = len(value) if isinstance(value, dict | tuple) else 0
    return Finding("too-many", f"at most {most:,} can stand here", f"{count:,}" if count else "more")


def _range(_document: Document, _path: Path, model: type[BaseModel], detail: ErrorDetails) -> Finding:
    _, _, low, high = expected(model, detail["loc"])
    found = detail["input"]
    past = high if isinstance(found, (int, float)) and high is not None and found > high else low
    hint = "" if past is None else f"the nearest that it can be is {past}"
    return Finding("out-of-range", f"this must be a number from {low} to {high}", words_for(found), hint)


def _value(_document: Document, _path: Path, _model: type[BaseModel], detail: ErrorDetails) -> Finding:
    why = str(detail.get("ctx", {}).get("error", "")) or "write another value"
    return Finding("bad-condition", "this is no comparison", words_for(detail["input"]), why)


def _other(_document: Document, _path: Path, _model: type[BaseModel], detail: ErrorDetails) -> Finding:
    return Finding("wrong-type", "the format wants something else here", words_for(detail["input"]))


def _limit(detail: ErrorDetails) -> int:
    return int(detail.get("ctx", {}).get("max_length", 0))


_FINDINGS: Final[dict[str, Callable[[Document, Path, type[BaseModel], ErrorDetails], Finding]]] = {
    "missing": _missing,
    "extra_forbidden": _unknown,
    "string_type": _wrong_type(_TEXT),
    "int_type": _wrong_type(_WHOLE),
    "int_from_float": _wrong_type(_WHOLE),
    "float_type": _wrong_type(_NUMBER),
    "bool_type": _wrong_type(_YES),
    "tuple_type": _wrong_type(_LIST),
    "dict_type": _wrong_type(_ENTRIES),
    "model_type": _wrong_type(_ENTRIES),
    "model_attributes_type": _wrong_type(_ENTRIES),
    "literal_error": _wrong_value,
    "string_pattern_mismatch": _pattern,
    "string_too_short": _too_short,
    "string_too_long": _too_long,
    "too_short": _too_short,
    "too_long": _too_long,
    "greater_than_equal": _range,
    "less_than_equal": _range,
    "finite_number": _range,
    "value_error": _value,
}

__all__: Sequence[str] = ("Finding", "M", "path_in", "validate", "words_for")
