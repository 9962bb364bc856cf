"""How likely a good ending still is, from each state and after each reply, for those who do not know the way.

*The odds of a state* are the chance, 0–1, that a call which stands there ends well if from there on every
reply is given by a trainee of one manner. They are worked out exactly, from the endings back to the start:
the odds after a good ending are 1, after any other 0, and those of a state are the mean of the odds after its
open replies, each weighed by how likely this trainee is to give it. *The odds of a reply*, in a state, are
those of the state that it leads to.

Two manners stand here. The *average* trainee gives every open reply with the same chance. The *empathic* one
is ``LEANS`` times as likely to give a reply that shows one of the four skills and does no harm. Neither looks
ahead or remembers: what a reply is worth to them is what it is worth to somebody who does not know the
scenario.
"""

from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from engine.call.plan import Plan
from engine.mood.moves import MOVES, Family
from engine.scenario.model import Scenario
from engine.scenario.scene import Reply
from engine.workshop.explore.components import in_order
from engine.workshop.explore.graph import NOWHERE, Graph

EMPATHIC_MOVES: Final = frozenset(
    {"invite", "listen", "probe", "validate", "affirm", "summarise", "cooperate", "own", "choice", "ask-help"}
)
"""What an empathic trainee leans towards: hearing, understanding, giving back, and taking on together. A
remedy, an explanation or a promise is not among them; it can be empathic or not."""
LEANS: Final = 4.0
"""How much more likely; a design choice. With one such reply among three it is given two times in three."""
CLOSE_ENOUGH: Final = 1e-13
"""Rounds of states are gone round until no chance moves by more."""
MOST_ROUNDS: Final = 2_000
MOST_UPDATES: Final = 4_000_000
"""So many in all for one round of states. What is not settled then is a little too low, never too high."""

Manner = Callable[[Scenario, Reply], float]
"""How likely a trainee is to give a reply, against the others on offer; above 0."""


def average(_scenario: Scenario, _reply: Reply) -> float:
    """Every reply alike."""
    return 1.0


def empathic(scenario: Scenario, reply: Reply) -> float:
    """Replies that hear, understand or take on, and do no harm, ``LEANS`` times as likely as the others."""
    moves = [like_of(scenario, move) for move in reply.moves]
    harms = any(MOVES[move].family == "harm" for move in moves)
    return LEANS if not harms and not EMPATHIC_MOVES.isdisjoint(moves) else 1.0


def family_of(scenario: Scenario, move: str) -> Family:
    """The family of a move of the catalogue, or of a scenario's own."""
    return MOVES[like_of(scenario, move)].family


def like_of(scenario: Scenario, move: str) -> str:
    """The move of the catalogue that a move is, or is like."""
    own = scenario.moves.get(move)
    return own.like if own else move


@dataclass(frozen=True)
class Odds:
    """The odds of a good ending under one manner, and how often a call comes where."""

    order: Sequence[int]
    """The states from which a good ending can be reached and in which a reply is to be given, each before
    those that lead to it (but for those that lead to one another)."""
    chance: "array[float]"
    """For each state, its odds, 0–1; 0 from where no good ending can be reached."""
    met: "array[float]"
    """For each state of ``order``, how often this trainee's calls come there, on average; else 0."""


def odds(graph: Graph, to_good: Sequence[int], manner: Manner = average) -> Odds:
    """The odds in every state.

    Args:
        graph: all of it.
        to_good: for each state the fewest replies to a good ending, as ``Exploration.to_good`` has it.

    Raises:
        ValueError: the graph is not complete.
    """
    if not graph.complete:
        raise ValueError("odds need every state")
    return _Working(graph, to_good, manner).run()


