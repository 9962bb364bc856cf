"""A room's votes at one turn of a call: counts, shares in whole per cent, and what they decide.

Nothing is guessed here: no votes decide nothing, and a tie is said to be one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from engine.debrief.wording import how_many, listed
from engine.scenario.text import shortened

MOST_VOTES: Final = 9999
"""So many votes can be counted for one reply."""
LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
"""What a room calls the replies by; numbers are for counting."""


class BadCount(ValueError):
    """Something that was typed is no count of votes. ``str()`` of it says so, and what would be."""


def letter(place: int) -> str:
    """What the reply at this place, from 0, is called: ``A``, ``B``; past ``Z``, a number from 27."""
    return LETTERS[place] if place < len(LETTERS) else str(place + 1)


def read_count(typed: str) -> int:
    """The count that was typed; nothing typed counts as 0.

    Raises:
        BadCount: it is no whole number from 0 to 9999.
    """
    text = typed.strip()
    if not text:
        return 0
    # isdecimal() alone lets digits of other scripts through, which int() reads too; they are whole numbers.
    if not text.isdecimal():
        raise BadCount(
            f"“{shortened(text, 20)}” is no count of votes: type a whole number from 0 to {MOST_VOTES}."
        )
    digits = text.lstrip("0")
    if len(digits) > len(str(MOST_VOTES)):
        raise BadCount(f"“{shortened(text, 20)}” is too many: a reply can have up to {MOST_VOTES} votes.")
    return int(digits or "0")


def read_counts(typed: str, replies: int) -> tuple[int, ...]:
    """The counts of all replies on one line, in their order: ``12 3 0 5``, or with commas.

    Raises:
        BadCount: one of them is no count, or there are too few or too many.
    """
    words = typed.replace(",", " ").split()
    counts = tuple(map(read_count, words))
    if len(counts) != replies:
        asked = f"type {how_many(replies, 'count')}, one for each reply, with spaces between them"
        raise BadCount(f"There {_are(len(counts), 'count')} on that line: {asked}.")
    return counts


def _are(number: int, thing: str) -> str:
    return f"{'is' if number == 1 else 'are'} {how_many(number, thing)}"


@dataclass(frozen=True, slots=True)
class Votes:
    """The votes that each reply of a turn has, in the order of the replies.

    Raises:
        BadCount: a count is not between 0 and 9999.
        ValueError: there is not one count for each reply, or a reply stands there twice.
    """

    replies: tuple[str, ...]
    """The replies' ids."""
    counts: tuple[int, ...]

    def __post_init__(self) -> None:
        if len(self.replies) != len(self.counts) or len(set(self.replies)) != len(self.replies):
            raise ValueError("there must be one count for each reply")
        for count in self.counts:
            if not 0 <= count <= MOST_VOTES:
                raise BadCount(f"{count} is no count of votes: it must be from 0 to {MOST_VOTES}.")

    @classmethod
    def none_yet(cls, replies: Sequence[str]) -> "Votes":
        """Nobody has voted."""
        return cls(tuple(replies), (0,) * len(replies))

    def counted(self, reply: str, count: int) -> "Votes":
        """The same with another count for one reply.

        Raises:
            BadCount: the count is not between 0 and 9999.
            ValueError: there is no such reply.
        """
        place = self.replies.index(reply)
        return replace(self, counts=(*self.counts[:place], count, *self.counts[place + 1 :]))

    @property
    def total(self) -> int:
        """How many votes there are in all."""
        return sum(self.counts)

    @property
    def shares(self) -> tuple[int, ...]:
        """Each reply's share in whole per cent. They add up to 100, or are all 0 where there are no votes.

        What rounding down leaves over goes to the largest remainders (Hamilton's method); of equal ones to
        the larger count first, then to the one that stands first.
        """
        total = self.total
        if not total:
            return (0,) * len(self.counts)
        whole = [100 * count // total for count in self.counts]
        by_remainder = sorted(
            range(len(whole)), key=lambda place: (-(100 * self.counts[place] % total), -self.counts[place])
        )
        for place in by_remainder[: 100 - sum(whole)]:
            whole[place] += 1
        return tuple(whole)

    @property
    def ahead(self) -> tuple[str, ...]:
        """The replies that no other has more votes than; none while there are no votes."""
        most = max(self.counts, default=0)
        if not most:
            return ()
        return tuple(reply for reply, count in zip(self.replies, self.counts, strict=True) if count == most)

    @property
    def winner(self) -> str | None:
        """The reply with more votes than any other; None in a tie, and while there are no votes."""
        ahead = self.ahead
        return ahead[0] if len(ahead) == 1 else None

    def named(self, reply: str) -> str:
        """What the room calls a reply: its letter."""
        return letter(self.replies.index(reply))

    @property
    def sentence(self) -> str:
        """What the votes decide, in words."""
        ahead = self.ahead
        if not ahead:
            return "No votes yet: nothing is decided."
        most, of = max(self.counts), f"of {how_many(self.total, 'vote')}"
        names = listed([self.named(reply) for reply in ahead])
        if len(ahead) > 1:
            return f"A tie: {names} have {most} each, {of}. Nothing is decided."
        return f"{names} has the most: {most} {of}."
