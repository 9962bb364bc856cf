"""The library: every scenario there is, found by typing, with a preview of the caller."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.events import Key, ScreenResume
from textual.screen import Screen
from textual.widgets import Footer, Input, OptionList, Static
from textual.widgets.option_list import Option

from tui.session import own_folders
from tui.widgets.safe_text import one_line, safe_text

if TYPE_CHECKING:
    from engine.records.attempts import History
    from engine.scenario.headers import Header
    from tui.app import MoodlineApp

LEVELS = {1: "foundation", 2: "practised", 3: "hard"}


class LibraryScreen(Screen[None]):
    """Scenarios with level, minutes, skills and the trainee's own history; Enter opens the briefing."""

    TITLE = "Library"
    KEYS_IN_WORDS = (
        ("letters", "search in titles, callers, summaries and skills"),
        ("up, down", "move in the list; PgUp and PgDn by a page"),
        ("Enter", "open the briefing of the scenario"),
        ("Esc", "empty the search"),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Briefing", priority=True),
        Binding("down", "move('down')", "Down", show=False, priority=True),
        Binding("up", "move('up')", "Up", show=False, priority=True),
        Binding("pagedown", "move('page_down')", "Page down", show=False, priority=True),
        Binding("pageup", "move('page_up')", "Page up", show=False, priority=True),
        Binding("escape", "clear", "Empty the search", show=False),
        Binding("f1", "app.show_help", "Help"),
        Binding("ctrl+q", "app.quit", "Quit"),
    ]
    app: MoodlineApp

    def __init__(self) -> None:
        super().__init__()
        self._headers: list[Header] = []
        self._shown: list[Header] = []
        self._history: dict[str, History] = {}
        self._complete = False

    def compose(self) -> ComposeResult:
        yield Static("Moodline  library", classes="title", markup=False)
        yield Input(placeholder="Type to search", id="search", compact=True)
        with Horizontal(id="shelves"):
            yield OptionList(id="scenarios", markup=False, compact=True)
            with VerticalScroll(id="preview", can_focus=False):
                yield Static(id="card", markup=False)
        yield Static("Looking for scenarios …", id="count", classes="muted", markup=False)
        yield Footer()

    def on_mount(self) -> None:
        self.query_one("#search", Input).focus()
        self.call_after_refresh(self._find)

    @on(ScreenResume)
    def _look_again(self) -> None:
        if self._complete:
            self._recall()

    @work(thread=True, exclusive=True, group="find")
    def _find(self) -> None:
        """Read the headers, and show them as they come: the first of them at once, the rest in one go."""
        from engine.scenario.library import headers

        found: list[Header] = []
        shown = 0
        for header in headers(own_folders(self.app.settings)):
            found.append(header)
            if len(found) == 30:
                shown = 30
                self.app.call_from_thread(self._take, list(found), False)
        if len(found) != shown or not found:
            self.app.call_from_thread(self._take, found, True)
        self.app.call_from_thread(self._recall)

    def _take(self, headers: list[Header], complete: bool) -> None:
        self._headers, self._complete = headers, complete
        self._fill()

    @work(thread=True, exclusive=True, group="recall")
    def _recall(self) -> None:
        """What the trainee has done so far, from the records if there are any."""
        from engine.records.errors import StoreProblem
        from engine.records.store import Store

        self._complete = True
        try:
            with Store.open(self.app.settings.home, read_only=True) as store:
                history = store.history()
        except StoreProblem as problem:
            if problem.code != "no-store":
                self.app.call_from_thread(self._say, str(problem))
            return
        self.app.call_from_thread(self._remember, history)

    def _remember(self, history: dict[str, History]) -> None:
        self._history = history
        self._fill()

    def _say(self, words: str) -> None:
        self.query_one("#count", Static).update(Content(one_line(words)))

    @on(Input.Changed, "#search")
    def _search(self) -> None:
        self._fill()

    def _fill(self) -> None:
        """The list anew; the scenario that was highlighted stays so, if it is still there."""
        options = self.query_one("#scenarios", OptionList)
        was = self._highlighted
        words = self.query_one("#search", Input).value.casefold().split()
        self._shown = [header for header in self._headers if _matches(header, words)]
        options.clear_options()
        options.add_options([Option(self._row(header)) for header in self._shown])
        if self._shown:
            paths = [header.path for header in self._shown]
            options.highlighted = paths.index(was.path) if was is not None and was.path in paths else 0
        self._count()
        self._preview()

    def _count(self) -> None:
        total = len(self._headers)
        if not total:
            words = "There are no scenarios yet." if self._complete else "Looking for scenarios …"
        elif len(self._shown) == total:
            words = f"{total} scenario" + ("" if total == 1 else "s")
        else:
            words = f"{len(self._shown)} of {total} scenarios"
        self._say(words)

    def _row(self, header: Header) -> Content:
        if not header.is_readable:
            return Content.assemble(
                ("× ", "$bad"), one_line(header.path.name), ("  cannot be read", "$text-muted")
            )
        facts = f"level {header.level}, {header.minutes} min"
        history = self._history.get(header.id)
        if history is not None:
            facts += f", played {history.finished}×" if history.finished else ", begun"
        return Content(f"{one_line(header.title)}\n  {facts}")

    @on(OptionList.OptionHighlighted, "#scenarios")
    def _preview(self) -> None:
        header = self._highlighted
        self.query_one("#card", Static).update(Content("") if header is None else self._card(header))
        self.query_one("#preview").scroll_home(animate=False)

    @property
    def _highlighted(self) -> Header | None:
        place = self.query_one("#scenarios", OptionList).highlighted
        return self._shown[place] if place is not None and place < len(self._shown) else None

    def _card(self, header: Header) -> Content:
        problem = header.problem
        if problem is not None and not header.is_readable:
            from engine.scenario.problems import render

            return Content.assemble(
                ("This scenario cannot be read.\n\n", "bold $bad"), safe_text(render(problem))
            )
        skills = ", ".join(header.skills) or "not said"
        lines: list[Any] = [
            (f"{one_line(header.title)}\n", "bold"),
            (f"Caller: {one_line(header.customer)}\n\n", "$text-muted"),
            f"{safe_text(header.summary)}\n\n",
            f"Level    {header.level}, {LEVELS.get(header.level, 'not said')}\n",
            f"Time     about {header.minutes} minutes\n",
            f"Trains   {skills}\n",
            f"Played   {self._played(header)}\n",
        ]
        if not header.shipped:
            lines.append((f"\nYour own: {safe_text(str(header.path))}\n", "$text-muted"))
        if problem is not None:
            lines.append((f"\n{safe_text(problem.message)}; {safe_text(problem.hint)}\n", "$warning"))
        return Content.assemble(*lines)

    def _played(self, header: Header) -> str:
        history = self._history.get(header.id)
        if history is None:
            return "not yet"
        last = history.last
        words = f"{history.finished} time" + ("" if history.finished == 1 else "s")
        if not last.finished and last.set_aside_at is None:
            turns = last.standing.turns if last.standing else 0
            words += f"; a call is waiting at turn {turns + 1}"
        return words

    def action_open(self) -> None:
        """Open the briefing of the scenario that is highlighted."""
        header = self._highlighted
        if header is not None:
            self.app.open_briefing(str(header.path))

    def action_move(self, where: str) -> None:
        """Move in the list while the search keeps the focus."""
        options = self.query_one("#scenarios", OptionList)
        match where:
            case "down":
                options.action_cursor_down()
            case "up":
                options.action_cursor_up()
            case "page_down":
                options.action_page_down()
            case "page_up":
                options.action_page_up()

    def action_clear(self) -> None:
        """Empty the search."""
        self.query_one("#search", Input).value = ""

    @on(OptionList.OptionSelected, "#scenarios")
    def _open_clicked(self) -> None:
        self.action_open()

    def on_key(self, event: Key) -> None:
        if event.key == "question_mark":
            event.stop()
            self.app.action_show_help()


def _matches(header: Header, words: list[str]) -> bool:
    if not words:
        return True
    level = LEVELS.get(header.level, "")
    text = " ".join(
        (header.title, header.customer, header.summary, header.id, level, *header.skills)
    ).casefold()
    return all(word in text for word in words)
