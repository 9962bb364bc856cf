"""What has been seen to happen, and where first: scenes and their moods, lines, interrupts, endings."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from engine.call.events import CallEnded, CustomerSaid, Event, Interrupted, SceneEntered, WhichLines
from engine.call.plan import Plan
from engine.call.state import STUCK, State
from engine.workshop.explore.feelings import Moods
from engine.workshop.explore.states import States

Mark = tuple[int, int]
"""Where something was seen: a state's number, and the choice made there, or -1 for the state itself. Below 0,
a number stands for a play that was drawn, and the choice for how many of its replies lead there."""
LineKey = tuple[str, WhichLines, int]
"""A scene or ending, which of its lists of lines, and which variant."""

_AT_ONCE = 1 << 20
"""So many states are gone through together."""


@dataclass
class MetMoods:
    """The moods in which a scene or an ending was met."""

    lowest: list[int] = field(default_factory=lambda: [100, 100, 100])
    """Of heat, heard and trust, 0–100."""
    highest: list[int] = field(default_factory=lambda: [0, 0, 0])
    bands: dict[int, Mark] = field(default_factory=dict)
    """Each band met, 0 (calm) to 4 (furious)."""
    states: int = 0
    """How many different states it was met in."""


class Seen:
    """What has been seen so far."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.places: dict[str, Mark] = {}
        """Scenes entered and endings reached."""
        self.moods: dict[str, MetMoods] = {}
        """By scene or ending; not of a scene in which nothing was left to say at once."""
        self.lines: dict[LineKey, Mark] = {}
        self.interrupts: dict[str, Mark] = {}
        self.stuck: dict[str, Mark] = {}
        """Scenes that offered no reply any more."""

    def state(self, state: State, mark: Mark, *, new: bool = True) -> None:
        """Note a state that was met. ``new``: for the first time."""
        if state.place == STUCK:
            return
        name = self.plan.places[state.place].id
        moods = self.moods.get(name)
        if moods is None:
            moods = self.moods[name] = MetMoods()
            self.places.setdefault(name, mark)
        moods.states += new
        lowest, highest = moods.lowest, moods.highest
        for part, number in enumerate(state.mood):
            if number < lowest[part]:
                lowest[part] = number
            if number > highest[part]:
                highest[part] = number
        if state.band not in moods.bands:
            moods.bands[state.band] = mark

    def states(self, states: States) -> None:
        """Note all states that were found, each as met for the first time."""
        for begin in range(0, len(states), _AT_ONCE):
            contexts, moods = states.columns(begin, begin + _AT_ONCE)
            self._columns(begin, states.contexts.places()[contexts], Moods.decoded(moods))

    def _columns(self, begin: int, places: NDArray[np.int32], parts: Moods) -> None:
        order = np.argsort(places, kind="stable")
        starts = np.flatnonzero(np.diff(places[order], prepend=-2))
        groups = sorted(np.split(order, starts[1:]), key=lambda group: int(group[0]))
        for group in groups:
            if (place := int(places[group[0]])) == STUCK:
                continue
            name = self.plan.places[place].id
            met = self.moods.setdefault(name, MetMoods())
            self.places.setdefault(name, (begin + int(group[0]), -1))
            met.states += len(group)
            for part, column in enumerate(parts[:3]):
                here = column[group]
                met.lowest[part] = min(met.lowest[part], int(here.min()))
                met.highest[part] = max(met.highest[part], int(here.max()))
            for band, first in zip(*np.unique(parts.band[group], return_index=True), strict=True):
                met.bands.setdefault(int(band), (begin + int(group[first]), -1))

    def events(self, at: str, events: tuple[Event, ...], mark: Mark, *, lines: bool = True) -> None:
        """Note what one reply, given in the scene ``at``, led to. ``lines``: also which line is said."""
        for event in events:
            if isinstance(event, CustomerSaid):
                key = event.place, event.list, event.variant
                if lines and key not in self.lines:
                    self.lines[key] = mark
            elif isinstance(event, SceneEntered):
                at = event.scene
                if at not in self.places:
                    self.places[at] = mark
            elif isinstance(event, Interrupted):
                self.interrupts.setdefault(event.interrupt, mark)
            elif isinstance(event, CallEnded) and not event.ending:
                self.stuck.setdefault(at, mark)
