"""What the format wants at a place, found by walking the model's annotations."""

import types
from collections.abc import Iterator
from functools import cache
from typing import Any, Final, Literal, NamedTuple, Union, get_args, get_origin

from annotated_types import Ge, Le
from pydantic import BaseModel

from engine.scenario.model import Scenario

Place = tuple[str | int, ...]

_NOTE: Final = "required"


class Expected(NamedTuple):
    """What can stand at a place."""

    kind: Any
    """A model class, ``tuple``, ``dict``, ``Literal``, or a plain type."""
    choices: tuple[str, ...] = ()
    """The values, if only these are right."""
    low: int | None = None
    high: int | None = None


def keys_of(model: type[BaseModel]) -> dict[str, str]:
    """The keys that entries of this model can have, with what each is for."""
    return {field.alias or name: field.description or "" for name, field in model.model_fields.items()}


def required_keys(model: type[BaseModel]) -> list[str]:
    """The keys that must be written; a reply's id need not be."""
    names = [field.alias or name for name, field in model.model_fields.items() if field.is_required()]
    return [name for name in names if not (model.__name__ == "Reply" and name == "id")]


def expected(root: type[BaseModel], place: Place) -> Expected:
    """What can stand at ``place`` (as pydantic names places) in a file of the model ``root``."""
    low: int | None = None
    high: int | None = None
    annotation, notes = _plain(root)
    for step in place:
        origin = get_origin(annotation)
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            field = next(
                (f for name, f in annotation.model_fields.items() if (f.alias or name) == step), None
            )
            if field is None:
                return Expected(Any)
            annotation, notes = _plain(field.annotation)
            notes = (*field.metadata, *notes)
        elif origin is tuple:
            annotation, notes = _plain(get_args(annotation)[0])
        elif origin is dict:
            annotation, notes = _plain(get_args(annotation)[1])
        else:
            return Expected(Any)
    for note in notes:
        low = int(note.ge) if isinstance(note, Ge) else low  # type: ignore[call-overload]
        high = int(note.le) if isinstance(note, Le) else high  # type: ignore[call-overload]
    origin = get_origin(annotation)
    if origin is Literal:
        return Expected(Literal, tuple(str(choice) for choice in get_args(annotation)))
    return Expected(origin or annotation, (), low, high)


@cache
def homes_of(key: str) -> tuple[str, ...]:
    """Where else in a scenario the key belongs: ``customer``, ``a reply`` …"""
    names = {
        "Scenario": "the top level",
        "Brief": "brief",
        "Customer": "customer",
        "StartMood": "customer.mood",
        "Limit": "customer.limit",
        "OwnMove": "moves",
        "Critical": "critical",
        "Scene": "a scene",
        "Variant": "what the customer says",
        "Reply": "a reply",
        "Way": "goto",
        "NudgeMood": "a reply's mood",
        "Hold": "hold",
        "Interrupt": "interrupts",
        "Ending": "an ending",
        "Silenced": "silenced",
        "When": "when",
    }
    return tuple(
        names[model.__name__]
        for model in _models(Scenario, set())
        if model.__name__ in names and key in keys_of(model)
    )


def _models(model: type[BaseModel], seen: set[type[BaseModel]]) -> Iterator[type[BaseModel]]:
    seen.add(model)
    yield model
    waiting = [field.annotation for field in model.model_fields.values()]
    while waiting:
        annotation = waiting.pop(0)
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            if annotation not in seen:
                yield from _models(annotation, seen)
        else:
            waiting.extend(get_args(annotation))


def _plain(annotation: Any) -> tuple[Any, tuple[Any, ...]]:
    """The annotation without ``Annotated`` and ``| None``, and the notes that ``Annotated`` held."""
    notes: tuple[Any, ...] = ()
    while True:
        origin = get_origin(annotation)
        if hasattr(annotation, "__metadata__"):
            for note in annotation.__metadata__:
                notes = (*notes, *getattr(note, "metadata", ()), note)
            annotation = annotation.__origin__
        elif origin in (Union, types.UnionType):
            annotation = next(part for part in get_args(annotation) if part is not type(None))
        else:
            return annotation, notes
