"""Marking an attempt turn by turn: each turn at which a skill could have been shown, as text."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from engine.debrief.causes import FAMILY_WORDS
from engine.debrief.cohort.agreement import MarkWord
from engine.debrief.cohort.chances import Chance
from engine.debrief.wording import how_many, quoted
from engine.mood.moves import Family
from tui.plain.asking import LEAVE, Asker, InputEnded, Wrong

ANSWERS: Final[Mapping[str, MarkWord | None]] = {
    "": None,
    **dict.fromkeys(("y", "yes", "shown"), "shown"),
    **dict.fromkeys(("n", "no", "not-shown"), "not-shown"),
    **dict.fromkeys(("0", "none", "no-chance"), "no-chance"),
}
"""What can be typed about a skill."""
WRONG: Final = (
    "Type y: it was shown; n: it was not; 0: no reply on offer would have shown it; Enter: no mark; q: leave."
)

Keep = Callable[[int, Mapping[Family, MarkWord]], None]


class _Left(Exception):
    """The rater leaves."""


def ask_for_marks(chances: Sequence[Chance], asker: Asker, keep: Keep) -> int:
    """Go through the turns and ask for a mark of each skill; ``keep`` gets those of a turn, with its number.

    Where the rater leaves, or the input ends, what was said until then is kept.

    Returns:
        How many marks were kept.
    """
    paper = asker.paper
    paper.say(
        f"At {how_many(len(chances), 'turn')} a reply on offer would have shown a skill. Of each: did the "
        f"reply that was given show it? {WRONG}"
    )
    kept = 0
    for chance in chances:
        said: dict[Family, MarkWord] = {}
        try:
            _tell(chance, asker)
            for skill in chance.skills:
                if mark := asker.ask(f"{FAMILY_WORDS[skill]}?", _read):
                    said[skill] = mark
        except (_Left, InputEnded):
            break
        finally:
            if said:
                keep(chance.turn, said)
                kept += len(said)
    return kept


def _tell(chance: Chance, asker: Asker) -> None:
    paper = asker.paper
    paper.heading(f"Turn {chance.turn}: {chance.title}")
    if chance.customer:
        paper.say(quoted(chance.customer), "Customer: ")
    paper.say(quoted(chance.says), "Reply:    ")
    for other in chance.others:
        paper.say(quoted(other), "On offer: ")


def _read(typed: str) -> MarkWord | None:
    word = typed.lower()
    if word in LEAVE:
        raise _Left
    if word not in ANSWERS:
        raise Wrong(WRONG)
    return ANSWERS[word]
