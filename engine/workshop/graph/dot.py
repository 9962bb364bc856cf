"""A picture in the DOT language, for Graphviz and for programs that lay graphs out."""

from collections.abc import Iterable, Iterator

from engine.workshop.graph.colours import LIGHT
from engine.workshop.graph.drawing import Box, Drawing
from engine.workshop.graph.texts import bundles, folded, heading, label, labels, notes, title_of, under

_SHAPES = {"scene": "box", "ending": "box", "any-time": "hexagon", "back": "cds", "stuck": "octagon"}


def as_dot(drawing: Drawing) -> str:
    """The picture as one directed graph."""
    return "\n".join(_lines(drawing)) + "\n"


def quoted(lines: Iterable[str]) -> str:
    """Lines of text as one quoted string of DOT, shown as they are.

    A backslash starts an escape there, and ``&`` an entity of HTML, in quoted strings too.
    """
    safe = (" ".join(line.split()).replace("&", "&amp;") for line in lines)
    return '"' + r"\n".join(line.replace("\\", r"\\").replace('"', r"\"") for line in safe) + '"'


def _lines(drawing: Drawing) -> Iterator[str]:
    names = {box.id: f"p{number}" for number, box in enumerate(drawing.boxes)}
    yield f"digraph {quoted([drawing.id])} {{"
    yield f"  graph [rankdir=LR, labelloc=t, label={quoted([title_of(drawing), *notes(drawing)])}];"
    yield f'  node [style=filled, fillcolor="{LIGHT.plain}", color="{LIGHT.line}", fontcolor="{LIGHT.ink}"];'
    yield f'  edge [color="{LIGHT.line}", fontcolor="{LIGHT.ink}", fontsize=10];'
    for box in drawing.boxes:
        yield f"  {names[box.id]} [{_attributes(box)}];"
    for (source, dest), arrows in bundles(drawing).items():
        style = "" if all(arrow.kind == "reply" for arrow in arrows) else ", style=dashed"
        whole = quoted(label(arrow) for arrow in arrows)
        yield f"  {names[source]} -> {names[dest]} [label={quoted(labels(arrows))}, tooltip={whole}{style}];"
    yield "}"


def _attributes(box: Box) -> str:
    words = quoted(line for text in (heading(box), *under(box)) for line in folded(text))
    parts = [f"label={words}", f"tooltip={quoted([heading(box), *under(box)])}", f"shape={_SHAPES[box.kind]}"]
    if box.kind == "ending":
        parts.append('style="filled,rounded"')
    if box.good:
        parts.append("penwidth=4")
    if box.met is not None and (band := box.met.shown_band):
        parts.append(f'fillcolor="{LIGHT.bands[band]}"')
    return ", ".join(parts)
