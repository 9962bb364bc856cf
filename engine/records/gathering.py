"""The attempts of a class, out of the store: read in bulk, worked out once, left out where they cannot be.

Importing this module loads SQLAlchemy (about 0.2 s).
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Any, Final, NamedTuple

from sqlalchemy import Text, select, type_coerce

from engine.call.journal import JOURNAL_VERSION, Choice, Diverged, replay
from engine.debrief.cohort.cohort import CallTaken, Cohort, Guess, make_cohort
from engine.debrief.cohort.digest import Digest, Digester
from engine.debrief.cohort.names import pseudonyms, real_names
from engine.debrief.cohort.reach import Reach
from engine.debrief.cohort.view import make_view
from engine.debrief.outcome import make_critical
from engine.debrief.pivots import find_pivots
from engine.debrief.reaction import compare
from engine.debrief.retelling import make_timeline
from engine.debrief.walk import walk
from engine.records.class_cache import ClassCache
from engine.records.errors import StoreProblem
from engine.records.notes import REACTION, reaction_in
from engine.records.recorded import CHOICE, CannotGoOn, playable_of
from engine.records.schema import attempts, events
from engine.records.store import Store
from engine.scenario.collector import collector_paused

Progress = Callable[[int, int], None]
"""Told how many attempts of how many had to be worked out so far."""
Clock = Callable[[], float]

REPLAY: Final = "a replay, whose first replies were given in another attempt"
EXAM: Final = "an exam that is not over"
NEWER: Final = "recorded by a newer Moodline"
GAPS: Final = "events of it are missing"
BROKEN: Final = "one of its events cannot be read"
UNREADABLE: Final = "its scenario or mood model is one that this Moodline does not read"
NO_TEXT: Final = "the scenario or the mood model that was recorded with it is missing or damaged"
MISFIT: Final = "its replies do not fit the scenario that was recorded with it"


class LeftOut(NamedTuple):
    """An attempt that is in no count, and why."""

    attempt: int
    why: str


@dataclass(frozen=True, slots=True)
class Gathered:
    """What there is of a class."""

    cohorts: tuple[Cohort, ...]
    """One for each version of each scenario, by the scenario's id, the version played most first."""
    left_out: tuple[LeftOut, ...]
    known: tuple[str, ...]
    """The ids of all scenarios in the records."""
    worked_out: int
    """How many attempts were not in the cache."""


class _Row(NamedTuple):
    """What is read of an attempt."""

    id: int
    uuid: str
    scenario_id: str
    scenario_sha256: str
    model_sha256: str
    agent: str
    mode: str
    journal_version: int
    began_at: str
    parent: int | None
    events: int
    set_aside_at: str | None
    finished_at: str | None


def gather(
    store: Store,
    scenario_id: str | None = None,
    *,
    names: bool = False,
    cache: Path | None = None,
    program: str = "",
    clock: Clock | None = None,
    progress: Progress | None = None,
) -> Gathered:
    """The class in a store, of one scenario or all.

    Args:
        names: whether agents go by their names; else by pseudonyms.
        cache: the file in which what was worked out is kept for the next time; none where it is None.
        program: the program's version, by which the cache is understood.
        clock: seconds, from any moment on, by which every state of a scenario with new calls is gone through
            to see where a good ending was last within reach. Without it that is not worked out, and what the
            cache holds with it is not used.
        progress: told how far it is while attempts are worked out.

    Raises:
        StoreProblem: the store cannot be read.
    """
    # Tens of thousands of small things that all stay: looking through them for garbage takes as long as
    # making them. While calls are worked out there is garbage, though.
    with collector_paused():
        rows = _rows(store)
        # What was worked out without looking ahead would stay so for ever.
        kept = ClassCache.read(cache, program if clock is not None else f"{program}, not ahead")
    shown = (real_names if names else pseudonyms)(row.agent for row in rows)
    known = tuple(sorted({row.scenario_id for row in rows}))
    wanted = [row for row in rows if scenario_id in (None, row.scenario_id)]
    left_out = [LeftOut(row.id, why) for row in wanted if (why := _why_not(row))]
    wanted = [row for row in wanted if not _why_not(row)]
    new = [row for row in wanted if row.uuid not in kept.calls or kept.calls[row.uuid][0] != row.events]
    left_out += _work_out(store, new, kept, clock, progress or (lambda _done, _all: None))
    with collector_paused():
        kept.write(cache)
        out = {each.attempt for each in left_out}
        groups: dict[tuple[str, str, str], list[_Row]] = {}
        for row in wanted:
            if row.id not in out:
                groups.setdefault((row.scenario_id, row.scenario_sha256, row.model_sha256), []).append(row)
        ordered = sorted(groups.items(), key=lambda item: (item[0][0], -len(item[1]), item[0]))
        cohorts = [
            make_cohort(
                kept.views[scenario + model],
                f"{scenario[:4]}{model[:4]}",
                [
                    CallTaken(row.id, shown[row.agent], row.began_at[:10], *kept.calls[row.uuid][1:])
                    for row in group
                ],
            )
            for (_, scenario, model), group in ordered
        ]
    return Gathered(tuple(cohorts), tuple(sorted(left_out)), known, len(new))


