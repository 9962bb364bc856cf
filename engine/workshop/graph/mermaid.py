"""A picture as Mermaid text, for Markdown pages: wikis and code forges draw it where it stands."""

import re
from collections.abc import Iterator

from engine.mood.bands import BANDS
from engine.workshop.graph.colours import LIGHT
from engine.workshop.graph.drawing import Box, Drawing
from engine.workshop.graph.texts import bundles, folded, heading, labels, notes, title_of, under

MOST_ARROWS = 500
"""What Mermaid draws unless it is told otherwise; past it, it shows an error in place of the picture."""

_SIGNS = re.compile(r"(?![A-Za-z0-9 ,]|(?<=[A-Za-z0-9])-(?=[A-Za-z0-9]))[\x00-\x7f]|[°¶]")
"""What may mean something to Mermaid: every sign of ASCII but commas, and hyphens inside a word; and two that
it uses itself to put signs aside."""
_SHAPES = {
    "scene": ('["', '"]'),
    "ending": ('(["', '"])'),
    "any-time": ('{{"', '"}}'),
    "back": ('[/"', '"/]'),
    "stuck": ('>"', '"]'),
}


def as_mermaid(drawing: Drawing) -> str:
    """The picture, ready to stand between ```` ```mermaid ```` and ```` ``` ````."""
    return "\n".join(_lines(drawing)) + "\n"


def escaped(text: str) -> str:
    """Text that Mermaid shows as it is.

    Signs are written as their numbers. Quotes, brackets, ``#`` and ``;`` would end a label; backticks, ``*``,
    ``1.`` and the like are Markdown; ``<`` and ``&`` are HTML.
    """
    return _SIGNS.sub(lambda match: f"#{ord(match[0])};", " ".join(text.split()))


def _lines(drawing: Drawing) -> Iterator[str]:
    names = {box.id: f"p{number}" for number, box in enumerate(drawing.boxes)}
    yield "flowchart LR"
    # "accTitle" and "accDescr" end at the line's end; nothing else in them is special but what is escaped.
    yield f"    accTitle: {escaped(title_of(drawing))}"
    if notes(drawing):
        yield f"    accDescr: {escaped(' '.join(notes(drawing)))}"
    for box in drawing.boxes:
        yield f"    {names[box.id]}{_shaped(box)}"
    for (source, dest), arrows in bundles(drawing).items():
        line = "-->" if all(arrow.kind == "reply" for arrow in arrows) else "-.->"
        words = "<br/>".join(map(escaped, labels(arrows)))
        yield f'    {names[source]} {line}|"{words}"| {names[dest]}'
    for band in BANDS:
        boxes = [names[b.id] for b in drawing.boxes if b.met is not None and b.met.shown_band == band]
        if boxes:
            colours = f"fill:{LIGHT.bands[band]},color:{LIGHT.ink},stroke:{LIGHT.line}"
            yield f"    classDef {band} {colours}"
            yield f"    class {','.join(boxes)} {band}"
    good = [names[box.id] for box in drawing.boxes if box.good]
    if good:
        yield "    classDef good stroke-width:4px"
        yield f"    class {','.join(good)} good"


def _shaped(box: Box) -> str:
    opening, closing = _SHAPES[box.kind]
    bold = [f"<b>{escaped(line)}</b>" for line in folded(heading(box))]
    plain = [escaped(line) for text in under(box) for line in folded(text)]
    return f"{opening}{'<br/>'.join([*bold, *plain])}{closing}"
