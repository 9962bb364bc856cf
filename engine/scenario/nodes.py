"""From YAML text to plain data that knows where it stands.

The C parser's events are read one by one and no node tree is made. That is three times as fast as composing
one, and safe: composing 100,000 nested lists ends the process. Lists become tuples, as the model wants them.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from typing import Any

from engine.scenario.builder import Builder, Stop
from engine.scenario.document import LINE_BREAK, Document, Path
from engine.scenario.problems import Problem, Spot
from engine.scenario.syntax import syntax_problem
from engine.scenario.text import is_suspect, name_of, refused

_MOST_CHARACTERS = 100
_ODD_INDENT = re.compile(r"^[ \t]*([\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000])", re.MULTILINE)
_ABOUT_CHARACTERS = frozenset({"control-character", "odd-space"})


def never(_: Path) -> bool:
    """No path at all."""
    return False


def parse(
    file: str, text: str, as_written: frozenset[Path] = frozenset(), is_long: Callable[[Path], bool] = never
) -> Document:
    """The data of a YAML text, and every problem that it has as text and as YAML. Never raises.

    Args:
        file: the name that problems give the file.
        as_written: entries whose values are text as it stands, whatever it looks like.
        is_long: whether the text at a path may have several lines.
    """
    document = Document(file, text.replace("\r\n", "\n"))
    readable = _readable(document)
    builder = Builder(document, as_written, is_long, is_odd=is_suspect(readable) or "\\" in readable)
    try:
        builder.run(events(readable))
    except Stop:
        document.data = None
    except _yaml_errors() as error:
        document.problems.append(syntax_problem(file, readable, error))
        document.data = None
    # What else is wrong on such a line is most often wrong because of it.
    lines = {problem.line for problem in document.problems if problem.code in _ABOUT_CHARACTERS}
    document.problems = [p for p in document.problems if p.line not in lines or p.code in _ABOUT_CHARACTERS]
    return document


def parser_in_use() -> str:
    """``C`` or ``Python``: which parser reads scenarios here. The second is several times slower."""
    return "Python" if _c_parser() is None else "C"


def _c_parser() -> Any:
    try:
        from _ruamel_yaml import CParser  # type: ignore[import-not-found]  # it has no stubs
    except ImportError:
        return None
    return CParser


def events(text: str) -> Iterator[Any]:
    """The parser's events of a text, one by one.

    Raises:
        YAMLError: of ``ruamel.yaml``, on coming to where the text is not correct.
    """
    if (parser := _c_parser()) is not None:
        return iter(parser(text).get_event, None)
    from ruamel.yaml import YAML

    return iter(YAML(typ="safe", pure=True).parse(text))


def _yaml_errors() -> tuple[type[Exception], ...]:
    from ruamel.yaml.error import YAMLError

    return (YAMLError, ValueError)


def _readable(document: Document) -> str:
    """The text as the parser can read it: what may not be in a file becomes a problem, and a space."""
    text = document.text
    found = [(place, bad) for place, bad in refused(text) if bad != "\r"] if is_suspect(text) else []
    spaces = [match.start(1) for match in _ODD_INDENT.finditer(text)] if not text.isascii() else []
    if not found and not spaces:
        return text
    starts = [0, *(match.end() for match in LINE_BREAK.finditer(text))]

    def add(code: str, place: int, message: str, hint: str) -> None:
        line = bisect_right(starts, place)
        spot = Spot(line, place - starts[line - 1] + 1)
        found_here = name_of(text[place])
        document.problems.append(Problem(code, "error", document.file, *spot, "", message, found_here, hint))

    for place, _ in found[:_MOST_CHARACTERS]:
        hint = "delete it; it may have come along when text was copied"
        add("control-character", place, "a scenario may not hold this character", hint)
    for place in spaces[:_MOST_CHARACTERS]:
        hint = "indent with plain spaces; text from a web page or a word processor often has others"
        add("odd-space", place, "this line is indented with spaces of another kind", hint)
    characters = list(text)
    for place in (*(place for place, _ in found), *spaces):
        characters[place] = " "
    return "".join(characters)
