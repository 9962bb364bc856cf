"""The boxes of an SVG picture as cards: a heading, and a row for every arrow that starts there."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from engine.workshop.graph.drawing import KIND_WORDS, Arrow, Box, Drawing
from engine.workshop.graph.fitting import BOLD, width, wrapped
from engine.workshop.graph.texts import heading, under

WIDTH: Final = 272.0
"""Of every card, in the picture's units; a unit is a pixel where the picture is shown at its own size."""
EDGE: Final = 10.0
TITLE: Final = 14.0
SMALL: Final = 11.0
LINE: Final = 1.3
"""From one line of text to the next, in letter heights."""
BAR: Final = 12.0
"""What the bar of the heat takes, with the room about it."""
DOOR: Final = 20.0
"""How far below a card's top the lines to it arrive."""
MOST_GUARD_LINES: Final = 3


@dataclass(frozen=True)
class Row:
    """One arrow as it stands on its card, or the name of a reply whose ways stand below."""

    arrow: Arrow
    leads: bool
    """Whether the arrow starts here."""
    name: str
    """The reply's id; empty for a way of the reply above."""
    first: str
    """What stands beside the dest, if there is no name and it fits: when this way is taken."""
    dest: str
    """Where it leads, in a few words."""
    guards: tuple[str, ...]
    together: bool
    """Whether the dest stands on the first line."""
    top: float
    height: float

    @property
    def middle(self) -> float:
        """Where its line starts, from the card's top: beside its dest."""
        return self.top + (0 if self.together else self.height - 5 - SMALL * LINE) + SMALL * LINE / 2


@dataclass(frozen=True)
class Card:
    """A box with all its text in lines."""

    box: Box
    title: tuple[str, ...]
    under: tuple[str, ...]
    rows: tuple[Row, ...]
    head: float
    """The height of its heading."""
    height: float


def cards_of(drawing: Drawing) -> dict[str, Card]:
    """A card for each box, by its id."""
    headings = {box.id: heading(box) for box in drawing.boxes}
    leaving: dict[str, list[Arrow]] = {box.id: [] for box in drawing.boxes}
    for arrow in drawing.arrows:
        leaving[arrow.source].append(arrow)
    return {box.id: _card(box, leaving[box.id], headings) for box in drawing.boxes}


def _card(box: Box, arrows: list[Arrow], headings: dict[str, str]) -> Card:
    room = WIDTH - 2 * EDGE
    title = wrapped(heading(box), room / TITLE / BOLD, 2) or ["?"]
    lines = [line for text in under(box) for line in wrapped(text, room / SMALL, 3)]
    head = EDGE + (TITLE * len(title) + SMALL * len(lines)) * LINE + EDGE * 0.6
    if box.met is not None and box.met.is_met:
        head += BAR
    at = head + EDGE * 0.6
    rows: list[Row] = []
    for arrow, name, said, leads in _rows(arrows):
        row = _row(arrow, name, said, headings[arrow.dest] if leads else "", at)
        rows.append(row)
        at += row.height
    return Card(box, tuple(title), tuple(lines), tuple(rows), head, at + EDGE * 0.4 if rows else head)


def _rows(arrows: list[Arrow]) -> Iterator[tuple[Arrow, str, list[str], bool]]:
    """An arrow, a name, what is said below it, and whether the arrow starts there.

    Replies that go the same ways under the same conditions stand together, above their ways.
    """
    replies: dict[tuple[str, str], list[Arrow]] = {}
    for arrow in arrows:
        replies.setdefault((arrow.kind if arrow.kind == "walkout" else "", arrow.name), []).append(arrow)
    alike: dict[tuple[tuple[str, str, str], ...], list[list[Arrow]]] = {}
    for ways in replies.values():
        alike.setdefault(tuple((way.kind, way.guard, way.dest) for way in ways), []).append(ways)
    for group in alike.values():
        if len(group[0]) == 1:
            for (way,) in group:
                yield way, way.name, [*_word(way), *way.guards], True
            continue
        for ways in group:
            yield ways[0], ways[0].name, list(ways[0].offered), False
        for way in group[0]:
            yield way, "", [*_word(way), way.guard or "always"], True


def _word(arrow: Arrow) -> list[str]:
    word = KIND_WORDS[arrow.kind]
    return [word] if word and word != arrow.name else []


def _row(arrow: Arrow, name: str, said: list[str], dest: str, top: float) -> Row:
    room = (WIDTH - 2 * EDGE) / SMALL
    sign = "" if not dest else "↻ stays here" if arrow.source == arrow.dest else f"→ {dest}"
    name = wrapped(name, room / BOLD, 1)[0] if name else ""
    first, rest = "", list(said)
    if not name and width(rest[0]) + 3.5 + width(sign) <= room:
        first, rest = rest[0], rest[1:]
    beside = width(name, bold=True) if name else width(first) + 1
    together = beside + width(sign) + 1.5 <= room and bool(name or first)
    shown = wrapped(sign, room - (beside + 1 if together else 1), 1)[0] if sign else ""
    guards = tuple(line for each in rest for line in wrapped(each, room - 1.5, MOST_GUARD_LINES))
    lines = len(guards) + (1 if name or first else 0) + (0 if together or not sign else 1)
    return Row(arrow, bool(dest), name, first, shown, guards, together, top, lines * SMALL * LINE + 5)
