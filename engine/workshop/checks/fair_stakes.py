"""What is at stake in each scene: which reply is best there, how clearly, and what a trainee sees of it.

*The best reply* of a moment is the one after which an average trainee is most likely to come to a good ending
(``engine.workshop.explore.odds``). Only moments count from which a good ending can still be reached and in
which it matters what is said. Of a whole scene, moments are weighed by how often the average trainee's calls
come to them. So a reply that is right only in a mood that hardly anybody meets counts hardly at all.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from engine.call.plan import Plan
from engine.scenario.document import Path
from engine.scenario.problems import listed
from engine.scenario.scene import Reply
from engine.workshop.explore.exploration import Exploration
from engine.workshop.explore.odds import Odds, odds

NAMED: Final = 6
"""So many names are told at most; a list that is longer is not read."""
NO_DIFFERENCE: Final = 1e-9
"""Odds that are this close are the same: they were added up in another order."""


@dataclass(slots=True)
class Offer:
    """The same replies on offer in the same scene, over all moments in which they are."""

    choices: bytes
    """The replies, by their number in the scene."""
    met: float = 0.0
    """How often the average trainee's calls come to such a moment in which it matters what is said."""
    best: list[float] = field(default_factory=list)
    """For each of the choices, how much of ``met`` it is best in; replies that are equally good share it."""


@dataclass(frozen=True)
class Decision:
    """One scene in which it matters what is said."""

    scene: str
    offers: tuple[Offer, ...]

    @cached_property
    def met(self) -> float:
        """How often the average trainee's calls come to a moment of it; the weights add up to this."""
        return sum(offer.met for offer in self.offers)


@dataclass(frozen=True)
class Stakes:
    """What each reply is worth, all over a scenario of which every state was tried."""

    exploration: Exploration
    places: Sequence[int]
    """The place of each state."""

    @cached_property
    def to_good(self) -> tuple[int, ...]:
        """For each state the fewest replies to a good ending."""
        return self.exploration.to_good or ()

    @cached_property
    def odds(self) -> Odds:
        """The odds of a good ending under the average trainee."""
        return odds(self.exploration.graph, self.to_good)

    def moments(self) -> Iterator[tuple[int, int, bytes, list[float]]]:
        """Every state in which it matters what is said: its number, its place, the replies on offer, and the
        odds after each."""
        graph, chance, places = self.exploration.graph, self.odds.chance, self.places
        first, choices, to = graph.first, graph.choices, graph.to
        for number in self.odds.order:
            begin, end = first[number], first[number + 1]
            after = [chance[way] for way in to[begin:end]]
            if max(after) - min(after) > NO_DIFFERENCE:
                yield number, places[number], bytes(choices[begin:end]), after

    @cached_property
    def decisions(self) -> tuple[Decision, ...]:
        """The scenes in which it matters what is said, in the file's order."""
        offers: dict[tuple[int, bytes], Offer] = {}
        met = self.odds.met
        for number, place, choices, after in self.moments():
            offer = offers.get((place, choices))
            if offer is None:
                offer = offers[place, choices] = Offer(choices, best=[0.0] * len(choices))
            weight = met[number]
            offer.met += weight
            at_least = max(after) - NO_DIFFERENCE
            best = [spot for spot, chance in enumerate(after) if chance >= at_least]
            for spot in best:
                offer.best[spot] += weight / len(best)
        places = self.exploration.plan.places
        by_place: dict[int, list[Offer]] = {}
        for (place, _), offer in sorted(offers.items()):
            by_place.setdefault(place, []).append(offer)
        return tuple(Decision(places[place].id, tuple(found)) for place, found in by_place.items())

    @cached_property
    def best_path(self) -> tuple[int, ...]:
        """The states of the call in which the best reply is given every time, from the start to its end; of
        replies that are equally good the first. Empty if no good ending can be reached."""
        graph, chance = self.exploration.graph, self.odds.chance
        if not self.odds.order:
            return ()
        path = [0]
        met = {0}
        while ways := graph.next(path[-1]):
            after = max(ways, key=lambda way: (round(chance[way], 9), -self.to_good[way]))
            if after in met:
                return ()
            met.add(after)
            path.append(after)
        return tuple(path)


def reply_in(plan: Plan, scene: str, choice: int) -> Reply:
    """A scene's reply, by its number."""
    return plan.places[plan.numbers[scene]].replies[choice].reply


def way_to(scene: str, choice: int) -> Path:
    """Where a reply stands in the files."""
    return ("scenes", scene, "replies", choice)


def some_of(names: Sequence[str]) -> str:
    """The first few of some names: ``a, b, c, d, e, f and 4 more``."""
    if len(names) <= NAMED + 1:
        return listed(names, "and")
    return f"{', '.join(names[:NAMED])} and {len(names) - NAMED} more"
