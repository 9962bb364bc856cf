"""The four skills: where they could have been shown, where they were, and what harms were used."""

from dataclasses import dataclass
from typing import Final

from engine.call.call import Call
from engine.call.events import PromiseBroken
from engine.call.plan import Plan
from engine.debrief.causes import FAMILY_WORDS, change_words, move_words
from engine.debrief.walk import Tried, Walk, Walked, asks_again, best_of, does_harm, worth
from engine.debrief.wording import how_many
from engine.mood.appraisal import PARTS
from engine.mood.mood import Mood
from engine.mood.moves import SKILLS, Family

_OF_A_HARM: Final = frozenset({"move", "persona", "loss", "wear-out"})
"""The rules whose causes are about a harm itself."""
_OF_A_MOVE: Final = frozenset(
    {
        "move",
        "persona",
        "wear-out",
        "heard-first",
        "mistuned",
        "too-warm",
        "sorry-not-enough",
        "trust-weight",
        "way-out",
    }
)
"""The rules whose causes are about any other move itself."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A reply that showed a skill."""

    turn: int
    says: str
    """The trainee's line."""


@dataclass(frozen=True, slots=True)
class Missed:
    """A turn at which a reply that shows the skill was on offer and would have been taken better than the one
    that was given."""

    turn: int
    said: str
    """The trainee's line."""
    instead: str
    """The reply on offer that would have shown the skill."""
    why: str
    """The author's word on that reply; may be empty."""


@dataclass(frozen=True, slots=True)
class Skill:
    """One of the four families of moves over the call."""

    family: Family
    """listen, validate, affirm or cooperate."""
    words: str
    """The family in words for a trainee, such as ``Listen: ask, and let them tell it``."""
    trained: bool
    """Whether the scenario says that it trains this skill."""
    chances: int
    """The number of turns at which a reply that shows it was on offer, the given one included."""
    shown: tuple[Shown, ...]
    missed: tuple[Missed, ...]
    """Of the other chances, those where it would have been taken better than the reply that was given."""
    sentence: str
    """``Shown at 3 of 5 turns where it was on offer.``"""

    @property
    def taken(self) -> int:
        """The number of turns at which it was shown."""
        return len(self.shown)


@dataclass(frozen=True, slots=True)
class Harm:
    """A reply that did harm, and by which move."""

    turn: int
    says: str
    move: str
    """The move's id."""
    worth: int
    """How far it brought the call towards the customer, on the scale of ``walk.worth``: 0 or less."""
    sentence: str
    """``The reply used a stock phrase: heat up 2, heard down 5.``"""


@dataclass(frozen=True, slots=True)
class Skills:
    """The skills in the order listen, validate, affirm, cooperate, and the harms apart."""

    families: tuple[Skill, ...]
    harms: tuple[Harm, ...]


def find_skills(walk: Walk) -> Skills:
    """The four skills and the harms over a call.

    A move shows its skill where the customer takes it as help: a remedy that comes too soon, or the third
    time the same line, does not; nor does a reply that also does harm, breaks a promise, asks for what was
    told, or whose remedy fails.
    """
    shown: dict[Family, list[Shown]] = {family: [] for family in SKILLS}
    missed: dict[Family, list[Missed]] = {family: [] for family in SKILLS}
    chances = dict.fromkeys(shown, 0)
    harms: list[Harm] = []
    call, plan = walk.call, walk.plan
    for walked in walk.turns:
        said = call.text.reply(walked.given.planned.reply)
        harms += _harms(walked, said, call)
        landed = families_shown(walked.given, plan)
        others = [(other, families_shown(other, plan)) for other in walked.others]
        for family in SKILLS:
            if family in landed:
                chances[family] += 1
                shown[family].append(Shown(walked.number, said))
                continue
            with_it = [other for other, families in others if family in families]
            if not with_it:
                continue
            chances[family] += 1
            better = best_of(with_it, walked, plan)
            if better is not None:
                reply = better.planned.reply
                why = call.text.fill(reply.why)
                missed[family].append(Missed(walked.number, said, call.text.reply(reply), why))
    trained = plan.scenario.skills
    return Skills(
        tuple(
            Skill(
                family=family,
                words=FAMILY_WORDS[family],
                trained=family in trained,
                chances=chances[family],
                shown=tuple(shown[family]),
                missed=tuple(missed[family]),
                sentence=_sentence(chances[family], len(shown[family]), len(missed[family])),
            )
            for family in SKILLS
        ),
        tuple(harms),
    )


def families_shown(tried: Tried, plan: Plan) -> frozenset[Family]:
    """The skills that a reply showed or would have shown at its turn."""
    return frozenset(plan.scenario.move_of(name).family for name in moves_shown(tried, plan))


def moves_shown(tried: Tried, plan: Plan) -> dict[str, int]:
    """The moves by which a reply showed a skill, each with how far it brought the call towards the customer,
    on the scale of ``walk.worth``."""
    if tried.planned.reply.fails or does_harm(tried, plan) or tried.happened(PromiseBroken):
        return {}
    if asks_again(tried):
        return {}
    moves = [name for name in tried.planned.reply.moves if plan.scenario.move_of(name).family in SKILLS]
    taken = {name: dict.fromkeys(PARTS, 0) for name in moves}
    for cause in tried.ledger:
        if cause.note in taken and cause.rule in _OF_A_MOVE:
            taken[cause.note][cause.part] += cause.amount
    return {name: far for name, points in taken.items() if (far := worth(Mood(**points))) > 0}


def _harms(walked: Walked, said: str, call: Call) -> list[Harm]:
    plan, found = call.plan, []
    for name in dict.fromkeys(walked.given.planned.reply.moves):
        if plan.scenario.move_of(name).family == "harm":
            points = dict.fromkeys(PARTS, 0)
            for cause in walked.given.ledger:
                if cause.note == name and cause.rule in _OF_A_HARM:
                    points[cause.part] += cause.amount
            sentence = f"The reply {move_words(name, call)}: {change_words(points)}."
            found.append(Harm(walked.number, said, name, worth(Mood(**points)), sentence))
    return found


def _sentence(chances: int, shown: int, missed: int) -> str:
    if not chances:
        return "No reply on offer in this call would have shown it."
    turns = "the only turn" if chances == 1 else f"{shown} of {chances} turns"
    if shown:
        said = f"Shown at {turns} where it was on offer."
    else:
        said = f"On offer at {how_many(chances, 'turn')}, and not shown."
    if missed:
        said += (
            f" At {how_many(missed, 'turn')} it would have been taken better than the reply that was given."
        )
    return said
