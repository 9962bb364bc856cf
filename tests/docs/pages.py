"""Reading the documentation's Markdown, as far as the tests need it."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
EXAMPLES = DOCS / "examples"

PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
"""Every page, the ones at the top of the project included."""

NAMES = [str(page.relative_to(ROOT)) for page in PAGES]
"""Their names for test ids, in the same order."""

_FENCE = re.compile(r"^(?P<indent> *)```(?P<language>[a-z]*)\n(?P<text>.*?)^ *```$", re.MULTILINE | re.DOTALL)
_NOTE = re.compile(r"^<!-- (?P<what>edit|save) (?P<file>[^ |]+)(?: \| (?P<old>.+?) \| (?P<new>.+?))? -->$")
_TYPE = re.compile(r"^<!-- type (?P<text>.+) -->$")
_COPY = re.compile(r"^<!-- copy (?P<file>[^ |]+) \| (?P<to>[^ |]+) -->$")
_LINK = re.compile(r"\[(?:[^\]\[]|\[[^\]]*\])*\]\(([^)\s]+)\)")
_ID = re.compile(r'<a id="([^"]+)">')


class Block(NamedTuple):
    """A block of code on a page."""

    language: str
    text: str
    line: int


class Edit(NamedTuple):
    """What a reader does to a file at this point of the page; said in a comment that no reader sees.

    A line end is written as a backslash and an n.
    """

    file: str
    old: str
    new: str


class Copy(NamedTuple):
    """The reader keeps a file under another name, too."""

    file: str
    to: str


class Save(NamedTuple):
    """The reader saves the YAML block above under this name."""

    file: str
    text: str


class Type(NamedTuple):
    """What a reader types into the command that comes next. Line ends as in ``Edit``."""

    text: str


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def blocks(page: Path, *languages: str) -> list[Block]:
    """The blocks of code of a page, without their indentation; of these languages, or all."""
    found = []
    for match in _FENCE.finditer(text_of(page)):
        indent = len(match["indent"])
        text = "".join(line[indent:] for line in match["text"].splitlines(keepends=True))
        if not languages or match["language"] in languages:
            found.append(Block(match["language"], text, text_of(page)[: match.start()].count("\n") + 1))
    return found


def steps(page: Path) -> Iterator[Block | Edit | Copy | Save | Type]:
    """The console blocks of a page and what the reader does between them, in order."""
    consoles = {block.line: block for block in blocks(page, "console")}
    yaml = {block.line: block for block in blocks(page, "yaml")}
    above = ""
    for number, line in enumerate(text_of(page).splitlines(), start=1):
        if number in yaml:
            above = yaml[number].text
        elif number in consoles:
            yield consoles[number]
        elif (typed := _TYPE.match(line)) is not None:
            yield Type(typed["text"])
        elif (copy := _COPY.match(line)) is not None:
            yield Copy(copy["file"], copy["to"])
        elif (note := _NOTE.match(line)) is not None:
            if note["what"] == "save":
                yield Save(note["file"], above)
            else:
                yield Edit(note["file"], note["old"], note["new"])


def without_code(page: Path) -> str:
    """The prose of a page: no blocks, no code between backticks."""
    return re.sub(r"`[^`\n]*`", "", _FENCE.sub("", text_of(page)))


def links(page: Path) -> list[str]:
    """Where the links of a page lead, pictures included."""
    return _LINK.findall(without_code(page))


def anchors(page: Path) -> set[str]:
    """What can stand after # in a link to the page."""
    prose = _FENCE.sub("", text_of(page))
    headings = re.findall(r"^#+ (.+)$", prose, re.MULTILINE)
    slugs = {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}
    return slugs | set(_ID.findall(prose))
