"""A scenario explored: everything that can be said about it, with a witness for each claim."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import Literal

from engine.call.plan import Plan
from engine.mood.bands import BANDS, BandName
from engine.workshop.explore.budget import Budget, Progress
from engine.workshop.explore.chances import Chances, chances
from engine.workshop.explore.graph import Graph, Witness
from engine.workshop.explore.projection import Projection
from engine.workshop.explore.recovery import along, good_endings, last_recoverable, rank, replies_to
from engine.workshop.explore.sampling import Sample, sample, wilson
from engine.workshop.explore.search import search, without_collecting
from engine.workshop.explore.seen import LineKey, Mark, Seen
from engine.workshop.explore.trainees import Play, play, recipes, stock_trainees

Stopped = Literal["", "states", "seconds", "asked"]
"""Why not every state was tried: too many, too long, or somebody asked to stop."""


class _Asked:
    """Passes progress on, and remembers whether going on was refused."""

    def __init__(self, go_on: Callable[[Progress], bool]) -> None:
        self.go_on = go_on
        self.refused = False

    def __call__(self, progress: Progress) -> bool:
        self.refused = self.refused or not self.go_on(progress)
        return not self.refused


@dataclass(frozen=True)
class Chance:
    """A chance, 0–1: exact, or between two with 95 % confidence."""

    share: float
    low: float
    high: float


@dataclass(frozen=True)
class Exploration:
    """What exploring found."""

    plan: Plan
    graph: Graph
    seen: Seen
    exact: Chances | None
    """Under the random trainee; None if not every state was tried."""
    sample: Sample | None
    """Instead, if not every state was tried."""
    plays: tuple[Play, ...]
    """The stock trainees' calls. They are played out, and so exact in any case."""
    recipes: tuple[Play, ...]
    stopped: Stopped
    seconds: float

    @property
    def is_complete(self) -> bool:
        """Whether every reply was tried in every state. If not, nothing is known about what cannot be."""
        return self.graph.complete

    def witness(self, mark: Mark) -> Witness:
        """The replies that lead to what was seen there: the fewest, but for a play drawn at random."""
        number, choice = mark
        if number >= 0:
            return self.graph.witness(number, None if choice < 0 else choice)
        if self.sample is None:
            raise ValueError("no plays were drawn")
        return self.sample.replies(-1 - number, choice)

    def to_place(self, name: str) -> Witness | None:
        """How to come to a scene or an ending; None if it was not seen."""
        return self._way(self.seen.places.get(name))

    def to_line(self, line: LineKey) -> Witness | None:
        """How to hear one variant of what the customer says; None if it was not heard."""
        return self._way(self.seen.lines.get(line))

    def to_interrupt(self, name: str) -> Witness | None:
        """How to make the customer break in; None if it was not seen."""
        return self._way(self.seen.interrupts.get(name))

    def to_band(self, place: str, band: BandName) -> Witness | None:
        """How to come to a scene or an ending in a band; None if it was not seen."""
        moods = self.seen.moods.get(place)
        return self._way(moods.bands.get(BANDS.index(band)) if moods else None)

    def to_stuck(self, scene: str) -> Witness | None:
        """How to come to have no reply left in a scene; None if it was not seen."""
        return self._way(self.seen.stuck.get(scene))

    def _way(self, mark: Mark | None) -> Witness | None:
        return None if mark is None else self.witness(mark)

    def chance(self, ending: str) -> Chance:
        """How likely the random trainee is to come to an ending; an empty id is for no reply left."""
        if self.exact is not None:
            share = self.exact.endings.get(ending, 0.0)
            return Chance(share, share, min(1.0, share + self.exact.undecided))
        return self._sampled(self.sample.endings[ending] if self.sample else 0)

    @property
    def chance_of_good(self) -> Chance:
        """How likely the random trainee is to come to any good ending."""
        good = [name for name, ending in self.plan.scenario.endings.items() if ending.is_good]
        if self.exact is not None:
            share = sum(self.exact.endings.get(name, 0.0) for name in good)
            return Chance(share, share, min(1.0, share + self.exact.undecided))
        return self._sampled(sum(self.sample.endings[name] for name in good) if self.sample else 0)

    @property
    def chance_of_no_end(self) -> Chance:
        """How likely the random trainee is to go round for ever; if sampled, to talk on very long."""
        if self.exact is not None:
            return Chance(
                self.exact.never, self.exact.never, min(1.0, self.exact.never + self.exact.undecided)
            )
        return self._sampled(self.sample.unfinished if self.sample else 0)

    def _sampled(self, hits: int) -> Chance:
        plays = self.sample.plays if self.sample else 0
        return Chance(hits / plays, *wilson(hits, plays)) if plays else Chance(0.0, 0.0, 1.0)

    @cached_property
    def by_rank(self) -> tuple[str, ...]:
        """The endings that were seen, the best first; of two alike the one that fewer replies lead to."""
        endings = self.plan.scenario.endings
        ways = {name: len(way) for name in endings if (way := self.to_place(name)) is not None}
        return tuple(
            sorted(ways, key=lambda name: (*(-int(part) for part in rank(endings[name])), ways[name]))
        )

    @cached_property
    def to_good(self) -> Sequence[int] | None:
        """For each state the fewest replies to a good ending; None if not every state was tried."""
        return replies_to(self.graph, good_endings(self.graph)) if self.is_complete else None

    def last_turn_to_recover(self, replies: Witness) -> int | None:
        """The last turn of a list of replies at whose choice a good ending could still be reached, from 1 on.

        None if it never could.

        Raises:
            ValueError: not every state was tried, so nobody knows; or a reply is not offered.
        """
        if self.to_good is None:
            raise ValueError("not every state was tried")
        return last_recoverable(along(self.graph, replies), self.to_good)


