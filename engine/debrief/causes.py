"""Why a mood changed, in plain words about the reply, with the source of each rule."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from engine.call.call import Call
from engine.debrief.wording import moved
from engine.mood.appraisal import PARTS
from engine.mood.mood import Ledger, Part
from engine.mood.moves import MOVES, SKILLS


@dataclass(frozen=True, slots=True)
class Reason:
    """All causes of one change of mood that come from the same rule and are about the same thing."""

    rule: str
    """The rule's id in the mood model."""
    about: str
    """The move, fact or promise it was about, by id; empty if none."""
    words: str
    """What it was, such as ``The reply gave their concern back in specifics``; no full stop."""
    heat: int
    heard: int
    trust: int
    source: str
    """Where the rule comes from."""
    sentence: str
    """The words and the points: ``The reply gave … in specifics: heard up 12, heat down 5.``"""


Points = Mapping[Part, int]
"""Changes of heat, heard and trust."""


def explain(ledger: Ledger, call: Call) -> tuple[Reason, ...]:
    """The ledger in words, in its own order, causes of the same rule about the same thing taken together.

    For each part the reasons add up to the change of mood.
    """
    sums: dict[tuple[str, str], dict[Part, int]] = {}
    for rule, part, amount, note in ledger:
        points = sums.setdefault((rule, note), dict.fromkeys(PARTS, 0))
        points[part] += amount
    several = len({note for rule, note in sums if rule == "move"}) > 1
    reasons = []
    for (rule, note), points in sums.items():
        if any(points.values()):
            own = sums.get(("move", note), {})
            words = _words(rule, note, points, own, call, several)
            reasons.append(_reason(rule, note, words, points, call))
    return tuple(reasons)


def biggest_first(reasons: Iterable[Reason]) -> list[Reason]:
    """The reasons that moved the most points first, the three parts of the mood taken together; of equals
    the earlier."""
    return sorted(reasons, key=lambda reason: -(abs(reason.heat) + abs(reason.heard) + abs(reason.trust)))


def main_reasons(reasons: Iterable[Reason], heat: int) -> list[Reason]:
    """For few words: the reason that moved most. ``heat`` is what heat changed by, in points: where that
    reason alone would say the opposite, the biggest of those that go with it stands beside it."""
    ordered = biggest_first(reasons)
    told = ordered[:1]
    if told and told[0].heat * heat < 0:
        told += [each for each in ordered if each.heat * heat > 0][:1]
    return told


def move_words(name: str, call: Call) -> str:
    """What a move does, by its id, completing "The reply …": the scenario's words for its own moves."""
    own = call.plan.scenario.moves.get(name)
    return call.text.fill(own.words) if own is not None else MOVES[name].words


def change_words(points: Points) -> str:
    """``heard up 12, heat down 5``: what moved, the most first."""
    shown = sorted((part for part in PARTS if points[part]), key=lambda part: -abs(points[part]))
    return ", ".join(moved(part, points[part]) for part in shown) or "nothing moved"


def _reason(rule: str, note: str, words: str, points: Points, call: Call) -> Reason:
    known = call.plan.model.rules.get(rule)
    return Reason(
        rule=rule,
        about="" if rule == "own-words" else note,
        words=words,
        heat=points["heat"],
        heard=points["heard"],
        trust=points["trust"],
        source=known.source if known is not None else "",
        sentence=f"{words.removesuffix('.')}: {change_words(points)}.",
    )


def _words(rule: str, note: str, points: Points, own: Points, call: Call, several: bool) -> str:
    """The words of one reason. ``own`` is what the same move did by itself, as far as there is one."""
    fill, scenario = call.text.fill, call.plan.scenario
    if rule == "move":
        return f"The reply {move_words(note, call)}"
    if rule == "own-words":
        return fill(note)
    if rule == "told-once":
        return f"The reply asked for something already told ({fill(scenario.facts.get(note, note))})"
    if rule in ("promise-kept", "promise-broken"):
        return f"{_PLAIN[rule]} ({fill(scenario.promises.get(note, note))})"
    special = _SPECIAL.get(rule)
    if special is not None:
        words = special(points, own, call, note)
    elif rule in _PLAIN:
        words = _PLAIN[rule]
    else:
        words = call.plan.model.rules[rule].words if rule in call.plan.model.rules else rule
    # With several moves in one reply a reader has to be told which of them is meant; and always what it is
    # that counts for more or less with this customer.
    named = rule != "heard-first" and (note in MOVES or note in scenario.moves)
    about = move_words(note, call) if (several or rule == "persona") and named else ""
    return f"{words} (it {about})" if about else words


_PLAIN: Final[Mapping[str, str]] = {
    "vent-heard": "The customer got it out and was listened to",
    "vent-cut": "The customer was still getting it out",
    "mistuned": "The reply named an anger that was not there",
    "promise-kept": "A promise was kept",
    "promise-broken": "A promise was broken",
    "sorry-not-enough": "Sorry alone does not mend a broken promise",
    "amends": "Sorry came with something done about the broken promise",
    "loss": "A harm weighs more than the matching good",
    "settled": "The grievance was settled",
    "failed-remedy": "A remedy was tried and did not work",
    "drift": "Time passed",
    "way-out": "The no came with a way out",
    "too-warm": "Warmth came in the middle of the work",
    "hold": "The customer waited on hold",
    "scale": "The scale from 0 to 100 ends here",
}


def _persona(points: Points, own: Points, _call: Call, _note: str) -> str:
    more = any(points[part] * own.get(part, 0) > 0 for part in PARTS)
    return f"This counts for {'more' if more else 'less'} with this customer than with most"


def _worn(points: Points, own: Points, call: Call, note: str) -> str:
    like = _like(note, call)
    if like in MOVES and MOVES[like].family == "harm":
        return "A stock phrase costs more each time"
    if any(abs(points[part]) > abs(own.get(part, 0)) for part in PARTS):
        return "The same line has been said too often and now works against the reply"
    return "The same line helps less when it is said again"


def _trust(points: Points, own: Points, _call: Call, _note: str) -> str:
    lent = any(points[part] * own.get(part, 0) > 0 for part in PARTS)
    return "The trust that was there lent weight" if lent else "Little trust was there to lend weight"


def _too_soon(_points: Points, _own: Points, call: Call, note: str) -> str:
    return f"{TOO_SOON.get(_like(note, call), 'The reply')} came before the customer felt heard"


def _like(note: str, call: Call) -> str:
    """The move of the catalogue that a move is, or is like; a note that is no move stays what it is."""
    scenario = call.plan.scenario
    return scenario.move_of(note).name if note in scenario.moves else note


_SPECIAL: Final[Mapping[str, Callable[[Points, Points, Call, str], str]]] = {
    "persona": _persona,
    "wear-out": _worn,
    "trust-weight": _trust,
    "heard-first": _too_soon,
}

TOO_SOON: Final[Mapping[str, str]] = {"offer": "A remedy", "inform": "An explanation", "limit": "A no"}
"""What comes too soon before the customer feels heard, by the move."""

FAMILY_WORDS: Final[Mapping[str, str]] = {
    "listen": "Listen: ask, and let the customer tell it",
    "validate": "Validate: say that the feeling makes sense",
    "affirm": "Affirm: give the concern back in specifics",
    "cooperate": "Cooperate: take the next step together",
}
"""The four skills, as a trainee reads them."""

if tuple(FAMILY_WORDS) != SKILLS:
    raise AssertionError("every skill needs its words")
