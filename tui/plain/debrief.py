"""The debrief in plain text: four steps in their order, then what can be done next."""

from collections.abc import Callable
from datetime import datetime

from engine.debrief.debrief import Debrief
from engine.debrief.outlook import Outlook
from engine.records.odds_cache import kept_odds
from engine.records.recorded import RecordedCall
from tui.looking_ahead import LookingAhead, tell_on_stderr
from tui.plain.asking import LEAVE, Asker, InputEnded, Wrong
from tui.plain.debrief_steps import write_happened, write_next_time, write_why
from tui.plain.reaction import ask_for_reaction, ask_for_reflection, guessed, turn_number


class PlainDebrief:
    """The debrief of one call that is over. Where every reply could have led is worked out from the start,
    while the trainee is asked."""

    def __init__(
        self,
        recorded: RecordedCall,
        asker: Asker,
        clock: Callable[[], datetime],
        tell: Callable[[str], object] = tell_on_stderr,
    ) -> None:
        """``tell`` is told what is being done where that takes a while."""
        self.recorded = recorded
        self.asker = asker
        self.paper = asker.paper
        self.clock = clock
        self.tell = tell
        self._ahead = LookingAhead(recorded.call, kept_odds(recorded)) if recorded.choices else None

    def run(self) -> int | None:
        """All four steps, then what is next: the turn to play again from, or None to leave."""
        from engine.debrief.debrief import make_debrief

        try:
            before = make_debrief(self.recorded.call)
            ask_for_reaction(self.recorded, before.reaction.questions, self.asker, self.clock)
            debrief = self.show()
            return self._ask_what_next(debrief)
        except InputEnded:
            return None
        finally:
            self._stop()

    def show(self) -> Debrief:
        """Write steps 2 to 4."""
        try:
            debrief = self._make()
        finally:
            self._stop()
        write_happened(self.paper, debrief)
        self._write_replay()
        write_why(self.paper, debrief)
        write_next_time(self.paper, debrief)
        return debrief

    def _write_replay(self) -> None:
        """What a replay changed."""
        from engine.records.replays import find_replay

        recorded = self.recorded
        call = recorded.call
        # Under the name that this call is shown with: a room may play without the trainee's.
        replay = find_replay(recorded.attempt, call, recorded.playable, recorded.keeper.load, call.agent)
        if replay is not None:
            self.paper.heading(f"Beside attempt {replay.parent}")
            for sentence in replay.sentences:
                self.paper.say(sentence)

    def _make(self) -> Debrief:
        from engine.debrief.debrief import make_debrief

        outlook = self._outlook()
        return make_debrief(self.recorded.call, guessed(self.recorded), outlook=outlook)

    def _outlook(self) -> Outlook | None:
        if self._ahead is None:
            return None
        self.paper.flush()
        return self._ahead.wait_for(self.tell)

    def _stop(self) -> None:
        if self._ahead is not None:
            self._ahead.stop()

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
