"""How a customer takes a reply: the rules of the mood model, as a ledger of named causes.

Every rule stands here once, for play and for exploring alike. All arithmetic is on whole numbers. The order
is: what the moves do by themselves (and to this persona), what weakens or turns it (wear, too early,
mistuned, too warm, trust), what harms add, then facts, promises, the grievance, time on hold, the author's
own words, drift, and the ends of the scale. All of it looks at the mood before the reply, so the order is
that of the telling and changes no number. Sources are in ``model.yaml``, rule by rule.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

from engine.mood.coefficients import MoodModel, Persona
from engine.mood.deed import PARTS, Act, Appraisal, Deed, Nudge, Setting
from engine.mood.mood import HIGHEST, LOWEST, Cause, Ledger, Mood, Part
from engine.mood.moves import MOVES, Family

__all__ = ["PARTS", "Act", "Appraisal", "Deed", "Nudge", "Setting", "Taker", "Temper", "on_scale", "scaled"]

_WHOLE: Final = 100
"""All of something, in percent."""
_NUMBER: Final[Mapping[Part, int]] = {part: number for number, part in enumerate(PARTS)}


def scaled(amount: int, percent: int) -> int:
    """``percent`` of ``amount``, rounded half away from zero, the same on every platform."""
    size = (abs(amount) * percent + 50) // 100
    return size if amount >= 0 else -size


@dataclass(frozen=True)
class Temper:
    """One customer's way of taking things: the mood model, the persona, and the author's adjustments."""

    model: MoodModel
    persona: Persona
    adjusted: Mapping[str, int]
    """Percentages of the scenario's own, by move, family or rule: 0–500."""
    baseline: Mood

    def share(self, name: str, family: Family | None = None, *, like: str | None = None) -> int:
        """How strongly this customer takes a move or rule, in percent of the usual: 0–2,500.

        The persona's share counts, and the scenario's on top of it. Of each the nearest is taken: the move's
        own, that of the catalogue's move it is ``like``, that of its ``family``.
        """
        result = _WHOLE
        for sensitivities in (self.persona.sensitivity, self.adjusted):
            for key in (name, like, family):
                if key is not None and key in sensitivities:
                    result = (result * sensitivities[key] + 50) // 100
                    break
        return result

    @cached_property
    def rule_shares(self) -> Mapping[str, int]:
        """How strongly this customer takes each rule, in percent of the usual."""
        return {rule: self.share(rule) for rule in self.model.rules}

    def appraise(self, deed: Deed, setting: Setting) -> Appraisal:
        """The mood after ``deed`` in ``setting``, and the ledger that explains it."""
        return Taker(self, deed).appraise(setting)


