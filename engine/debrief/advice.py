"""What to do on the next call, in one sentence each: for a harm, a skill, a reply that came too soon."""

from collections.abc import Mapping
from typing import Final

from engine.mood.moves import MOVES, SKILLS, Family

FOR_A_HARM: Final[Mapping[str, str]] = {
    "script": "Say it in words of your own, with one detail that the customer gave.",
    "interrupt": "Let the customer come to the end before you speak.",
    "dismiss": "Take up the concern first, and answer it after that.",
    "blame": "Say what happens next, and leave out whose doing it was.",
    "command": "Say what you will do, and leave out how the customer should behave.",
    "jargon": "Use the word that the customer would use.",
    "rush": "Ask for one thing, and give the customer time for it.",
    "patronise": "Explain it as you would to a colleague, in plain words.",
    "deflect": "Say what you can do yourself before you point to somebody else.",
    "stonewall": "Where you have no answer, say what you will find out and by when.",
    "mirror": "Answer the point, and let the tone go by.",
    "threaten": "Give a choice where a threat would come to mind.",
    "overpromise": "Say what is certain, and say what is not.",
}
"""By the harm."""

FOR_A_SKILL: Final[Mapping[Family, str]] = {
    "listen": "Ask one open question, and wait for the whole answer.",
    "validate": "Say once, in your own words, that the feeling makes sense.",
    "affirm": "Say the concern back in one sentence, with a detail that the customer gave.",
    "cooperate": "Say what you will do next, and what the customer can choose.",
}
"""By the skill that was missed."""

DO_AGAIN: Final[Mapping[Family, str]] = {
    "listen": "Keep asking, and keep waiting for the answer.",
    "validate": "Keep saying that the feeling makes sense, in words for this one call.",
    "affirm": "Keep saying the concern back in specifics.",
    "cooperate": "Keep taking the next step on yourself, and say it aloud.",
}
"""By the skill that helped most."""

FOR_TOO_SOON: Final[Mapping[str, str]] = {
    "offer": "Before you offer anything, say the concern back in the customer's own details.",
    "inform": "Before you explain anything, say the concern back in the customer's own details.",
    "limit": "Before you say no, say the concern back in the customer's own details.",
}
"""By the move that came before the customer felt heard."""

if set(FOR_A_HARM) != {move.name for move in MOVES.values() if move.family == "harm"}:
    raise AssertionError("every harm needs its advice")
if set(FOR_A_SKILL) != set(SKILLS) or set(DO_AGAIN) != set(SKILLS):
    raise AssertionError("every skill needs its advice")
