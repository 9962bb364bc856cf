"""The debrief in plain text: four steps in their order, then what can be done next."""

from collections.abc import Callable
from datetime import datetime

from engine.debrief.debrief import Debrief
from engine.records.recorded import RecordedCall
from tui.plain.asking import LEAVE, Asker, InputEnded, Wrong
from tui.plain.debrief_steps import write_happened, write_next_time, write_why
from tui.plain.reaction import ask_for_reaction, ask_for_reflection, guessed, turn_number


class PlainDebrief:
    """The debrief of one call that is over."""

    def __init__(self, recorded: RecordedCall, asker: Asker, clock: Callable[[], datetime]) -> None:
        self.recorded = recorded
        self.asker = asker
        self.paper = asker.paper
        self.clock = clock

    def run(self) -> int | None:
        """All four steps, then what is next: the turn to play again from, or None to leave."""
        before = self._make()
        ask_for_reaction(self.recorded, before.reaction.questions, self.asker, self.clock)
        debrief = self.show()
        try:
            return self._ask_what_next(debrief)
        except InputEnded:
            return None

    def show(self) -> Debrief:
        """Write steps 2 to 4."""
        debrief = self._make()
        write_happened(self.paper, debrief)
        write_why(self.paper, debrief)
        write_next_time(self.paper, debrief)
        return debrief

    def _make(self) -> Debrief:
        from engine.debrief.debrief import make_debrief

        return make_debrief(self.recorded.call, guessed(self.recorded))

    def _ask_what_next(self, debrief: Debrief) -> int | None:
        turns = len(debrief.next_time.replay_from)
        self.paper.heading("What next?")
        if turns:
            self.paper.say(f"replay 1 to replay {turns}: play again from that turn", "- ")
        if debrief.next_time.reflection:
            self.paper.say("reflect: write down a few short answers, kept with this attempt", "- ")
        self.paper.say("Enter: leave", "- ")

        def read(typed: str) -> int | str:
            word, _, rest = typed.casefold().partition(" ")
            if not word or word in LEAVE:
                return ""
            if word == "reflect":
                return word
            if word == "replay" and turns:
                return turn_number(rest.strip(), turns)
            raise Wrong("Type replay and the number of a turn, reflect, or Enter to leave.")

        while True:
            answer = self.asker.ask("Your choice:", read)
            if answer != "reflect":
                return answer if isinstance(answer, int) else None
            ask_for_reflection(self.recorded, debrief.next_time.reflection, self.asker, self.clock)
