"""YAML's own complaints in an author's words."""

import re
from typing import Any, Final

from engine.scenario.problems import NOWHERE, Problem, Spot
from engine.scenario.text import shortened

_QUOTES: Final = "put the whole text in straight double quotes"
_CLOSE: Final = ("the quotes that open here are never closed", "close them, on the same line if you can")
_NEXT_LINE: Final = (
    "after | or > the text starts on the next line",
    "move the text to the next line, indented",
)

_WORDS: Final[dict[str, tuple[str, str]]] = {
    "mapping values are not allowed": (
        "a colon stands where no new entry can start",
        f"a text with ': ' in it must be in quotes: {_QUOTES}; or mend the indentation",
    ),
    "could not find expected ':'": (
        "this line is no entry: the colon after a key is missing",
        "write key: value, with a space after the colon; or indent the line as a part of the text above it",
    ),
    "did not find expected key": (
        "this does not belong to the entry above it",
        'check indentation and quotes: nothing may follow a closing quote; in double quotes, a quote is \\"',
    ),
    "did not find expected '-' indicator": (
        "this does not belong to the list above it",
        "start it with '- ' in the column of the list's other dashes, or mend the indentation",
    ),
    "did not find expected ',' or ']'": (
        "the list in square brackets goes on wrongly",
        "put commas between its values and ] at its end; text with a sign such as , or ? or ] needs quotes",
    ),
    "did not find expected ',' or '}'": (
        "the entries in braces go on wrongly",
        "put commas between them and } at their end; text with a sign such as , or ? or } needs quotes",
    ),
    "found unexpected ':'": (
        "inside braces or brackets, text with a colon in it must be in quotes",
        'such as At: "1:30"',
    ),
    "did not find expected node content": (
        "a value is missing here",
        "write the value; text that starts with a sign such as , or ] must be in quotes",
    ),
    "block sequence entries are not allowed": (
        "a list cannot start here",
        "start it on a line of its own, under its key",
    ),
    "mapping keys are not allowed": ("an entry cannot start here", "start it on a line of its own"),
    "found unexpected end of stream": _CLOSE,
    "found unexpected document indicator": _CLOSE,
    "found unknown escape character": (
        "after a backslash in double quotes only certain letters may stand",
        "write \\\\ for a backslash, or use single quotes",
    ),
    "did not find expected hexdecimal number": (
        "the number of a character is not complete",
        "write \\u and four digits, or the character itself",
    ),
    "invalid Unicode character escape": (
        "there is no character of this number",
        "write the character itself",
    ),
    "found a tab character": ("a tab stands where the line is indented", "indent with spaces"),
    "cannot start any token": ("a value cannot start with this character", _QUOTES),
    "expected comment or line break": _NEXT_LINE,
    "expected a comment or a line break": _NEXT_LINE,
    "indentation indicator": ("the number after | or > is wrong", "leave it out"),
    "did not find expected <document start>": (
        "something stands after the end of the scenario",
        "check the indentation: entries of the top level start in the first column",
    ),
    "alphabetic or numeric character": ("after & or * a name must stand", _QUOTES),
    "incompatible YAML document": (
        "the file asks for another version of YAML",
        "take the line that starts with %YAML out",
    ),
    "directive": ("a line that starts with % is for YAML itself", _QUOTES),
    "tag": ("a text cannot start with !", _QUOTES),
}
"""Part of what the parser says; what is wrong; what would be right. The first that fits is taken."""

_AT_CONTEXT: Final = (
    "unexpected end of stream",
    "unexpected document indicator",
    "could not find expected ':'",
)
_CURLY = re.compile("[“”„‟]")
_BARE_TEMPLATE = re.compile(r"(?:^|[:\-,\[]\s)\s*\{+[a-z]+\}")


def syntax_problem(file: str, text: str, error: Exception) -> Problem:
    """The problem that stands for an exception of the YAML parser; ``text`` is what it was given."""
    said = " ".join(
        str(part) for part in (getattr(error, name, None) for name in ("problem", "context")) if part
    )
    said = said or str(error)
    message, hint = next(
        (words for part, words in _WORDS.items() if part in said),
        ("this is not correct YAML", "check indentation, colons and quotes on this line and the one above"),
    )
    lines = text.splitlines() or [""]
    spot = _spot(error, lines, at_context=any(part in said for part in _AT_CONTEXT))
    line = lines[spot.line - 1] if spot.line else ""
    before, rest = line[: max(spot.column - 1, 0)], line[max(spot.column - 1, 0) :]
    opened = getattr(error, "context_mark", None)
    if rest.startswith("\t") or (not before.strip() and "\t" in before):
        spot = Spot(spot.line, line.index("\t") + 1)
        found = shortened(line, 40)
        return Problem(
            "tab", "error", file, *spot, "", "this line is indented with a tab", found, "indent with spaces"
        )
    if message.endswith("wrongly") and opened is not None and opened.line + 1 < spot.line:
        message += f"; what is not closed opens on line {opened.line + 1}"
    if _CURLY.search(line):
        hint = 'curly quotes are letters to YAML: use straight ones (")'
    elif _BARE_TEMPLATE.search(line):
        hint = f"text that starts with a brace must be in quotes: {_QUOTES}"
    found = shortened(rest.strip() or line.strip(), 40)
    return Problem("yaml-syntax", "error", file, *spot, "", message, found, hint)


def _spot(error: Exception, lines: list[str], *, at_context: bool) -> Spot:
    marks: list[Any] = [getattr(error, "problem_mark", None), getattr(error, "context_mark", None)]
    if at_context:
        marks.reverse()
    mark = next((mark for mark in marks if mark is not None), None)
    if mark is None:
        return NOWHERE
    line = min(mark.line, len(lines) - 1)
    column = mark.column if line == mark.line else len(lines[line])
    return Spot(line + 1, min(column, len(lines[line])) + 1)
