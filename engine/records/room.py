"""Going on from a turn with a room choosing: an attempt of its own, with the votes beside the replies."""

from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import replace
from datetime import datetime
from typing import Final

from engine.call.journal import replay
from engine.debrief.presentation.votes import BadCount, Votes
from engine.records.anonymous import NOBODY
from engine.records.attempts import Event, Json
from engine.records.recorded import RecordedCall

VOTES: Final = "votes"
"""The note with a room's votes: ``turn``, and ``counts`` by the replies' ids, in the order shown."""


def begin_room(
    recorded: RecordedCall, turn: int, now: datetime, *, hidden: bool, unsaved: bool = False
) -> RecordedCall:
    """A new attempt of the same call, which stands at ``turn`` (from 1), for the room to play on.

    It is kept as a replay of the first one, in coach mode: the room is told after each reply what moved.
    However it is left, even by a kill, nobody who plays this scenario next is asked whether to go on with it.
    ``hidden`` plays it on without the trainee's name: what is kept has it, what is shown does not.
    ``unsaved`` keeps nothing of it that lasts, and leaves the first attempt as it is.

    Raises:
        StoreProblem: it cannot be kept.
        ValueError: there was no such turn.
    """
    first = copy(recorded)
    if unsaved:
        first.go_unsaved()
    room = first.replay_from(turn, now, mode="coach", aside=True)
    if hidden:
        hide_names(room)
    return room


def hide_names(room: RecordedCall) -> None:
    """From here on neither the call nor what is begun from it can show the trainee's name."""
    play_under(room, NOBODY)


def play_under(room: RecordedCall, agent: str) -> None:
    """From here on the call says this name. What is on record stays as it is; a hold is sat out."""
    if room.call.agent != agent:
        room.call = replay(room.playable.machine, room.choices, room.attempt.seed, agent)
    room.attempt = replace(room.attempt, agent=agent)


def keep_votes(room: RecordedCall, turn: int, votes: Votes, now: datetime) -> None:
    """Keep what the room voted at a turn; no votes are not kept.

    Raises:
        StoreProblem: they could not be kept.
    """
    if votes.total:
        counts: dict[str, Json] = dict(zip(votes.replies, votes.counts, strict=True))
        room.note(VOTES, {"turn": turn, "counts": counts}, now)


def votes_in(events: Iterable[Event]) -> dict[int, Votes]:
    """The votes on record, by the turn's number; the last of a turn, as far as they make sense."""
    found: dict[int, Votes] = {}
    for event in events:
        if event.kind == VOTES and (read := _read(event.payload)) is not None:
            found[read[0]] = read[1]
    return found


def _read(note: Mapping[str, Json]) -> tuple[int, Votes] | None:
    turn, counts = note.get("turn"), note.get("counts")
    if type(turn) is not int or turn < 1 or not isinstance(counts, Mapping):
        return None
    numbers = [count for count in counts.values() if type(count) is int]
    if len(numbers) != len(counts):
        return None
    try:
        return turn, Votes(tuple(counts), tuple(numbers))
    except BadCount:
        return None
