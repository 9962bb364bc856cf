"""Which attempt a replay is a replay of, and the two side by side."""

from collections.abc import Callable
from dataclasses import dataclass

from engine.call.call import Call
from engine.call.journal import Diverged, replay
from engine.call.playable import Playable
from engine.debrief.presentation.beside import Beside, NotComparable, compare_attempts
from engine.debrief.wording import stopped
from engine.records.attempts import Attempt, AttemptRecord
from engine.records.errors import StoreProblem, UnknownAttemptError
from engine.records.recorded import CannotGoOn, choices_in, rebuilt

Load = Callable[[int], AttemptRecord]
"""Finds an attempt on record; may raise ``StoreProblem``."""


@dataclass(frozen=True, slots=True)
class Replay:
    """A replay beside the attempt that it replays, as far as that is still on record."""

    parent: int
    """The number of the attempt that is replayed."""
    from_turn: int
    """The turn, from 1, from which it is replayed."""
    call: Call | None
    """That attempt, played again to where it stands; None if it cannot be shown."""
    beside: Beside | None
    """That attempt and this one, in this order; None if it cannot be shown."""
    why_not: str
    """Why it cannot be shown, in a sentence; empty if it can."""

    @property
    def what_it_is(self) -> str:
        """Of which attempt it is a replay: a sentence, and another one where that cannot be shown."""
        said = f"This call is a replay of attempt {self.parent}, played again from turn {self.from_turn}."
        return f"{said} It cannot be put beside that one. {self.why_not}" if self.why_not else said

    @property
    def main(self) -> tuple[str, ...]:
        """What it is, and what the replay changed, as short as it can be said."""
        return (self.what_it_is, *(self.beside.main if self.beside else ()))

    @property
    def sentences(self) -> tuple[str, ...]:
        """What it is, and what the replay changed."""
        return (self.what_it_is, *(self.beside.summary if self.beside else ()))


def attempt_name(number: int) -> str:
    """What an attempt on record is called beside another: ``Attempt 12``."""
    return f"Attempt {number}"


def find_replay(
    attempt: Attempt, call: Call, playable: Playable, load: Load, agent: str | None = None
) -> Replay | None:
    """Put a replay beside the attempt that it replays; None for an attempt that is no replay.

    ``call`` and ``playable`` are the replay's. ``agent`` takes the place of the agent's name in everything
    that is said in the other one. Whatever keeps that from being shown is told, and raises nothing.
    """
    if attempt.parent is None or attempt.from_turn is None:
        return None
    try:
        before = _played_again(load(attempt.parent), playable, attempt, agent)
        names = (attempt_name(attempt.parent), attempt_name(attempt.id))
        beside = compare_attempts(before, call, names)
    except UnknownAttemptError as problem:
        return Replay(attempt.parent, attempt.from_turn, None, None, problem.what)
    except StoreProblem as problem:
        return Replay(attempt.parent, attempt.from_turn, None, None, problem.without_path)
    except CannotGoOn as error:
        why = stopped(f"{attempt_name(attempt.parent)} cannot be shown: {error.why}")
        return Replay(attempt.parent, attempt.from_turn, None, None, why)
    except NotComparable as error:
        return Replay(attempt.parent, attempt.from_turn, None, None, str(error))
    return Replay(attempt.parent, attempt.from_turn, before, beside, "")


def _played_again(record: AttemptRecord, playable: Playable, replayed_as: Attempt, agent: str | None) -> Call:
    """The attempt that was replayed. The scenario is read anew only if it was another one."""
    parent = record.attempt
    if (parent.scenario_fingerprint, parent.model_fingerprint, parent.journal_version) == (
        replayed_as.scenario_fingerprint,
        replayed_as.model_fingerprint,
        replayed_as.journal_version,
    ):
        name = parent.agent if agent is None else agent
        try:
            call = replay(playable.machine, choices_in(record.events), parent.seed, name)
        except (Diverged, KeyError) as error:
            why = "its replies do not fit the scenario that was recorded with it"
            raise CannotGoOn(parent.id, why, "") from error
    else:
        _playable, call = rebuilt(record, agent)
    if parent.hides_mood(over=call.over):
        raise CannotGoOn(parent.id, "it is an exam that is not over", "")
    return call