class Taker:
    """One customer taking one reply: what is the same each time is looked up once.

    The rules look at little of a mood: some reply is taken alike at every heat, another at every *heard*. So
    what is ``felt`` can be remembered by what was ``seen``, and only where it lands depends on the rest.
    """

    def __init__(self, temper: Temper, deed: Deed) -> None:
        self.temper = temper
        self.deed = deed
        self.rules = temper.model.rules
        self.shares = temper.rule_shares
        self.made = frozenset(act.like for act in deed.acts)
        self.offers_amends = "apologise" in self.made and not self.made.isdisjoint(self.rules["amends"].moves)
        self.acts = tuple(self._by_itself(act) for act in deed.acts)
        self.below = self.rules["mistuned"]["below"]
        self.sees_heat = not self.made.isdisjoint(self.rules["mistuned"].moves)
        self.sees_heard = "limit" in self.made or not self.made.isdisjoint(self.rules["heard-first"].moves)
        self.sees_trust = any(
            not act.is_harm and any(map(_soothes, PARTS[:2], act.amounts[:2])) for act in self.acts
        )
        # Heard is looked at up to where it is enough, and no further.
        self.enough = max(self.rules["heard-first"]["enough"], self.rules["way-out"]["heard"])
        self.drift_share = min(_WHOLE, scaled(self.rules["drift"]["share"], self.shares["drift"]))

    def _by_itself(self, act: Act) -> "_Move":
        share = self.temper.share(act.name, MOVES[act.like].family, like=act.like)
        amounts, causes = [], []
        for part, points in zip(PARTS, act.effect, strict=True):
            felt = scaled(points, share)
            causes += [Cause("move", part, points, act.name), Cause("persona", part, felt - points, act.name)]
            amounts.append(felt)
        soothing = tuple(
            (part, amount) for part, amount in zip(PARTS, amounts, strict=True) if _soothes(part, amount)
        )
        return _Move(
            act,
            is_harm=MOVES[act.like].family == "harm",
            amounts=tuple(amounts),
            causes=tuple(cause for cause in causes if cause.amount),
            soothing=soothing,
            wears=act.like in self.rules["wear-out"].moves,
            waits=act.like in self.rules["heard-first"].moves,
            names_anger=act.like in self.rules["mistuned"].moves,
            warms_the_work=act.like in self.rules["too-warm"].moves and not self.deed.closing,
        )

    def seen(self, mood: Mood) -> Mood:
        """As much of a mood as the rules look at; what they do not look at is the same for all."""
        heat, heard, trust = mood
        return Mood(
            self.below if self.sees_heat and heat >= self.below else 0,
            min(heard, self.enough) if self.sees_heard else 0,
            trust if self.sees_trust else 0,
        )

    def felt(self, setting: Setting) -> "Felt":
        """What the reply does, before time and the ends of the scale.

        It is the same for all moods of which the same is ``seen``; and for all that differ in trust alone, if
        trust lends as much to each of the amounts that were ``weighed``.
        """
        return _Taking(self, setting).run()

    def lent(self, trust: int, amount: int) -> int:
        """What trust adds to help of so many points, 1 or more; or takes from it, at most all of it."""
        weight = self.rules["trust-weight"]["share"] * (trust - 50)
        lent = scaled((abs(weight) * amount + 2500) // 5000, self.shares["trust-weight"])
        return -min(lent, amount) if weight < 0 else lent

    def drift(self, part: int, now: int, setting: Setting) -> int:
        """How far a part (0–2) that stands at ``now`` goes by itself, if the reply does not move it."""
        resting = setting.resting_heat if part == 0 else self.temper.baseline[part]
        way = scaled(resting - now, self.drift_share)
        held = part == 0 and way < 0 and (setting.grievance_open or self.deed.vents)
        return 0 if held else way

    def appraise(self, setting: Setting) -> Appraisal:
        """The mood after the reply, and the ledger that explains it."""
        mood = setting.mood
        felt, amends, _ = self.felt(setting._replace(mood=self.seen(mood)))
        reached: list[int | None] = [None, None, None]
        for _, part, amount, _ in felt:
            number = _NUMBER[part]
            before = reached[number]
            reached[number] = (mood[number] if before is None else before) + amount
        causes = list(felt)
        for number, now in enumerate(mood):
            if reached[number] is None and (way := self.drift(number, now, setting)):
                causes.append(Cause("drift", PARTS[number], way, ""))
                reached[number] = now + way
        after = []
        for number, now in enumerate(mood):
            there = reached[number]
            there = now if there is None else there
            kept = on_scale(there)
            if kept != there:
                causes.append(Cause("scale", PARTS[number], kept - there, ""))
            after.append(kept)
        return Appraisal(Mood(*after), tuple(causes), amends)


def on_scale(points: int) -> int:
    """``points``, or the end of the scale that they are past."""
    return min(HIGHEST, max(LOWEST, points))


class Felt(NamedTuple):
    """What a reply does, before time and the ends of the scale."""

    causes: Ledger
    amends: bool
    """Whether one broken promise was made good."""
    weighed: tuple[int, ...]
    """The points of help that trust added to or took from, in order; on these trust has no influence."""


class _Move(NamedTuple):
    """A move, and what it does by itself and to this persona."""

    act: Act
    is_harm: bool
    amounts: tuple[int, ...]
    """The sum for each part."""
    causes: tuple[Cause, ...]
    soothing: tuple[tuple[Part, int], ...]
    """The parts that it soothes, with the sums."""
    wears: bool
    """Whether it wears out, under ``wear-out``."""
    waits: bool
    """Whether it had better wait, under ``heard-first``."""
    names_anger: bool
    """Whether it can be ``mistuned``."""
    warms_the_work: bool
    """Whether it is ``too-warm`` but at the start."""


class _Taking:
    """One reply being taken: the causes found so far."""

    def __init__(self, taker: Taker, setting: Setting) -> None:
        self.taker = taker
        self.rules = taker.rules
        self.shares = taker.shares
        self.deed = taker.deed
        self.made = taker.made
        self.at = setting
        # An apology in the very reply that breaks a promise is an apology for it.
        self.owed = setting.owed + len(setting.broken)
        self.causes: list[Cause] = []
        self.weighed: list[int] = []

    def run(self) -> Felt:
        worns = self.at.worn
        for place, felt in enumerate(self.taker.acts):
            worn = worns[place] if place < len(worns) else 0
            self.causes += felt.causes
            if felt.is_harm:
                self._harm(felt, worn)
            else:
                self._move(felt, worn)
        self._venting()
        amends = self._facts_and_promises()
        self._grievance()
        self._waiting()
        if self.deed.nudge is not None:
            for part in PARTS:
                self._add("own-words", part, getattr(self.deed.nudge, part), self.deed.nudge.because)
        return Felt(tuple(self.causes), amends, tuple(self.weighed))

    def _add(self, rule: str, part: Part, amount: int, note: str = "") -> int:
        if amount:
            self.causes.append(Cause(rule, part, amount, note))
        return amount

    def _felt(self, rule: str, part: Part, note: str = "", times: int = 1) -> None:
        """A rule's own number for ``part``, as strongly as this customer takes the rule."""
        self._add(rule, part, scaled(self.rules[rule][part] * times, self.shares[rule]), note)

    def _taken_back(self, rule: str, part: Part, amount: int, note: str) -> int:
        """All of ``amount`` gone by a rule; to a customer who takes the rule lightly, some of it."""
        return self._add(rule, part, -scaled(amount, min(_WHOLE, self.shares[rule])), note)

    def _harm(self, felt: _Move, worn: int) -> None:
        act, wear, loss = felt.act, self.rules["wear-out"], self.rules["loss"]
        for part, amount in zip(PARTS, felt.amounts, strict=True):
            if _soothes(part, amount):
                continue  # an author's own number; what soothes is no loss
            self._add("loss", part, scaled(scaled(amount, loss["share"]), self.shares["loss"]), act.name)
            if felt.wears:
                more = scaled(amount, wear["more"] * worn)
                self._add("wear-out", part, scaled(more, self.shares["wear-out"]), act.name)

    def _move(self, felt: _Move, worn: int) -> None:
        act = felt.act
        is_mistuned = felt.names_anger and self.at.mood.heat < self.taker.below
        is_too_warm = felt.warms_the_work and not self.at.early
        for part, amount in felt.soothing:
            left = amount
            if worn and felt.wears:
                left += self._worn(act, part, amount, worn)
            if _soothes(part, left):
                if is_mistuned:
                    left += self._taken_back("mistuned", part, left, act.name)
                elif is_too_warm:
                    left += self._taken_back("too-warm", part, left, act.name)
                else:
                    left += self._refused(felt, part, left)
            if part != "trust" and _soothes(part, left):
                self._weigh(act, part, left)
        if felt.waits:
            self._too_soon(act)
        if is_mistuned:
            self._felt("mistuned", "trust", act.name)
        if is_too_warm:
            self._felt("too-warm", "heat", act.name)
            self._felt("too-warm", "trust", act.name)
        if act.like == "limit":
            self._way_out(act, felt.amounts)

    def _worn(self, act: Act, part: Part, amount: int, worn: int) -> int:
        """What is lost because the same line was said before; past nothing it works against the reply."""
        rule = self.rules["wear-out"]
        share = rule.shares[min(worn, len(rule.shares) - 1)]
        # Rounded down, so that a half is less than the whole of one point too.
        left = abs(amount) * share // 100
        now = left if amount > 0 else -left
        return self._add("wear-out", part, scaled(now - amount, self.shares["wear-out"]), act.name)

    def _refused(self, felt: _Move, part: Part, amount: int) -> int:
        """How much of the help is not taken, because of what has to come before it."""
        act = felt.act
        if felt.waits:
            first = self.rules["heard-first"]
            # The same for everybody: a sensitivity changes what too soon costs, not how much help is left.
            ready = min(100, self.at.mood.heard * 100 // max(1, first["enough"]))
            return self._add("heard-first", part, scaled(amount, ready) - amount, act.name)
        if act.like == "apologise" and part == "trust" and self.owed and not self.taker.offers_amends:
            return self._taken_back("sorry-not-enough", part, amount, act.name)
        return 0

    def _weigh(self, act: Act, part: Part, amount: int) -> None:
        """What trust adds to help or takes from it."""
        size = abs(amount)
        self.weighed.append(size)
        lent = self.taker.lent(self.at.mood.trust, size)
        self._add("trust-weight", part, lent if amount > 0 else -lent, act.name)

    def _too_soon(self, act: Act) -> None:
        rule = self.rules["heard-first"]
        missing = max(0, rule["enough"] - self.at.mood.heard)
        most = scaled(rule["heat"], self.shares["heard-first"])
        # Rounded up: too soon by a little still costs a point.
        self._add("heard-first", "heat", -(-most * missing // max(1, rule["enough"])), act.name)

    def _way_out(self, act: Act, amounts: tuple[int, ...]) -> None:
        rule = self.rules["way-out"]
        if self.at.mood.heard >= rule["heard"] and self.made.intersection(rule.moves):
            for part, amount in zip(PARTS, amounts, strict=True):
                if not _soothes(part, amount):
                    self._taken_back("way-out", part, amount, act.name)
            self._felt("way-out", "trust", act.name)

    def _venting(self) -> None:
        if not self.deed.vents:
            return
        if self.made.intersection(self.rules["vent-cut"].moves):
            self._felt("vent-cut", "heat")
            self._felt("vent-cut", "heard")
        elif self.made.intersection(self.rules["vent-heard"].moves):
            self._felt("vent-heard", "heard")
            self._felt("vent-heard", "trust")

    def _facts_and_promises(self) -> bool:
        for fact, times in self.at.again:
            for part in PARTS:
                self._felt("told-once", part, fact, times)
        for promise in self.at.kept:
            self._felt("promise-kept", "heat", promise)
            self._felt("promise-kept", "trust", promise)
        for promise in self.at.broken:
            self._felt("promise-broken", "heat", promise)
            self._felt("promise-broken", "trust", promise)
        amends = bool(self.owed) and self.taker.offers_amends
        if amends:
            self._felt("amends", "heat")
            self._felt("amends", "trust")
        return amends

    def _grievance(self) -> None:
        if self.deed.settles and self.at.grievance_open:
            self._felt("settled", "heat")
            self._felt("settled", "trust")
        if self.deed.fails:
            self._felt("failed-remedy", "heat")
            self._felt("failed-remedy", "trust")

    def _waiting(self) -> None:
        if self.deed.seconds:
            rule = self.rules["hold"]
            share = self.shares["hold"] * (rule["announced"] if self.deed.announced else _WHOLE)
            cost = (rule["heat"] * self.deed.seconds * share + 300_000) // 600_000
            self._add("hold", "heat", cost)


def _soothes(part: Part, amount: int) -> bool:
    return amount < 0 if part == "heat" else amount > 0
