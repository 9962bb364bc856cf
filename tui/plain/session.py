"""A run of the plain front end: from the scenario to the debrief, and round again for a replay."""

import sys
from collections.abc import Callable
from contextlib import ExitStack, suppress
from datetime import datetime
from shutil import get_terminal_size

from engine.records.recorded import RecordedCall
from tui.leaving import DONE, NOT_SO, Left, Refused
from tui.plain.asking import Asker, InputEnded
from tui.plain.call import CallLeft, PlainCall
from tui.plain.debrief import PlainDebrief
from tui.plain.opening import Opening
from tui.plain.paper import Paper
from tui.refusals import refusals_in_words
from tui.session import goes_on, how_to_go_on, not_over, now, open_two
from tui.settings import Mode, Settings
from tui.terminal import is_terminal


class PlainSession:
    """One run. The clock and the streams come in from outside."""

    def __init__(self, settings: Settings, asker: Asker, clock: Callable[[], datetime] = now) -> None:
        self.settings = settings
        self.asker = asker
        self.paper = asker.paper
        self.clock = clock
        self.came_to_an_end = False
        """Whether the latest call was played to its end."""

    def run(self) -> int:
        """Do what the settings ask for; the exit code.

        Raises:
            Refused: it cannot be done.
            Left: a signal came; what was being played is kept, and that has been said.
        """
        settings = self.settings
        with refusals_in_words():
            if settings.debrief is not None:
                return self._show_debrief(settings.debrief)
            if settings.resume is not None or settings.scenario is not None:
                return self._play(settings.scenario)
            from tui.plain.library import choose_scenario

            chosen = choose_scenario(self.asker, settings)
            return DONE if chosen is None else self._play(chosen)

    def _play(self, name: str | None) -> int:
        """Play one scenario, or go on with an attempt if the settings name one."""
        opening = Opening(self.settings, self.asker, self.clock)
        try:
            if self.settings.resume is not None:
                recorded: RecordedCall | None = opening.attempt(self.settings.resume, name)
            elif name is not None:
                recorded = opening.call(name)
            else:
                recorded = None
            return DONE if recorded is None else self._play_and_debrief(recorded, name)
        except InputEnded:
            return NOT_SO  # Before anything was begun.
        finally:
            if opening.keeper is not None:
                opening.keeper.close()

    def _play_and_debrief(self, recorded: RecordedCall, name: str | None) -> int:
        """Play, debrief, and play again from a turn as often as the trainee likes."""
        while True:
            self.came_to_an_end = False
            try:
                how = PlainCall(recorded, self.asker, _mode(recorded), self.clock).play()
                if how is not CallLeft.OVER:
                    self._say_kept(recorded, name)
                    return DONE if how is CallLeft.LEFT else NOT_SO
            except Left:
                with suppress(OSError, ValueError):
                    self._say_kept(recorded, name)
                raise
            self.came_to_an_end = True
            turn = PlainDebrief(recorded, self.asker, self.clock).run()
            if turn is None:
                return DONE
            recorded = recorded.replay_from(turn, self.clock())

    def _say_kept(self, recorded: RecordedCall, name: str | None) -> None:
        self.paper.gap()
        if recorded.saved:
            # Only a person can be asked whether to go on; for a program it has to say so.
            resume = "" if self.asker.interactive else " --resume"
            go_on = how_to_go_on(name or recorded.attempt.scenario_id)
            self.paper.say(f"Your call is kept: {go_on}{resume} goes on.")
        else:
            self.paper.say("The call was played unsaved: it is not kept.")
        self.paper.flush()

    def _show_debrief(self, attempt_id: int) -> int:
        from engine.records.store import Store

        with Store.open(self.settings.home, read_only=True) as keeper:
            if self.settings.beside is not None:
                from tui.plain.beside import write_beside

                two = open_two(keeper, attempt_id, self.settings.beside, names=self.settings.names)
                write_beside(self.paper, two.beside)
                return DONE
            recorded = RecordedCall.resume(keeper, attempt_id)
            if self.settings.present:
                return self._present(recorded)
            if goes_on(recorded):
                raise Refused(not_over(recorded))
            PlainDebrief(recorded, self.asker, self.clock).show()
            return DONE

    def _present(self, recorded: RecordedCall) -> int:
        """Show a debrief to a room. What the room plays is kept, where the records can be written to."""
        from engine.records.errors import StoreProblem
        from engine.records.store import Store
        from tui.plain.present import PlainPresentation
        from tui.refusals import not_to_be_presented

        if refusal := not_to_be_presented(recorded):
            raise Refused(refusal)
        with ExitStack() as stack:
            with suppress(StoreProblem):
                recorded.keeper = stack.enter_context(Store.open(self.settings.home))
            PlainPresentation(recorded, self.asker, self.clock, names=self.settings.names).run()
        return DONE


def _mode(recorded: RecordedCall) -> Mode:
    """The mode that the attempt was begun in."""
    mode = recorded.attempt.mode
    return "coach" if mode == "coach" else "exam" if mode == "exam" else "standard"


def asker_on_the_streams() -> Asker:
    """Paper and questions on the process's own streams."""
    width = get_terminal_size().columns if is_terminal(sys.stdout) else None
    return Asker(Paper(sys.stdout, width), sys.stdin, interactive=is_terminal(sys.stdin))


def run_plain(settings: Settings) -> int:
    """Run the plain front end on the process's own streams; the exit code.

    Raises:
        Refused, Left: see ``PlainSession.run``.
    """
    return PlainSession(settings, asker_on_the_streams()).run()
