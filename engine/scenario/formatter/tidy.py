"""A file of an author's in tidy form, meaning exactly what it meant.

Each kind of change is made by itself and looked at by reading both texts: one that would change what the file
means is not made. So a layout that a rule does not understand is left alone, and nothing can be lost.
"""

from collections.abc import Callable
from typing import Any, Final

from engine.scenario.document import Document, Path
from engine.scenario.formatter.edits import CannotTidy, Edit, edited
from engine.scenario.formatter.layout import indented, without_trailing_blanks
from engine.scenario.formatter.names import name_edits, with_names
from engine.scenario.formatter.quotes import quote_edits
from engine.scenario.nodes import parse

BOM: Final = "\ufeff"
_NO_NAME: Final = ""
_MOST_ROUNDS: Final = 4


class Tidied:
    """What came of tidying a text."""

    def __init__(self, text: str, left: tuple[str, ...]) -> None:
        self.text = text
        self.left = left
        """What was left as it was, because it could not be changed safely, in a few words each."""


def tidied(
    text: str, as_written: frozenset[Path] = frozenset(), is_long: Callable[[Path], bool] | None = None
) -> Tidied:
    """A text that the reader reads without errors, in tidy form. Line ends and a byte-order mark are kept.

    Comments, blank lines, the order of entries and the way in which texts are written stay as they are.

    Args:
        text: the whole file.
        as_written, is_long: as the reader takes them for files of this kind; see ``parse``.
    """
    mark = BOM if text.startswith(BOM) else ""
    crlf = text.count("\r\n")
    line_end = "\r\n" if crlf * 2 > text.count("\n") else "\n"
    now = changed = text.removeprefix(BOM).replace("\r\n", "\n")
    left: tuple[str, ...] = ()

    def read(one: str) -> Document:
        return parse(_NO_NAME, one, as_written, is_long) if is_long is not None else parse(_NO_NAME, one)

    meant = with_names(read(now).data)
    for _ in range(_MOST_ROUNDS):
        changed, left = _round(now, meant, read)
        if changed == now or not left:
            break
        now = changed  # What could not be done may be possible by now.
    return Tidied(mark + changed.replace("\n", line_end), left)


def _round(text: str, meant: Any, read: "_Read") -> tuple[str, tuple[str, ...]]:
    """The text after each kind of change that keeps its meaning, and what was left."""
    left = []
    for words, change in _CHANGES:
        try:
            changed = change(text, read)
        except CannotTidy:
            left.append(words)
            continue
        if changed == text:
            continue
        after = read(changed)
        if after.problems or not same(with_names(after.data), meant):
            left.append(words)
        else:
            text = changed
    return text, tuple(left)


def same(one: Any, other: Any) -> bool:
    """Whether two files' data are the same, in kind and order too (``1``, ``1.0`` and ``true`` differ)."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return list(one) == list(other) and all(same(one[key], other[key]) for key in one)
    if isinstance(one, tuple):
        return len(one) == len(other) and all(map(same, one, other))
    return bool(one == other) or (one != one and other != other)


_Read = Callable[[str], Document]


def _named(text: str, read: _Read) -> str:
    return _applied(text, name_edits(read(text)))


def _even(text: str, _read: _Read) -> str:
    return indented(text)


def _unquoted(text: str, _read: _Read) -> str:
    return _applied(text, quote_edits(text))


def _trimmed(text: str, _read: _Read) -> str:
    return without_trailing_blanks(text)


def _ended(text: str, _read: _Read) -> str:
    return text.rstrip("\n") + "\n"


def _applied(text: str, edits: list[Edit]) -> str:
    return "\n".join(edited(text.split("\n"), edits)) if edits else text


_CHANGES: Final[tuple[tuple[str, Callable[[str, _Read], str]], ...]] = (
    ("reply ids", _named),
    ("quotes", _unquoted),
    ("indentation", _even),
    ("blanks at the ends of lines", _trimmed),
    ("the end of the file", _ended),
)
