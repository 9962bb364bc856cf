"""What the full screen and plain text both say before a room, so that they say the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from engine.records.replays import Replay

THE_ROOM: Final = "The room"
"""Who speaks where the trainee would: the replies are the room's."""
LABELS: Final = ("The attempt", THE_ROOM)
"""What the two attempts are called beside each other."""
MOST_REASONS: Final = 2
"""Few words a screen: the debrief has all reasons."""


def not_comparable(replay: Replay) -> str:
    """That a replay cannot be put beside what it replays. Why not is for the debrief: a folder in it may be
    called after whoever sits here."""
    return f"Attempt {replay.parent} cannot be shown any more."
