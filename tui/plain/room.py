"""The room plays on in plain text: it chooses or votes, and is told what each reply did."""

from collections.abc import Callable
from typing import Final

from engine.call.call import Call, Offer
from engine.call.events import Event, MoodChanged
from engine.debrief.causes import explain, main_reasons
from engine.debrief.outcome import make_outcome
from engine.debrief.presentation.beside import compare_attempts
from engine.debrief.presentation.votes import Votes
from engine.debrief.walk import walk
from engine.records.anonymous import without_names
from engine.records.errors import StoreProblem
from engine.records.recorded import RecordedCall
from engine.records.room import begin_room, hide_names, keep_votes
from tui.leaving import Refused
from tui.plain.asking import LEAVE, Asker, InputEnded, Wrong
from tui.plain.beside import write_beside, write_parting
from tui.plain.call import CallLeft, Clock, PlainCall
from tui.plain.debrief import PlainDebrief
from tui.plain.telling import Teller
from tui.plain.vote import Voted, vote_on
from tui.room_words import LABELS

NEXT: Final = (
    ("compare", "where the room's call parts from the first"),
    ("compare all", "both to their ends, and what came of them"),
    ("debrief", "the debrief of the room's call"),
    ("Enter", "back to the presentation"),
)
"""What can be typed once the room's call is over."""


def play_room(
    recorded: RecordedCall, turn: int, voted: Voted, asker: Asker, clock: Clock, *, hidden: bool
) -> RecordedCall | None:
    """Go on from a turn of an attempt with what the room decided, to the end; the room's attempt, or None if
    it could not be begun. ``hidden`` plays on without the trainee's name.

    Raises:
        InputEnded: nothing more is typed; what was played is on record.
        Refused: the records failed and nobody is there to ask, or the input is none.
    """
    room = _begin(recorded, turn, asker, clock, hidden=hidden)
    if room is None:
        return None
    playing = PlainRoom(room, voted, asker, clock, hidden=hidden)
    how = playing.play()
    asker.paper.gap()
    if how is CallLeft.OVER:
        outcome = make_outcome(walk(room.call))
        for words in (outcome.title, outcome.problem_words, outcome.relationship_words, outcome.good_words):
            if words:
                asker.paper.say(words)
    kept = f"is kept as attempt {room.attempt.id}" if room.saved else "is not kept"
    asker.paper.say(f"The room's call {kept}.")
    if how is CallLeft.INPUT_ENDED:
        raise InputEnded
    if how is CallLeft.OVER:
        first = without_names(recorded) if hidden else recorded.call
        _ask_what_next(first, room, asker, clock)
    return room


def _ask_what_next(first: Call, room: RecordedCall, asker: Asker, clock: Clock) -> None:
    """Compare the two, debrief the room's, or go back; as often as it is asked for."""
    beside = compare_attempts(first, room.call, LABELS)
    asker.paper.heading("What next?")
    for typed, what in NEXT:
        asker.paper.say(f"{typed}: {what}", "- ")

    def read(typed: str) -> str:
        word = " ".join(typed.casefold().split())
        if not word or word in LEAVE:
            return ""
        if word in ("compare", "compare all", "debrief"):
            return word
        raise Wrong("Type compare, compare all or debrief, or Enter to go back.")

    while answer := asker.ask("Your choice:", read):
        match answer:
            case "debrief":
                PlainDebrief(room, asker, clock).show()
            case "compare":
                write_parting(asker.paper, beside)
            case _:
                write_beside(asker.paper, beside)


def _begin(
    recorded: RecordedCall, turn: int, asker: Asker, clock: Clock, *, hidden: bool
) -> RecordedCall | None:
    unsaved = False
    while True:
        try:
            return begin_room(recorded, turn, clock(), hidden=hidden, unsaved=unsaved)
        except StoreProblem as problem:
            if not asker.interactive:
                raise Refused(f"{problem} The room's attempt was not begun.") from problem
            asker.paper.say(f"The room's attempt could not be begun. {problem.without_path}")
        offered = "t to try again, u to go on unsaved, q to go back"
        answer = asker.ask(f"Type {offered}:", _one_of("tuq", offered))
        if answer == "q":
            return None
        unsaved = answer == "u"


def _one_of(letters: str, offered: str) -> Callable[[str], str]:
    def read(typed: str) -> str:
        if typed.lower() in tuple(letters):
            return typed.lower()
        raise Wrong(f"Type {offered}.")

    return read


class RoomTeller(Teller):
    """Tells of each change of mood the reason that moved most: few words for a room."""

    def _coach(self, event: MoodChanged) -> None:
        for reason in main_reasons(explain(event.ledger, self.call), event.after.heat - event.before.heat):
            self.paper.say(reason.sentence, "- ")


class PlainRoom(PlainCall):
    """Plays a room's attempt: first the reply that the room decided on, then on from there."""

    def __init__(
        self, room: RecordedCall, voted: Voted, asker: Asker, clock: Clock, *, hidden: bool = False
    ) -> None:
        super().__init__(room, asker, "coach", clock)
        self.teller = RoomTeller(asker.paper, room.call, "coach")
        self.teller.begin_after(room.call.state.turn)
        self._first = voted.reply
        self._votes: Votes | None = voted.votes
        self._hidden = hidden

    def _begin(self) -> bool:
        return self._give(self._first)

    def _choose(self, reply: str) -> tuple[Event, ...]:
        if self._votes is not None:
            keep_votes(self.recorded, self.call.state.turn + 1, self._votes, self.clock())
            self._votes = None
        return super()._choose(reply)

    def _read(self, typed: str) -> str | None:
        if typed.lower() not in ("v", "vote"):
            return super()._read(typed)
        voted = vote_on(self.asker, self.call, self.call.state.turn + 1)
        if voted is None:
            self._write_replies(self.call.offers())
            raise Wrong
        self._votes = voted.votes
        return voted.reply

    def _look_up(self, command: str, offers: tuple[Offer, ...]) -> None:
        super()._look_up(command, offers)
        if command == "?":
            self.paper.say("v: let the room vote first")

    def _told(self, problem: StoreProblem) -> str:
        return problem.without_path

    def _after(self, problem: StoreProblem) -> bool:
        again = super()._after(problem)
        if self._hidden and not self.recorded.saved:
            hide_names(self.recorded)
        return again
