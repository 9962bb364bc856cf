"""What a file is: a scenario, a part that scenarios include, or a shift."""

from collections.abc import Collection
from typing import Final, Literal

Kind = Literal["scenario", "part", "shift"]

_PLAYED: Final = frozenset({"id", "title", "customer", "brief", "start", "endings"})
"""What only a scenario has."""


def kind_of(keys: Collection[str]) -> Kind:
    """What a file is that has these keys at its top level."""
    if "scenes" not in keys:
        return "shift" if "calls" in keys else "scenario"
    return "scenario" if _PLAYED.intersection(keys) else "part"
