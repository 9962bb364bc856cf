"""What both front ends do before a call: find the scenario, open the records, draw a seed.

Importing this module is light; what it needs is loaded when a function is called.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from tui.settings import Settings

if TYPE_CHECKING:
    from engine.call.call import Call
    from engine.call.playable import Playable
    from engine.debrief.presentation.beside import Beside
    from engine.mood.coefficients import MoodModel
    from engine.records.keeper import Attempts
    from engine.records.recorded import RecordedCall

SEEDS: Final = 1_000_000
"""Seeds that are drawn lie below this: short enough to be typed again."""


def own_folders(settings: Settings) -> tuple[Path, ...]:
    """The folders of scenarios that come before the shipped ones."""
    return (*settings.folders, settings.home.scenarios)


def mood_model(settings: Settings) -> MoodModel:
    """The mood model to play by.

    Raises:
        ModelError: it cannot be used.
    """
    from engine.mood.coefficients import load_model

    return load_model(settings.model)


def open_by_name(name: str, settings: Settings, model: MoodModel) -> Playable:
    """The scenario of an id or in a file.

    Raises:
        NotPlayable: there is none, or it has errors.
    """
    from engine.call.playable import NotPlayable, open_scenario
    from engine.scenario.library import find
    from engine.scenario.problems import Problem

    found = find(name, own_folders(settings))
    if isinstance(found, Problem):
        raise NotPlayable((found,))
    return open_scenario(found, model)


def open_keeper(settings: Settings) -> Attempts:
    """The keeper of attempts: the store, or memory where the trainee agreed to play unsaved.

    Raises:
        StoreProblem: the store cannot be used.
    """
    if settings.unsaved:
        from engine.records.memory import MemoryStore

        return MemoryStore()
    from engine.records.store import Store

    return Store.open(settings.home)


def seed_for(settings: Settings) -> int:
    """The seed of a new call: the one asked for, or one drawn."""
    if settings.seed is not None:
        return settings.seed
    from secrets import randbelow

    return randbelow(SEEDS)


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


def how_to_go_on(scenario: str) -> str:
    """The command that goes on with a call of a scenario, as it is typed."""
    from shlex import quote

    return f"moodline play {quote(scenario)}"


def goes_on(recorded: RecordedCall) -> bool:
    """Whether an attempt is still to be gone on with: it is not over, and no new one was begun in its place.
    One that was cut short like that has a debrief."""
    return not recorded.call.over and recorded.attempt.set_aside_at is None


def not_over(recorded: RecordedCall) -> str:
    """Why an attempt has no debrief yet, and how to go on with it."""
    go_on = f"{how_to_go_on(recorded.attempt.scenario_id)} --attempt {recorded.attempt.id}"
    return f"Attempt {recorded.attempt.id} is not over yet: {go_on} goes on with it."


class Two(NamedTuple):
    """Two attempts on record, to be shown side by side."""

    one: Call
    other: Call
    beside: Beside

    @property
    def labels(self) -> tuple[str, str]:
        """What they are called."""
        return self.beside.one.name, self.beside.other.name


def open_two(keeper: Attempts, one: int, other: int, *, names: bool = True) -> Two:
    """Two attempts of one scenario, each over or cut short for good. Without ``names`` no word of ``beside``
    has the agent's name.

    Raises:
        Refused: one of them can still be gone on with, or they are attempts of different scenarios.
        StoreProblem: one of them cannot be read.
        CannotGoOn: this Moodline reads one of them differently.
    """
    from engine.debrief.presentation.beside import NotComparable, compare_attempts
    from engine.records.anonymous import nameless
    from engine.records.recorded import RecordedCall
    from engine.records.replays import attempt_name
    from tui.leaving import Refused

    recorded = [RecordedCall.resume(keeper, number) for number in (one, other)]
    for each in recorded:
        if goes_on(each):
            raise Refused(not_over(each))
    first, second = (each.call for each in recorded)
    labels = (attempt_name(one), attempt_name(other))
    try:
        if names:
            beside = compare_attempts(first, second, labels)
        else:
            beside = compare_attempts(nameless(first), nameless(second), labels)
    except NotComparable as error:
        raise Refused(str(error)) from error
    return Two(first, second, beside)
