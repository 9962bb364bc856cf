"""A room's vote in plain text: counts typed on one line, and what each reply does, one after the other."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from engine.call.call import Call
from engine.debrief.outlook import Outlook
from engine.debrief.presentation.poll import Poll, PollOption, poll_at
from engine.debrief.presentation.votes import BadCount, Votes, read_counts
from tui.plain.asking import LEAVE, Asker, Wrong
from tui.plain.words import how_many, mood_line
from tui.room_words import MOST_REASONS

HELP: Final = (
    ("12 3 0", "the counts, one for each reply, in their order"),
    ("Enter", "what the next reply does; once all are shown, go on with the one that has the most votes"),
    ("a letter", "what that reply does"),
    ("all", "what each of them does"),
    ("s", "where the reasons come from, with what is shown next; again to leave it out"),
    ("go", "go on with the reply that has the most votes"),
    ("go and a letter", "go on with that reply, whatever the votes"),
    ("q", "back, without going on"),
    ("?", "this list"),
)
"""What can be typed during a vote."""


@dataclass(frozen=True, slots=True)
class Voted:
    """What the room decided."""

    reply: str
    """The id of the reply to go on with."""
    votes: Votes
    """As they were counted; perhaps none."""


def vote_on(
    asker: Asker, call: Call, turn: int, outlook: Outlook | None = None, *, later: bool = False
) -> Voted | None:
    """Let a room vote on a turn that was played, or on the one at which the call stands; None to go back.

    Raises:
        ValueError: the call has no such turn.
        InputEnded, Refused: see ``Asker.ask``.
    """
    return _Vote(asker, poll_at(call, turn, outlook, later=later)).run()


@dataclass
class _Vote:
    asker: Asker
    poll: Poll
    votes: Votes = field(init=False)
    revealed: set[str] = field(default_factory=set)
    sources: bool = False

    def __post_init__(self) -> None:
        self.votes = Votes.none_yet([option.id for option in self.poll.options])

    def run(self) -> Voted | None:
        poll, paper = self.poll, self.asker.paper
        paper.heading(f"Vote on turn {poll.turn}: what would you say?")
        paper.say(mood_line(poll.mood, poll.band))
        paper.say(f"{poll.customer}: {poll.line}" if poll.line else f"{poll.customer} says nothing.")
        for option in poll.options:
            paper.say(option.says, f"{option.letter}. ")
        reply = self.asker.ask("The counts, Enter for what the next reply does, or ? for help:", self._read)
        return Voted(reply, self.votes) if reply else None

    def _read(self, typed: str) -> str:
        """The id of the reply to go on with, or nothing to go back."""
        word, _, rest = typed.casefold().partition(" ")
        if word in LEAVE:
            return ""
        if word == "go":
            return self._go_on(rest.strip())
        if word == "?" or word == "help":
            for key, meaning in HELP:
                self.asker.paper.say(f"{key}: {meaning}")
            raise Wrong
        if word == "s":
            self.sources = not self.sources
            shown = "are shown from here on" if self.sources else "are left out again"
            raise Wrong(f"The sources of the reasons {shown}.")
        hidden = [option for option in self.poll.options if option.id not in self.revealed]
        if not word and not hidden:
            return self._go_on("")
        if not word or word == "all":
            self._reveal(self.poll.options if word else hidden[:1])
        elif (option := self._named(typed.strip())) is not None:
            self._reveal([option])
        else:
            self._count(typed)
        raise Wrong  # Nothing is decided yet.

    def _named(self, typed: str) -> PollOption | None:
        return next((each for each in self.poll.options if each.letter.casefold() == typed.casefold()), None)

    def _go_on(self, typed: str) -> str:
        if typed:
            if (option := self._named(typed)) is None:
                raise Wrong(f"There is no reply {typed[:20]}: type go and a letter, {self._letters}.")
            return option.id
        if self.votes.winner is None:
            raise Wrong(f"{self.votes.sentence} Type go and a letter, {self._letters}, or q to go back.")
        return self.votes.winner

    @property
    def _letters(self) -> str:
        options = self.poll.options
        return f"{options[0].letter} to {options[-1].letter}" if len(options) > 1 else options[0].letter

    def _count(self, typed: str) -> None:
        try:
            counts = read_counts(typed, len(self.poll.options))
        except BadCount as error:
            raise Wrong(str(error)) from error
        self.votes = Votes(self.votes.replies, counts)
        for option, count, share in zip(self.poll.options, counts, self.votes.shares, strict=True):
            self.asker.paper.say(f"{option.letter}: {how_many(count, 'vote')}, {share} %")
        self.asker.paper.say(self.votes.sentence)

    def _reveal(self, options: Sequence[PollOption]) -> None:
        say = self.asker.paper.say
        for option in options:
            effect = option.effect
            self.revealed.add(option.id)
            self.asker.paper.gap()
            say(option.says, f"{option.letter}. ")
            say(mood_line(effect.after, effect.band_after, effect.before), "  ")
            if effect.answer:
                say(f"{self.poll.customer}: {effect.answer}", "  ")
            for reason in option.biggest[:MOST_REASONS]:
                source = f" ({reason.source})" if self.sources and reason.source else ""
                say(f"{reason.sentence}{source}", "  - ")
            say(option.led_to, "  ")
            if option.given:
                say("This reply was given in the attempt.", "  ")
