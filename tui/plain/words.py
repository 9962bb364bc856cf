"""Moods, times and numbers of things in words."""

from collections.abc import Sequence

from engine.mood.bands import BandName
from engine.mood.mood import Mood


def change(amount: int) -> str:
    """A change in points: ``up 8``, ``down 5``, ``no change``."""
    if amount == 0:
        return "no change"
    return f"up {amount}" if amount > 0 else f"down {-amount}"


def mood_line(mood: Mood, band: BandName, before: Mood | None = None) -> str:
    """``Mood 62, angry, up 8. Heard 20, up 2. Trust 35, no change.``; no changes without a ``before``."""
    heat, heard, trust = (
        "" if before is None else f", {change(now - was)}"
        for now, was in zip(mood, before or mood, strict=True)
    )
    return f"Mood {mood.heat}, {band}{heat}. Heard {mood.heard}{heard}. Trust {mood.trust}{trust}."


def minutes_and_seconds(seconds: int) -> str:
    """A time on hold: ``2 minutes``, ``1 minute 30 seconds``."""
    parts = []
    for amount, unit in (divmod(seconds, 60)[0], "minute"), (seconds % 60, "second"):
        if amount:
            parts.append(f"{amount} {unit}" + ("" if amount == 1 else "s"))
    return " ".join(parts)


def listed(names: Sequence[str], last: str = "and") -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    return f"{', '.join(names[:-1])} {last} {names[-1]}" if len(names) > 1 else "".join(names)


def how_many(number: int, thing: str) -> str:
    """``1 turn``, ``3 turns``."""
    return f"{number} {thing}" + ("" if number == 1 else "s")
