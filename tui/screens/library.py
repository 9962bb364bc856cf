"""The library: every scenario there is, found by typing, with a preview of the caller."""

from __future__ import annotations

import os
from collections.abc import Callable
from time import monotonic
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.events import ScreenResume
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from tui.screens.library_words import NOTHING_YET, Past, card, folded, found_by, row
from tui.session import own_folders
from tui.widgets.safe_text import one_line, safe_text

if TYPE_CHECKING:
    from engine.scenario.headers import Header
    from tui.app import MoodlineApp

AT_ONCE: Final = 30
"""How many scenarios are shown before the rest has been looked at: more than a first screen holds."""

PATIENCE: Final = 0.1
"""Seconds from which on that is worth while: hundreds of scenarios are most often looked at in less."""

READING: Final = 1.0
"""Seconds until what the next screens need is loaded, if no scenario has been opened by then."""


class SearchField(Input):
    """Takes every letter but the question mark, which is help."""

    def check_consume_key(self, key: str, character: str | None) -> bool:
        return key != "question_mark" and super().check_consume_key(key, character)


class LibraryScreen(Screen[None]):
    """Scenarios with level, minutes, skills and the trainee's own history; Enter opens the briefing."""

    TITLE = "Library"
    ABOUT = (
        "Choose a call to practise. Nothing can go wrong here: every call can be left, gone on with on "
        "another day, and played again."
    )
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
        Binding("question_mark", "app.show_help", "Help", priority=True),
        Binding("ctrl+q", "app.quit", "Quit", priority=True),
    ]
    app: MoodlineApp

    class Found(Message):
        """Scenarios were found: the first of them, or all."""

        def __init__(self, headers: tuple[Header, ...], complete: bool) -> None:
            super().__init__()
            self.headers = headers
            self.complete = complete

    class Recalled(Message):
        """What the trainee has done so far, by the scenario's id; or why that cannot be told."""

        def __init__(self, past: dict[str, Past], problem: str = "") -> None:
            super().__init__()
            self.past = past
            self.problem = problem

    def __init__(self) -> None:
        super().__init__()
        self._headers: tuple[Header, ...] = ()
        self._found_by: list[str] = []
        self._shown: list[Header] = []
        self._past: dict[str, Past] = {}
        self._complete = False
        self._furnished = False
        self._opening = False

    def compose(self) -> ComposeResult:
        yield Static("Moodline  library", classes="title", markup=False)
        yield SearchField(placeholder="Type to search", id="search")
        with Horizontal(id="shelves"):
            yield OptionList(id="scenarios", markup=False)
            with VerticalScroll(id="preview", can_focus=False):
                yield Static(id="card", markup=False)
        yield Static("Looking for scenarios …", id="count", classes="muted", markup=False)

    def on_mount(self) -> None:
        self.query_one("#scenarios").can_focus = False  # Whoever types, searches.
        search = self.query_one("#search", Input)
        search.cursor_blink = not self.app.still
        search.focus()

    def _furnish(self) -> None:
        """What the first paint can do without."""
        from tui.widgets.key_bar import KeyBar

        self.mount(KeyBar())
        self._find()

    @on(ScreenResume)
    def _look_again(self, event: ScreenResume) -> None:
        """What is on disk and on record may have changed behind whatever was on show."""
        if not self._furnished:
            self._furnished = True
            event.refresh_styles = False  # All of it has just been styled.
            self.call_next(self._furnish)  # Textual paints when a screen is resumed; this comes right after.
        self._opening = False
        if self._complete:
            self._count()
            self._find()

    @work(thread=True, exclusive=True, group="find")
    def _find(self) -> None:
        """Read the headers, and tell of them in one go; if that takes long, of the first of them meanwhile.

        From this thread only messages go out: waiting for the app would hold up whoever leaves it.
        """
        from engine.scenario.library import headers

        told, found, began = self._complete, [], monotonic()
        for header in headers(own_folders(self.app.settings)):
            found.append(header)
            if not told and len(found) >= AT_ONCE and monotonic() - began > PATIENCE:
                told = True
                self.post_message(self.Found(tuple(found), complete=False))
        self.post_message(self.Found(tuple(found), complete=True))
        self._recall()

    def _recall(self) -> None:
        """What the trainee has done so far, from the records if there are any; runs in the same thread."""
        home = self.app.settings.home
        if not os.path.exists(home.attempts):  # noqa: PTH110 (this one never raises)
            return  # And so the database need not be loaded.
        from engine.records.errors import StoreProblem
        from engine.records.store import Store

        try:
            with Store.open(home, read_only=True) as store:
                history = store.history()
                left = store.attempts(finished=False)
        except StoreProblem as problem:
            if problem.code != "no-store":
                self.post_message(self.Recalled({}, str(problem)))
            return
        waiting = {attempt.scenario_id: attempt for attempt in reversed(left) if attempt.set_aside_at is None}
        self.post_message(
            self.Recalled({name: Past(last, waiting.get(name)) for name, last in history.items()})
        )

    @work(thread=True, group="load")
    def _load_what_comes_next(self) -> None:
        from tui.screens.finding import load_what_is_needed

        load_what_is_needed()

    def on_library_screen_found(self, message: Found) -> None:
        if message.complete and not self._complete:
            # While the trainee reads; not at once, since who knows what to play types at once.
            self.set_timer(READING, self._load_what_comes_next)
        self._complete = message.complete
        if message.headers != self._headers or not message.headers:
            self._headers = message.headers
            self._found_by = [found_by(header) for header in message.headers]
            self._fill()

    def on_library_screen_recalled(self, message: Recalled) -> None:
        if message.past != self._past:
            self._past = message.past
            self._fill()
        if message.problem:
            self._say(message.problem)

    def _say(self, words: str) -> None:
        self.query_one("#count", Static).update(Content(one_line(words)))

    @on(Input.Changed, "#search")
    def _search(self) -> None:
        self._fill()

    def _fill(self) -> None:
        """The list anew; the scenario that was highlighted stays so, if it is still there."""
        options = self.query_one("#scenarios", OptionList)
        was = self._highlighted
        words = folded(self.query_one("#search", Input).value).split()
        together = zip(self._headers, self._found_by, strict=True)
        self._shown = [header for header, text in together if all(word in text for word in words)]
        options.clear_options()
        options.add_options([Option(row(header, self._past_of(header))) for header in self._shown])
        if self._shown:
            paths = [header.path for header in self._shown]
            options.highlighted = paths.index(was.path) if was is not None and was.path in paths else 0
        self._count()
        self._preview()

    def _past_of(self, header: Header) -> Past:
        return self._past.get(header.id, NOTHING_YET)

    def _count(self) -> None:
        total = len(self._headers)
        if not total:
            words = "There are no scenarios yet." if self._complete else "Looking for scenarios …"
        elif len(self._shown) == total:
            words = f"{total} scenario" + ("" if total == 1 else "s")
        else:
            words = f"{len(self._shown)} of {total} scenarios; Esc shows all"
        self._say(words)

    @on(OptionList.OptionHighlighted, "#scenarios")
    def _preview(self) -> None:
        header = self._highlighted
        if header is not None:
            words = card(header, self._past_of(header))
        elif not self._headers and self._complete:
            folder = safe_text(str(self.app.settings.home.scenarios))
            words = Content(f"Scenarios are YAML files. Put yours into {folder} and they are found here.")
        elif self._headers:
            words = Content("Nothing is found by these words.")
        else:
            words = Content("")
        self.query_one("#card", Static).update(words)
        self.query_one("#preview").scroll_home(animate=False)

    @property
    def _highlighted(self) -> Header | None:
        place = self.query_one("#scenarios", OptionList).highlighted
        return self._shown[place] if place is not None and place < len(self._shown) else None

    def action_open(self) -> None:
        """Open the briefing of the scenario that is highlighted."""
        header = self._highlighted
        if header is None or self._opening:
            return
        self._opening = True
        self._say(f"Opening {one_line(header.title) or header.path.name} …")
        known = header.hidden_by is None and (
            header.shipped or self.app.settings.home.scenarios in header.path.parents
        )
        self.app.open_briefing(str(header.path), header.id if known else str(header.path))

    def action_move(self, where: str) -> None:
        """Move in the list while the search keeps the focus."""
        options = self.query_one("#scenarios", OptionList)
        moves: dict[str, Callable[[], None]] = {
            "down": options.action_cursor_down,
            "up": options.action_cursor_up,
            "page_down": options.action_page_down,
            "page_up": options.action_page_up,
        }
        moves[where]()

    def action_clear(self) -> None:
        """Empty the search."""
        self.query_one("#search", Input).value = ""

    @on(OptionList.OptionSelected, "#scenarios")
    def _open_clicked(self) -> None:
        self.action_open()
