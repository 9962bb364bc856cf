"""Filling an author's answers into the starter. Whatever is typed, what comes out plays."""

import json
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from engine.scenario.braces import NAMES
from engine.scenario.ids import slug_from
from engine.scenario.parts import SLUG_PATTERN
from engine.scenario.scalars import plain_value
from engine.scenario.text import clean

LONGEST: Final = {"title": 120, "customer": 120, "opening": 600}
"""Characters of each answer, as the format has them."""

CUSTOMER: Final = "Jo Marsh"
OPENING: Final = "I was told on Thursday that this would be put right, and it hasn't been."
PERSONA: Final = "everyday"
"""What stands in the scenario where an author says nothing."""

_SUMMARY: Final = 300
_LONGEST_ID: Final = 60
_FOLDER: Final = Path(__file__).parent
_SLOT: Final = re.compile(r"%([a-z]+)%")
_BRACE: Final = re.compile(rf"\{{(?:{'|'.join(NAMES)})\}}|[{{}}]")
_OLD_YAML_WORDS: Final = frozenset({"y", "n", "yes", "no", "on", "off"})
"""Words that other programs, which read YAML by its older rules, take for true or false."""
_NO_FILE_NAME: Final = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])\Z")
"""What Windows does not let a file be called."""


class BadAnswer(ValueError):
    """An answer cannot stand in a scenario. ``str()`` of it says why, and what could."""


@dataclass(frozen=True)
class Answers:
    """What the author wants: each text as it was typed."""

    title: str
    customer: str = CUSTOMER
    opening: str = OPENING
    """What the customer says first."""
    persona: str = PERSONA
    level: int = 1
    id: str = ""
    """The scenario's id; made from the title if empty."""


@dataclass(frozen=True)
class Starter:
    """A scenario to begin with, and the best way through it, written down."""

    id: str
    scenario: str
    transcript: str

    @property
    def scenario_name(self) -> str:
        """The name of the scenario's file."""
        return f"{self.id}.yaml"

    @property
    def transcript_name(self) -> str:
        """The name of the transcript's file in the folder ``tests`` beside the scenario."""
        return f"{self.id}.best-way.yaml"


def starter(answers: Answers, taken: Collection[str] = ()) -> Starter:
    """The starter with these answers in it.

    Args:
        answers: texts of any kind; control characters are taken out, and braces that name nothing doubled.
        taken: ids that an id made from the title must not be.

    Raises:
        BadAnswer: an answer is empty, too long, or no id where one must be.
    """
    title, customer, opening = (
        text_of(name, getattr(answers, name)) for name in ("title", "customer", "opening")
    )
    own = id_of(answers.id) if answers.id else id_from(title, taken)
    summary = f"{customer} rings: {opening}"
    if len(summary) > _SUMMARY:
        summary = summary[: _SUMMARY - 1].rstrip() + "…"
    slots = {
        "id": _word(own),
        "file": f"{own}.yaml",
        "title": _quoted(title),
        "summary": _quoted(clean(summary)),
        "level": str(answers.level),
        "customer": _quoted(customer),
        "persona": _word(answers.persona),
        "opening": _quoted(_spoken(opening)),
    }
    return Starter(own, _filled("scenario.yaml", slots), _filled("best-way.yaml", slots))


def text_of(name: str, typed: str) -> str:
    """The answer to the question for ``title``, ``customer`` or ``opening``, as it can stand in a scenario.

    Raises:
        BadAnswer: nothing that can be seen was typed, or too much.
    """
    text = clean(typed.encode("utf-8", "replace").decode())
    if not text:
        raise BadAnswer("There must be something to read in it.")
    length = len(_spoken(text) if name == "opening" else text)
    if length > LONGEST[name]:
        raise BadAnswer(f"It may have at most {LONGEST[name]} characters, and this has {length}.")
    return text


def id_of(typed: str) -> str:
    """An id that was typed.

    Raises:
        BadAnswer: it is none.
    """
    if not re.fullmatch(SLUG_PATTERN.strip("^$"), typed) or len(typed) > _LONGEST_ID:
        better = slug_from(typed)
        hint = f"such as {better}" if better != "reply" else "such as late-parcel"
        raise BadAnswer(
            f"An id is lower-case letters, digits and single hyphens, at most {_LONGEST_ID}: {hint}."
        )
    if _NO_FILE_NAME.match(typed):
        raise BadAnswer(f"Windows does not let a file be called {typed}; choose another id.")
    return typed


def id_from(title: str, taken: Collection[str] = ()) -> str:
    """An id made from a title that is none of those taken."""
    stem = slug_from(title)
    if stem == "reply" and "reply" not in title.lower():
        stem = "my-scenario"  # Nothing of the title can stand in an id.
    if _NO_FILE_NAME.match(stem):
        stem = f"{stem}-call"
    name, number = stem, 1
    while name in taken:
        number += 1
        name = f"{stem[: _LONGEST_ID - 4].rstrip('-')}-{number}"
    return name


def _filled(template: str, slots: dict[str, str]) -> str:
    text = (_FOLDER / template).read_text(encoding="utf-8")
    # In one pass: what is filled in is not looked at again, whatever it looks like.
    put: Callable[[re.Match[str]], str] = lambda match: slots[match[1]]  # noqa: E731 (a name for its type)
    return _SLOT.sub(put, text)


def _quoted(text: str) -> str:
    """The text in double quotes: JSON's strings without control characters are YAML's, too."""
    return json.dumps(text, ensure_ascii=False)


def _word(slug: str) -> str:
    """An id as it stands without quotes, or in them where it would look like something else."""
    return slug if plain_value(slug) == slug and slug not in _OLD_YAML_WORDS else _quoted(slug)


def _spoken(text: str) -> str:
    """The text as it is said: a brace that belongs to no known name is doubled, and so means itself."""
    return _BRACE.sub(lambda match: match[0] if len(match[0]) > 1 else match[0] * 2, text)