def _why_not(row: _Row) -> str:
    """Why an attempt is not of the class, as far as that can be seen from outside; empty if it is."""
    if row.parent is not None:
        return REPLAY
    if row.journal_version > JOURNAL_VERSION:
        return NEWER
    if row.mode == "exam" and row.finished_at is None and row.set_aside_at is None:
        return EXAM
    return ""


def _rows(store: Store) -> list[_Row]:
    # As the text that they are: making ten thousand times and UUIDs takes longer than all the rest.
    raw = {"uuid", "began_at", "set_aside_at", "finished_at"}
    columns = [
        type_coerce(attempts.c[name], Text) if name in raw else attempts.c[name] for name in _Row._fields
    ]
    with store.reading() as connection:
        found = connection.execute(select(*columns).order_by(attempts.c.id))
        return [_Row(*row) for row in found.all()]


def _work_out(
    store: Store, new: Sequence[_Row], kept: ClassCache, clock: Clock | None, progress: Progress
) -> Iterator[LeftOut]:
    """Put what the attempts come to into the cache; those that cannot be read are left out."""
    done = 0
    by_text = attrgetter("scenario_sha256", "model_sha256")
    for (scenario, model), group in groupby(sorted(new, key=by_text), key=by_text):
        rows = list(group)
        try:
            worker = _Worker(store, rows[0].id, clock)
        except CannotGoOn:
            yield from (LeftOut(row.id, UNREADABLE) for row in rows)
            continue
        except StoreProblem as problem:
            if problem.code != "corrupt":
                raise
            yield from (LeftOut(row.id, NO_TEXT) for row in rows)
            continue
        kept.views[scenario + model] = make_view(worker.plan)
        kept.changed = True
        journals = _journals(store, [row.id for row in rows])
        for row in rows:
            try:
                kept.calls[row.uuid] = (row.events, *worker.work(row, journals.get(row.id, [])))
            except _Unreadable as error:
                yield LeftOut(row.id, str(error))
            done += 1
            progress(done, len(new))


class _Unreadable(Exception):
    """An attempt whose journal makes no sense."""


class _Worker:
    """Works out the attempts of one version of a scenario."""

    def __init__(self, store: Store, attempt: int, clock: Clock | None) -> None:
        self._playable = playable_of(store.begun_with(attempt))
        self.plan = self._playable.machine.plan
        self._digester = Digester(self.plan, None if clock is None else Reach(self.plan, clock))
        self._choices: dict[str, Choice] = {}
        self._guesses: dict[tuple[Any, ...], tuple[Guess, ...]] = {}

    def work(self, row: _Row, journal: Sequence[tuple[int, str, str]]) -> tuple[Digest, tuple[Guess, ...]]:
        """What an attempt comes to.

        Raises:
            _Unreadable: its journal makes no sense.
        """
        if [n for n, _, _ in journal] != list(range(row.events)):
            raise _Unreadable(GAPS)
        try:
            choices = tuple([self._choice(payload) for _, kind, payload in journal if kind == CHOICE])
            note = next((json.loads(text) for _, kind, text in reversed(journal) if kind == REACTION), None)
        except (ValueError, TypeError, KeyError) as error:
            raise _Unreadable(BROKEN) from error
        try:
            digest = self._digester.digest(choices)
        except Diverged as error:
            raise _Unreadable(MISFIT) from error
        return digest, self._compared(choices, note) if isinstance(note, dict) else ()

    def _choice(self, payload: str) -> Choice:
        choice = self._choices.get(payload)
        if choice is None:
            data = json.loads(payload)
            choice = self._choices[payload] = Choice(str(data["scene"]), str(data["reply"]))
        return choice

    def _compared(self, choices: tuple[Choice, ...], note: Mapping[str, Any]) -> tuple[Guess, ...]:
        reaction = reaction_in(note, len(choices))
        if reaction is None:
            return ()
        key = (choices, reaction)
        if key not in self._guesses:
            call = replay(self._playable.machine, choices, 0)
            walked = walk(call)
            timeline = make_timeline(walked)
            pivots = find_pivots(timeline, make_critical(walked), call)
            self._guesses[key] = tuple(
                Guess(each.question, each.guess, each.fact, each.same)
                for each in compare(reaction, timeline, pivots)
            )
        return self._guesses[key]


def _journals(store: Store, wanted: Iterable[int]) -> dict[int, list[tuple[int, str, str]]]:
    """The events of attempts, by attempt: number, kind, payload as JSON."""
    ids, found = set(wanted), dict[int, list[tuple[int, str, str]]]()
    columns = (events.c.attempt, events.c.n, events.c.kind, type_coerce(events.c.payload, Text))
    span = events.c.attempt.between(min(ids), max(ids))
    with store.reading() as connection:
        for attempt, n, kind, payload in connection.execute(
            select(*columns).where(span).order_by(events.c.attempt, events.c.n)
        ):
            if attempt in ids:
                found.setdefault(attempt, []).append((n, kind, payload))
    return found
