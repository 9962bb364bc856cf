"""A store with the calls of a made-up class."""

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy import insert, select

from engine.call.journal import Choice
from engine.call.playable import Playable
from engine.call.step import begin, is_over, open_choices, step
from engine.mood.bands import BANDS
from engine.records.recorded import RecordedCall
from engine.records.schema import attempts, events
from engine.records.store import Store

BEGUN = datetime(2026, 3, 2, 9, tzinfo=UTC)
MOST_TURNS = 40


def fill(
    store: Store,
    playables: Sequence[Playable],
    number: int,
    *,
    agents: int = 250,
    seed: int = 1,
    predict: int = 3,
) -> None:
    """Add so many calls to an empty store, each reply of which is drawn at random; each ``predict``-th call
    has predictions, and one in twenty was cut short.

    They are written in bulk: one after the other, each on the disk, they would take minutes.
    """
    chance = random.Random(seed)
    templates = [
        RecordedCall.begin(store, playable, seed=1, agent="Trainee 0", mode="standard", now=BEGUN).attempt.id
        for playable in playables
    ]
    with store.writing_about(templates[0]) as connection:
        rows = {row.id: dict(row._mapping) for row in connection.execute(select(attempts))}
        calls, journals = [], []
        for at in range(number):
            which = at % len(playables)
            attempt = len(templates) + 1 + at
            moment = BEGUN + timedelta(minutes=7 * at)
            choices, ending, over = _at_random(playables[which], chance, at % 20 == 0)
            entries: list[tuple[str, dict[str, object]]] = [
                ("choice", {"scene": each.scene, "reply": each.reply}) for each in choices
            ]
            if predict and at % predict == 0 and choices:
                entries.append(
                    (
                        "reaction",
                        {"heat": None, "band": chance.choice(BANDS), "turn": chance.randint(1, len(choices))},
                    )
                )
            calls.append(
                rows[templates[which]]
                | {
                    "id": attempt,
                    "uuid": UUID(int=chance.getrandbits(128)),
                    "agent": f"Trainee {chance.randrange(agents)}",
                    "began_at": moment,
                    "last_at": moment,
                    "events": len(entries),
                    "finished_at": moment if over else None,
                    "ending": ending if over else None,
                    "problem": "open" if over else None,
                    "relationship": "strained" if over else None,
                }
            )
            journals += [
                {"attempt": attempt, "n": n, "kind": kind, "at": moment, "payload": payload}
                for n, (kind, payload) in enumerate(entries)
            ]
        connection.execute(insert(attempts), calls)
        connection.execute(insert(events), journals)


def _at_random(playable: Playable, chance: random.Random, short: bool) -> tuple[list[Choice], str, bool]:
    plan = playable.machine.plan
    state, _ = begin(plan, 0)
    choices: list[Choice] = []
    most = chance.randrange(1, 5) if short else MOST_TURNS
    while not is_over(plan, state) and len(choices) < most:
        place = plan.places[state.place]
        choice = chance.choice(open_choices(plan, state))
        choices.append(Choice(place.id, place.replies[choice].reply.id))
        state, _ = step(plan, state, choice)
    over = is_over(plan, state)
    return choices, plan.places[state.place].id if over and state.place >= 0 else "", over
