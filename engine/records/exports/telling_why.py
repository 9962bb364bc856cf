"""Step 3 of a debrief as blocks of a document: why the call went as it did."""

from collections.abc import Iterator
from typing import Final

from engine.debrief.counterfactual import WhatIf
from engine.debrief.pivots import Direction, Pivot
from engine.debrief.skills import Skill
from engine.records.exports.document import Block, Items, Paragraph, Said, Section, Table
from engine.records.exports.subject import Subject

_DIRECTIONS: Final[dict[Direction, str]] = {
    "helped": "It helped.",
    "cost": "It cost.",
    "both": "It helped in part, and cost in part.",
}


def tell_why(subject: Subject) -> Iterator[Block]:
    """Pivotal turns with their ledgers, sources, skills, promises and facts."""
    why = subject.debrief.why
    if why.last_turn is not None:
        yield Paragraph(why.last_turn.sentence)
    if not why.pivots:
        yield Paragraph("No turn stands out.")
    sources: dict[str, str] = {}
    for pivot in why.pivots:
        yield _pivot(pivot, subject)
        ledgers = (pivot.reasons, *(other.reasons for other in pivot.others))
        sources |= {reason.rule: reason.source for each in ledgers for reason in each if reason.source}
    if why.how_picked:
        yield Section("How these turns were picked", (Paragraph(" ".join(why.how_picked)),))
    if sources:
        rows = tuple(sources.items())
        table = Table("Each rule that moved the mood at a pivotal turn", ("Rule", "Source"), rows)
        yield Section("Where these reasons come from", (table,))
    skills: list[Block] = []
    for skill in why.skills.families:
        skills += _skill(skill)
    yield Section("Skills", (_chances(why.skills.families), *skills))
    if why.skills.harms:
        harms = tuple(f"Turn {harm.turn}, “{harm.says}” {harm.sentence}" for harm in why.skills.harms)
        yield Section("What did harm", (Items(harms),))
    if why.promises:
        yield Section("Promises", (Items(tuple(record.sentence for record in why.promises)),))
    if why.facts:
        yield Section("Facts", (Items(tuple(record.sentence for record in why.facts)),))


def _pivot(pivot: Pivot, subject: Subject) -> Section:
    turn, customer = pivot.turn, subject.debrief.customer
    blocks: list[Block] = [Paragraph(" ".join(pivot.because))] if pivot.because else []
    if turn.customer:
        blocks.append(Said("customer", customer, turn.customer))
    blocks.append(Said("agent", subject.agent, turn.says))
    if turn.answer:
        blocks.append(Said("customer", customer, turn.answer))
    if turn.given.why:
        blocks.append(Paragraph(f"Why: {turn.given.why}"))
    blocks.append(_ledger(pivot))
    if pivot.others:
        blocks.append(Paragraph("What else could be said there, and what it would have done:"))
        blocks.append(Items(tuple(_other(other, customer) for other in pivot.others)))
    return Section(f"Pivotal turn {turn.number}. {_DIRECTIONS[pivot.direction]}", tuple(blocks))


def _other(other: WhatIf, customer: str) -> str:
    """A reply that was not given, the author's word on it, and what would have come of it."""
    causes = " ".join(f"{reason.sentence} ({reason.rule})" for reason in other.reasons)
    answer = f"{customer} would have said: “{other.answer}”" if other.answer else ""
    said = (f"“{other.option.says}”", other.option.why, other.changed, causes, answer, other.led_to)
    return " ".join(part for part in said if part)


def _ledger(pivot: Pivot) -> Table:
    rows: list[tuple[str, ...]] = [
        (reason.words, signed(reason.heat), signed(reason.heard), signed(reason.trust), reason.rule)
        for reason in pivot.reasons
    ]
    rows.append(("All together", *map(signed, pivot.turn.change), ""))
    return Table(
        f"Why the mood moved at turn {pivot.turn.number}",
        ("Reason", "Heat", "Heard", "Trust", "Rule"),
        tuple(rows),
        frozenset({1, 2, 3}),
        total=True,
    )


def signed(amount: int) -> str:
    """A change in points: ``+8``, ``−5``, ``0``."""
    return f"+{amount}" if amount > 0 else f"−{-amount}" if amount < 0 else "0"


def _chances(skills: tuple[Skill, ...]) -> Table:
    rows = tuple(
        (skill.family, str(skill.chances), str(skill.taken), "yes" if skill.trained else "no")
        for skill in skills
    )
    head = ("Skill", "Chances", "Taken", "Trained by this call")
    return Table("The four skills: how often each was on offer, and shown", head, rows, frozenset({1, 2}))


def _skill(skill: Skill) -> Iterator[Block]:
    yield Paragraph(f"{skill.words}. {skill.sentence}")
    quotes = [f"Turn {shown.turn}, shown: “{shown.says}”" for shown in skill.shown]
    quotes += [
        f"Turn {missed.turn}, “{missed.said}” On offer was: “{missed.instead}” {missed.why}".rstrip()
        for missed in skill.missed
    ]
    if quotes:
        yield Items(tuple(quotes))
