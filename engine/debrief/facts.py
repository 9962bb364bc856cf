"""The facts of a call: learnt where, and asked for again where."""

from dataclasses import dataclass

from engine.call.events import FactTold
from engine.debrief.timeline import Timeline
from engine.debrief.walk import Walk
from engine.debrief.wording import stopped, turns_named


@dataclass(frozen=True, slots=True)
class FactRecord:
    """A fact that the agent has at the end."""

    id: str
    words: str
    """The author's words."""
    learnt: int | None
    """The turn at which it was learnt; 0 from the customer's first line; None if known before the call."""
    asked_again: tuple[int, ...]
    """The turns at which it was asked for although it had been told."""
    sentence: str


def find_facts(walk: Walk, timeline: Timeline) -> tuple[FactRecord, ...]:
    """The facts that the agent has at the end, in the scenario's order."""
    scenario, fill = walk.plan.scenario, walk.call.text.fill
    learnt: dict[str, int | None] = dict.fromkeys(scenario.told)
    for event in walk.opening:
        if isinstance(event, FactTold):
            learnt.setdefault(event.fact, 0)
    again: dict[str, list[int]] = {}
    for turn in timeline.turns:
        for fact in turn.learnt:
            learnt.setdefault(fact.id, turn.number)
        for asked in turn.asked:
            if asked.times_again and again.get(asked.id, [0])[-1] != turn.number:
                again.setdefault(asked.id, []).append(turn.number)
    return tuple(
        _record(name, fill(words), learnt[name], tuple(again.get(name, ())))
        for name, words in scenario.facts.items()
        if name in learnt
    )


def _record(name: str, words: str, learnt: int | None, again: tuple[int, ...]) -> FactRecord:
    if learnt is None:
        how = "Known before the call"
    else:
        how = f"Learnt at turn {learnt}" if learnt else "Told in the customer's first words"
    if again:
        how += f" and asked for again at {turns_named(again)}"
    return FactRecord(name, words, learnt, again, f"{how}: {stopped(words)}")
