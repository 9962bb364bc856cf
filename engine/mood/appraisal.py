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
from typing import Final

from engine.mood.coefficients import MoodModel, Persona
from engine.mood.deed import PARTS, Act, Appraisal, Deed, Nudge, Setting
from engine.mood.mood import Cause, Mood, Part
from engine.mood.moves import MOVES, Family

__all__ = ["PARTS", "Act", "Appraisal", "Deed", "Nudge", "Setting", "Temper", "scaled"]

_WHOLE: Final = 100
"""All of something, in percent."""


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
        return _Taking(self, deed, setting).run()


class _Taking:
    """One reply being taken: the causes found so far."""

    def __init__(self, temper: Temper, deed: Deed, setting: Setting) -> None:
        self.temper = temper
        self.rules = temper.model.rules
        self.shares = temper.rule_shares
        self.deed = deed
        self.at = setting
        self.made = frozenset(act.like for act in deed.acts)
        # An apology in the very reply that breaks a promise is an apology for it.
        self.owed = setting.owed + len(setting.broken)
        self.causes: list[Cause] = []

    def run(self) -> Appraisal:
        for place, act in enumerate(self.deed.acts):
            worn = self.at.worn[place] if place < len(self.at.worn) else 0
            if MOVES[act.like].family == "harm":
                self._harm(act, worn)
            else:
                self._move(act, worn)
        self._venting()
        amends = self._facts_and_promises()
        self._grievance()
        self._waiting()
        if self.deed.nudge is not None:
            for part in PARTS:
                self._add("own-words", part, getattr(self.deed.nudge, part), self.deed.nudge.because)
        self._drift()
        return self._settle(amends)

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

    def _by_itself(self, act: Act) -> list[int]:
        """What a move does by itself and to this persona, both in the ledger; the sum for each part."""
        share = self.temper.share(act.name, MOVES[act.like].family, like=act.like)
        amounts = []
        for part, points in zip(PARTS, act.effect, strict=True):
            self._add("move", part, points, act.name)
            felt = scaled(points, share)
            self._add("persona", part, felt - points, act.name)
            amounts.append(felt)
        return amounts

    def _harm(self, act: Act, worn: int) -> None:
        wear, loss = self.rules["wear-out"], self.rules["loss"]
        for part, amount in zip(PARTS, self._by_itself(act), strict=True):
            if _soothes(part, amount):
                continue  # an author's own number; what soothes is no loss
            self._add("loss", part, scaled(scaled(amount, loss["share"]), self.shares["loss"]), act.name)
            if act.like in wear.moves:
                more = scaled(amount, wear["more"] * worn)
                self._add("wear-out", part, scaled(more, self.shares["wear-out"]), act.name)

    def _move(self, act: Act, worn: int) -> None:
        amounts = self._by_itself(act)
        for part, amount in zip(PARTS, amounts, strict=True):
            if _soothes(part, amount):
                left = amount + self._worn(act, part, amount, worn)
                left += self._refused(act, part, left)
                self._weighed(act, part, left)
        self._too_soon(act)
        self._mistuned(act)
        self._too_warm(act)
        if act.like == "limit":
            self._way_out(act, amounts)

    def _worn(self, act: Act, part: Part, amount: int, worn: int) -> int:
        """What is lost because the same line was said before; past nothing it works against the reply."""
        rule = self.rules["wear-out"]
        if not worn or act.like not in rule.moves:
            return 0
        share = rule.shares[min(worn, len(rule.shares) - 1)]
        # Rounded down, so that a half is less than the whole of one point too.
        left = abs(amount) * share // 100
        now = left if amount > 0 else -left
        return self._add("wear-out", part, scaled(now - amount, self.shares["wear-out"]), act.name)

    def _refused(self, act: Act, part: Part, amount: int) -> int:
        """How much of the help is not taken, because of when it comes."""
        if not _soothes(part, amount):
            return 0
        if self._is_mistuned(act):
            return self._taken_back("mistuned", part, amount, act.name)
        if self._is_too_warm(act):
            return self._taken_back("too-warm", part, amount, act.name)
        first = self.rules["heard-first"]
        if act.like in first.moves:
            # The same for everybody: a sensitivity changes what too soon costs, not how much help is left.
            ready = min(100, self.at.mood.heard * 100 // max(1, first["enough"]))
            return self._add("heard-first", part, scaled(amount, ready) - amount, act.name)
        if act.like == "apologise" and part == "trust" and self.owed and not self._offers_amends():
            return self._taken_back("sorry-not-enough", part, amount, act.name)
        return 0

    def _weighed(self, act: Act, part: Part, amount: int) -> None:
        """What trust adds to help or takes from it; never more than all of it."""
        if part == "trust" or not _soothes(part, amount):
            return
        weight = self.rules["trust-weight"]["share"] * (self.at.mood.trust - 50)
        lent = scaled((abs(weight) * abs(amount) + 2500) // 5000, self.shares["trust-weight"])
        if weight < 0:
            lent = -min(lent, abs(amount))
        self._add("trust-weight", part, lent if amount > 0 else -lent, act.name)

    def _too_soon(self, act: Act) -> None:
        rule = self.rules["heard-first"]
        if act.like in rule.moves:
            missing = max(0, rule["enough"] - self.at.mood.heard)
            most = scaled(rule["heat"], self.shares["heard-first"])
            # Rounded up: too soon by a little still costs a point.
            self._add("heard-first", "heat", -(-most * missing // max(1, rule["enough"])), act.name)

    def _is_mistuned(self, act: Act) -> bool:
        rule = self.rules["mistuned"]
        return act.like in rule.moves and self.at.mood.heat < rule["below"]

    def _mistuned(self, act: Act) -> None:
        if self._is_mistuned(act):
            self._felt("mistuned", "trust", act.name)

    def _is_too_warm(self, act: Act) -> bool:
        return act.like in self.rules["too-warm"].moves and not self.at.early and not self.deed.closing

    def _too_warm(self, act: Act) -> None:
        if self._is_too_warm(act):
            self._felt("too-warm", "heat", act.name)
            self._felt("too-warm", "trust", act.name)

    def _way_out(self, act: Act, amounts: list[int]) -> None:
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

    def _offers_amends(self) -> bool:
        return "apologise" in self.made and bool(self.made.intersection(self.rules["amends"].moves))

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
        amends = bool(self.owed) and self._offers_amends()
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

    def _drift(self) -> None:
        """Each part that nothing else moved goes some of the way to where it rests."""
        moved = {cause.part for cause in self.causes}
        rests = (self.at.resting_heat, self.temper.baseline.heard, self.temper.baseline.trust)
        share = min(_WHOLE, scaled(self.rules["drift"]["share"], self.shares["drift"]))
        for part, now, rest in zip(PARTS, self.at.mood, rests, strict=True):
            way = scaled(rest - now, share)
            held = part == "heat" and way < 0 and (self.at.grievance_open or self.deed.vents)
            if part not in moved and not held:
                self._add("drift", part, way)

    def _settle(self, amends: bool) -> Appraisal:
        after = []
        for part, now in zip(PARTS, self.at.mood, strict=True):
            reached = now + sum(cause.amount for cause in self.causes if cause.part == part)
            kept = min(100, max(0, reached))
            self._add("scale", part, kept - reached)
            after.append(kept)
        return Appraisal(Mood(*after), tuple(self.causes), amends)


def _soothes(part: Part, amount: int) -> bool:
    return amount < 0 if part == "heat" else amount > 0
