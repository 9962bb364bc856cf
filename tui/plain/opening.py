"""What leads up to a call: opening the records, an earlier call to go on with, the briefing."""

import sys
from collections.abc import Callable
from datetime import datetime

from engine.call.playable import NotPlayable, Playable
from engine.call.text import Words
from engine.records.attempts import Attempt
from engine.records.errors import StoreProblem
from engine.records.keeper import Attempts
from engine.records.memory import MemoryStore
from engine.records.recorded import RecordedCall
from tui.leaving import Refused
from tui.plain.asking import LEAVE, Asker, InputEnded, Wrong
from tui.plain.cards import write_briefing, write_policy, write_record_card
from tui.plain.words import how_many
from tui.session import mood_model, open_by_name, open_keeper, seed_for
from tui.settings import Settings

_UNSAVED = "This call is played unsaved: nothing of it is kept."


class Opening:
    """Leads up to one call. What it raises is for ``refusals_in_words``."""

    def __init__(self, settings: Settings, asker: Asker, clock: Callable[[], datetime]) -> None:
        self.settings = settings
        self.asker = asker
        self.paper = asker.paper
        self.clock = clock
        self.keeper: Attempts | None = None
        """Whoever keeps the attempt, once there is one; to be closed by the caller."""

    def call(self, name: str) -> RecordedCall | None:
        """A call of the scenario, ringing, or an earlier one to go on with; None if the trainee leaves."""
        settings = self.settings
        playable = open_by_name(name, settings, mood_model(settings))
        waiting = None
        try:
            self.keeper = open_keeper(settings)
            if not settings.new and settings.seed is None:
                waiting = self.keeper.unfinished(playable.scenario.id)
        except StoreProblem as problem:
            self._keep_nothing(problem)
        if waiting is not None and self._goes_on_with(waiting):
            return self._go_on(waiting.id, playable)
        return self._begin(playable, waiting)

    def attempt(self, number: int, name: str | None) -> RecordedCall:
        """An attempt on record; its scenario need not be there any more."""
        try:
            model = mood_model(self.settings)
            playable = open_by_name(name, self.settings, model) if name is not None else None
        except NotPlayable:
            playable = None
        self.keeper = open_keeper(self.settings)
        return self._go_on(number, playable)

    def _go_on(self, number: int, playable: Playable | None) -> RecordedCall:
        assert self.keeper is not None
        recorded = RecordedCall.resume(self.keeper, number)
        if recorded.call.over:
            raise Refused(f"Attempt {number} is over. `moodline debrief {number}` shows its debrief.")
        self.paper.say(f"{recorded.attempt.title}. You go on with the call that you left.")
        if playable is None:
            self.paper.say("The scenario is not there any more. This call goes on as it was begun.")
        elif recorded.edited(playable.source):
            self.paper.say("The scenario has been edited since. This call goes on as it was begun.")
        return recorded

    def _goes_on_with(self, waiting: Attempt) -> bool:
        """Whether the trainee would rather go on with the earlier call; a program says so by an option."""
        if not self.asker.interactive:
            left = f"A call of this scenario was left unfinished (attempt {waiting.id})"
            sys.stderr.write(f"{left}: --resume goes on with it.\n")
            return False
        turns = waiting.standing.turns if waiting.standing else 0
        when = waiting.last_at.astimezone().strftime("%d %B %Y, %H:%M")
        self.paper.say(f"{waiting.title}: a call was left on {when}, after {how_many(turns, 'turn')}.")

        def read(typed: str) -> bool:
            if typed.lower() in ("g", "n"):
                return typed.lower() == "g"
            raise Wrong("Type g to go on with that call, or n to begin a new one.")

        return self.asker.ask("Type g to go on with it, or n to begin a new call:", read)

    def _keep_nothing(self, problem: StoreProblem) -> None:
        """Go on in memory, if the trainee agrees."""
        if not self.asker.interactive:
            raise Refused(f"{problem}\nTo play without keeping anything, add --unsaved.") from problem
        self.paper.say(str(problem))
        try:
            agreed = self.asker.yes("Play unsaved? Nothing of the call will be kept. y or n:")
        except InputEnded:
            agreed = False
        if not agreed:
            raise Refused("Nothing was played.") from problem
        if self.keeper is not None:
            self.keeper.close()
        self.keeper = MemoryStore()

    def _begin(self, playable: Playable, waiting: Attempt | None) -> RecordedCall | None:
        """The briefing, then a new call; ``waiting`` is the one in whose place it is begun."""
        seed = seed_for(self.settings)
        words = Words(playable.scenario, seed, self.settings.agent)
        write_briefing(self.paper, playable.scenario, words)
        if isinstance(self.keeper, MemoryStore):
            self.paper.heading(_UNSAVED)
        if self.asker.interactive and not self._answers(playable, words):
            return None
        try:
            recorded = self._on_record(playable, seed)
            if waiting is not None and self.asker.interactive:
                recorded.keeper.set_aside(waiting.id, self.clock())
        except StoreProblem as problem:
            self._keep_nothing(problem)
            self.paper.say(_UNSAVED)
            recorded = self._on_record(playable, seed)
        return recorded

    def _on_record(self, playable: Playable, seed: int) -> RecordedCall:
        assert self.keeper is not None
        settings, now = self.settings, self.clock()
        return RecordedCall.begin(
            self.keeper, playable, seed=seed, agent=settings.agent, mode=settings.mode, now=now
        )

    def _answers(self, playable: Playable, words: Words) -> bool:
        """Whether the trainee answers the call; before that, record and policy can be read again."""

        def read(typed: str) -> bool:
            match typed.lower():
                case "":
                    return True
                case word if word in LEAVE:
                    return False
                case "r":
                    write_record_card(self.paper, playable.scenario)
                    raise Wrong
                case "p":
                    write_policy(self.paper, playable.scenario, words)
                    raise Wrong
            raise Wrong("Press Enter to answer, r for the record, p for the policy, or q to leave.")

        self.paper.gap()
        try:
            return self.asker.ask("The phone rings. Press Enter to answer, or q to leave:", read)
        except InputEnded:
            return False
