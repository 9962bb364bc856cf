"""The turns of a call at which a skill could have been shown: what raters mark."""

from dataclasses import dataclass

from engine.call.call import Call
from engine.debrief.retelling import make_timeline
from engine.debrief.skills import families_shown
from engine.debrief.walk import walk
from engine.mood.moves import SKILLS, Family


@dataclass(frozen=True, slots=True)
class Chance:
    """A turn at which a reply on offer would have shown a skill, whether or not that reply was given."""

    turn: int
    """From 1."""
    title: str
    """The scene's."""
    customer: str
    """What the customer said just before; empty if nothing."""
    says: str
    """The trainee's line."""
    others: tuple[str, ...]
    """The other replies that could have been given."""
    answer: str
    """What the customer said then; empty if nothing."""
    skills: tuple[Family, ...]
    """Which skills, in the order of ``SKILLS``; those that the reply itself showed are not told apart."""


def find_chances(call: Call) -> tuple[Chance, ...]:
    """The turns of a call at which there is something to mark, in order."""
    walked = walk(call)
    found = []
    for turn, at in zip(make_timeline(walked).turns, walked.turns, strict=True):
        on_offer = frozenset().union(*(families_shown(tried, call.plan) for tried in (at.given, *at.others)))
        if skills := tuple(family for family in SKILLS if family in on_offer):
            others = tuple(other.says for other in turn.others)
            found.append(
                Chance(turn.number, turn.title, turn.customer, turn.says, others, turn.answer, skills)
            )
    return tuple(found)
