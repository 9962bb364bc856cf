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
    about = _about(turn)
    return tuple(sign for sign in SIGNS if about[sign])


def _about(turn: Turn) -> dict[Sign, list[str]]:
    """The promises and facts that each sign is about, in words."""
    return {
        "broken": [promise.words for promise in turn.broken],
        "asked-again": [fact.words for fact in turn.asked if fact.times_again],
        "kept": [promise.words for promise in turn.kept],
        "promised": [promise.words for promise in turn.promised],
    }


def told_signs(turn: Turn, limit: int | None, *, pivotal: bool) -> str:
    """A turn's marks as a sentence, the limit at which the customer leaves and a pivotal turn among them;
    empty where there is nothing to mark."""
    told = [f"{SIGN_WORDS[sign]} ({words})" for sign in SIGNS for words in _about(turn)[sign]]
    if turn.over_limit and limit is not None:
        told.append(f"at the limit of {limit}, from which the customer leaves")
    if pivotal:
        told.append("a pivotal turn")
    return f"Marked: {', '.join(told)}." if told else ""
