"""Words: can a line be said, and read, in one go?"""

import re
from collections.abc import Iterator
from typing import Final

from engine.scenario.document import Path
from engine.scenario.model import Scenario
from engine.workshop.checks.case import Case
from engine.workshop.checks.check import Check
from engine.workshop.checks.finding import Finding

REPLY_WORDS: Final = 40
"""The most words of a reply. People talk at 160 to 210 words a minute in conversation (Tauroza & Allison,
Applied Linguistics 1990), so 40 words take a caller who listens 11 to 15 seconds; and three or four such
replies have to be read, and compared, while somebody waits."""
CUSTOMER_WORDS: Final = 70
"""The most words of what a customer says at once: 20 to 26 seconds. Who vents may go on for longer than an
agent, but past this nobody remembers how it began; let the trainee come in between."""
WORD: Final = re.compile(r"[^\W_]+(?:['’.,:/-][^\W_]+)*")
"""A word as it is read: ``don't``, ``call-back``, ``12:50`` and ``1,000`` are one each."""
UNSPACED: Final = frozenset({"zh", "ja", "th", "lo", "km", "my", "bo", "dz", "yue", "wuu"})
"""Languages that put no blanks between words, so that words cannot be counted like this."""


def words_of(text: str) -> list[str]:
    """The words of a text, in order; a template such as ``{agent}`` counts as one."""
    return WORD.findall(text)


def main_language(tag: str) -> str:
    """The language of a BCP 47 tag without region and script: ``en`` of ``en-GB``."""
    return tag.partition("-")[0].lower()


class LongLine(Check):
    """A line is too long to be said in one go."""

    code = "long-line"
    severity = "advice"
    sentence = "A line is longer than people say, or take in, in one go."

    def find(self, case: Case) -> Iterator[Finding]:
        """One a line."""
        if main_language(case.scenario.language) in UNSPACED:
            return
        for path, text, most, whose in _lines(case.scenario):
            count = len(words_of(text))
            if count > most:
                yield self.finding(
                    case,
                    _as_written(case, path),
                    f"{whose} of {count} words; past {most} it is too long to be taken in at once",
                    hint="say half of it, or let the other one speak in between",
                )


def _as_written(case: Case, path: Path) -> Path:
    """The path of a line that may stand in a plain list, without ``says``: ``customer: [one, another]``."""
    if "says" not in path[:-1] or path[2] not in ("customer", "again"):
        return path

    def spot(at: Path) -> tuple[int, int]:
        problem = case.places.problem("", at, "")
        return problem.line, problem.column

    plain = (*path[:3], path[-1])
    return plain if path[3] == 0 and spot(path) == spot(path[:4]) else path


def _lines(scenario: Scenario) -> Iterator[tuple[Path, str, int, str]]:
    """Everything that is spoken: where it stands, the text, the most words it may have, and what it is."""
    for name, scene in scenario.scenes.items():
        way: Path = ("scenes", name)
        for key, variants in (("customer", scene.customer), ("again", scene.again)):
            for number, variant in enumerate(variants):
                for line, text in enumerate(variant.says):
                    yield (*way, key, number, "says", line), text, CUSTOMER_WORDS, "the customer says a line"
        for choice, reply in enumerate(scene.replies):
            yield (*way, "replies", choice, "says"), reply.says, REPLY_WORDS, "a reply"
            for line, text in enumerate(reply.also):
                yield (*way, "replies", choice, "also", line), text, REPLY_WORDS, "another wording"
    for name, ending in scenario.endings.items():
        for line, text in enumerate(ending.says):
            yield ("endings", name, "says", line), text, CUSTOMER_WORDS, "the customer says a line"


CHECKS: Final[tuple[Check, ...]] = (LongLine(),)
