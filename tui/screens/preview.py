"""The preview: map, problems and call of a scenario that is being written in an editor beside it."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import aclosing
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.events import DescendantFocus, Key
from textual.message import Message
from textual.screen import Screen

from engine.workshop.checks.finding import Finding
from engine.workshop.preview.desk import Desk
from engine.workshop.preview.scene_map import SceneMap, carried_over, scene_map
from engine.workshop.preview.start import Reach
from engine.workshop.preview.version import Version
from engine.workshop.preview.watch import Watch
from tui.preview_words import notices
from tui.proving import Proved, Prover
from tui.screens.background import made_in_thread, on_screen
from tui.screens.editing import edit_at
from tui.screens.preview_call import CallPane
from tui.screens.preview_head import PreviewHead
from tui.screens.preview_names import PANES, Pane
from tui.screens.preview_side import SidePane
from tui.screens.preview_start import StartScreen
from tui.screens.preview_texts import ABOUT, KEYS_IN_WORDS, MARKS
from tui.widgets.key_bar import KeyBar
from tui.widgets.problem_list import ProblemList
from tui.widgets.reply_list import KEYS
from tui.widgets.scene_map import SceneMapList

if TYPE_CHECKING:
    from engine.mood.coefficients import MoodModel
    from tui.app import MoodlineApp

WIDE: Final = 120
"""Columns from which on the panes stand side by side; the app's widest breakpoint."""
SWITCH_EVERY: Final = 0.0005
"""Seconds for which proving may keep Python to itself. At the usual 0.005 a key is answered after 100 to
400 ms on two busy cores, since the screen has to ask for its turn dozens of times."""
_TELL_EVERY: Final = 0.25