def explore(plan: Plan, budget: Budget, *, lines: bool = True) -> Exploration:
    """Go through a scenario; what the budget does not allow is sampled.

    ``lines``: whether every customer line that can be heard is to be found, too; without it fewer states
    have to be told apart.
    """
    began = budget.clock()
    with without_collecting():
        project = Projection(plan, lines=lines)
        asked = _Asked(budget.go_on)
        graph, seen = search(plan, project, replace(budget, go_on=asked), lines=lines)
        stopped: Stopped = ""
        drawn = None
        # What comes after has a share of the time each, and an end.
        share = 1.0 if asked.refused else budget.seconds / 5
        progress = Progress(graph.expanded, len(graph.states), graph.turns, 0.0)
        go_on = partial(_until, replace(budget, go_on=asked, seconds=share), progress, began)
        if not graph.complete:
            stopped = (
                "asked" if asked.refused else "states" if graph.states.are_over(budget.states) else "seconds"
            )
            drawn = sample(plan, seen, go_on(refused=asked.refused))
        exact = chances(graph, go_on(refused=asked.refused)) if graph.complete else None
        in_time = go_on(refused=asked.refused)
        trainees = (stock_trainees(), tuple(recipes()))
        plays, followed = (
            tuple(play(plan, project, trainee, graph, in_time) for trainee in some) for some in trainees
        )
        return Exploration(
            plan=plan,
            graph=graph,
            seen=seen,
            exact=exact,
            sample=drawn,
            plays=plays,
            recipes=followed,
            stopped=stopped,
            seconds=budget.clock() - began,
        )


def _until(budget: Budget, progress: Progress, began: float, *, refused: bool) -> Callable[[], bool]:
    """Says no once the budget's seconds are over from now on, or if it is refused to go on.

    ``refused``: whether it was refused before. Then the little that is still done is not asked about again.
    """
    end = budget.clock() + budget.seconds

    def go_on() -> bool:
        now = budget.clock()
        return now < end and (refused or budget.go_on(progress._replace(seconds=now - began)))

    return go_on
