"""Which replies are the same stock line, and which lines can come again in a call."""

import re
from typing import Final

from engine.call.deeds import acts_of
from engine.call.ways import Ways
from engine.mood.coefficients import MoodModel
from engine.scenario.model import Scenario
from engine.scenario.scene import Reply

LineKey = tuple[str, str]

_PUNCTUATION: Final = re.compile(
    "[!-/:-@\\[-`{-~\u00a1\u00ab\u00b7\u00bb\u00bf\u2010-\u2027\u2030-\u205e\u3001-\u3003\uff01-\uff0f]+"
)
"""Punctuation by its signs. What is a letter is left to each script: taking "word characters" would drop
the vowel signs of some, and make different words the same."""


def line_key(move: str, reply: Reply) -> LineKey:
    """What makes two lines the same stock line: the author's phrase, or the same words."""
    if reply.phrase:
        return move, reply.phrase
    words = " ".join(_PUNCTUATION.sub(" ", reply.says.casefold()).split())
    return move, words or reply.says


def lines_that_can_come_again(scenario: Scenario, model: MoodModel, ways: Ways) -> list[LineKey]:
    """The lines worth counting: those said by two replies, or by one that can be given twice."""
    wearing = frozenset(model.rules["wear-out"].moves)
    said: dict[LineKey, int] = {}
    for name, scene in scenario.scenes.items():
        for reply in scene.replies:
            times = 2 if not reply.once and ways.can_come_again(name, reply) else 1
            for move in dict.fromkeys(
                act.name for act in acts_of(reply, scenario, model) if act.like in wearing
            ):
                key = line_key(move, reply)
                said[key] = said.get(key, 0) + times
    return [key for key, times in said.items() if times > 1]
