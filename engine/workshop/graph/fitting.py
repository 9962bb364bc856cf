"""How much text fits on a line of a picture. Nobody knows which font will be there, so room is left."""

import unicodedata

WIDE = frozenset("WF")
_MOVING = ("Mn", "Me", "Cf")
"""Marks that stand on the letter before them, and joiners."""


BOLD = 1.2
"""How much wider bold letters are."""


def width(text: str, *, bold: bool = False) -> float:
    """About how wide a text is, in letter heights (em), in a sans-serif font; rather too much."""
    return sum(map(_width, text)) * (BOLD if bold else 1.0)


def _width(character: str) -> float:
    if character in "ilj.,:;'|!I()[]ftr ":
        return 0.36
    if character in "mwMW%@—":
        return 0.95
    if character.isascii():
        return 0.68 if character.isupper() else 0.58
    if unicodedata.category(character) in _MOVING:
        return 0.0
    return 1.1 if unicodedata.east_asian_width(character) in WIDE or ord(character) > 0xFFFF else 0.7


def wrapped(text: str, room: float, most: int) -> list[str]:
    """The text in at most so many lines, none wider than ``room`` em; an ellipsis stands for what is cut."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        for piece in _pieces(word, room):
            longer = f"{line} {piece}" if line else piece
            if width(longer) <= room:
                line = longer
            else:
                lines.append(line)
                line = piece
    lines = [each for each in [*lines, line] if each]
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while last and width(last + "…") > room:
        last = last[:-1]
    return [*lines[: most - 1], last.rstrip() + "…"]


def _pieces(word: str, room: float) -> list[str]:
    """A word, cut up where it is wider than a line; never between a letter and a mark on it."""
    if width(word) <= room:
        return [word]
    pieces, piece = [], ""
    for character in word:
        if piece and width(piece + character) > room and _width(character):
            pieces.append(piece)
            piece = ""
        piece += character
    return [*pieces, piece]
