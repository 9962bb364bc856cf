"""What can still be looked at from a scene on: a backwards analysis of the graph of scenes.

The classic analysis of live variables (Aho, Lam, Sethi, Ullman, Compilers, 9.2.5): a thing is live where some
way on leads to something that looks at it, with nothing on the way that settles it.
"""

from collections.abc import Sequence
from typing import NamedTuple

from engine.call.plan import RETURNS, Plan
from engine.mood.mood import HIGHEST
from engine.scenario.conditions import When
from engine.workshop.explore.looks import Looks
from engine.workshop.explore.surety import Surety

MOST_APART = 6
"""Up to so many interrupts, what is live is found for each set of those that have happened."""


class _Reply(NamedTuple):
    first: int
    """Looked at before the reply has done anything."""
    sure: int
    """Settled by the reply."""
    ways: int
    """Looked at to find the way on."""
    places: tuple[int, ...]
    detour: bool
    breaks: tuple[tuple[int, int], ...]
    """The interrupts that can come after it, and what each looks at."""


class Liveness:
    """What is live at each place, given the interrupts that have happened."""

    def __init__(self, plan: Plan, *, lines: bool = True, at_end: Sequence[When] = ()) -> None:
        """``lines``: whether it counts which line the customer says; ``at_end``: asked once it is over."""
        self.plan = plan
        self.looks = looks = Looks(plan)
        self.detouring = tuple(
            number
            for number in range(plan.scenes)
            if any(reply.detour for reply in plan.places[number].replies)
        )
        self.surety = Surety(plan, looks, self.detouring)
        self.replies = [self._replies(number) for number in range(plan.scenes)]
        self.on_entering = [looks.entering(place) for place in plan.places]
        self.to_say = [
            looks.lines(place, sure) if lines else 0
            for place, sure in zip(plan.places, self.surety.before, strict=True)
        ]
        self.at_end = 0
        for when in at_end:
            self.at_end |= looks.when(when)
        looked_at = self._looked_at(lines=lines) | self.at_end
        self.same = [there & looked_at for there in self.surety.there[: plan.scenes]]
        """For each scene what is looked at somewhere, and is sure to be set there."""
        self.once = [each.bit for each in plan.interrupts]
        self.apart = sum(map(bool, self.once)) <= MOST_APART
        self._found: dict[int, list[int]] = {}

    def _replies(self, number: int) -> list[_Reply]:
        plan, looks = self.plan, self.looks
        found = []
        sure = self.surety.there[number]
        for reply in plan.places[number].replies:
            then = sure | looks.sets(reply)
            first = looks.offered(reply, sure) | looks.taken(plan.places[number], reply)
            returns = any(way.place == RETURNS for way in reply.ways)
            ways = looks.single["back"] if returns else 0
            for way in reply.reply.goto:
                ways |= looks.when(way.when, then)
            places = [way.place for way in reply.ways if way.place != RETURNS]
            found.append(
                _Reply(
                    first,
                    looks.leaves(reply),
                    ways,
                    tuple(dict.fromkeys([*places, *(self.detouring if returns else ())])),
                    reply.detour,
                    tuple(
                        (which, looks.when(interrupt.when, then))
                        for which, interrupt in enumerate(plan.scenario.interrupts)
                        if looks.decided(interrupt.when, then) is not False
                    ),
                )
            )
        return found

    def _looked_at(self, *, lines: bool) -> int:
        looks, plan = self.looks, self.plan
        found = 0
        for interrupt in plan.scenario.interrupts:
            found |= looks.when(interrupt.when)
        for place in plan.places:
            found |= looks.lines(place) if lines else 0
            for reply in place.replies:
                found |= looks.offered(reply) | looks.taken(place, reply)
                for way in reply.reply.goto:
                    found |= looks.when(way.when)
        return found

    def at(self, happened: int) -> list[int]:
        """For each place, the bits that are live once the interrupts ``happened`` have."""
        key = happened if self.apart else 0
        if key not in self._found:
            self._found[key] = self._solve(key)
        return self._found[key]

    def _solve(self, happened: int) -> list[int]:
        plan = self.plan
        live = [0] * plan.scenes + [self.at_end] * (len(plan.places) - plan.scenes)
        breaks: dict[int, int] = {}
        """What an interrupt that has yet to happen leads to, where that is known."""
        here: dict[int, int] = {}
        """Where those interrupts lead whose own future is what is being found."""
        for which, interrupt in enumerate(plan.interrupts):
            if interrupt.bit & happened:
                continue
            breaks[which] = self.looks.of("interrupts", interrupt.bit)
            if self.apart and interrupt.bit:
                then = self.at(happened | interrupt.bit)
                breaks[which] |= self._entered(interrupt.place, then)
            else:
                here[which] = interrupt.place
        always = self.looks.of("interrupts", happened & self._all_once()) if self.apart else 0
        walks_out = bool(self.at_end) and plan.limit_heat <= HIGHEST
        changed = True
        while changed:
            changed = False
            for number in range(plan.scenes - 1, -1, -1):
                found = live[number]
                for reply in self.replies[number]:
                    later = self._after(reply, live) | always
                    if walks_out:
                        later |= self._entered(plan.limit_place, live)
                    for which, looked_at in reply.breaks:
                        if which in breaks:
                            later |= breaks[which] | looked_at
                            if which in here:
                                later |= self._entered(here[which], live)
                    found |= reply.first | later & ~reply.sure
                found &= ~self.surety.there[number]
                if found != live[number]:
                    live[number] = found
                    changed = True
        return live

    def _all_once(self) -> int:
        bits = 0
        for bit in self.once:
            bits |= bit
        return bits

    def _after(self, reply: _Reply, live: list[int]) -> int:
        found = reply.ways
        for place in reply.places:
            found |= self._entered(place, live)
        if reply.detour:
            # The way back out of the detour is the one that it leaves itself.
            found &= ~self.looks.single["back"]
        return found

    def _entered(self, place: int, live: list[int]) -> int:
        return self.to_say[place] | live[place] & ~self.on_entering[place]
