"""Words: is the call as easy to read as its brief?

Measured by LIX (Björnsson 1968): words a sentence, and the share of words over six letters in percent, added
up. It counts letters and not syllables, so it needs no dictionary of a language; Björnsson found it to order
texts in eleven languages alike (Reading Research Quarterly 1983). It is used only for those, and only to
compare texts of one scenario, in one language, with one another. Flesch–Kincaid and its kin are fitted to
English.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from engine.workshop.checks.case import Case
from engine.workshop.checks.check import Check
from engine.workshop.checks.finding import Finding
from engine.workshop.checks.words_length import main_language, words_of

MEASURED_FOR: Final = frozenset(
    {"sv", "no", "nb", "nn", "da", "en", "fr", "de", "it", "es", "pt", "fi", "ru"}
)
"""The languages of Björnsson's comparison (Norwegian under each of its tags)."""
LONG_WORD: Final = 6
"""Words of more letters than this are long."""
HARDER: Final = 15.0
"""By how much LIX what is spoken may be harder than the brief. Björnsson's classes, from very easy to very
difficult, are ten points wide: this is a class and a half, and speech is usually the easier by about ten."""
EASIER: Final = 30.0
"""By how much LIX the brief may be harder than what is spoken: three classes, as from a chat to a"
" contract."""
ENOUGH_WORDS: Final = 30
"""A text of fewer words is not measured: one word more or less would move the figure by a class."""
_SENTENCE_END: Final = re.compile(r"[.!?…:]+(?=\s|[\"'”’)]|$)|\n\s*(?:[-*+]|\d+[.)])\s|\n\s*\n")
_MARKUP: Final = re.compile(r"[*_`#>\[\]()|]|https?://\S+|^\s*(?:[-+]|\d+[.)])\s", re.MULTILINE)


@dataclass(frozen=True)
class Level:
    """How hard a text is to read."""

    words: int
    sentences: int
    long_words: int

    @property
    def lix(self) -> float:
        """LIX: under 30 very easy, over 60 very difficult; 0 for no text."""
        if not self.words:
            return 0.0
        return self.words / max(1, self.sentences) + 100 * self.long_words / self.words


def level(texts: Iterable[str]) -> Level:
    """The level of some texts together. Markdown may be in them; each ends its last sentence."""
    words = sentences = long_words = 0
    for text in texts:
        for sentence in _SENTENCE_END.split(text):
            found = words_of(_MARKUP.sub(" ", sentence))
            if found:
                sentences += 1
                words += len(found)
                long_words += sum(sum(map(str.isalpha, word)) > LONG_WORD for word in found)
    return Level(words, sentences, long_words)


class ReadingLevel(Check):
    """What is said in the call is much harder, or very much easier, to read than the brief."""

    code = "reading-level"
    severity = "advice"
    sentence = "The call and its brief are far apart in how hard they are to read."

    def find(self, case: Case) -> Iterator[Finding]:
        """At most three: for the replies, for the customer, and for the brief."""
        scenario = case.scenario
        if main_language(scenario.language) not in MEASURED_FOR:
            return
        brief = level((scenario.brief.situation, scenario.brief.policy))
        scenes = scenario.scenes.values()
        replies = [reply.says for scene in scenes for reply in scene.replies]
        lines = [
            line for scene in scenes for variant in (*scene.customer, *scene.again) for line in variant.says
        ]
        for whose, texts in (("the replies", replies), ("what the customer says", lines)):
            found = level(texts)
            if _is_harder(found, brief, HARDER):
                yield self.finding(
                    case,
                    ("scenes",),
                    f"{whose} read much harder than the brief: {_compared(found, brief)}",
                    key=True,
                    hint="read it aloud: where the breath runs out, make two sentences; where a word is not"
                    " said"
                    " on the phone, take the short one",
                )
        spoken = level([*replies, *lines])
        if _is_harder(brief, spoken, EASIER):
            yield self.finding(
                case,
                ("brief",),
                f"the brief reads very much harder than the call: {_compared(brief, spoken)}",
                key=True,
                hint="write the brief as you would tell it to a colleague: short sentences, what may be done"
                " and"
                " what may not",
            )


def _is_harder(one: Level, other: Level, by: float) -> bool:
    return min(one.words, other.words) >= ENOUGH_WORDS and one.lix > other.lix + by


def _compared(one: Level, other: Level) -> str:
    return (
        f"LIX {one.lix:.0f} against {other.lix:.0f}; {one.words / one.sentences:.0f} words a sentence against"
        f" {other.words / other.sentences:.0f}, {one.long_words / one.words:.0%} words of more than"
        f" {LONG_WORD}"
        f" letters against {other.long_words / other.words:.0%}"
    )


CHECKS: Final[tuple[Check, ...]] = (ReadingLevel(),)
