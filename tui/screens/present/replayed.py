"""A replay in its debrief: what it changed, and the way to both attempts side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textual.screen import Screen

    from engine.call.call import Call
    from engine.records.replays import Replay


def replay_words(replay: Replay | None) -> str:
    """Of which attempt a call is a replay, and what that changed; empty for a call that is none."""
    if replay is None:
        return ""
    more = ("c puts them side by side.",) if replay.beside is not None else ()
    return " ".join((*replay.main, *more))


def show_replay_beside(
    screen: Screen[Any], replay: Replay, call: Call, instead: str, *, hidden: bool = False
) -> None:
    """Put a replay beside the attempt that it replays, above ``screen``; where that cannot be done, tell what
    is said ``instead``.

    ``call`` is the replay's. ``hidden``: what came of the two is kept back.
    """
    if replay.call is None or replay.beside is None:
        screen.notify(instead, severity="warning", markup=False)
        return
    from tui.screens.present.beside import BesideScreen

    one, other = replay.beside.sides
    screen.app.push_screen(BesideScreen(replay.call, call, (one.name, other.name), hidden=hidden))
