"""A call and the keeper of its attempt, held in step: no effect is told before its cause is on record."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Self

from engine.call.call import Call
from engine.call.events import Event as CallEvent
from engine.call.journal import JOURNAL_VERSION, Choice, Diverged, replay
from engine.call.machine import NO_REPLY_LEFT, OutOfTurn
from engine.call.playable import NotPlayable, Playable, open_source
from engine.call.state import State
from engine.call.step import is_over, step
from engine.mood.coefficients import ModelError, parse_model
from engine.records.attempts import Attempt, AttemptRecord, Event, Json, NewAttempt, Outcome, Standing
from engine.records.keeper import Attempts
from engine.records.memory import MemoryStore
from engine.scenario.files import Source

CHOICE = "choice"
"""The kind of an event that is a reply given; its payload names scene and reply."""


class CannotGoOn(Exception):
    """An attempt on record cannot be played or shown any more. ``str()`` of it is fit for a trainee."""

    def __init__(self, attempt_id: int, why: str, do: str) -> None:
        super().__init__(f"Attempt {attempt_id} cannot be opened: {why}. {do}")
        self.attempt_id = attempt_id
        self.why = why
        """The reason, without a full stop."""
        self.do = do
        """What can be done: a sentence."""


class RecordedCall:
    """A call that is kept while it is played.

    Where the keeper fails, :class:`engine.records.errors.StoreProblem` is raised and the call stands where it
    stood: the same reply may be given again, or :meth:`go_unsaved` lets the call go on in memory alone.
    """

    def __init__(
        self, keeper: Attempts, new: NewAttempt, attempt: Attempt, call: Call, playable: Playable
    ) -> None:
        self.keeper = keeper
        self.attempt = attempt
        """The attempt as it was begun or found; what has been added since is in :attr:`events`."""
        self.call = call
        self.playable = playable
        self.events: list[Event] = []
        """What is on record, in order."""
        self.saved = not isinstance(keeper, MemoryStore)
        """Whether the attempt outlasts this program."""
        self._new = new
        self._failed: Event | None = None

    @classmethod
    def begin(
        cls,
        keeper: Attempts,
        playable: Playable,
        *,
        seed: int,
        agent: str,
        mode: str,
        now: datetime,
        parent: int | None = None,
        from_turn: int | None = None,
        choices: Sequence[Choice] = (),
        aside: bool = False,
    ) -> Self:
        """Begin an attempt. The call rings; :meth:`answer` starts it.

        For a replay, ``parent`` is the attempt replayed and ``choices`` what was chosen in it before turn
        ``from_turn`` (1 is the first); then the call has been answered and stands at that turn. ``aside``:
        nobody is to be offered to go on with it, however it is left.

        Raises:
            StoreProblem: it cannot be kept.
            Diverged: the choices are not on offer in this scenario.
            ValueError: see :class:`NewAttempt`.
        """
        scenario, model = playable.scenario, playable.model
        new = NewAttempt(
            scenario_id=scenario.id,
            title=scenario.title,
            scenario_text=_as_text(playable.source),
            scenario_fingerprint=playable.source.fingerprint,
            model_text=model.text,
            model_fingerprint=model.fingerprint,
            seed=seed,
            agent=agent,
            mode=mode,
            format_version=scenario.moodline,
            model_version=model.version,
            journal_version=JOURNAL_VERSION,
            began_at=now,
            parent=parent,
            from_turn=from_turn,
            set_aside_at=now if aside else None,
        )
        call = (
            playable.call(seed, agent) if parent is None else replay(playable.machine, choices, seed, agent)
        )
        events = [Event(n, CHOICE, now, _payload(choice)) for n, choice in enumerate(choices)]
        recorded = cls(keeper, new, keeper.begin(new, events, _standing(call.state)), call, playable)
        recorded.events.extend(events)
        return recorded

    @classmethod
    def resume(cls, keeper: Attempts, attempt_id: int) -> Self:
        """An attempt on record, as it was begun, at the point that it had come to; a hold has been sat out.

        The call has been answered. It may be over, and then its debrief can be shown.

        Raises:
            StoreProblem: it cannot be read.
            CannotGoOn: it was made by a newer Moodline, or this one reads it differently.
        """
        record = keeper.load(attempt_id)
        playable, call = rebuilt(record)
        recorded = cls(keeper, _new_from(record), record.attempt, call, playable)
        recorded.events.extend(record.events)
        return recorded

    @property
    def choices(self) -> tuple[Choice, ...]:
        """The replies given so far."""
        return choices_in(self.events)

    def edited(self, source: Source) -> bool:
        """Whether ``source``, the scenario as it is now, differs from what this call was begun with."""
        return source.fingerprint != self.attempt.scenario_fingerprint

    def answer(self) -> tuple[CallEvent, ...]:
        """Pick up.

        Raises:
            OutOfTurn: the call was answered before.
        """
        return self.call.answer()

    def choose(self, reply: str, now: datetime) -> tuple[CallEvent, ...]:
        """Give a reply by its id: it is on record before the call tells what came of it.

        If it puts the customer on hold, :meth:`end_hold` brings the rest.

        Raises:
            OutOfTurn: it is not the trainee's turn.
            NotOffered: the reply is not on offer, or locked.
            StoreProblem: it could not be kept; the call stands where it stood.
        """
        call = self.call
        if call.phase == NO_REPLY_LEFT or call.over or not call.offers():
            raise OutOfTurn(f"no reply can be given: the call is at {call.phase}")
        place = call.plan.places[call.state.place]
        choice = next((n for n, planned in enumerate(place.replies) if planned.reply.id == reply), -1)
        after, _ = step(call.plan, call.state, choice)  # Pure: raises NotOffered, and changes nothing.
        payload = _payload(Choice(place.id, reply))
        self._append(CHOICE, now, payload, _standing(after), _outcome(call, after))
        return call.choose(reply)

    def end_hold(self) -> tuple[CallEvent, ...]:
        """Come back from hold.

        Raises:
            OutOfTurn: the customer is not on hold.
        """
        return self.call.resume()

    def note(self, kind: str, payload: Mapping[str, Json], now: datetime) -> None:
        """Keep something that is no reply: what the trainee guessed, or wrote after the call.

        Raises:
            StoreProblem: it could not be kept.
            ValueError: ``kind`` is that of a reply.
        """
        if kind == CHOICE:
            raise ValueError("a reply is given with choose()")
        self._append(kind, now, payload, None, None)

    def noted(self, kind: str) -> Mapping[str, Json] | None:
        """The latest note of a kind, or None."""
        return next((event.payload for event in reversed(self.events) if event.kind == kind), None)

    def replay_from(self, turn: int, now: datetime, *, mode: str | None = None, aside: bool = False) -> Self:
        """Begin a new attempt of the same call, which stands at ``turn`` (1 is the first reply). ``aside`` as
        in :meth:`begin`.

        Raises:
            StoreProblem: it cannot be kept.
            ValueError: there was no such turn.
        """
        if not 1 <= turn <= len(self.choices):
            raise ValueError(f"there was no turn {turn}")
        return type(self).begin(
            self.keeper,
            self.playable,
            seed=self.attempt.seed,
            agent=self.attempt.agent,
            mode=mode or self.attempt.mode,
            now=now,
            parent=self.attempt.id,
            from_turn=turn,
            choices=self.choices[: turn - 1],
            aside=aside,
        )

    def go_unsaved(self) -> None:
        """From here on, keep nothing that lasts; the trainee has agreed. What is on record stays there."""
        memory = MemoryStore()
        # An earlier attempt's number would mean nothing in an empty store.
        alone = replace(self._new, parent=None, from_turn=None)
        self.attempt = memory.begin(alone, self.events, _standing(self.call.state))
        self.keeper, self.saved, self._failed = memory, False, None

    def _append(
        self,
        kind: str,
        now: datetime,
        payload: Mapping[str, Json],
        standing: Standing | None,
        outcome: Outcome | None,
    ) -> None:
        event = Event(len(self.events), kind, now, payload)
        failed = self._failed
        if failed is not None and (failed.kind, failed.payload) == (event.kind, event.payload):
            event = failed  # With its first time: if it did get through, this is the very same event.
        self._failed = event
        self.keeper.append(
            self.attempt.id,
            event.n,
            event.kind,
            event.at,
            event.payload,
            standing=standing,
            outcome=outcome,
            aside=self._new.set_aside_at is not None,
        )
        self._failed = None
        self.events.append(event)


def rebuilt(record: AttemptRecord, agent: str | None = None) -> tuple[Playable, Call]:
    """The call of an attempt on record, played again to where it stands; any hold has been sat out.

    ``agent`` takes the place of the agent's name in everything that is said.

    Raises:
        CannotGoOn: it was made by a newer Moodline, or this one reads it differently.
    """
    attempt = record.attempt
    playable = _as_begun(record)
    name = attempt.agent if agent is None else agent
    try:
        return playable, replay(playable.machine, choices_in(record.events), attempt.seed, name)
    except (Diverged, KeyError) as error:
        why = "its replies do not fit the scenario that was recorded with it"
        raise CannotGoOn(attempt.id, why, "Begin a new call instead.") from error


def choices_in(events: Sequence[Event]) -> tuple[Choice, ...]:
    """The replies among the events on record.

    Raises:
        KeyError: an event that should be a reply names none.
    """
    return tuple(
        Choice(str(event.payload["scene"]), str(event.payload["reply"]))
        for event in events
        if event.kind == CHOICE
    )


def _payload(choice: Choice) -> dict[str, Json]:
    return {"scene": choice.scene, "reply": choice.reply}


def _standing(state: State) -> Standing:
    return Standing(state.turn, *state.mood)


def _outcome(call: Call, after: State) -> Outcome | None:
    if not is_over(call.plan, after):
        return None
    place = call.plan.places[after.place] if after.place >= 0 else None
    if place is None or place.ending is None:
        return Outcome(
            "", "open", "strained"
        )  # No reply was left: the scenario's fault, and so no ending of it.
    return Outcome(place.id, place.ending.problem, place.ending.relationship)


def _as_text(source: Source) -> str:
    return json.dumps({"root": source.root, "files": dict(source.files)}, ensure_ascii=False, sort_keys=True)


def _as_source(text: str) -> Source:
    data = json.loads(text)
    return Source(str(data["root"]), {str(name): str(body) for name, body in data["files"].items()})


def _as_begun(record: AttemptRecord) -> Playable:
    attempt = record.attempt
    if attempt.journal_version > JOURNAL_VERSION:
        raise CannotGoOn(attempt.id, "it was recorded by a newer Moodline", "Update Moodline.")
    newer = "Use the version of Moodline that it was recorded with, or begin a new call."
    try:
        model = parse_model(record.model_text, name="the recorded mood model")
        return open_source(_as_source(record.scenario_text), model)
    except ModelError as error:
        raise CannotGoOn(
            attempt.id, "its mood model is one that this Moodline does not read", newer
        ) from error
    except (NotPlayable, ValueError, KeyError, AttributeError, TypeError) as error:
        raise CannotGoOn(attempt.id, "its scenario is one that this Moodline does not read", newer) from error


def _new_from(record: AttemptRecord) -> NewAttempt:
    attempt = record.attempt
    return NewAttempt(
        scenario_id=attempt.scenario_id,
        title=attempt.title,
        scenario_text=record.scenario_text,
        scenario_fingerprint=attempt.scenario_fingerprint,
        model_text=record.model_text,
        model_fingerprint=attempt.model_fingerprint,
        seed=attempt.seed,
        agent=attempt.agent,
        mode=attempt.mode,
        format_version=attempt.format_version,
        model_version=attempt.model_version,
        journal_version=attempt.journal_version,
        began_at=attempt.began_at,
        uuid=attempt.uuid,
    )


def playable_of(record: AttemptRecord) -> Playable:
    """The scenario and the mood model of an attempt, as they were when it was begun.

    Raises:
        CannotGoOn: it was made by a newer Moodline, or this one reads it differently.
    """
    return _as_begun(record)
