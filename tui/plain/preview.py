"""The preview in plain text: every save is told of as it comes, and what is typed in between is answered."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from queue import Empty, SimpleQueue
from shutil import get_terminal_size
from threading import Thread
from typing import TYPE_CHECKING, Final

from engine.scenario.text import clean
from engine.workshop.preview.desk import Desk
from engine.workshop.preview.version import Version
from engine.workshop.preview.watch import Watch
from tui.leaving import DONE, NOT_SO
from tui.plain.asking import LEAVE, InputEnded, Wrong
from tui.plain.paper import Paper
from tui.plain.preview_orders import Orders
from tui.plain.preview_report import Report
from tui.plain.typing_in import Lines, lines_from
from tui.proving import Proved, Prover
from tui.refusals import refusals_in_words
from tui.session import mood_model
from tui.terminal import is_terminal

if TYPE_CHECKING:
    from engine.mood.coefficients import MoodModel
    from tui.settings import Settings

PROMPT: Final = "Your reply, or ? for help:"


class PlainPreview:
    """One author, one file. Everything from outside comes in: what is typed, the files, the time."""

    def __init__(
        self,
        path: Path,
        model: MoodModel,
        settings: Settings,
        paper: Paper,
        lines: Lines,
        *,
        interactive: bool,
        watch: Watch,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """``interactive``: a person types, and saves meanwhile; else what is piped in is answered in turn."""
        self.path = path
        self.model = model
        self.desk = Desk(settings.seed or 0, settings.agent)
        self.paper = paper
        self._lines = lines
        self._interactive = interactive
        self._watch = watch
        self._prover = Prover(model, clock)
        self._answers: SimpleQueue[Proved | None] = SimpleQueue()
        self._report = Report(paper, self.desk, path.name)
        self._orders = Orders(paper, self.desk, path, self._prover, self._report)

    def run(self) -> int:
        """Go on until the author leaves or there is no more input; the exit code.

        0 if the file could be played as it was last saved, 1 if not.
        """
        try:
            self._read()
            while True:
                self._prompt()
                line = self._next_line()
                if line is None:
                    self._look()
                elif not self._obey(line):
                    break
        except InputEnded:
            self._wait_for_answers()
        finally:
            self._prover.stop()
            self.paper.flush()
        return DONE if self.desk.latest is not None and self.desk.latest.machine is not None else NOT_SO

    def _next_line(self) -> str | None:
        if not self._interactive:
            self._wait_for_answers()
            return self._lines.next(3600.0)
        return self._lines.next(self._watch.wait)

    def _obey(self, line: str) -> bool:
        """Do what was typed; False to leave."""
        typed = clean(line)
        if self._interactive:
            self.paper.entered()
        self._prompted = False
        if typed.lower() in LEAVE:
            return False
        try:
            self._orders.obey(typed)
        except Wrong as error:
            self.paper.say(str(error))
        return True

    _prompted = False

    def _prompt(self) -> None:
        if self._interactive and not self._prompted:
            self.paper.gap()
            self.paper.prompt(PROMPT)
        elif not self._interactive:
            self.paper.flush()
        self._prompted = True

    def _look(self) -> None:
        """Look at the files, and at what has been proved meanwhile."""
        if self._watch.changed():
            self._prompted = False
            self._read()
        self._take_answers()

    def _read(self) -> None:
        version = self._prover.read(self.path, self._watch)
        self.desk.take(version)
        if version.machine is None:
            self._report.broken(version)
        elif self._prover.has_taken(version):
            self._report.same(version, self._prover.findings)
        else:
            self._report.saved(version)
            self._prove(version)

    def _prove(self, version: Version) -> None:
        answers = self._answers = SimpleQueue()
        make = self._prover.begin(version)

        def work() -> None:
            for answer in make():
                answers.put(answer)
            answers.put(None)

        Thread(target=work, daemon=True, name="moodline-proving").start()

    def _take_answers(self) -> None:
        while True:
            try:
                answer = self._answers.get_nowait()
            except Empty:
                return
            self._take(answer)

    def _wait_for_answers(self) -> None:
        while self._prover.running or not self._answers.empty():
            self._take(self._answers.get())

    def _take(self, answer: Proved | None) -> None:
        if answer is None:
            if self._prover.broke_off:
                self._prompted = False
                self._report.say(self._prover.broke_off)
            return
        if self.desk.is_behind:
            return  # It is about the version before.
        self._prompted = False
        self._report.proved(answer, more_to_come=not answer.is_last)
        if self.desk.walk is not None and not self._prover.keeps(self.desk):
            self._report.say("What you walked to is not found any more. The call goes on from here.")


def run_plain_preview(settings: Settings) -> int:
    """Run the plain preview on the process's own streams; the exit code.

    Raises:
        Refused, Left: as for the plain front end.
    """
    assert settings.preview is not None
    with refusals_in_words():
        model = mood_model(settings)
    width = get_terminal_size().columns if is_terminal(sys.stdout) else None
    return PlainPreview(
        settings.preview,
        model,
        settings,
        Paper(sys.stdout, width),
        lines_from(sys.stdin),
        interactive=is_terminal(sys.stdin),
        watch=Watch(time.time),
    ).run()
