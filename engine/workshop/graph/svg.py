"""A picture as one SVG file that needs nothing else: no fonts, no scripts, no other files."""

import re
from collections.abc import Iterator
from typing import Final
from xml.sax.saxutils import escape

from engine.mood.bands import BANDS, GLYPHS
from engine.workshop.graph.cards import BAR, DOOR, EDGE, LINE, SMALL, TITLE, WIDTH, Card, Row, cards_of
from engine.workshop.graph.colours import DARK, LIGHT, Paper
from engine.workshop.graph.drawing import Drawing
from engine.workshop.graph.layers import Columns, Segment, Spot, Waypoint, in_columns
from engine.workshop.graph.placing import heights
from engine.workshop.graph.texts import as_text, notes, title_of

GAP: Final = 110.0
"""Between columns."""
ROOM: Final = 26.0
"""Between the cards of a column, at least."""
MARGIN: Final = 30.0
HEADER: Final = 84.0
"""For the title and what the signs mean."""
WAYPOINT: Final = 8.0

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def as_svg(drawing: Drawing) -> str:
    """The picture; it follows the reader's choice of light or dark."""
    return "\n".join(_Picture(drawing).lines()) + "\n"


def safe(text: str) -> str:
    """Text as it stands between tags: shown as it is, without characters that XML may not hold."""
    return escape(_NO_XML.sub("\ufffd", text))


class _Picture:
    def __init__(self, drawing: Drawing) -> None:
        self.drawing = drawing
        self.cards = cards_of(drawing)
        lines = [(arrow.source, arrow.dest) for arrow in drawing.arrows]
        last = [box.id for box in drawing.boxes if box.kind in ("ending", "stuck")]
        # From the start on, or else a loop could be cut where it begins.
        order = sorted(drawing.boxes, key=lambda box: (not box.starts, box.kind == "any-time"))
        self.columns: Columns = in_columns([box.id for box in order], lines, last)
        self.size: dict[Spot, float] = {
            spot: WAYPOINT if isinstance(spot, Waypoint) else self.cards[spot].height
            for column in self.columns.columns
            for spot in column
        }
        self.starts = self._starts()
        self.top = heights(self.columns, self.size, self._port, ROOM)

    def _starts(self) -> dict[Segment, float]:
        """Where, on average, the lines start that run along a piece which leaves a card."""
        found: dict[Segment, list[float]] = {}
        for card in self.cards.values():
            for row in card.rows:
                if _has_line(row):
                    found.setdefault(self._first(row), []).append(row.middle)
        return {segment: sum(places) / len(places) for segment, places in found.items()}

    def _first(self, row: Row) -> Segment:
        return self.columns.first(row.arrow.source, row.arrow.dest)

    def _port(self, segment: Segment) -> tuple[float, float]:
        starts = WAYPOINT / 2 if isinstance(segment.source, Waypoint) else self.starts[segment]
        return starts, WAYPOINT / 2 if isinstance(segment.dest, Waypoint) else DOOR

    def _x(self, spot: Spot) -> float:
        column = spot.column if isinstance(spot, Waypoint) else self.columns.column_of[spot]
        return MARGIN + column * (WIDTH + GAP)

    def _y(self, spot: Spot) -> float:
        return HEADER + self.top[spot]

    def lines(self) -> Iterator[str]:
        """The whole file, line by line."""
        width = 2 * MARGIN + len(self.columns.columns) * (WIDTH + GAP) - GAP
        deepest = max((self.top[spot] + self.size[spot] for spot in self.size), default=0.0)
        height = HEADER + deepest + MARGIN
        title = title_of(self.drawing)
        yield (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height:.0f}" '
            f'viewBox="0 0 {width:.0f} {height:.0f}" role="img" aria-labelledby="title description">'
        )
        yield f'<title id="title">{safe(title)}</title>'
        yield f'<desc id="description">{safe(chr(10).join(as_text(self.drawing)))}</desc>'
        yield f"<style>{_style()}</style>"
        yield "<defs>"
        for name in ("on", "back"):
            yield (
                f'<marker id="{name}-tip" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="9" '
                f'markerHeight="9" markerUnits="userSpaceOnUse" orient="auto">'
                f'<path class="{name}-tip" d="M0 1 L10 5 L0 9 Z"/></marker>'
            )
        yield "</defs>"
        yield f'<rect class="paper" x="0" y="0" width="{width:.0f}" height="{height:.0f}"/>'
        yield from self._header(title)
        yield from self._lines_between()
        for name, card in self.cards.items():
            yield from self._card(card, self._x(name), self._y(name))
        yield "</svg>"

    def _header(self, title: str) -> Iterator[str]:
        yield _text(MARGIN, 34, title, "big")
        x = MARGIN
        for band in BANDS if self.drawing.moods else ():
            yield _rect(f"card {band}", x, 46, 84, 18, 4)
            yield _text(x + 6, 59, f"{GLYPHS[band]} {band}", "small")
            x += 92
        words = ["dashes: a detour, or the customer breaks in", "violet: back to an earlier scene"]
        if self.drawing.moods:
            words.insert(0, "the heat with which it is met on average; the bar runs from 0 to 100")
        yield _text(x, 59, "; ".join([*words, *notes(self.drawing)]), "faint")

    def _lines_between(self) -> Iterator[str]:
        for segment in self.columns.segments:
            if isinstance(segment.source, Waypoint):
                yield self._piece(segment, self._y(segment.source) + WAYPOINT / 2, dashed=False)
        for column in self.columns.columns:
            for spot in column:
                if isinstance(spot, Waypoint):
                    x, y = self._x(spot), self._y(spot) + WAYPOINT / 2
                    kind = "back" if spot.backward else "on"
                    yield f'<path class="{kind}" d="M{x:.1f} {y:.1f} H{x + WIDTH:.1f}"/>'
        for name, card in self.cards.items():
            for row in card.rows:
                if _has_line(row):
                    dashed = row.arrow.kind != "reply"
                    yield self._piece(self._first(row), self._y(name) + row.middle, dashed=dashed)

    def _piece(self, segment: Segment, y: float, *, dashed: bool) -> str:
        """A piece of line, from the edge of one column to that of the next."""
        source_x, dest_x = self._x(segment.source), self._x(segment.dest)
        if source_x == dest_x:  # In one column: out at the right, and back in.
            x1, x2 = source_x + WIDTH, dest_x + WIDTH
            bend1 = bend2 = x1 + GAP / 2
        elif segment.backward:
            x1, x2 = source_x, dest_x + WIDTH
            bend1, bend2 = x1 - GAP / 2, x2 + GAP / 2
        else:
            x1, x2 = source_x + WIDTH, dest_x
            bend1, bend2 = x1 + GAP / 2, x2 - GAP / 2
        arrives = not isinstance(segment.dest, Waypoint)
        end = self._y(segment.dest) + (DOOR if arrives else WAYPOINT / 2)
        kind = "back" if segment.backward else "on"
        tip = f' marker-end="url(#{kind}-tip)"' if arrives else ""
        return (
            f'<path class="{kind}{" dashed" if dashed else ""}" d="M{x1:.1f} {y:.1f} '
            f'C{bend1:.1f} {y:.1f} {bend2:.1f} {end:.1f} {x2:.1f} {end:.1f}"{tip}/>'
        )

    def _card(self, card: Card, x: float, y: float) -> Iterator[str]:
        box = card.box
        met = box.met if box.met is not None and box.met.is_met else None
        round_ = 16 if box.kind == "ending" else 5
        border = "card good" if box.good else "card"
        yield "<g>"
        for fill, height in (("body", card.height), (met.band if met else "plain", card.head)):
            yield _rect(f"{border} {fill}", x, y, WIDTH, height, round_)
        at = y + EDGE
        for line in card.title:
            at += TITLE * LINE
            yield _text(x + EDGE, at - 5, line, "title")
        for line in card.under:
            at += SMALL * LINE
            yield _text(x + EDGE, at - 4, line, "small")
        if met is not None:
            scale, left, width = (WIDTH - 2 * EDGE) / 100, x + EDGE, met.high - met.low
            yield _rect("track", left, at + BAR / 2, 100 * scale, 3)
            yield _rect("met", left + met.low * scale, at + BAR / 2 - 1, max(2.0, width * scale), 5)
            yield _rect("met", left + met.mean * scale - 1, at + BAR / 2 - 3, 2, 9)
        for row in card.rows:
            yield from self._row(row, x, y)
        yield "</g>"

    def _row(self, row: Row, x: float, y: float) -> Iterator[str]:
        at = y + row.top + SMALL * LINE - 4
        yield "<g>"
        if row.arrow.says:
            yield f"<title>{safe(f'{row.arrow.name}: “{row.arrow.says}”')}</title>"
        if row.name:
            yield _text(x + EDGE, at, row.name, "name")
        elif row.first:
            yield _text(x + EDGE * 2, at, row.first, "faint")
        else:
            at -= SMALL * LINE
        if row.together and row.dest:
            yield _text(x + WIDTH - EDGE, at, row.dest, "small end")
        for guard in row.guards:
            at += SMALL * LINE
            yield _text(x + EDGE * 2, at, guard, "faint")
        if row.dest and not row.together:
            at += SMALL * LINE
            yield _text(x + WIDTH - EDGE, at, row.dest, "small end")
        yield "</g>"


