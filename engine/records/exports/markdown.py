"""A document as Markdown (CommonMark, with the tables of GitHub's). No text in it is obeyed as Markdown."""

import re
from collections.abc import Iterator
from typing import Final

from engine.records.exports.document import Block, Curve, Document, Items, Paragraph, Said, Section, Table
from engine.scenario.text import clean

_ANYWHERE: Final = re.compile(r"[\\`*_\[\]<>|~&$]")
_AT_THE_START: Final = re.compile(r"^(?:([#+=:-])|(\d{1,9})([.)]))")
_ADDRESS: Final = re.compile(r"(?i)(?<=\w)(://)|(?<=www)(\.)|(?<=\w)(@)(?=\w)")


def write_markdown(document: Document) -> str:
    """The document as Markdown."""
    lines = [_heading(document.title, 1), ""]
    lines += [f"- **{inside(label)}:** {inside(value)}" for label, value in document.facts]
    for section in document.sections:
        lines += ["", *_section(section, 2)]
    lines += ["", "---", "", plain(document.note)]
    return "\n".join(lines) + "\n"


def plain(text: str) -> str:
    """A text as one line of Markdown that reads as the text does, also at the start of a line."""
    return _AT_THE_START.sub(
        lambda sign: f"\\{sign[1]}" if sign[1] else f"{sign[2]}\\{sign[3]}", inside(text)
    )


def inside(text: str) -> str:
    """A text as Markdown that reads as the text does, after something else on its line."""
    marked = _ANYWHERE.sub(lambda sign: f"\\{sign[0]}", clean(text))
    # Renderers make links of bare addresses too; an entity in the middle keeps them as they are written.
    return _ADDRESS.sub(lambda sign: "".join(f"&#{ord(char)};" for char in sign[0]), marked)


def _heading(title: str, level: int) -> str:
    # Number signs at the end of a heading are no part of it, unless they are escaped.
    return f"{'#' * level} " + re.sub(r"#(?=#*$)", r"\\#", inside(title))


def _section(section: Section, level: int) -> Iterator[str]:
    yield _heading(section.title, level)
    for block in section.blocks:
        yield ""
        yield from _block(block, level)


def _block(block: Block, level: int) -> Iterator[str]:
    match block:
        case Paragraph():
            yield f"**{inside(block.text)}**" if block.strong else plain(block.text)
        case Said():
            yield f"> **{inside(block.name)}:** {inside(block.text)}"
        case Items():
            yield from (f"- {plain(text)}" for text in block.texts)
        case Table():
            yield from _table(block)
        case Curve():
            yield f"{plain(block.title)}. {plain(block.words)}"
        case Section():
            yield from _section(block, level + 1)


def _table(table: Table) -> Iterator[str]:
    yield f"{plain(table.caption)}:"
    yield ""
    yield _row(table.head)
    yield _row(
        tuple("---:" if place in table.numbers else "---" for place in range(len(table.head))), raw=True
    )
    yield from (_row(row) for row in table.rows)


def _row(cells: tuple[str, ...], raw: bool = False) -> str:
    return f"| {' | '.join(cells if raw else map(inside, cells))} |"
