"""An author with the preview open: saves a file, and presses keys."""

import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from engine.mood.coefficients import load_model
from engine.records.home import Home
from engine.workshop.checks.case import Case
from engine.workshop.checks.check import Check
from engine.workshop.checks.finding import Finding
from engine.workshop.preview.watch import HOLLOW, Watch
from tests.tui.running import ROOT
from tests.tui.screens.sitting import Clock, Sitting
from tui.app import MoodlineApp
from tui.screens.preview import PreviewScreen
from tui.settings import Settings
from tui.widgets.problem_list import ProblemList, ProblemRow

STUCK = """\
moodline: 1
id: stuck
title: A small one that gets stuck
summary: Small.
level: 1
minutes: 1
brief: {situation: None., policy: None.}
customer: {name: Robin Hale, persona: everyday, mood: {heat: 50, heard: 20, trust: 40}}
facts: {order: the order number}
promises: {note: leave a note}
start: one
scenes:
  one:
    customer: "Well? I have been waiting for an hour and a half."
    replies:
      - {id: hear, says: "You waited all day.", moves: [affirm], asks: order, goto: two}
      - {id: skip, says: "Next.", moves: [rush], sets: rushed, goto: two}
  two:
    customer: "And?"
    replies:
      - {id: fix, says: "I will.", moves: [own], when: {heard: ">= 25"}, promises: note, goto: good}
      - {id: ask, says: "Why?", moves: [probe], once: true, goto: two}
      - {id: no, says: "No.", moves: [stonewall], when: {heard: ">= 30"}, locked: "Not heard yet", goto: bad}
endings:
  good: {title: Good, problem: solved, relationship: kept, debrief: Well.}
  bad: {title: Bad, problem: open, relationship: lost, debrief: Not.}
  never: {title: Never, problem: open, relationship: lost, debrief: Not.}
"""
"""Skip, then ask: no reply is left."""


class OnlyStuck(Check):
    """The one check that these tests look for, so that none of the others changes what they see."""

    code = "no-reply-left"
    severity = "error"
    sentence = "No reply is left."

    def find(self, case: Case) -> Iterator[Finding]:
        for name in case.exploration.seen.stuck:
            yield self.finding(
                case,
                ("scenes", name),
                "here a call can come to where no reply is left",
                key=True,
                hint="give one reply neither when nor once",
                witness=case.exploration.to_stuck(name) or (),
            )


class Still(MoodlineApp):
    """Looks at no file by itself."""

    CSS_PATH = [str(ROOT / "tui" / path) for path in MoodlineApp.CSS_PATH]

    def open_preview(self, path: Path) -> Any:
        screen = PreviewScreen(path, load_model(), watch=Watch(time.time), looks=False, clock=lambda: 0.0)
        self.show_above_library(screen)


class Previewing(Sitting):
    """The preview, and the editor beside it."""

    def __init__(self, app: MoodlineApp, pilot: Pilot[Any], file: Path) -> None:
        super().__init__(app, pilot)
        self.file = file

    @property
    def preview(self) -> PreviewScreen:
        return next(each for each in self.app.screen_stack if isinstance(each, PreviewScreen))

    async def look(self) -> None:
        """What the watching thread does, as often as it needs to see that a file has come to rest."""
        for _ in range(HOLLOW + 1):
            self.preview.look()
        await self.settle()

    async def save(self, text: str) -> None:
        self.file.write_text(text, encoding="utf-8")
        await self.look()

    async def edit(self, old: str, new: str) -> None:
        text = self.file.read_text(encoding="utf-8")
        assert old in text
        await self.save(text.replace(old, new))

    @property
    def words(self) -> str:
        return " ".join(self.text.replace("▌", " ").split())

    @property
    def scene(self) -> str:
        call = self.preview.desk.call
        assert call is not None
        return call.plan.places[call.state.place].id

    @property
    def problem_rows(self) -> tuple[ProblemRow, ...]:
        """The problems in the list."""
        return self.preview.query_one(ProblemList).rows

    @property
    def said(self) -> list[str]:
        """What the author has said in the call, by id."""
        return [choice.reply for choice in self.preview.desk.choices]


@asynccontextmanager
async def previewing(
    home: Path, text: str = STUCK, size: tuple[int, int] = (80, 24), **settings: Any
) -> AsyncIterator[Previewing]:
    """The preview of a file in a terminal of this size, without motion."""
    home.mkdir(exist_ok=True)
    file = home / "mine.yaml"
    file.write_text(text, encoding="utf-8")
    chosen = {"preview": file, "reduced_motion": True, **settings}
    app = Still(Settings(home=Home(home / "data"), **chosen), Clock())
    async with app.run_test(size=size, notifications=True, tooltips=True) as pilot:
        there = Previewing(app, pilot, file)
        await there.settle()
        yield there
        assert not (home / "data").exists() or not list((home / "data").glob("*.sqlite3")), "nothing is kept"
