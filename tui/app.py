"""The full-screen front end: one app, one keeper of records, one screen at a time.

What a first paint does not need (the model, the records, the scenarios) is loaded afterwards, in threads.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Final, cast

from textual import work
from textual.actions import SkipAction
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.reactive import Initialize, Reactive
from textual.screen import Screen
from textual.theme import Theme

from tui.preferences import read_preferences, with_preferences, write_preferences
from tui.session import now
from tui.settings import Settings
from tui.themes import DEFAULT_THEME, STYLES, themes, variable_defaults

if TYPE_CHECKING:
    from engine.records.keeper import Attempts
    from engine.records.recorded import RecordedCall

INTERRUPTED: Final = 130
"""The exit code after Ctrl-C."""

_WIDTHS: Final = [(0, "-narrow"), (60, "-normal"), (120, "-wide")]
_HEIGHTS: Final = [(0, "-short"), (20, "-tall")]
"""The classes of screens from so many cells on."""

_KEYS_IN_WORDS: Final = {
    "enter": "Enter",
    "escape": "Esc",
    "f1": "F1",
    "ctrl+q": "Ctrl+Q",
    "ctrl+p": "Ctrl+P",
}


class MoodlineApp(App[int]):
    """Moodline in full screen: library, briefing, call, debrief."""

    TITLE = "Moodline"
    CSS_PATH = ["app.tcss", "screens/library.tcss"]  # Textual loads no style sheet of a first screen.
    CSS = STYLES
    HORIZONTAL_BREAKPOINTS = _WIDTHS
    VERTICAL_BREAKPOINTS = _HEIGHTS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "show_help", "Help", show=False),
        Binding("ctrl+p", "command_palette", "More", show=False, priority=True),
        Binding("ctrl+q", "quit", "Quit", show=False, priority=True),
        # With priority, so that it does the same over a question and in a field.
        Binding("ctrl+c", "interrupt", "Copy, or leave", show=False, priority=True),
    ]

    # From the start, so that the styles are not worked out for another theme first, and then anew.
    theme: Reactive[str] = Reactive(Initialize(lambda app: cast("MoodlineApp", app).first_theme))

    def __init__(
        self,
        settings: Settings,
        clock: Callable[[], datetime] = now,
        first: Callable[[], Screen[Any]] | None = None,
    ) -> None:
        self._preferences, self._note = read_preferences(settings.home)
        if (settings.present or settings.beside is not None) and not settings.names:
            self._note = ""  # It names a folder, which may be called after whoever sits here.
        self.settings = with_preferences(settings, self._preferences)
        """What was asked for, and what is remembered from the last time."""
        self._themes = {one.name: one for one in themes()}
        super().__init__()
        self.clock = clock
        self._first = first
        """Makes the screen that the command asked for, in place of the library."""
        self.keeper: Attempts | None = None
        """Where attempts are kept; None until it is first needed."""
        self.recorded: RecordedCall | None = None
        """The call that was played last, so that leaving it can be told once the full screen is gone."""
        self.opened_as = ""
        """What to type after ``moodline play`` for the scenario that was opened last."""
        self.refusal = ""
        """Why what the command asked for could not be done; to be told once the full screen is gone."""
        if self.settings.theme not in (None, self.theme):
            self._note = f"There is no theme {self.settings.theme!r}: Ctrl+P lists the five."
        if settings.reduced_motion:
            self.animation_level = "none"

    @property
    def available_themes(self) -> dict[str, Theme]:
        """The five themes, and none of Textual's: the contrast of those is not proved."""
        return self._themes

    @property
    def first_theme(self) -> str:
        """The theme that was asked for or is remembered, if there is such a one."""
        wanted = self.settings.theme
        return wanted if wanted in self._themes else DEFAULT_THEME

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return variable_defaults()

    def get_default_screen(self) -> Screen[Any]:
        if self.played_at_once:
            from tui.screens.opening import OpeningScreen

            return OpeningScreen()
        from tui.screens.library import LibraryScreen

        screen = LibraryScreen()
        screen.add_class(*_size_classes(self.size), update=False)
        return screen

    def on_mount(self) -> None:
        self.call_after_refresh(_collect_again)
        settings = self.settings
        self.theme_changed_signal.subscribe(self, self._theme_changed)
        if self._note:
            self.notify(self._note, severity="warning", markup=False)
        if self._first is not None:
            self.show_above_library(self._first())
        elif settings.debrief is not None:
            self.show_attempt(settings.debrief)
        elif settings.resume is not None:
            self.show_attempt(settings.resume)
        elif settings.preview is not None:
            self.open_preview(settings.preview)
        elif settings.scenario is not None:
            self.open_briefing(settings.scenario, settings.scenario)

    def on_unmount(self) -> None:
        if self.keeper is not None:
            self.keeper.close()

    @property
    def played_at_once(self) -> bool:
        """Whether the command named what to play, so that leaving it leaves Moodline."""
        settings = self.settings
        asked = (self._first, settings.scenario, settings.resume, settings.debrief, settings.preview)
        return any(what is not None for what in asked)

    @property
    def names_hidden(self) -> bool:
        """Whether a room looks on that is not to see names. No path is shown then: a folder may be called
        after whoever sits here."""
        return any(getattr(screen, "names_hidden", False) for screen in self.screen_stack)

    @property
    def still(self) -> bool:
        """Whether nothing is to move by itself."""
        return self.animation_level == "none"

    @work(exclusive=True, group="open")
    async def open_briefing(self, name: str, typed: str) -> None:
        """Read a scenario and show its briefing, or say why it cannot be played.

        ``typed`` is what names it on the command line.
        """
        from tui.screens.finding import open_briefing

        self.opened_as = typed
        await open_briefing(self, name)

    @work(exclusive=True, group="open")
    async def open_preview(self, path: Path) -> None:
        """Show a scenario's file while it is being written."""
        from tui.screens.finding import open_preview

        await open_preview(self, path)

    @work(exclusive=True, group="open")
    async def show_attempt(self, attempt: int) -> None:
        """Go on with an attempt on record, or show its debrief if it is over."""
        from tui.screens.finding import open_attempt

        self.opened_as = self.settings.scenario or ""
        await open_attempt(self, attempt)

    def play(self, recorded: RecordedCall, note: str = "") -> None:
        """Show a call in place of the screens above the library; ``note`` says how it came about."""
        from tui.screens.call import CallScreen

        self.recorded = recorded
        self.show_above_library(CallScreen(recorded, note))

    def show_debrief(self, recorded: RecordedCall) -> None:
        """Show the debrief of a call that is over."""
        from tui.screens.debrief import DebriefScreen

        self.show_above_library(DebriefScreen(recorded))

    def present(self, recorded: RecordedCall) -> None:
        """Show a debrief to a room."""
        from tui.screens.present.present import PresentScreen

        self.show_above_library(PresentScreen(recorded, names=self.settings.names))

    def show_above_library(self, screen: Screen[Any]) -> None:
        """Show a screen in place of all the screens above the first one; what was told there is over."""
        self.clear_notifications()
        while len(self.screen_stack) > 2:
            self.pop_screen()
        if len(self.screen_stack) == 2:
            self.switch_screen(screen)
        else:
            self.push_screen(screen)

    def get_screen(self, screen: Any, screen_class: Any = None) -> Any:
        """A screen, made ready to be shown; Textual asks for it before it shows one.

        Its style sheets are added to those that are read already: Textual would parse all of them anew, and
        style everything anew that is on show.
        """
        found: Screen[Any] = super().get_screen(screen, screen_class)
        if not found.is_running:
            found.add_class(*_size_classes(self.size), update=False)
            for path in found.css_path:
                source = (str(path), "")
                if not self.stylesheet.has_source(*source):
                    self.stylesheet.add_source(path.read_text(encoding="utf-8"), source)
        return found

    def back_to_library(self) -> None:
        """Leave what is on show: to the library, or out of Moodline where there was none before."""
        if self.played_at_once:
            self.exit(0)
            return
        while len(self.screen_stack) > 1:
            self.pop_screen()

    def remember(self, **chosen: str) -> None:
        """Remember a theme, mode or agent's name for the next time; where that fails, say so once."""
        from engine.records.errors import StoreProblem

        before, self._preferences = self._preferences, replace(self._preferences, **chosen)  # type: ignore[arg-type]
        if self._preferences == before:
            return
        try:
            write_preferences(self.settings.home, self._preferences)
        except (OSError, StoreProblem) as problem:
            if not self._note:
                why = "the data folder cannot be written to." if self.names_hidden else problem
                self._note = f"Your choice holds, but could not be remembered for the next time: {why}"
                self.notify(self._note, severity="warning", markup=False)

    def _theme_changed(self, theme: Theme) -> None:
        self.remember(theme=theme.name)

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        yield SystemCommand("Theme", "Choose among the five themes", self.action_change_theme)
        motion = (
            ("Motion", "Let things move again") if self.still else ("Less motion", "Nothing moves by itself")
        )
        yield SystemCommand(*motion, self.action_toggle_motion)
        yield SystemCommand("Save a picture of this screen", "As an SVG file", self.action_save_picture)
        seen = set()
        for node, binding, enabled, _tooltip in screen.active_bindings.values():
            if enabled and binding.show and binding.description and binding.action not in seen:
                seen.add(binding.action)
                key = self.get_key_display(binding)
                yield SystemCommand(
                    binding.description, f"Key: {key}", partial(self.run_action, binding.action, node)
                )
        if not seen & {"quit", "app.quit"}:
            yield SystemCommand("Quit", "Leave Moodline; a call is kept as it stands", self.action_quit)

    def get_key_display(self, binding: Binding) -> str:
        return binding.key_display or _KEYS_IN_WORDS.get(binding.key) or super().get_key_display(binding)

    def action_toggle_motion(self) -> None:
        """Let things move by themselves, or not."""
        self.animation_level = "full" if self.still else "none"

    def action_save_picture(self) -> None:
        """Write what is on show into a file, and say where it is."""
        from tui.picture import save_picture

        said, severity = save_picture(self)
        self.notify(said, severity=severity, markup=False)

    def action_interrupt(self) -> None:
        """Copy what is selected, as Ctrl-C does in many programs; with nothing selected, leave."""
        if self.screen.get_selected_text() or getattr(self.focused, "selected_text", ""):
            raise SkipAction
        self._let_go()
        self.exit(return_code=INTERRUPTED)

    async def action_quit(self) -> None:
        """Leave Moodline."""
        self._let_go()
        self.exit(0)

    def _let_go(self) -> None:
        """Screens keep what is written and not yet kept."""
        for screen in self.screen_stack:
            if before_quitting := getattr(screen, "before_quitting", None):
                before_quitting()

    def action_show_help(self) -> None:
        """Show what can be done here, and with which keys."""
        from tui.screens.help import HelpScreen

        if not self.screen.is_modal:
            self.push_screen(HelpScreen(self.screen))


def _size_classes(size: Size) -> tuple[str, ...]:
    """The classes of a screen of this size. Textual looks at the breakpoints once it has painted; so the
    first picture would be another, and all of it be laid out twice."""
    sides = ((size.width, _WIDTHS), (size.height, _HEIGHTS))
    return tuple(max(each for each in breakpoints if each[0] <= cells)[1] for cells, breakpoints in sides)


def _collect_again() -> None:
    """The first screen is painted: what is loaded stays, and the collector need not look at it again."""
    gc.freeze()
    gc.enable()
