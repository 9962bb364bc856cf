"""Conditions in plain words, for people who read pictures and reports and not the format."""

from collections.abc import Iterable, Iterator
from typing import Final

from engine.scenario.conditions import HIGHEST, LOWEST, Range, When

_PARTS: Final = {"heat": "heat is", "heard": "heard is", "trust": "trust is"}


def in_words(when: When | None) -> str:
    """A condition as it would stand after "if": ``heat is 75 or more, and promised: call-back``.

    Empty for none, and for one that asks nothing.
    """
    if when is None:
        return ""
    entries = list(_entries(when))
    alone = len(entries) == 1 and (when.any or when.all)
    if alone and len(alone) > 1:  # Brackets about all of it say nothing.
        return entries[0][1:-1]
    return _joined(entries, "and")


def range_in_words(wanted: Range) -> str:
    """``50 or more``, ``below 40``, ``40 to 60`` or a number."""
    if wanted.low == wanted.high:
        return str(wanted.low)
    if wanted.high == HIGHEST:
        return "anything" if wanted.low == LOWEST else f"{wanted.low} or more"
    return f"below {wanted.high + 1}" if wanted.low == LOWEST else f"{wanted.low} to {wanted.high}"


def _entries(when: When) -> Iterator[str]:
    for part, words in _PARTS.items():
        if (wanted := getattr(when, part)) is not None:
            yield f"{words} {range_in_words(wanted)}"
    if when.mood:
        yield f"the customer is {' or '.join(when.mood)}"
    if when.turn is not None:
        yield f"replies given: {range_in_words(when.turn)}"
    if when.contacts is not None:
        yield f"earlier contacts: {range_in_words(when.contacts)}"
    yield from _listed("told", when.told)
    yield from _listed("asked for", when.asked)
    yield from _listed("promised", when.promised)
    yield from _listed("promise kept", when.kept)
    yield from _listed("promise broken", when.broken)
    yield from _listed("noted", when.flag)
    yield from _listed("said", when.chose)
    yield from _listed("been at", when.visited)
    for move, often in when.made.items():
        yield f"times of {move}: {range_in_words(often)}"
    if when.settled is not None:
        yield "the grievance is settled" if when.settled else "the grievance is open"
    if when.any:
        yield _joined([_inner(each) for each in when.any], "or", inside=True)
    if when.all:
        yield _joined([_inner(each) for each in when.all], "and", inside=True)
    if when.not_ is not None:
        yield f"not ({in_words(when.not_)})"


def _listed(words: str, names: Iterable[str]) -> Iterator[str]:
    if listed := " and ".join(names):
        yield f"{words}: {listed}"


def _inner(when: When) -> str:
    entries = list(_entries(when))
    words = _joined(entries, "and")
    return f"({words})" if len(entries) > 1 else words


def _joined(parts: list[str], word: str, *, inside: bool = False) -> str:
    joined = f", {word} ".join(parts)
    return f"({joined})" if inside and len(parts) > 1 else joined