class _Working:
    def __init__(self, graph: Graph, to_good: Sequence[int], manner: Manner) -> None:
        self.graph, self.to_good = graph, to_good
        self.weights = _weights(graph.plan, manner)
        self.chance = array("d", bytes(8 * len(graph.states)))
        self.met = array("d", bytes(8 * len(graph.states)))

    def run(self) -> Odds:
        chance = self.chance
        for number, away in enumerate(self.to_good):
            if not away:
                chance[number] = 1.0
        groups = list(self._groups())
        for group in groups:
            self._back(group)
        if groups:
            self.met[0] = 1.0
        for group in reversed(groups):
            self._on(group)
        return Odds([number for group in groups for number in group], chance, self.met)

    def _groups(self) -> Iterator[Sequence[int]]:
        """Hopeful states, each alone or with those from which there is a way back to it; last ones first."""
        if not self.graph.states or self.to_good[0] in (0, NOWHERE):
            return
        order, comes_back = self._last_first()
        if not comes_back:
            yield from ((number,) for number in order)
            return
        for group in reversed(list(in_order(self.graph))):
            if self.to_good[group[0]] not in (0, NOWHERE):
                yield group

    def _last_first(self) -> tuple[list[int], bool]:
        """Depth-first, each state after those that it leads to; and whether some state can come again."""
        graph, to_good = self.graph, self.to_good
        first, to = graph.first, graph.to
        began, done = bytearray(len(graph.states)), bytearray(len(graph.states))
        order: list[int] = []
        stack = [0]
        comes_back = False
        while stack:
            number = stack[-1]
            if not began[number]:
                began[number] = 1
                for after in to[first[number] : first[number + 1]]:
                    if not began[after]:
                        if to_good[after] != NOWHERE and to_good[after]:
                            stack.append(after)
                    elif not done[after]:
                        comes_back = True
            else:
                stack.pop()
                if not done[number]:
                    done[number] = 1
                    order.append(number)
        return order, comes_back

    def _shares(self, number: int) -> tuple[Sequence[int], Sequence[float], float]:
        """What a state leads to, the weight of each, and all weights together."""
        graph = self.graph
        begin, end = graph.first[number], graph.first[number + 1]
        weights = self.weights[graph.states[number].place]
        if weights is None:
            return graph.to[begin:end], (), float(end - begin)
        chosen = [weights[choice] for choice in graph.choices[begin:end]]
        return graph.to[begin:end], chosen, sum(chosen)

    def _odds_of(self, number: int) -> float:
        ways, weights, total = self._shares(number)
        chance = self.chance
        if not weights:
            return sum([chance[after] for after in ways]) / total
        return sum([chance[after] * weight for after, weight in zip(ways, weights, strict=True)]) / total

    def _back(self, group: Sequence[int]) -> None:
        for _ in range(self._rounds(group)):
            moved = 0.0
            for number in group:
                found = self._odds_of(number)
                moved = max(moved, found - self.chance[number])
                self.chance[number] = found
            if moved <= CLOSE_ENOUGH:
                break

    def _on(self, group: Sequence[int]) -> None:
        """Passes on how often a call comes to the states of a group; those of one that can come again, until
        (nearly) all have left."""
        met = self.met
        waiting = {number: met[number] for number in group}
        for number in group:
            met[number] = 0.0
        for _ in range(self._rounds(group)):
            for number in group:
                mass = waiting[number]
                if not mass:
                    continue
                waiting[number] = 0.0
                met[number] += mass
                ways, weights, total = self._shares(number)
                for place, after in enumerate(ways):
                    share = mass * (weights[place] if weights else 1.0) / total
                    if after in waiting:
                        waiting[after] += share
                    else:
                        met[after] += share
            if max(waiting.values()) <= CLOSE_ENOUGH:
                break

    @staticmethod
    def _rounds(group: Sequence[int]) -> int:
        return 1 if len(group) == 1 else min(MOST_ROUNDS, max(1, MOST_UPDATES // len(group)))


def _weights(plan: Plan, manner: Manner) -> list[tuple[float, ...] | None]:
    """For each place the weights of its replies; None if they are all the same."""
    found: list[tuple[float, ...] | None] = []
    for place in plan.places:
        weights = tuple(manner(plan.scenario, planned.reply) for planned in place.replies)
        found.append(weights if len(set(weights)) > 1 else None)
    return found
