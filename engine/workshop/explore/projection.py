"""A state without what nothing can look at any more, so that plays with the same future become one state."""

from collections.abc import Sequence
from typing import NamedTuple

from engine.call.plan import Plan
from engine.call.state import State
from engine.scenario.conditions import When
from engine.workshop.explore.liveness import Liveness

_new = tuple.__new__


class Keep(NamedTuple):
    """What is kept of the states of one place."""

    turn: int
    over: bool
    resting: bool
    grievance: bool
    owed: bool
    told: int
    asked: int
    promised: int
    kept: int
    broken: int
    flags: int
    given: int
    visited: int
    interrupts: int
    back: bool
    made: bool
    worn: int
    again: int


class Projection:
    """Drops from a state what can no longer matter. The state it gives plays on just as the one it was given.

    Kept in any case: the place, the mood and its band. ``seed`` goes: it only draws among wordings.
    """

    def __init__(self, plan: Plan, *, lines: bool = True, at_end: Sequence[When] = ()) -> None:
        """``lines`` and ``at_end`` as for ``Liveness``."""
        self.plan = plan
        self.liveness = Liveness(plan, lines=lines, at_end=at_end)
        self._keeps: dict[int, list[Keep]] = {}

    def __call__(self, state: State) -> State:
        """The state without what does not matter."""
        (
            place, mood, band, turn, over, resting, grievance, owed, told, asked, promised, kept, broken,
            flags, given, visited, interrupts, back, made, worn, again, _,
        ) = state  # fmt: skip
        keeps = self.keeps(interrupts)
        keep = keeps[place]
        return _new(State, (
            place,
            mood,
            band,
            turn if turn < keep.turn else keep.turn,
            over if keep.over else 0,
            resting if keep.resting else 0,
            grievance and keep.grievance,
            owed if keep.owed else 0,
            told & keep.told,
            asked & keep.asked,
            promised & keep.promised,
            kept & keep.kept,
            broken & keep.broken,
            flags & keep.flags,
            given & keep.given,
            visited & keep.visited,
            interrupts & keep.interrupts,
            self._back(place, back, keeps) if back else back,
            made if keep.made else 0,
            worn & keep.worn,
            again & keep.again,
            0,
        ))  # fmt: skip

    def keeps(self, happened: int) -> list[Keep]:
        """For each place what is kept once the interrupts ``happened`` have; the last is for being stuck."""
        keeps = self._keeps.get(happened)
        if keeps is None:
            keeps = self._keeps[happened] = self._keeps_after(happened)
        return keeps

    @staticmethod
    def _back(place: int, back: tuple[int, ...], keeps: list[Keep]) -> tuple[int, ...]:
        """The scenes that a return can still come to: it must be possible here, then there, and so on."""
        kept = len(back)
        while kept and keeps[place].back:
            kept -= 1
            place = back[kept]
        return back[kept:]

    def _keeps_after(self, happened: int) -> list[Keep]:
        if not self.liveness.apart and 0 in self._keeps:
            return self._keeps[0]
        live = self.liveness.at(happened)
        scenes, same = self.plan.scenes, self.liveness.same
        return [
            *(self._keep(live[place], same[place], over=True) for place in range(scenes)),
            *(self._keep(bits, 0, over=False) for bits in live[scenes:]),
            # The last one is for being stuck, whose number is -1.
            self._keep(0, 0, over=False),
        ]

    def _keep(self, live: int, same: int, *, over: bool) -> Keep:
        """``same``: what is set in all states of the place. It stays, for the conditions that it decides."""
        looks = self.liveness.looks
        single = {name: bool(live & bit) for name, bit in looks.single.items()}
        return Keep(
            turn=looks.turn_cap(live),
            over=over,
            resting=single["resting"],
            grievance=single["grievance"],
            owed=single["owed"],
            told=looks.part("told", live | same),
            asked=looks.part("asked", live | same),
            promised=looks.part("promised", live | same),
            kept=looks.part("kept", live | same),
            broken=looks.part("broken", live | same),
            flags=looks.part("flags", live | same),
            given=looks.part("given", live | same),
            visited=looks.part("visited", live | same),
            interrupts=looks.part("interrupts", live | same),
            back=single["back"],
            made=single["made"],
            worn=looks.part("worn", live),
            again=looks.part("again", live),
        )
