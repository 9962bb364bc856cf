"""The call in plain text: the replies on offer, and what the trainee may type instead of a number."""

from collections.abc import Callable
from datetime import datetime
from enum import Enum
from typing import Final

from engine.call.call import Offer
from engine.call.events import Event
from engine.records.errors import ConflictError, StoreProblem
from engine.records.recorded import RecordedCall
from tui.leaving import Refused
from tui.plain.asking import LEAVE, Asker, InputEnded, Wrong
from tui.plain.cards import write_facts_and_promises, write_policy, write_record_card
from tui.plain.telling import Teller
from tui.plain.words import how_many
from tui.settings import Mode

Clock = Callable[[], datetime]

HELP: Final = (
    ("a number", "give that reply"),
    ("h", "put the customer on hold, where a reply offers that"),
    ("a", "hear the customer's last line and the replies again"),
    ("m", "hear the mood again"),
    ("f", "facts that you know and promises that you made"),
    ("r", "the customer record"),
    ("p", "the policy"),
    ("q", "leave"),
    ("?", "this list"),
)
"""What can be typed during a call."""

_SHORT: Final = {
    "help": "?",
    "hold": "h",
    "again": "a",
    "mood": "m",
    "facts": "f",
    "record": "r",
    "policy": "p",
}


class CallLeft(Enum):
    """How playing stopped."""

    OVER = "over"
    LEFT = "left"
    INPUT_ENDED = "input ended"


class PlainCall:
    """Plays one recorded call on paper."""

    def __init__(self, recorded: RecordedCall, asker: Asker, mode: Mode, clock: Clock) -> None:
        self.recorded = recorded
        self.call = recorded.call
        self.asker = asker
        self.paper = asker.paper
        self.clock = clock
        self.teller = Teller(asker.paper, recorded.call, mode)
        self.mode = mode

    def play(self) -> CallLeft:
        """Play until the call is over, the trainee leaves, or there is no more input.

        Raises:
            Refused: the records failed and nobody is there to ask, or the input is none.
        """
        self.paper.gap()
        try:
            if not self._begin():
                return CallLeft.LEFT
            while not self.call.over:
                offers = self.call.offers()
                self._write_replies(offers)
                reply = self.asker.ask(f"Your reply, 1 to {len(offers)}, or ? for help:", self._read)
                if reply is None or not self._give(reply):
                    return CallLeft.LEFT
        except InputEnded:
            return CallLeft.INPUT_ENDED
        return CallLeft.OVER

    def _begin(self) -> bool:
        """Tell how the call stands; False if the trainee would rather leave."""
        if self.call.events:
            self.teller.tell_again()
        else:
            self.teller.tell_beginning(self.recorded.answer())
        return True

    def _write_replies(self, offers: tuple[Offer, ...]) -> None:
        self.paper.gap()
        for number, offer in enumerate(offers, start=1):
            locked = f" (not now: {offer.locked})" if offer.locked else ""
            self.paper.say(f"{offer.says}{locked}", f"{number}. ")

    def _read(self, typed: str) -> str | None:
        """The id of the reply that was typed, or None to leave."""
        word = typed.lower()
        if word in LEAVE:
            return None
        offers = self.call.offers()
        if word.isdecimal():
            number = int(word) if len(word) < 9 else 0
            if not 1 <= number <= len(offers):
                raise Wrong(
                    f"There is no reply {word[:20]}: type a number from 1 to {len(offers)}, or ? for help."
                )
            return _open(offers[number - 1])
        command = _SHORT.get(word, word)
        if command == "h":
            return self._hold(offers)
        self._look_up(command, offers)
        raise Wrong  # No reply yet: ask again.

    def _hold(self, offers: tuple[Offer, ...]) -> str:
        holding = [offer for offer in offers if offer.reply.hold]
        if not holding:
            raise Wrong("No reply here puts the customer on hold.")
        open_now = [offer for offer in holding if not offer.locked]
        if len(open_now) > 1:
            numbers = " or ".join(str(offers.index(offer) + 1) for offer in open_now)
            raise Wrong(f"More than one reply puts the customer on hold: type {numbers}.")
        return _open((open_now or holding)[0])

    def _look_up(self, command: str, offers: tuple[Offer, ...]) -> None:
        scenario, words = self.call.plan.scenario, self.call.text
        match command:
            case "?":
                self.paper.heading("What you can type")
                for key, meaning in HELP:
                    self.paper.say(f"{key}: {meaning}")
            case "a":
                self.paper.gap()
                self.teller.tell_customer_again()
                self._write_replies(offers)
            case "m" if self.mode == "exam":
                raise Wrong("An exam shows the mood in the debrief, not during the call.")
            case "m":
                self.teller.tell_mood()
            case "f":
                write_facts_and_promises(self.paper, self.call)
            case "r":
                write_record_card(self.paper, scenario)
            case "p":
                write_policy(self.paper, scenario, words)
            case "":
                raise Wrong(f"Type a number from 1 to {len(offers)}, or ? for help.")
            case _:
                raise Wrong(
                    f"{command[:40]} is no reply: type a number from 1 to {len(offers)}, or ? for help."
                )

    def _give(self, reply: str) -> bool:
        """Give a reply, once it is on record; False if the trainee would rather leave."""
        while True:
            try:
                self.teller.tell(self._choose(reply))
                break
            except StoreProblem as problem:
                if not self._after(problem):
                    return False
        if self.call.on_hold:
            self.teller.tell(self.recorded.end_hold())
        return True

    def _choose(self, reply: str) -> tuple[Event, ...]:
        return self.recorded.choose(reply, self.clock())

    def _told(self, problem: StoreProblem) -> str:
        """What went wrong, as whoever reads this may know it."""
        return str(problem)

    def _after(self, problem: StoreProblem) -> bool:
        """Ask what to do now that a reply could not be kept: True to try again, perhaps in memory."""
        kept = how_many(len(self.recorded.choices), "turn")
        if not self.asker.interactive:
            raise Refused(f"{problem} The reply was not given. On record of this call: {kept}.")
        self.paper.gap()
        self.paper.say(f"Your reply could not be kept, so it was not given. {self._told(problem)}")
        again = not isinstance(problem, ConflictError)
        offered = ("t to try again, " if again else "") + "u to go on unsaved, q to leave"

        def read(typed: str) -> str:
            if typed.lower() in ("u", "q", *(("t",) if again else ())):
                return typed.lower()
            raise Wrong(f"Type {offered}.")

        answer = self.asker.ask(f"Type {offered}:", read)
        if answer == "u":
            self.recorded.go_unsaved()
            self.paper.say(f"From here on nothing is kept. On record of this call: {kept}.")
        return answer != "q"


def _open(offer: Offer) -> str:
    if offer.locked:
        raise Wrong(f"Not now: {offer.locked}")
    return offer.reply.id
