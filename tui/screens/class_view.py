"""A class in full screen: one scenario at a time, in three pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from engine.debrief.cohort import wording
from engine.debrief.cohort.agreement import Agreement
from engine.debrief.cohort.cohort import Cohort
from engine.records.gathering import Gathered
from tui.leaving import Refused
from tui.plain.class_view import (
    EMPTY,
    Line,
    Role,
    choice_lines,
    intro_lines,
    left_out_lines,
    rater_lines,
    result_lines,
    skill_lines,
)
from tui.widgets.key_bar import KeyBar
from tui.widgets.safe_text import safe_text

if TYPE_CHECKING:
    from tui.app import MoodlineApp

PAGES: Final = ("Who chose what", "What came of it", "Skills and raters")
SHORT: Final = ("Choices", "Results", "Skills")
"""The same, at the foot of the screen."""
WIDEST: Final = 110


class Loaded(NamedTuple):
    """A class as it is to be shown."""

    gathered: Gathered
    agreements: tuple[Agreement, ...]
    named: bool
    """Whether agents go by their names."""


class ClassScreen(Screen[None]):
    """A class: its scenarios one by one, under pseudonyms until names are asked for."""

    CSS_PATH = "class_view.tcss"
    TITLE = "Class"
    ABOUT = (
        "All calls on record together: which reply was given how often at each scene, and what came of it. "
        "It counts replies. Nobody is ranked."
    )
    KEYS_IN_WORDS = (
        ("1, 2, 3", "who chose what; what came of it; skills and raters"),
        ("left, right", "the scenario before, the next one"),
        ("n", "names or pseudonyms"),
        ("up, down", "scroll"),
        ("q", "leave"),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(str(number), f"page({number})", name) for number, name in enumerate(SHORT, start=1)),
        Binding("left", "scenario(-1)", "Scenario before", show=False, priority=True),
        Binding("right", "scenario(1)", "Next", priority=True),
        Binding("n", "names", "Names"),
        Binding("question_mark", "app.show_help", "Help"),
        Binding("q", "leave", "Leave"),
    ]
    app: MoodlineApp

    def __init__(self, loaded: Loaded, load: Callable[[bool], Loaded] | None) -> None:
        """``load`` loads it anew, with names or without; where it is None there are no names to be had."""
        super().__init__()
        self._loaded = loaded
        self._load = load
        self._page = 1
        self._at = 0

    def compose(self) -> ComposeResult:
        yield Static(id="top", classes="title", markup=False)
        with VerticalScroll(id="page"):
            yield Static(id="lines", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        self.query_one("#page").focus()
        self._show()

    def on_resize(self) -> None:
        self._show()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is a next scenario only where there are several, and names where they may be shown."""
        if action == "names":
            return self._load is not None
        return action != "scenario" or len(self._loaded.gathered.cohorts) > 1

    def action_page(self, number: int) -> None:
        """Show one of the three pages, from its top."""
        self._page = number
        self._show()
        self.query_one("#page").scroll_home(animate=False)

    def action_scenario(self, by: int) -> None:
        """Show the next scenario, or the one before."""
        self._at = (self._at + by) % len(self._loaded.gathered.cohorts)
        self._show()
        self.query_one("#page").scroll_home(animate=False)

    @work(thread=True, exclusive=True, group="load")
    def action_names(self) -> None:
        """Show names in place of pseudonyms, or pseudonyms again."""
        if self._load is None:
            return
        try:
            loaded = self._load(not self._loaded.named)
        except Refused as refused:
            self.app.call_from_thread(self.notify, str(refused), severity="warning", markup=False)
            return
        self.app.call_from_thread(self._take, loaded)

    def action_leave(self) -> None:
        """Leave; all of this can be looked at again."""
        self.app.back_to_library()

    def _take(self, loaded: Loaded) -> None:
        if loaded.gathered.cohorts:
            self._loaded = loaded
            self._at = min(self._at, len(loaded.gathered.cohorts) - 1)
            self._show()

    @property
    def _cohort(self) -> Cohort:
        return self._loaded.gathered.cohorts[self._at]

    def _show(self) -> None:
        cohorts, named = self._loaded.gathered.cohorts, self._loaded.named
        which = f"  scenario {self._at + 1} of {len(cohorts)}" if len(cohorts) > 1 else ""
        who = "names" if named else "pseudonyms"
        self.query_one("#top", Static).update(Content(f"{PAGES[self._page - 1]}, by {who}{which}"))
        width = max(20, min(WIDEST, self.size.width - 8))
        lines = Content("\n").join(_drawn(line) for line in self._lines(width))
        self.query_one("#lines", Static).update(lines)

    def _lines(self, width: int) -> Iterator[Line]:
        cohort, gathered = self._cohort, self._loaded.gathered
        apart = wording.versions_apart(gathered.cohorts).get(cohort.view.id, "")
        yield from intro_lines(cohort, apart, width)
        yield EMPTY
        if self._page == 1:
            yield from choice_lines(cohort, width)
        elif self._page == 2:
            yield from result_lines(cohort, width)
        else:
            yield from skill_lines(cohort, width)
            if self._loaded.agreements:
                yield EMPTY
                yield from rater_lines(self._loaded.agreements, width)
            if gathered.left_out:
                yield EMPTY
                yield from left_out_lines(gathered.left_out, width)


STYLES: Final[dict[Role, str]] = {
    "": "",
    "heading": "bold $key",
    "scene": "bold",
    "less": "$text-muted",
}


def _drawn(line: Line) -> Content:
    """A line as it is shown: its bar in blocks, on a track that shows where all would be."""
    text, (begin, end) = safe_text(line.text), line.bar
    if not end:
        return Content.styled(text, STYLES[line.role])
    long = text.count("#", begin, end)
    return Content.assemble(
        text[:begin],
        ("█" * long, "$key"),
        ("·" * (end - begin - long), "$text-muted"),
        text[end:],
    )
