"""What can be typed in the plain preview."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from engine.mood.bands import BANDS
from engine.mood.mood import Mood
from engine.workshop.checks.finding import Finding
from engine.workshop.preview.desk import Desk
from engine.workshop.preview.start import Start, is_there
from tui.editor import CannotEdit, editing, left_with
from tui.plain.asking import Wrong
from tui.plain.paper import Paper
from tui.plain.telling import Teller
from tui.terminal import is_terminal

if TYPE_CHECKING:
    from engine.call.plan import Plan
    from engine.workshop.preview.start import Reach
    from tui.plain.preview_report import Report
    from tui.proving import Prover

HELP: Final = (
    ("a number", "give that reply"),
    ("a", "hear the customer's last line and the replies again"),
    ("u", "take the last reply back; on a way, go one step back"),
    ("r", "begin again"),
    ("p", "the problems, numbered"),
    ("m", "the map; m SCENE: one scene or ending"),
    (
        "w",
        "walk to the first problem that has a way; w NUMBER: to that one; w SCENE: to a scene or an ending",
    ),
    ("n", "the next reply on the way"),
    ("x", "leave the way, and go back to your own call"),
    ("j", "start somewhere: j SCENE, j SCENE BAND, or j SCENE HEAT HEARD TRUST; then +fact, +promise, +flag"),
    ("e", "your editor, at the call's scene; e NUMBER: at that problem; e SCENE: at that scene"),
    ("q", "leave"),
    ("?", "this list"),
)
"""What can be typed, and what it does."""


class Orders:
    """Does what was typed."""

    def __init__(self, paper: Paper, desk: Desk, path: Path, prover: Prover, report: Report) -> None:
        self._paper = paper
        self._desk = desk
        self._path = path
        self._prover = prover
        self._report = report

    def obey(self, typed: str) -> None:
        """Do what was typed.

        Raises:
            Wrong: it makes no sense; says why, and what would.
        """
        word, *rest = typed.lower().split() or [""]
        match word:
            case "":
                raise Wrong("Type a number, or ? for help.")
            case "?":
                self._paper.heading("What you can type")
                for key, meaning in HELP:
                    self._paper.say(f"{key}: {meaning}")
            case "p":
                self._report.problems()
            case "m":
                if not self._report.places(rest[0] if rest else ""):
                    raise Wrong(f"There is no scene or ending {rest[0][:40]}.")
            case "e":
                self._edit(rest[0] if rest else "")
            case _ if self._desk.call is None:
                raise Wrong("There is no call yet: the file cannot be played.")
            case _ if word.isdecimal():
                self._give(int(word[:9]))
            case "a":
                self._report.standing()
            case "u":
                self._undo()
            case "r":
                self._desk.restart()
                self._report.standing()
            case "w":
                self._walk(rest[0] if rest else "")
            case "n" | "x":
                self._go_on(word)
            case "j":
                self._start(rest)
            case _:
                raise Wrong(f"{word[:40]} is nothing that can be done here: ? says what can.")

    def _give(self, number: int) -> None:
        call = self._desk.call
        offers = call.offers() if call is not None else ()
        if call is None or not 1 <= number <= len(offers):
            raise Wrong(
                f"There is no reply {number}: type a number from 1 to {len(offers)}."
                if offers
                else "The call is over: u takes the last reply back, r begins again."
            )
        offer = offers[number - 1]
        if offer.locked:
            raise Wrong(f"Not now: {offer.locked}")
        teller = Teller(self._paper, call, "coach")
        teller.begin_after(call.state.turn)
        events = self._desk.give(offer.reply.id)
        if call.on_hold:
            events += self._desk.end_hold()
        teller.tell(events)
        self._paper.gap()
        if call.over:
            self._report.over()
        else:
            self._report.replies()

    def _undo(self) -> None:
        if self._desk.walk is not None:
            self._desk.walk_to(self._desk.walk.at - 1)
        elif not self._desk.undo():
            raise Wrong("No reply was given yet.")
        self._report.standing(self._reach())

    def _walk(self, to: str) -> None:
        if self._desk.is_behind:
            raise Wrong("What is on show is the version before: mend the file first.")
        if to.isdecimal() or not to:
            chosen = (self._finding(to),) if to else self._report.findings
            finding = next((each for each in chosen if each.witness), None)
            if finding is None:
                raise Wrong("There is no way to walk: what is wrong stands in the text.")
        else:
            finding = self._prover.way_to(to)
            if finding is None or not finding.witness:
                raise Wrong(f"No way to {to[:40]} is known.")
        self._desk.begin_walk(finding)
        self._report.standing()

    def _finding(self, number: str) -> Finding:
        findings = self._report.findings
        if not 1 <= int(number[:9]) <= len(findings):
            raise Wrong(f"There is no problem {number[:9]}: p lists them.")
        return findings[int(number[:9]) - 1]

    def _go_on(self, word: str) -> None:
        walk = self._desk.walk
        if walk is None:
            raise Wrong("You are on no way: w begins one.")
        if word == "x":
            self._desk.leave_walk()
        else:
            self._desk.walk_to(walk.at + 1)
        self._report.standing()

    def _start(self, words: list[str]) -> None:
        self._desk.begin_at(read_start(words, self._desk.machine.plan, self._prover))
        self._report.standing(self._reach())

    def _reach(self) -> Reach | None:
        start = self._desk.start
        return self._prover.reach(start) if start is not None else None

    def _edit(self, at: str) -> None:
        file, line, column = str(self._path), 1, 1
        shown = self._desk.shown
        if at.isdecimal():
            problem = self._finding(at).problem
            file, line, column = problem.file, problem.line, problem.column
        elif shown is not None and self._desk.call is not None:
            plan, place = self._desk.call.plan, self._desk.call.state.place
            name = at or (plan.places[place].id if place >= 0 else "")
            if at and at not in plan.numbers:
                raise Wrong(f"There is no scene or ending {at[:40]}.")
            if name:
                problem = shown.spot(name)
                file, line, column = problem.file, problem.line, problem.column
        try:
            command = editing(os.environ, Path(file), line, column)
        except CannotEdit as error:
            raise Wrong(str(error)) from error
        self._paper.flush()
        try:
            code, nothing = 0, subprocess.DEVNULL
            if command.in_terminal:
                # What is piped in is for the preview, not for an editor.
                typed = None if is_terminal(sys.stdin) else nothing
                code = subprocess.run(command.arguments, stdin=typed, check=False).returncode
            else:
                subprocess.Popen(
                    command.arguments, stdin=nothing, stdout=nothing, stderr=nothing, start_new_session=True
                )
        except (OSError, ValueError) as error:
            why = getattr(error, "strerror", None) or str(error)
            raise Wrong(
                f"{command.name} could not be started ({why}). Set VISUAL or EDITOR to your editor."
            ) from error
        if code:
            raise Wrong(left_with(command, code))


def read_start(words: list[str], plan: Plan, prover: Prover) -> Start:
    """A start from what was typed after ``j``.

    Raises:
        Wrong: it makes no sense.
    """
    usage = (
        "Type j SCENE, j SCENE BAND or j SCENE HEAT HEARD TRUST, then +NAME for each fact, promise or flag."
    )
    plain = [word for word in words if not word.startswith("+")]
    names = [word[1:] for word in words if word.startswith("+")]
    if not plain:
        raise Wrong(usage)
    scene, *mood = plain
    start = Start(scene, plan.start_mood)
    if not is_there(plan, start):
        raise Wrong(f"There is no scene {scene[:40]}. m lists them.")
    if not mood:
        found = [band for band in BANDS if prover.start_in_band(scene, band) is not None]
        start = (prover.start_in_band(scene, found[0]) if found else None) or start
    elif len(mood) == 1 and mood[0] in BANDS:
        band = BANDS[BANDS.index(mood[0])]
        edges, place = (0, *plan.model.edges, 101), BANDS.index(band)
        heat = (edges[place] + edges[place + 1] - 1) // 2
        usual = Start(scene, Mood(heat, plan.start_mood.heard, plan.start_mood.trust))
        start = prover.start_in_band(scene, band) or usual
    elif len(mood) == 3 and all(word.isdecimal() and int(word[:9]) <= 100 for word in mood):
        start = Start(scene, Mood(*(int(word) for word in mood)))
    else:
        raise Wrong(f"Heat, heard and trust are numbers from 0 to 100. {usage}")
    held = {"facts": set(start.facts), "promises": set(start.promises), "flags": set(start.flags)}
    for name in names:
        kinds = [kind for kind in held if name in getattr(plan, kind)]
        if not kinds:
            raise Wrong(f"There is no fact, promise or flag {name[:40]}.")
        for kind in kinds:
            held[kind].add(name)
    return Start(
        start.scene,
        start.mood,
        frozenset(held["facts"]),
        frozenset(held["promises"]),
        frozenset(held["flags"]),
        start.turn,
    )
