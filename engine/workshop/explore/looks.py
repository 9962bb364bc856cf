"""What the parts of a scenario look at in a state, as bits of one number.

A bit stands for one thing that a play leaves behind: a fact told, a flag, how often a line was said. Where no
bit of a thing is looked at any more, two plays that differ in nothing else have the same future.
"""

from collections.abc import Iterable, Iterator

from engine.call.numbering import Count, all_conditions, mask
from engine.call.plan import Plan, PlannedLine, PlannedPlace, PlannedReply
from engine.scenario.conditions import HIGHEST, LOWEST, When

MASKS = (
    "told", "asked", "promised", "kept", "broken", "flags", "given", "visited", "interrupts", "worn", "again",
)  # fmt: skip
"""The fields of a state that hold many things, in a bit or, if they are counted, in some bits each."""
SINGLES = ("made", "resting", "grievance", "owed", "back")
"""What is kept or dropped as a whole."""

_NUMBERS = ("heat", "heard", "trust", "turn", "contacts", "settled")


class Looks:
    """Which bit stands for what, and what conditions, replies and lines look at."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        facts, promises = len(plan.facts), len(plan.promises)
        replies = [reply for place in plan.places for reply in place.replies]
        widths = {
            "told": facts,
            "asked": facts,
            "promised": promises,
            "kept": promises,
            "broken": promises,
            "flags": len(plan.flags),
            "given": max((reply.bit.bit_length() for reply in replies), default=0),
            "visited": max(place.bit.bit_length() for place in plan.places),
            "interrupts": len(plan.interrupts),
            "worn": _bits_of(count for reply in replies for count in reply.wears),
            "again": _bits_of(count for reply in replies for _, _, count in reply.asks),
        }
        self.offsets: dict[str, int] = {}
        self.widths = widths
        next_free = 0
        for name in MASKS:
            self.offsets[name] = next_free
            next_free += widths[name]
        self.single: dict[str, int] = {}
        for name in SINGLES:
            self.single[name] = 1 << next_free
            next_free += 1
        self.turn_offset = next_free
        self.turns = sorted({plan.early, *self._turns_in_conditions()})
        """The turns from which on something differs."""
        self._bits = {
            (place.id, reply.reply.id): reply.bit for place in plan.places for reply in place.replies
        }

    def _turns_in_conditions(self) -> Iterable[int]:
        scenario = self.plan.scenario
        whens: list[When | None] = [interrupt.when for interrupt in scenario.interrupts]
        whens += [critical.when for critical in scenario.critical]
        for scene in scenario.scenes.values():
            whens += [variant.when for variant in (*scene.customer, *scene.again)]
            for reply in scene.replies:
                whens += [reply.when, *(way.when for way in reply.goto)]
        for when in whens:
            for part in all_conditions(when):
                yield from _ends(part)

    def of(self, field: str, bits: int) -> int:
        """The bits of one field of the state, among all."""
        return bits << self.offsets[field]

    def part(self, field: str, live: int) -> int:
        """Those bits of ``live`` that belong to a field, as the field has them."""
        return (live >> self.offsets[field]) & ((1 << self.widths[field]) - 1)

    def turn(self, number: int) -> int:
        """The bit for whether so many replies were given."""
        return 1 << (self.turn_offset + self.turns.index(number))

    def turn_cap(self, live: int) -> int:
        """Up to where turns need counting."""
        top = (live >> self.turn_offset).bit_length()
        return self.turns[top - 1] if top else 0

    def undecided(self, when: When | None, sure: int = 0) -> Iterator[When]:
        """The parts of a condition that matter, where the bits ``sure`` are set."""
        if when is None or self.decided(when, sure) is not None:
            return
        yield when
        for part in (*when.any, *when.all, *([when.not_] if when.not_ is not None else [])):
            yield from self.undecided(part, sure)

    def decided(self, when: When | None, sure: int) -> bool | None:
        """Whether a condition holds in every state that has the bits ``sure``, or in none; else None."""
        if when is None:
            return True
        answers: list[bool | None] = []
        if bits := self._wanted(when):
            answers.append(None if bits & ~sure else True)
        if any(getattr(when, name) is not None for name in _NUMBERS) or when.made or when.mood:
            answers.append(None)
        if when.any:
            some = [self.decided(part, sure) for part in when.any]
            answers.append(True if True in some else None if None in some else False)
        answers += [self.decided(part, sure) for part in when.all]
        if when.not_ is not None:
            inner = self.decided(when.not_, sure)
            answers.append(None if inner is None else not inner)
        return False if False in answers else None if None in answers else True

    def when(self, when: When | None, sure: int = 0) -> int:
        """What a condition looks at, besides the mood and its band, where the bits ``sure`` are set."""
        found = 0
        for part in self.undecided(when, sure):
            found |= self._wanted(part)
            if part.made:
                found |= self.single["made"]
            if part.settled is not None:
                found |= self.single["grievance"]
            for number in _ends(part):
                found |= self.turn(number)
        return found & ~sure

    def _wanted(self, part: When) -> int:
        """The bits that a condition by itself wants to be set, all of them."""
        found = 0
        for field, names, numbers in (
            ("told", part.told, self.plan.facts),
            ("asked", part.asked, self.plan.facts),
            ("promised", part.promised, self.plan.promises),
            ("kept", part.kept, self.plan.promises),
            ("broken", part.broken, self.plan.promises),
            ("flags", part.flag, self.plan.flags),
        ):
            found |= self.of(field, mask(names, numbers))
        for name in part.chose:
            scene, _, reply = name.partition(".")
            found |= self.of("given", self._bits[scene, reply])
        for name in part.visited:
            found |= self.of("visited", self.plan.places[self.plan.numbers[name]].bit)
        return found

    def lines(self, place: PlannedPlace, sure: int = 0) -> int:
        """What decides which line is said on entering, where the bits ``sure`` are set."""
        if place.scene is None:
            return 0
        found = self.of("visited", place.bit) if _differ(place.customer, place.again) else 0
        for variant in (*place.scene.customer, *place.scene.again):
            found |= self.when(variant.when, sure)
        return found & ~sure

    def offered(self, reply: PlannedReply, sure: int = 0) -> int:
        """What decides whether a reply can be given, where the bits ``sure`` are set."""
        return (self.when(reply.reply.when, sure) | self.of("given", reply.once)) & ~sure

    def taken(self, place: PlannedPlace, reply: PlannedReply) -> int:
        """What the customer's way of taking a reply can depend on, besides the mood."""
        rules, own, usual = self.plan.model.rules, self.plan.scenario.moves, self.plan.model.moves
        found = 0
        for _, bit, count in reply.asks:
            found |= self.of("told", bit) | self.of("again", count.mask << count.shift)
        for _, bit in (*reply.keeps, *reply.breaks):
            found |= self.of("promised", bit) | self.of("kept", bit) | self.of("broken", bit)
        for count in reply.wears:
            found |= self.of("worn", count.mask << count.shift)
        likes = {name: self.plan.scenario.move_of(name).name for name in reply.reply.moves}
        if "apologise" in likes.values():
            found |= self.single["owed"]
        if not set(likes.values()).isdisjoint(rules["too-warm"].moves):
            found |= self.turn(self.plan.early)
        heats = [
            usual[like].heat if name not in own or own[name].heat is None else own[name].heat
            for name, like in likes.items()
        ]
        nudge = reply.reply.mood
        if not any(heats) and not (nudge is not None and nudge.heat):
            # Nothing else need move the heat: it may drift to where it rests, unless a grievance holds it.
            found |= self.single["resting"] | self.single["grievance"]
        if reply.reply.settles:
            found |= self.single["grievance"]
        return found

    def sets(self, reply: PlannedReply) -> int:
        """The bits that are set after a reply whatever they were before."""
        return self.leaves(reply) & ~self.single["grievance"]

    def leaves(self, reply: PlannedReply) -> int:
        """What is the same after a reply whatever it was before."""
        sure = self.of("given", reply.bit) | (self.single["grievance"] if reply.reply.settles else 0)
        for _, bit, _ in reply.asks:
            sure |= self.of("told", bit) | self.of("asked", bit)
        for _, bit in reply.promises:
            sure |= self.of("promised", bit)
        for _, bit in reply.sets:
            sure |= self.of("flags", bit)
        return sure

    def entering(self, place: PlannedPlace) -> int:
        """What is the same after entering a place whatever it was before."""
        sure = self.of("visited", place.bit)
        for _, bit in place.tells:
            sure |= self.of("told", bit)
        return sure


def _bits_of(counts: Iterable[Count]) -> int:
    """How many bits the counts take, packed as they are."""
    return max((count.shift + count.mask.bit_length() for count in counts), default=0)


def _ends(when: When) -> list[int]:
    """The numbers of replies from which on a condition on ``turn`` differs."""
    if when.turn is None:
        return []
    low, high = when.turn
    ends = [*([low] if low > LOWEST else []), *([high + 1] if high < HIGHEST else [])]
    return [end for end in ends if end > 0]


def _differ(customer: tuple[PlannedLine, ...], again: tuple[PlannedLine, ...]) -> bool:
    return bool(again) and customer != again
