"""What happened at a turn besides the mood, to be marked on its line: promises, and facts asked again."""

from typing import Final, Literal

from engine.debrief.timeline import Turn

Sign = Literal["broken", "asked-again", "kept", "promised"]

SIGNS: Final[tuple[Sign, ...]] = ("broken", "asked-again", "kept", "promised")
"""The one that matters most first: where there is room for one only, it stands."""

SIGN_WORDS: Final[dict[Sign, str]] = {
    "promised": "promised",
    "kept": "promise kept",
    "broken": "promise broken",
    "asked-again": "asked again",
}


def signs_of(turn: Turn) -> tuple[Sign, ...]:
    """What there is to mark at a turn, in the order of ``SIGNS``."""
    found: dict[Sign, bool] = {
        "broken": bool(turn.broken),
        "asked-again": any(fact.times_again for fact in turn.asked),
        "kept": bool(turn.kept),
        "promised": bool(turn.promised),
    }
    return tuple(sign for sign in SIGNS if found[sign])


def told_signs(turn: Turn, limit: int | None, *, pivotal: bool) -> str:
    """A turn's marks as a sentence, the limit at which the customer leaves and a pivotal turn among them;
    empty where there is nothing to mark."""
    words = {
        "promised": [f"promised ({each.words})" for each in turn.promised],
        "kept": [f"promise kept ({each.words})" for each in turn.kept],
        "broken": [f"promise broken ({each.words})" for each in turn.broken],
        "asked-again": [f"asked again ({each.words})" for each in turn.asked if each.times_again],
    }
    told = [word for sign in SIGNS for word in words[sign]]
    if turn.over_limit and limit is not None:
        told.append(f"at the limit of {limit}, from which the customer leaves")
    if pivotal:
        told.append("a pivotal turn")
    return f"Marked: {', '.join(told)}." if told else ""