class PreviewScreen(Screen[None]):
    """Shows one scenario's file as it is now. Nothing that is played here is recorded."""

    CSS_PATH = "preview.tcss"
    TITLE = "Preview"
    AUTO_FOCUS = ""  # It knows itself which pane comes first.
    ABOUT = ABOUT
    KEYS_IN_WORDS = KEYS_IN_WORDS
    MARKS = MARKS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark", "app.show_help", "Help"),
        Binding("e", "edit", "Edit"),
        Binding("j", "start", "Start at"),
        Binding("w", "walk", "Walk"),
        Binding("n", "step(1)", "Next"),
        Binding("right", "step(1)", "Next", show=False),
        Binding("left", "step(-1)", "Back", show=False),
        Binding("u", "undo", "Undo"),
        Binding("r", "restart", "Again"),
        Binding("q", "leave", "Leave"),
        # Last, for they stand above the panes, too, where there is little room.
        Binding("m", "pane('map')", "Map"),
        Binding("p", "pane('problems')", "Problems"),
        Binding("l", "pane('call')", "Call"),
        Binding("f5", "read", "Read again", show=False),
        Binding("escape", "end_walk", "End the walk", show=False),
        Binding("pageup", "page(-1)", "Earlier", show=False, priority=True),
        Binding("pagedown", "page(1)", "Later", show=False, priority=True),
    ]
    app: MoodlineApp

    class FilesChanged(Message):
        """A file of the scenario has changed."""

    def __init__(
        self,
        path: Path,
        model: MoodModel,
        *,
        watch: Watch,
        looks: bool = True,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """``looks``: whether it looks at the files by itself; else that is left to ``look``."""
        super().__init__()
        self.path = path
        self.model = model
        self._watch = watch
        self._looks = looks
        self._left = Event()
        self._prover = Prover(model, clock)
        self._findings: tuple[Finding, ...] = ()
        self._map: SceneMap | None = None
        self._reach: Reach | None = None
        self._pane: Pane = "map"
        self._walking = False
        self.edited_in: subprocess.Popen[bytes] | None = None
        """The editor that was opened last, if it has a window of its own."""

    def compose(self) -> ComposeResult:
        settings = self.app.settings
        self.desk = Desk(settings.seed or 0, settings.agent)
        self._head = PreviewHead(id="head")
        self._side = SidePane(id="side")
        self._call = CallPane(self.model.edges, id="call")
        yield self._head
        with Horizontal(id="body"):
            yield self._side
            yield self._call
        yield KeyBar()

    def on_mount(self) -> None:
        self._show_pane("map")
        self._side.places.focus()
        self._switched_every = sys.getswitchinterval()
        sys.setswitchinterval(SWITCH_EVERY)
        self.set_interval(_TELL_EVERY, self._tell_progress)
        self._show()
        self._read()
        if self._looks:
            Thread(target=self._look_on, daemon=True, name="moodline-watch").start()

    def on_unmount(self) -> None:
        self._left.set()
        self._prover.stop()
        sys.setswitchinterval(self._switched_every)

    # --- The files

    def _look_on(self) -> None:
        """Look at the files until the screen is left. In a thread: a network folder may keep it waiting."""
        while not self._left.wait(self._watch.wait):
            self.look()

    def look(self) -> None:
        """Look at the files once, and read them if they have changed. May be called from any thread."""
        if self._watch.changed():
            self.post_message(self.FilesChanged())

    @on(FilesChanged)
    def _files_changed(self) -> None:
        self._read()

    @work(exclusive=True, group="read")
    async def _read(self) -> None:
        """Read the files and show what they say; until that is on the screen, nothing is proved."""
        with self._prover.held():
            async with aclosing(made_in_thread(lambda: self._prover.reading(self.path, self._watch))) as made:
                async for version in made:
                    self._take(version)
            await on_screen(self)

    def _take(self, version: Version) -> None:
        first = self.desk.latest is None
        self.desk.take(version)
        if version.machine is not None and self._prover.has_taken(version):
            self._findings = self._prover.findings or self._findings
        elif version.machine is not None:
            self._findings = self._prover.until_proved(version)
            if self._map is not None:
                self._map = carried_over(self._map, self.desk.machine.plan)
            self._prove(self._prover.begin(version))
        else:
            self._findings = tuple(Finding(problem) for problem in version.problems)
            if first:
                self.action_pane("problems")
        self._look_up_reach()
        self._show()

    @work(exclusive=True, group="prove")
    async def _prove(self, make: Callable[[], Iterator[Proved]]) -> None:
        async with aclosing(made_in_thread(make)) as answers:
            async for answer in answers:
                self._take_answer(answer)
        self._show()

    def _take_answer(self, answer: Proved) -> None:
        self._map = answer.map
        findings = answer.proof.findings
        if not self.desk.is_behind:
            self._findings = (*findings, *self._prover.known_before(findings))
        self._look_up_reach()
        walk = self.desk.walk
        if walk is not None and not self._prover.keeps(self.desk):
            code = walk.finding.problem.code
            self.notify(f"{code} is not found any more. The call goes on from here.", markup=False)
        self._show()

    def _look_up_reach(self) -> None:
        start = self.desk.start
        self._reach = self._prover.reach(start) if start is not None else None

    # --- What is on show

    def _show(self) -> None:
        desk, walk = self.desk, self.desk.walk
        if self._map is None and desk.shown is not None:
            self._map = scene_map(desk.machine.plan, None)
        self._side.show(self._map, desk.here, self._findings)
        self._call.show(desk.call, walk.following if walk is not None else "")
        self._head.say(notices(desk, self.path.name, self._reach))
        self._show_top()
        if self._walking != (walk is not None):
            # Only then, for the keys at the foot are made anew by it.
            self._walking = walk is not None
            self.refresh_bindings()

    def _show_top(self) -> None:
        problems = [finding.problem for finding in self._findings]
        self._head.show(self.path.name, self.desk, self._prover, self._map, problems)

    def _tell_progress(self) -> None:
        if self._prover.running:
            self._show_top()

    def _show_pane(self, pane: Pane) -> None:
        """Show a pane; all of them where there is room. By ``display``: a class on the screen would have the
        styles of every widget on it worked out anew, which takes a tenth of a second."""
        self._pane = pane
        wide = self.size.width >= WIDE
        self._call.display = wide or pane == "call"
        self._side.display = wide or pane != "call"
        self._side.show_part("" if wide else pane)
        self._head.mark(pane)

    def on_resize(self) -> None:
        self._show_pane(self._pane)

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """The pane that has the focus is the one that is meant."""
        for widget in event.widget.ancestors_with_self:
            if widget.id in PANES:
                self._show_pane(widget.id)

    def action_pane(self, pane: Pane) -> None:
        """Go to the map, the problems or the call."""
        self._show_pane(pane)
        if pane == "call":
            self._call.take_focus()
        else:
            (self._side.places if pane == "map" else self._side.problems).focus()

    # --- The call

    @on(CallPane.Given)
    def _given(self, event: CallPane.Given) -> None:
        call = self.desk.call
        if call is None or event.reply not in [o.reply.id for o in call.offers() if not o.locked]:
            return
        self.desk.give(event.reply)
        if call.on_hold:
            self.desk.end_hold()
        self._show_call()

    @on(CallPane.Locked)
    def _locked(self, event: CallPane.Locked) -> None:
        self.notify(event.reason, title="Not now", markup=False)

    def _show_call(self) -> None:
        self._look_up_reach()
        self._show()
        if self._pane == "call":
            self._call.take_focus()

    def action_undo(self) -> None:
        """Take the last reply back; on a witness's way, go one step back."""
        if self.desk.walk is not None:
            self.action_step(-1)
        elif self.desk.call is not None and self.desk.undo():
            self._show_call()

    def action_restart(self) -> None:
        """Begin again at the scenario's own start."""
        if self.desk.call is not None:
            self.desk.restart()
            self._show_call()

    @work
    async def action_start(self) -> None:
        """Ask where to start, and start there."""
        if self.desk.call is None or not self.is_active:  # A second key may come before what the first asks.
            return
        plan = self.desk.machine.plan
        start = self._prover.likely_start(self.desk.call, self._side.place if self._pane == "map" else None)
        chosen = await self.app.push_screen_wait(
            StartScreen(plan, start, self._prover.reach, self._prover.start_in_band)
        )
        if chosen is None:
            return
        try:
            self.desk.begin_at(chosen)
        except (KeyError, ValueError):  # Another version has come meanwhile.
            self.notify(f"There is no scene {chosen.scene} any more.", severity="warning", markup=False)
            return
        self._show_call()
        self.action_pane("call")

    @on(SceneMapList.Picked)
    def _picked(self) -> None:
        place = self._side.place
        if place is not None and place.results:
            self.action_walk()
        else:
            self.action_start()

    # --- Walking

    @on(ProblemList.Picked)
    def _picked_problem(self) -> None:
        self.action_walk()

    def action_walk(self) -> None:
        """Walk to the problem or the place that is highlighted, or to the first problem that has a way."""
        finding = self._side.way("map" if self._pane == "map" else "problems", self._prover)
        if isinstance(finding, str):
            self.notify(finding, markup=False)
        elif self.desk.is_behind:
            self.notify("What is on show is the version before: mend the file first.", markup=False)
        else:
            self.desk.begin_walk(finding)
            self._show_call()
            self.action_pane("call")

    def action_step(self, steps: int) -> None:
        """Go so many steps along the way."""
        walk = self.desk.walk
        if walk is not None:
            self.desk.walk_to(walk.at + steps)
            self._show_call()

    def action_end_walk(self) -> None:
        """Back to the author's own call."""
        if self.desk.walk is not None:
            self.desk.leave_walk()
            self._show_call()

    def action_edit(self) -> None:
        """Open the author's editor where the highlighted problem, place or scene stands."""
        opened = edit_at(self.app, *self._where_to_edit())
        if opened is not None:
            self.edited_in = opened
        self.refresh(layout=True)
        self.look()

    def _where_to_edit(self) -> tuple[str, int, int]:
        place = ""
        if self._pane == "problems" and (finding := self._side.finding) is not None:
            problem = finding.problem
            return problem.file, problem.line, problem.column
        if self._pane == "map":
            place = self._side.places.place
        elif self._pane == "call":
            place = self.desk.here
        if place and self.desk.shown is not None:
            spot = self.desk.shown.spot(place)
            return spot.file, spot.line, spot.column
        return str(self.path), 1, 1

    def action_read(self) -> None:
        """Read the files again now."""
        self._read()

    def action_page(self, way: int) -> None:
        """Scroll the transcript; or the list that has the focus."""
        focused = self.focused
        if isinstance(focused, (SceneMapList, ProblemList)):
            focused.action_page_up() if way < 0 else focused.action_page_down()  # type: ignore[no-untyped-call]
            return
        self._call.page(way)

    def action_leave(self) -> None:
        """Leave the preview."""
        self.app.back_to_library()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what can be done now has a key."""
        walking = self.is_mounted and self.desk.walk is not None
        return walking if action in ("step", "end_walk") else True

    def on_key(self, event: Key) -> None:
        """Replies can be given whatever has the focus."""
        replies, place = self._call.replies, KEYS.find(event.character or " ")
        if replies.display and 0 <= place < min(9, len(replies.replies)):
            event.stop()
            replies.choose(place)
