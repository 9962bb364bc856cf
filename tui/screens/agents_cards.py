"""What has come onto the agent's cards in one call: facts and promises, kept up as things happen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from engine.call.call import Call
from engine.call.events import Event, FactAsked, FactTold, PromiseBroken, PromiseKept, PromiseMade
from tui.widgets.side_panel import FactRow, PromiseRow, PromiseState

_OF_FACTS: Final = (FactAsked, FactTold)
_OF_PROMISES: Final = (PromiseMade, PromiseKept, PromiseBroken)
_STATES: Final[dict[str, PromiseState]] = {"made": "open", "kept": "kept", "broken": "broken"}


class AgentsCards:
    """Counts as events come, so that a turn costs the same however long the call has been."""

    def __init__(self, call: Call) -> None:
        self._call = call
        self._again: dict[str, int] = {}

    def take(self, events: Iterable[Event]) -> tuple[bool, bool]:
        """Count the next events; whether facts have changed, and whether promises have."""
        facts = promises = False
        for event in events:
            facts = facts or isinstance(event, _OF_FACTS)
            promises = promises or isinstance(event, _OF_PROMISES)
            if isinstance(event, FactAsked) and event.times_again:
                self._again[event.fact] = event.times_again
        return facts, promises

    def facts(self) -> list[FactRow]:
        """The facts that the agent has, in the scenario's order."""
        plan, told = self._call.plan, self._call.state.told
        return [
            FactRow(self._call.text.fill(text), asked_again=self._again.get(name, 0))
            for name, text in plan.scenario.facts.items()
            if told >> plan.facts[name] & 1
        ]

    def promises(self) -> list[PromiseRow]:
        """The promises made, in the scenario's order."""
        return [PromiseRow(text, _STATES[state]) for text, state in self._call.promises()]
