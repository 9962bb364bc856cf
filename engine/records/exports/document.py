"""A debrief as a document: sections of paragraphs, lines that were said, lists, tables and one picture.

It knows nothing of HTML or Markdown; each format says once how each kind of block looks. All texts are plain
text: what in them would be obeyed by a format, the format escapes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from engine.debrief.signs import Sign
from engine.mood.bands import BandName


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """Heat (0–100) after a turn; turn 0 is the start of the call."""

    turn: int
    heat: int
    band: BandName


@dataclass(frozen=True, slots=True)
class Curve:
    """The mood line: heat over the call."""

    points: tuple[CurvePoint, ...]
    """The start and every turn, so never empty."""
    edges: tuple[int, ...]
    """The four heats from which the next band begins."""
    pivots: frozenset[int]
    """The pivotal turns."""
    limit: int | None
    """The heat from which the customer leaves; None for one who never does."""
    marks: Mapping[int, tuple[Sign, ...]]
    """What happened at a turn, by its number."""
    title: str
    words: str
    """All that the picture shows, for people who do not see it."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; ``strong`` for the one thing that a section is about."""

    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """A line of the call."""

    who: Literal["customer", "agent"]
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Items:
    """A list without an order."""

    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table. The first cell of a row names the row; a row has as many cells as the head."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: frozenset[int] = frozenset()
    """The columns that hold numbers."""
    total: bool = False
    """Whether the last row is the sum of the others."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands below it."""

    title: str
    blocks: "tuple[Block, ...]"
    id: str = ""
    """For links to it; only the sections right below the document have one."""


Block = Paragraph | Said | Items | Table | Curve | Section


@dataclass(frozen=True, slots=True)
class Document:
    """A whole debrief."""

    title: str
    facts: tuple[tuple[str, str], ...]
    """What was played, when and how: a label and a value each."""
    sections: tuple[Section, ...]
    """The four steps in their order, then the call line by line."""
    language: str
    """The language of the lines that were said, by BCP 47; all else is English."""
    note: str
    """A last word on what the document is."""