def _has_line(row: Row) -> bool:
    return row.leads and row.arrow.source != row.arrow.dest


def _rect(style: str, x: float, y: float, width: float, height: float, rx: int = 0) -> str:
    return (
        f'<rect class="{style}" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" rx="{rx}"/>'
    )


def _text(x: float, y: float, text: str, style: str) -> str:
    return f'<text class="{style}" x="{x:.1f}" y="{y:.1f}">{safe(text)}</text>'


def _style() -> str:
    return (
        f"text{{font-family:system-ui,'Segoe UI',Roboto,'DejaVu Sans',sans-serif;font-size:{SMALL}px}}"
        f".big{{font-size:20px;font-weight:600}}.title{{font-size:{TITLE}px;font-weight:600}}"
        ".name{font-weight:600}.end{text-anchor:end}.good{stroke-width:3.5}"
        ".on,.back{fill:none;stroke-width:1.4}.dashed{stroke-dasharray:5 3}"
        f"{_colours(LIGHT)}@media (prefers-color-scheme:dark){{{_colours(DARK)}}}"
    )


def _colours(paper: Paper) -> str:
    return (
        f".paper{{fill:{paper.paper}}}.body{{fill:{paper.box}}}.plain{{fill:{paper.plain}}}"
        f".card{{stroke:{paper.line}}}text{{fill:{paper.ink}}}.faint{{fill:{paper.faint}}}"
        f".on{{stroke:{paper.line}}}.on-tip{{fill:{paper.line}}}.back{{stroke:{paper.back}}}"
        f".back-tip{{fill:{paper.back}}}.track{{fill:{paper.line};opacity:.35}}.met{{fill:{paper.ink}}}"
        + "".join(f".{band}{{fill:{colour}}}" for band, colour in paper.bands.items())
    )
