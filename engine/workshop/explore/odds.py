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

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from engine.call.plan import Plan
from engine.mood.moves import MOVES, Family
from engine.scenario.model import Scenario
from engine.scenario.scene import Reply
from engine.workshop.explore.graph import Graph
from engine.workshop.explore.hopeful import ends_first

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
MOST_UPDATES: Final = 1_000_000
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
    """The states in which a reply is to be given and from which a good ending can be reached, each after what
    it leads to, but for those that lead to one another."""
    chance: Sequence[float]
    """For each state, its odds, 0–1; 0 from where no good ending can be reached."""
    met: Sequence[float]
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
        self.chance = [0.0] * len(graph.states)
        self.met = [0.0] * len(graph.states)
        self.may_come_back = False

    def run(self) -> Odds:
        groups, self.may_come_back = ends_first(self.graph, self.to_good)
        for number, away in enumerate(self.to_good):
            if not away:
                self.chance[number] = 1.0
        for group in groups:
            self._back(group)
        if groups:
            self.met[0] = 1.0
        for group in reversed(groups):
            self._on(group)
        return Odds([number for group in groups for number in group], self.chance, self.met)

    def _comes_back(self, number: int) -> bool:
        """Whether a reply leads from a state to just the same one."""
        return self.may_come_back and number in self.graph.next(number)

    def _shares(self, number: int) -> tuple[Sequence[int], Sequence[float]]:
        """What a state leads to, and how likely each; nothing for how likely if all are alike."""
        graph = self.graph
        begin, end = graph.first[number], graph.first[number + 1]
        if not self.weights:
            return graph.to[begin:end], ()
        weights = self.weights[graph.states[number].place]
        chosen = [weights[choice] for choice in graph.choices[begin:end]]
        total = sum(chosen)
        return graph.to[begin:end], [weight / total for weight in chosen]

    def _odds_of(self, number: int) -> float:
        ways, shares = self._shares(number)
        chance = self.chance
        if not shares:
            return sum([chance[after] for after in ways]) / len(ways)
        return sum([chance[after] * share for after, share in zip(ways, shares, strict=True)])

    def _back(self, group: Sequence[int]) -> None:
        if len(group) == 1 and not self._comes_back(group[0]):
            self.chance[group[0]] = self._odds_of(group[0])
            return
        for _ in range(_rounds(group)):
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
        if len(group) == 1 and not self._comes_back(group[0]):
            mass = met[group[0]]
            ways, shares = self._shares(group[0])
            for after, share in zip(ways, shares or [1 / len(ways)] * len(ways), strict=True):
                met[after] += mass * share
            return
        waiting = {number: met[number] for number in group}
        for number in group:
            met[number] = 0.0
        for _ in range(_rounds(group)):
            for number in group:
                mass = waiting[number]
                if not mass:
                    continue
                waiting[number] = 0.0
                met[number] += mass
                ways, shares = self._shares(number)
                for place, after in enumerate(ways):
                    passed = mass * shares[place] if shares else mass / len(ways)
                    if after in waiting:
                        waiting[after] += passed
                    else:
                        met[after] += passed
            if max(waiting.values()) <= CLOSE_ENOUGH:
                break


def _rounds(group: Sequence[int]) -> int:
    return min(MOST_ROUNDS, max(1, MOST_UPDATES // len(group)))


def _weights(plan: Plan, manner: Manner) -> list[tuple[float, ...]]:
    """For each place the weights of its replies; empty if they are all the same everywhere."""
    found = [
        tuple(manner(plan.scenario, planned.reply) for planned in place.replies) for place in plan.places
    ]
    return found if len({weight for weights in found for weight in weights}) > 1 else []
