"""What a turn can look at and what it can change, reply by reply: two turns that agree in it go alike."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from engine.call.plan import RETURNS, Plan, PlannedPlace, PlannedReply
from engine.mood.mood import HIGHEST
from engine.scenario.conditions import When
from engine.workshop.explore.layout import Layout
from engine.workshop.explore.liveness import Liveness

_NO_CUTS: frozenset[int] = frozenset()


class Cuts(NamedTuple):
    """Where a mood matters to conditions: at which points the answer may change."""

    heat: frozenset[int] = _NO_CUTS
    heard: frozenset[int] = _NO_CUTS
    trust: frozenset[int] = _NO_CUTS
    band: bool = False

    def __bool__(self) -> bool:
        return self != Cuts()


class Touch(NamedTuple):
    """What the turn of one reply can look at or change."""

    bits: int
    """In a state, by its ``Layout``."""
    before: Cuts
    """In the mood in which the reply is to be given: whether it is on offer."""
    after: Cuts
    """In the mood that it leads to: the way on, who breaks in, what is said, what is on offer then."""


class Touches:
    """The touches of every reply of a plan."""

    def __init__(self, plan: Plan, liveness: Liveness, layout: Layout, *, lines: bool) -> None:
        """``lines``: whether it counts which line the customer says."""
        self.plan = plan
        self.liveness = liveness
        self.layout = layout
        self.lines = lines
        self._arrivals = [self._arriving(number) for number in range(len(plan.places))]

    def of(self, place: PlannedPlace, reply: PlannedReply) -> Touch:
        """What the turn of a reply touches."""
        looks, layout = self.liveness.looks, self.layout
        sure = self.liveness.surety.there[reply.scene]
        then = sure | looks.sets(reply)
        bits = layout.of(looks.offered(reply, sure) | looks.taken(place, reply) | looks.leaves(reply))
        bits |= self._changed(reply)
        after = [self._in_every_turn(then)]
        for way in reply.reply.goto:
            bits |= layout.of(looks.when(way.when, then))
            after.append(Touch(0, Cuts(), self._cuts([way.when], then)))
        after += [self._arrivals[number] for number in self._targets(reply)]
        for touch in after:
            bits |= touch.bits
        return Touch(bits, self._cuts([reply.reply.when], sure), _union(touch.after for touch in after))

    def _targets(self, reply: PlannedReply) -> Iterator[int]:
        for way in reply.ways:
            if way.place == RETURNS:
                yield from self.liveness.detouring
            else:
                yield way.place

    def _in_every_turn(self, sure: int) -> Touch:
        """What a turn touches that can end in a walkout or an interrupt."""
        plan, looks, ranges = self.plan, self.liveness.looks, self.layout.ranges
        bits = ranges["turn"] | ranges["back"] | ranges["interrupts"]
        cuts = []
        if plan.limit_heat <= HIGHEST:
            bits |= ranges["over"]
            cuts += [Cuts(heat=frozenset({plan.limit_heat})), self._arrivals[plan.limit_place].after]
        for interrupt, planned in zip(plan.scenario.interrupts, plan.interrupts, strict=True):
            if looks.decided(interrupt.when, sure) is not False:
                arrival = self._arrivals[planned.place]
                bits |= self.layout.of(looks.when(interrupt.when, sure)) | arrival.bits
                cuts += [self._cuts([interrupt.when], sure), arrival.after]
        return Touch(bits, Cuts(), _union(cuts))

    def _arriving(self, number: int) -> Touch:
        """What coming to a place touches."""
        looks, place = self.liveness.looks, self.plan.places[number]
        before, there = self.liveness.surety.before[number], self.liveness.surety.there[number]
        bits, cuts = looks.entering(place), []
        if self.lines and place.scene is not None:
            bits |= looks.lines(place, before)
            variants = (*place.scene.customer, *place.scene.again)
            cuts.append(self._cuts([variant.when for variant in variants], before))
        if not place.always_open:
            for reply in place.replies:
                bits |= looks.offered(reply, there)
            cuts.append(self._cuts([reply.reply.when for reply in place.replies], there))
        return Touch(self.layout.of(bits), Cuts(), _union(cuts))

    def _changed(self, reply: PlannedReply) -> int:
        """What a reply changes that it neither looks at nor always leaves the same."""
        field, ranges = self.layout.field, self.layout.ranges
        bits = 0
        for name, pairs in (("promised", reply.promises), ("kept", reply.keeps), ("broken", reply.breaks)):
            for _, bit in pairs:
                bits |= field(name, bit)
        for _, _, count in reply.asks:
            bits |= field("again", count.mask << count.shift)
        for count in reply.makes:
            bits |= field("made", count.mask << count.shift)
        if reply.breaks:
            bits |= ranges["owed"]
        if reply.fails:
            bits |= ranges["resting"]
        return bits

    def _cuts(self, whens: Iterable[When | None], sure: int) -> Cuts:
        """Where the answers to conditions may change."""
        parts: tuple[set[int], set[int], set[int]] = (set(), set(), set())
        band = False
        for when in whens:
            for part in self.liveness.looks.undecided(when, sure):
                for cuts, wanted in zip(parts, (part.heat, part.heard, part.trust), strict=True):
                    if wanted is not None:
                        low, high = wanted
                        cuts.update(cut for cut in (low, high + 1) if 0 < cut <= HIGHEST)
                band = band or bool(part.mood)
        heat, heard, trust = map(frozenset, parts)
        return Cuts(heat, heard, trust, band)


def _union(several: Iterable[Cuts]) -> Cuts:
    heat, heard, trust = _NO_CUTS, _NO_CUTS, _NO_CUTS
    band = False
    for cuts in several:
        heat, heard, trust = heat | cuts.heat, heard | cuts.heard, trust | cuts.trust
        band = band or cuts.band
    return Cuts(heat, heard, trust, band)
