"""What is exported: an attempt, its call played again, and its debrief; with or without names."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid5

from engine.call.call import Call
from engine.call.playable import Playable
from engine.debrief.debrief import Debrief, make_debrief
from engine.debrief.outlook import Outlook
from engine.debrief.pivots import Weigh, by_mood
from engine.debrief.presentation.votes import Votes
from engine.records.anonymous import NOBODY
from engine.records.attempts import Attempt, AttemptRecord
from engine.records.notes import REACTION, REFLECTION, answers_in, latest, reaction_in
from engine.records.recorded import CHOICE, CannotGoOn, rebuilt
from engine.records.replays import Load, Replay, find_replay
from engine.records.room import votes_in
from engine.scenario.text import clean


class CannotExport(Exception):
    """An attempt cannot be exported, or not as asked. ``str()`` of it is fit to be shown as it is."""


@dataclass(frozen=True)
class Subject:
    """One attempt, ready to be written down in any format."""

    attempt: Attempt
    playable: Playable
    call: Call
    """Played again; without names where the export is to be anonymous."""
    debrief: Debrief
    answers: Mapping[str, str]
    """What the trainee wrote after the call, by the question's id; nothing in an anonymous export."""
    agent: str
    """The agent's name in the call, cleaned; ``NOBODY`` in an anonymous export."""
    anonymous: bool
    given_at: tuple[datetime, ...]
    """When each turn's reply was given, in UTC."""
    key: UUID
    """The attempt's UUID; in an anonymous export another one, from which nobody can tell the attempt's."""
    votes: Mapping[int, Votes] = field(default_factory=dict)
    """What a room voted, by the turn's number; nothing where no room played."""
    replay: Replay | None = None
    """The attempt beside the one that it replays; None if it is no replay, or nobody could look for that."""

    @property
    def language(self) -> str:
        """The language spoken in the call, by BCP 47."""
        return self.playable.scenario.language


LookAhead = Callable[[Call], Outlook | None]
"""Finds out what could have come of a call; it may take seconds."""


def make_subject(
    record: AttemptRecord,
    *,
    anonymous: bool = False,
    weigh: Weigh = by_mood,
    look_ahead: LookAhead = lambda _call: None,
    load: Load | None = None,
) -> Subject:
    """The attempt on record, its debrief with it.

    For an export without names the whole call is played again with ``NOBODY`` as the agent, so that the name
    stands in no line, title or author's word; what the trainee wrote is left out. ``weigh`` says how much
    each turn moved the call, as for ``make_debrief``; what ``look_ahead`` finds comes before it. ``load``
    finds other attempts on record, for a replay: it is put beside the attempt that it replays.

    Raises:
        CannotExport: this Moodline cannot play it again, or it is an exam that is still going on.
    """
    attempt = record.attempt
    agent = NOBODY if anonymous else clean(attempt.agent) or NOBODY
    try:
        playable, call = rebuilt(record, agent)
    except CannotGoOn as error:
        # "Begin a new call" helps nobody who wants this one.
        do = "" if "Begin" in error.do else f" {error.do}"
        raise CannotExport(f"Attempt {attempt.id} cannot be exported: {error.why}.{do}") from error
    if attempt.hides_mood(over=call.over):
        raise CannotExport(
            f"Attempt {attempt.id} is an exam that is not over, and an export would show its mood. "
            "It can be exported once the call has ended, or a new one was begun in its place."
        )
    given_at = tuple(event.at for event in record.events if event.kind == CHOICE)
    reaction = reaction_in(latest(record.events, REACTION), len(given_at))
    return Subject(
        attempt=attempt,
        playable=playable,
        call=call,
        debrief=make_debrief(call, reaction, weigh, look_ahead(call)),
        answers={} if anonymous else answers_in(latest(record.events, REFLECTION)),
        agent=agent,
        anonymous=anonymous,
        given_at=given_at,
        key=uuid5(attempt.uuid, "anonymous") if anonymous else attempt.uuid,
        votes=votes_in(record.events),
        replay=None if load is None else find_replay(attempt, call, playable, load, agent),
    )
