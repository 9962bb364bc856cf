"""Two attempts side by side: where they part, turn by turn, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import ContentSwitcher, Static

from engine.call.call import Call
from engine.debrief.presentation.beside import Beside, compare_attempts
from engine.records.anonymous import NOBODY, nameless
from tui.screens.present.beside_parts import RowView, courses, named, what_came_of_it, where_they_part
from tui.widgets.abreast import Heads
from tui.widgets.key_bar import KeyBar
from tui.widgets.safe_text import one_line
from tui.widgets.two_mood_lines import BOTH, ONE, OTHER, PARTING, TwoMoodLines

if TYPE_CHECKING:
    from tui.app import MoodlineApp

PAGES: Final = ("Where they part", "Turn by turn", "What came of it")
SHORT: Final = ("Part", "Turns", "Results")
"""The same, at the foot of the screen."""
_SHORT: Final = 76
"""Below this many cells across there is no room for all three names in the title."""
HIDDEN: Final = "What came of the two is hidden. o shows it."


class BesideScreen(Screen[None]):
    """Two attempts of one scenario, on three pages."""

    CSS_PATH = "beside.tcss"
    TITLE = "Side by side"
    ABOUT = (
        "Two attempts of one call. They are the same up to where they part; after that, turns at the same "
        "scene stand beside each other. It speaks of replies and what they did. Nobody is scored."
    )
    KEYS_IN_WORDS = (
        ("1, 2, 3", "where they part; turn by turn; what came of it"),
        ("left, right", "the page before, the next one"),
        ("up, down", "turn by turn: the row before, the next one; elsewhere scroll"),
        ("p", "turn by turn: to where they part"),
        ("o", "show what came of the two, where it is hidden"),
        ("n", "hide the agent's name, or show it"),
        ("q, Esc", "back"),
    )
    MARKS = (
        (f"{ONE} {OTHER} {BOTH}", "the first attempt, the second, both at one height"),
        ("━ ╌ ═", "the line of the first, of the second, of both"),
        (PARTING, "where they part"),
        ("(14 lower)", "how far the heat of the second lies below that of the first"),
        ("≠", "what is not the same in both"),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(str(number), f"page({number})", name) for number, name in enumerate(SHORT, start=1)),
        Binding("left", "turn_page(-1)", "Page before", show=False, priority=True),
        Binding("right", "turn_page(1)", "Next page", show=False, priority=True),
        Binding("up", "move(-1)", "Row before", show=False, priority=True),
        Binding("down", "move(1)", "Next row", show=False, priority=True),
        Binding("p", "to_parting", "Parting", show=False),
        Binding("o", "show_results", "Show results"),
        Binding("n", "names", "Names"),
        Binding("question_mark", "app.show_help", "Help"),
        Binding("q,escape", "leave", "Back"),
    ]
    app: MoodlineApp

    def __init__(
        self, one: Call, other: Call, labels: tuple[str, str], *, hidden: bool = False, names: bool = True
    ) -> None:
        """``labels`` name the two. ``hidden``: what came of them is kept back until it is asked for, and the
        turns after the parting come one by one. Without ``names`` the agent's name is in no word, until ``n``
        shows it; calls that were handed over without names stay so.

        Raises:
            NotComparable: they are attempts of different scenarios.
        """
        super().__init__()
        self._calls, self._labels = (one, other), labels
        self._named = names
        self.beside = self._compared()
        self._edges = one.plan.model.edges
        self._hidden = hidden
        self._page = 1
        parts_at = self.beside.parts_at
        self._row = parts_at if parts_at is not None else 0
        rows = len(self.beside.rows)
        self._shown = min(self._row + 1, rows) if hidden else rows
        """How many rows are to be seen."""
        self._seen = 0
        self._views: list[RowView] = []

    @property
    def names_hidden(self) -> bool:
        """Whether nothing on show, told or written from here may carry the agent's name."""
        return not self._named

    def _compared(self) -> Beside:
        one, other = self._calls if self._named else map(nameless, self._calls)
        return compare_attempts(one, other, self._labels)

    def compose(self) -> ComposeResult:
        beside, parts_at = self.beside, self.beside.parts_at
        yield Static(id="top", classes="title", markup=False)
        with ContentSwitcher(initial="page-1", id="pages"):
            yield VerticalScroll(*where_they_part(beside), id="page-1")
            with VerticalScroll(id="page-2"):
                yield TwoMoodLines(
                    courses(beside),
                    edges=self._edges,
                    parting=None if parts_at is None else parts_at + 1,
                    id="both-lines",
                )
                yield Static(Heads(named(beside)), id="heads", markup=False)
                yield VerticalScroll(id="rows")
            yield VerticalScroll(id="page-3")
        yield KeyBar()

    async def on_mount(self) -> None:
        await self._fill_results()
        self.action_page(self._page)

    async def action_names(self) -> None:
        """Hide the agent's name, or show it: both calls are told anew, so that it is in no word of them."""
        self._named = not self._named
        self.beside, self._views = self._compared(), []
        await self.recompose()
        await self._fill_results()
        self.action_page(self._page)

    async def _fill_results(self) -> None:
        page = self.query_one("#page-3", VerticalScroll)
        await page.remove_children()
        parts = (
            [Static(HIDDEN, classes="strong", markup=False)] if self._hidden else what_came_of_it(self.beside)
        )
        await page.mount_all(parts)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Something can be shown only where something is hidden, and a name only where there is one."""
        if action == "names":
            return any(call.agent != NOBODY for call in self._calls)
        return action != "show_results" or self._hidden

    def action_page(self, number: int) -> None:
        """Show one of the three pages."""
        self._page = number
        self.query_one("#pages", ContentSwitcher).current = f"page-{number}"
        self._show_top()
        if number != 2:
            self.query_one(f"#page-{number}").focus(scroll_visible=False)
            return
        rows = self.query_one("#rows", VerticalScroll)
        if not rows.children:
            self._make_rows(rows)
        rows.focus(scroll_visible=False)
        self._show_row()

    def _make_rows(self, rows: VerticalScroll) -> None:
        """Only when they are first looked at: there may be hundreds of them."""
        self._views = [RowView(self.beside, place) for place in range(len(self.beside.rows))]
        self._seen = self._shown
        for view in self._views[self._seen :]:
            view.display = False
        rows.mount_all(self._views)

    def action_turn_page(self, by: int) -> None:
        """The next page, or the one before."""
        self.action_page(min(max(1, self._page + by), len(PAGES)))

    def action_move(self, by: int) -> None:
        """The next row, or the one before; where rows come one by one, the next one comes."""
        if self._page != 2:
            self.query_one(f"#page-{self._page}", VerticalScroll).scroll_relative(y=by, animate=False)
        elif self.beside.rows and not self._scrolled(by):
            self._row = min(max(0, self._row + by), len(self.beside.rows) - 1)
            self._shown = max(self._shown, self._row + 1)
            self._show_row()

    def _scrolled(self, by: int) -> bool:
        """Whether there was more to see of a row that has no room on the screen, and it was scrolled to."""
        rows, here = self.query_one("#rows", VerticalScroll), self._views[self._row].virtual_region
        top, height = rows.scroll_offset.y, rows.size.height
        more = here.bottom > top + height if by > 0 else here.y < top
        if not more or here.height <= height:
            return False
        rows.scroll_relative(y=by * max(1, height - 2), animate=False)
        return True

    def action_to_parting(self) -> None:
        """Go to the row at which they part."""
        parts_at = self.beside.parts_at
        if parts_at is not None:
            self._row = parts_at
            self.action_page(2)

    async def action_show_results(self) -> None:
        """Show what was kept back."""
        self._hidden, self._shown = False, len(self.beside.rows)
        self.refresh_bindings()
        await self._fill_results()
        self.action_page(3)

    def action_leave(self) -> None:
        """Back to what was on show before, or out of Moodline."""
        if not self.is_active:
            return  # A second key may come before the first has taken this away.
        if len(self.app.screen_stack) > 2:
            self.dismiss(None)
        else:
            self.app.back_to_library()

    def _show_row(self) -> None:
        """Show what is to be seen by now, and where the reader is. Only what changed is touched: a call may
        have hundreds of turns."""
        for view in self._views[self._seen : self._shown]:
            view.display = True
        self._seen = self._shown
        self.query(".-here").remove_class("-here")
        if self._views:
            here = self._views[self._row]
            here.add_class("-here")
            self.call_after_refresh(here.scroll_visible, animate=False, top=True)
        self.query_one(TwoMoodLines).show(self._shown + 1, self._row + 1)

    def _show_top(self) -> None:
        if self.size.width < _SHORT:
            head = Content(f"{self._page} of 3  {PAGES[self._page - 1]}")
        else:
            here = "bold $chosen-text on $chosen"
            head = Content(" ").join(
                Content.styled(f" {number} {name} ", here if number == self._page else "")
                for number, name in enumerate(PAGES, start=1)
            )
        self.query_one("#top", Static).update(
            Content("  ").join([head, Content(one_line(self.beside.title))])
        )

    def on_resize(self) -> None:
        self._show_top()
