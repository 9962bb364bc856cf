"""Pseudonyms: numbers in place of names."""

from collections.abc import Iterable

from engine.scenario.text import clean


def pseudonyms(names: Iterable[str], kind: str = "Agent") -> dict[str, str]:
    """``Agent 1``, ``Agent 2`` … in the order in which names first come up.

    Given the records from the oldest on, a name keeps its number as long as nothing is deleted. Numbers are
    written down nowhere; who knows the order in which people began can still tell who they are.
    """
    return {name: f"{kind} {number}" for number, name in enumerate(dict.fromkeys(names), start=1)}


def real_names(names: Iterable[str]) -> dict[str, str]:
    """The names themselves, without what no terminal or page may be given."""
    return {name: clean(name) or "(no name)" for name in dict.fromkeys(names)}
