"""Words: does another wording of a reply belong to that reply?

Likeness is ``difflib``'s ratio over the words of two texts in lower case: Python's own, so that nothing is to
be installed, and fast enough for the few wordings that a scene has.
"""

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Final

from engine.scenario.scene import Reply
from engine.workshop.checks.case import Case
from engine.workshop.checks.check import Check
from engine.workshop.checks.fair_stakes import way_to
from engine.workshop.checks.finding import Finding
from engine.workshop.checks.words_length import words_of

ALIKE: Final = 0.6
"""How alike, 0–1, a wording must be to another reply before it can be taken for it: from here on ``difflib``
itself calls two texts a close match. Below, they share small words only, and which is nearer is chance."""


class AlsoNearerAnother(Check):
    """A wording under ``also`` is more like another reply of the scene than like its own."""

    code = "also-nearer-another"
    severity = "warning"
    sentence = "A wording under also is closer to another reply than to its own."

    def find(self, case: Case) -> Iterator[Finding]:
        """One a wording."""
        for name, scene in case.scenario.scenes.items():
            for choice, reply in enumerate(scene.replies):
                for line, wording in enumerate(reply.also):
                    own = likeness(wording, reply.says)
                    other, like = _nearest(wording, scene.replies, but=choice)
                    if other is not None and like >= ALIKE and like > own:
                        yield self.finding(
                            case,
                            (*way_to(name, choice), "also", line),
                            f"this wording of '{reply.id}' is more like '{other.id}' ({like:.0%} alike) than"
                            " like"
                            f" '{reply.id}' itself ({own:.0%})",
                            hint=f"move it to '{other.id}', or use words of '{reply.id}'",
                        )


def likeness(one: str, other: str) -> float:
    """How alike two texts are by their words, 0–1; the same both ways."""
    first, second = sorted((_plain(one), _plain(other)))
    return SequenceMatcher(None, first, second, autojunk=False).ratio()


def _plain(text: str) -> list[str]:
    return [word.casefold() for word in words_of(text)]


def _nearest(wording: str, replies: tuple[Reply, ...], *, but: int) -> tuple[Reply | None, float]:
    """The other reply that a wording is most like, in any of its own wordings."""
    others = [
        (likeness(wording, text), -choice)
        for choice, reply in enumerate(replies)
        if choice != but
        for text in (reply.says, *reply.also)
    ]
    if not others:
        return None, 0.0
    like, choice = max(others)
    return replies[-choice], like


CHECKS: Final[tuple[Check, ...]] = (AlsoNearerAnother(),)
