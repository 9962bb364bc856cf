"""What a trainee adds to an attempt that is no reply: guesses before the debrief, a few words after it."""

from collections.abc import Mapping, Sequence
from typing import Final

from engine.debrief.reaction import Reaction
from engine.mood.bands import BANDS
from engine.records.attempts import Event, Json

REACTION: Final = "reaction"
"""The note with the guesses: ``heat`` (0–100) or ``band``, and ``turn``; None for what was skipped."""
REFLECTION: Final = "reflection"
"""The note with the answers, by the question's id."""


def latest(events: Sequence[Event], kind: str) -> Mapping[str, Json] | None:
    """The payload of the last event of a kind, or None."""
    return next((event.payload for event in reversed(events) if event.kind == kind), None)


def reaction_in(note: Mapping[str, Json] | None, turns: int) -> Reaction | None:
    """The guesses in a note, as far as they make sense in a call of so many turns."""
    if note is None:
        return None
    heat, turn, band = note.get("heat"), note.get("turn"), note.get("band")
    return Reaction(
        band=next((name for name in BANDS if name == band), None),
        heat=heat if type(heat) is int and 0 <= heat <= 100 else None,
        turn=turn if type(turn) is int and 1 <= turn <= turns else None,
    )


def answers_in(note: Mapping[str, Json] | None) -> dict[str, str]:
    """The written answers in a note, by the question's id; empty ones are left out."""
    return {key: text for key, text in (note or {}).items() if isinstance(text, str) and text.strip()}
