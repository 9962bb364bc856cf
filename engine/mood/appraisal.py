"""How a customer takes a reply: the rules of the mood model, as a ledger of named causes.

Every rule stands here once, for play and for exploring alike. All arithmetic is on whole numbers. The order
is: what the moves do by themselves (and to this persona), what weakens or turns it (wear, too early,
mistuned, too warm, trust), what harms add, then facts, promises, the grievance, time on hold, the author's
own words, drift, and the ends of the scale. Sources are in ``model.yaml``, rule by rule.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from engine.mood.coefficients import MoodModel, Persona
from engine.mood.mood import Cause, Ledger, Mood, Part
from engine.mood.moves import MOVES, Family

PARTS: Final[tuple[Part, ...]] = ("heat", "heard", "trust")


class Act(NamedTuple):
    """One move of a reply, ready to be appraised: a move of the catalogue, or a scenario's own."""

    name: str
    like: str
    """The move of the catalogue whose rules it follows."""
    effect: Mood
    """What it does by itself, in points."""


class Nudge(NamedTuple):
    """The author's own change of mood, in points, and their words for it."""

    heat: int
    heard: int
    trust: int
    because: str


class Deed(NamedTuple):
    """What a reply does, as far as a mood is concerned; the same every time it is given."""

    acts: tuple[Act, ...] = ()
    vents: bool = False
    """Whether the customer is getting something out at this point."""
    closing: bool = False
    """Whether it brings the call to its end."""
    settles: bool = False
    fails: bool = False
    """Whether the remedy tried in it does not work."""
    seconds: int = 0
    """Time on hold."""
    announced: bool = False
    nudge: Nudge | None = None


class Setting(NamedTuple):
    """The moment in which a reply is given."""

    mood: Mood
    resting_heat: int
    """Where heat drifts, 0–100."""
    grievance_open: bool = False
    owed: int = 0
    """Broken promises for which no amends were made."""
    early: bool = False
    """Whether this is one of the first replies."""
    worn: tuple[int, ...] = ()
    """For each act, how often the same line was said before."""
    again: tuple[tuple[str, int], ...] = ()
    """Told facts that are asked for again, each with how many times that makes."""
    kept: tuple[str, ...] = ()
    broken: tuple[str, ...] = ()


class Appraisal(NamedTuple):
    """How the customer took it."""

    mood: Mood
    ledger: Ledger
    amends: bool
    """Whether one broken promise was made good."""


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
    """Percentages of the scenario's own, by move, family or rule."""
    baseline: Mood

    def share(self, name: str, family: Family | None = None) -> int:
        """How strongly this customer takes a move or rule, in percent of the usual."""
        result = 100
        for sensitivities in (self.persona.sensitivity, self.adjusted):
            own = sensitivities.get(name)
            if own is None and family is not None:
                own = sensitivities.get(family)
            if own is not None:
                result = (result * own + 50) // 100
        return result

    def appraise(self, deed: Deed, setting: Setting) -> Appraisal:
        """The mood after ``deed`` in ``setting``, and the ledger that explains it."""
        return _Taking(self, deed, setting).run()


class _Taking:
    """One reply being taken: the causes found so far."""

    def __init__(self, temper: Temper, deed: Deed, setting: Setting) -> None:
        self.temper = temper
        self.rules = temper.model.rules
        self.deed = deed
        self.at = setting
        self.made = frozenset(act.like for act in deed.acts)
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
        self._add(rule, part, scaled(self.rules[rule][part] * times, self.temper.share(rule)), note)

    def _by_itself(self, act: Act) -> list[int]:
        """What a move does by itself and to this persona, both in the ledger; the sum for each part."""
        share = self.temper.share(act.name, MOVES[act.like].family)
        amounts = []
        for part, points in zip(PARTS, act.effect, strict=True):
            self._add("move", part, points, act.name)
            felt = scaled(points, share)
            self._add("persona", part, felt - points, act.name)
            amounts.append(felt)
        return amounts

    def _harm(self, act: Act, worn: int) -> None:
        amounts = self._by_itself(act)
        for part, amount in zip(PARTS, amounts, strict=True):
            self._add("loss", part, scaled(amount, self.rules["loss"]["share"]), act.name)
            if act.like in self.rules["wear-out"].moves:
                self._add("wear-out", part, scaled(amount, 50 * min(worn, 2)), act.name)

    def _move(self, act: Act, worn: int) -> None:
        amounts = self._by_itself(act)
        for place, part in enumerate(PARTS):
            amount = amounts[place]
            if not _soothes(part, amount):
                continue
            amount += self._worn(act, part, amount, worn)
            amount += self._refused(act, part, amount)
            if part != "trust" and _soothes(part, amount):
                weight = self.rules["trust-weight"]["share"] * (self.at.mood.trust - 50)
                lent = (abs(weight) * abs(amount) + 2500) // 5000
                self._add("trust-weight", part, lent if (weight > 0) == (amount > 0) else -lent, act.name)
        self._too_soon(act)
        self._mistuned(act)
        self._too_warm(act)
        if act.like == "limit":
            self._way_out(amounts)

    def _worn(self, act: Act, part: Part, amount: int, worn: int) -> int:
        rule = self.rules["wear-out"]
        if not worn or act.like not in rule.moves:
            return 0
        share = rule.shares[min(worn, len(rule.shares) - 1)]
        left = abs(amount) * share // 100  # rounded down, so that a half is less than the whole of one point too
        now = left if amount > 0 else -left
        return self._add("wear-out", part, now - amount, act.name)

    def _refused(self, act: Act, part: Part, amount: int) -> int:
        """How much of the help is not taken, because of when it comes."""
        if not _soothes(part, amount):
            return 0
        if self._is_mistuned(act):
            return self._add("mistuned", part, -amount, act.name)
        if self._is_too_warm(act):
            return self._add("too-warm", part, -amount, act.name)
        first = self.rules["heard-first"]
        if act.like in first.moves:
            ready = min(100, self.at.mood.heard * 100 // max(1, first["enough"]))
            return self._add("heard-first", part, scaled(amount, ready) - amount, act.name)
        if act.like == "apologise" and part == "trust" and self.at.owed and not self._offers_amends():
            return self._add("sorry-not-enough", part, -amount, act.name)
        return 0

    def _too_soon(self, act: Act) -> None:
        rule = self.rules["heard-first"]
        if act.like in rule.moves:
            missing = max(0, rule["enough"] - self.at.mood.heard)
            most = scaled(rule["heat"], self.temper.share("heard-first"))
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

    def _way_out(self, amounts: list[int]) -> None:
        rule = self.rules["way-out"]
        if self.at.mood.heard >= rule["heard"] and self.made.intersection(rule.moves):
            for part, amount in zip(PARTS, amounts, strict=True):
                if amount and not _soothes(part, amount):
                    self._add("way-out", part, -amount, "limit")
            self._felt("way-out", "trust", "limit")

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
        amends = bool(self.at.owed) and self._offers_amends()
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
            share = self.temper.share("hold") * (rule["announced"] if self.deed.announced else 100)
            cost = (rule["heat"] * self.deed.seconds * share + 300_000) // 600_000
            self._add("hold", "heat", cost)

    def _drift(self) -> None:
        """Each part that nothing else moved goes some of the way to where it rests."""
        moved = {cause.part for cause in self.causes}
        rests = (self.at.resting_heat, self.temper.baseline.heard, self.temper.baseline.trust)
        for part, now, rest in zip(PARTS, self.at.mood, rests, strict=True):
            way = scaled(rest - now, self.rules["drift"]["share"])
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
