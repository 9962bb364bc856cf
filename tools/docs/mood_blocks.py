"""The parts of the mood model's reference that have numbers, from the model's data file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from engine.mood.appraisal import PARTS
from engine.mood.bands import BANDS
from engine.mood.coefficients import MoodModel, Rule, load_model
from engine.mood.moves import MOVES
from tools.docs.blocks import Blocks, code, listed, table
from tools.docs.format_blocks import FAMILIES


def mood_blocks() -> Blocks:
    """The blocks of ``docs/reference/mood-model.md``."""
    model = load_model()
    return {
        "bands": lambda: bands_table(model),
        "move points": lambda: moves_table(model),
        "rules": lambda: "\n\n".join(rule_text(rule) for rule in model.rules.values()),
        "personas": lambda: personas_table(model),
    }


def points(number: int) -> str:
    """A number of points with its sign, or a dash for none."""
    return f"{number:+d}".replace("-", "−") if number else "–"


def changes(rule: Rule) -> str:
    """``heat up 5, heard down 5``: the points of a rule, as far as it has any."""
    moved = [f"{part} {'up' if rule[part] > 0 else 'down'} {abs(rule[part])}" for part in PARTS if rule[part]]
    return ", ".join(moved)


def moves_in(rule: Rule, last: str = "or") -> str:
    """The moves that a rule is about."""
    return listed([code(move) for move in rule.moves], last)


def bands_table(model: MoodModel) -> str:
    """The five words and where each begins."""
    starts, ends = (0, *model.edges), (*(edge - 1 for edge in model.edges), 100)
    rows = [(band, f"{low}–{high}") for band, low, high in zip(BANDS, starts, ends, strict=True)]
    return table(("Band", "Heat"), rows) + (
        f"\n\nUpwards the word changes at the edge. Downwards it changes only {model.slack} points below it,"
        " so that it does not flicker."
    )


def moves_table(model: MoodModel) -> str:
    """What each move does by itself."""
    rows = [
        (FAMILIES[move.family], code(name), *(points(number) for number in model.moves[name]))
        for name, move in MOVES.items()
    ]
    return table(("Family", "Move", "Heat", "Heard", "Trust"), rows)


def personas_table(model: MoodModel) -> str:
    """The personas: where a call with one starts, where the mood rests, and what they take otherwise."""
    rows = []
    for name, persona in model.personas.items():
        shares = ", ".join(f"{code(about)} {share} %" for about, share in persona.sensitivity.items())
        rows.append((code(name), persona.words, _mood(persona.start), _mood(persona.baseline), shares))
    return table(("Persona", "Who", "Starts at", "Rests at", "Takes otherwise than most"), rows)


def _mood(numbers: Sequence[int]) -> str:
    return " / ".join(map(str, numbers))


def rule_text(rule: Rule) -> str:
    """One rule: its heading, what it does in words with its numbers, and its source."""
    source = rule.source.strip().removesuffix(".")
    return f"### {rule.name}\n\n*{rule.words}.* {_IN_WORDS[rule.name](rule)}\n\nSource: {source}."


def _wear_out(rule: Rule) -> str:
    first, *later = rule.shares
    after = ", ".join(
        f"the {_ORDINALS[number]} {'and every later ' if number == len(later) + 1 else ''}time {share} %"
        for number, share in enumerate(later, start=2)
    ).replace("-", "−")
    return (
        f"The same move in the same words, or under the same `phrase`, has {first} % of its help the first"
        f" time, {after}. Below nothing, it works against the reply. Other words, or another move, start"
        " afresh. A harm that can wear costs half as much again the second time, and twice as much from the"
        f" third on. It is about {moves_in(rule, 'and')}."
    )


_ORDINALS: Final = {2: "second", 3: "third", 4: "fourth", 5: "fifth", 6: "sixth"}

_IN_WORDS: Final[Mapping[str, Callable[[Rule], str]]] = {
    "move": lambda rule: "The points of the table above, for each move of the reply.",
    "persona": lambda rule: (
        "The points of a move are multiplied by the persona's share for that move, or else for its family,"
        " and then by the scenario's own `sensitivity` for either. The points of a rule are multiplied by"
        " the shares for that rule."
    ),
    "own-words": lambda rule: "The points of a reply's own `mood`. Nothing multiplies them.",
    "wear-out": _wear_out,
    "heard-first": lambda rule: (
        f"While heard is below {rule['enough']}, what {moves_in(rule)} would help counts only in proportion:"
        f" at heard {rule['enough'] // 2}, half. It also raises heat, by {rule['heat']} at heard 0 and by"
        f" less the nearer heard is to {rule['enough']}. Too early by a little still costs one point."
    ),
    "vent-heard": lambda rule: (
        f"In a scene with `vents`, a reply with {moves_in(rule)}: {changes(rule)}. Not if it also makes a"
        " move of `vent-cut`. Heat does not fall by drift here."
    ),
    "vent-cut": lambda rule: (
        f"In a scene with `vents`, a reply with any of {moves_in(rule)}: {changes(rule)}, once a reply."
    ),
    "mistuned": lambda rule: f"Below heat {rule['below']}, {moves_in(rule)} does not help: {changes(rule)}.",
    "told-once": lambda rule: (
        f"Asking for a fact that has been told: {changes(rule)}. The second such question about the same fact"
        " costs twice that, the third three times."
    ),
    "promise-kept": lambda rule: f"A promise made in this call is kept: {changes(rule)}.",
    "promise-broken": lambda rule: f"A promise made in this call is broken: {changes(rule)}.",
    "sorry-not-enough": lambda rule: (
        "As long as a broken promise has had no amends, `apologise` without a remedy raises no trust."
    ),
    "amends": lambda rule: (
        f"After a broken promise, `apologise` in one reply with {moves_in(rule)}: {changes(rule)}. Once for"
        " each broken promise."
    ),
    "loss": lambda rule: f"Every harm costs {rule['share']} % more than its points.",
    "settled": lambda rule: (
        f"A reply that `settles` the open grievance: {changes(rule)}. From then on heat can fall by drift."
    ),
    "failed-remedy": lambda rule: (
        f"A reply that `fails`: {changes(rule)}. Heat rests {rule['baseline']} higher for the rest of"
        " the call."
    ),
    "drift": lambda rule: (
        f"A part that nothing else moved in a turn goes {rule['share']} % of the way to where it rests. Heat"
        " does not fall this way while the grievance is open, or where the customer vents."
    ),
    "trust-weight": lambda rule: (
        f"What a move takes off heat or adds to heard counts up to {rule['share']} % more at trust 100, up to"
        f" {rule['share']} % less at trust 0, and as it is at trust 50."
    ),
    "way-out": lambda rule: (
        f"`limit` in one reply with {moves_in(rule)}, at heard {rule['heard']} or more: the cost of the no"
        f" falls away, and trust goes up {rule['trust']}."
    ),
    "too-warm": lambda rule: (
        f"After the first {rule['early']} replies, {moves_in(rule)} does not help: {changes(rule)}. A"
        " reply that leads to an ending, or makes the move `close`, is free of this."
    ),
    "hold": lambda rule: (
        f"Heat goes up {rule['heat']} for each minute on hold, to the nearest point. Announced with a reason"
        f" and a length, it is {rule['announced']} % of that."
    ),
    "scale": lambda rule: "What would go below 0 or above 100 is taken back.",
}
"""What each rule does, with its numbers."""
