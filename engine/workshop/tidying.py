"""Tidying files: what the reader refuses is not touched, and what is written means what was read."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel

from engine.scenario.check import check_file
from engine.scenario.document import Document
from engine.scenario.document import Path as Place
from engine.scenario.files import CannotRead, decode, read_bytes
from engine.scenario.formatter.tidy import BOM, tidied
from engine.scenario.includes import AS_WRITTEN, is_long_text
from engine.scenario.kinds import kind_of
from engine.scenario.model import Scenario, ScenarioPart, Shift
from engine.scenario.nodes import never, parse
from engine.scenario.problems import Problem, in_order
from engine.scenario.reader import not_readable
from engine.scenario.shape import validate
from engine.workshop.saving import replace_file
from engine.workshop.transcript import Transcript, read_transcript

STDIN: Final = "<stdin>"
_MODELS: Final[dict[str, type[BaseModel]]] = {"scenario": Scenario, "part": ScenarioPart, "shift": Shift}


class ChangedMeanwhile(Exception):
    """The file is no longer what was read: somebody has saved it, and that is not written over."""


@dataclass(frozen=True)
class Tidy:
    """What came of tidying one file."""

    before: bytes
    after: bytes
    """The same as ``before`` if there is nothing to tidy, or if there are errors."""
    problems: tuple[Problem, ...] = ()
    """The errors because of which it was left as it is."""
    left: tuple[str, ...] = ()
    """What could not be tidied safely and is as it was, in a few words each."""

    @property
    def changes(self) -> bool:
        """Whether the tidy form is another than what is there."""
        return self.before != self.after


def tidy_file(path: Path) -> Tidy:
    """The tidy form of a scenario, a part, a shift or a transcript. Never raises; nothing is written."""
    try:
        data = read_bytes(path)
        text = decode(data)
    except CannotRead as error:
        return Tidy(b"", b"", (_problem(str(path), error),))
    plain = parse(str(path), text)
    if isinstance(plain.data, dict) and "turns" in plain.data:
        return _tidy(data, read_transcript(path).problems, Transcript)
    return _tidy(data, check_file(path), _model_of(plain.data))


def tidy_text(data: bytes, name: str = STDIN) -> Tidy:
    """The tidy form of what a file would hold. Only its own shape is checked, not what it refers to."""
    try:
        text = decode(data)
    except CannotRead as error:
        return Tidy(data, data, (_problem(name, error),))
    plain = parse(name, text)
    is_transcript = isinstance(plain.data, dict) and "turns" in plain.data
    model = Transcript if is_transcript else _model_of(plain.data)
    document = _parsed(name, text, model)
    problems = [*document.problems, *not_readable(document)]
    if isinstance(document.data, dict) and not problems:
        problems = validate(document, model)[1]
    return _tidy(data, in_order(problems, [name]), model)


def save(path: Path, tidy: Tidy) -> None:
    """Put the tidy form in the place of what is there.

    Raises:
        ChangedMeanwhile: the file holds something else by now.
        OSError: it cannot be written; it is then as it was.
    """
    if path.read_bytes() != tidy.before:
        raise ChangedMeanwhile
    replace_file(path, tidy.after)


def _tidy(data: bytes, problems: tuple[Problem, ...], model: type[BaseModel]) -> Tidy:
    if errors := tuple(problem for problem in problems if problem.severity == "error"):
        return Tidy(data, data, errors)
    text = data.decode("utf-8")
    if unlike := _parsed("", text.removeprefix(BOM), model).problems:
        # It was saved by somebody between two readings.
        return Tidy(data, data, tuple(unlike))
    found = tidied(text, *_reading_of(model))
    if not _same_model(text, found.text, model):
        return Tidy(data, data, left=("the whole file",))
    return Tidy(data, found.text.encode(), left=found.left)


def _same_model(before: str, after: str, model: type[BaseModel]) -> bool:
    """Whether both texts are one and the same to whatever plays them."""
    one, other = (validate(_parsed("", text.removeprefix(BOM), model), model) for text in (before, after))
    return one[0] is not None and one[0] == other[0]


def _parsed(name: str, text: str, model: type[BaseModel]) -> Document:
    return parse(name, text, *_reading_of(model))


def _reading_of(model: type[BaseModel]) -> tuple[frozenset[Place], Callable[[Place], bool]]:
    """Which entries are text as they stand, and which texts may be long, in a file of this kind."""
    return (AS_WRITTEN, is_long_text) if model in (Scenario, ScenarioPart) else (frozenset(), never)


def _problem(name: str, error: CannotRead) -> Problem:
    return Problem(error.code, "error", name, *error.spot, "", error.message, error.found, error.hint)


def _model_of(data: Any) -> type[BaseModel]:
    return _MODELS[kind_of(data)] if isinstance(data, dict) else Scenario
