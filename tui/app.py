"""The full-screen front end: one app, one keeper of records, one screen at a time.

What a first paint does not need (the model, the records, the scenarios) is loaded afterwards, in threads.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from textual import work
from textual.app import App
from textual.binding import Binding, BindingType
from textual.screen import Screen

from tui.screens.library import LibraryScreen
from tui.session import now
from tui.settings import Settings
from tui.themes import DEFAULT_THEME, install, variable_defaults

if TYPE_CHECKING:
    from engine.records.keeper import Attempts
    from engine.records.recorded import RecordedCall


class MoodlineApp(App[int]):
    """Moodline in full screen: library, briefing, call, debrief."""

    TITLE = "Moodline"
    CSS_PATH = ["app.tcss", "screens/library.tcss"]  # Textual loads no style sheet of a first screen.
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-normal"), (120, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (20, "-tall")]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "show_help", "Help", show=False),
        Binding("ctrl+q", "quit", "Quit", show=False),
    ]

    def __init__(self, settings: Settings, clock: Callable[[], datetime] = now) -> None:
        super().__init__()
        self.settings = settings
        self.clock = clock
        self.keeper: Attempts | None = None
        """Where attempts are kept; None until it is first needed."""
        self.recorded: RecordedCall | None = None
        """The call that was played last, so that leaving it can be told once the full screen is gone."""
        install(self, settings.theme or DEFAULT_THEME)
        if settings.reduced_motion:
            self.animation_level = "none"

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return variable_defaults()

    def get_default_screen(self) -> Screen[Any]:
        return LibraryScreen()

    def on_mount(self) -> None:
        settings = self.settings
        if settings.debrief is not None:
            self.show_attempt(settings.debrief)
        elif settings.resume is not None:
            self.show_attempt(settings.resume)
        elif settings.scenario is not None:
            self.open_briefing(settings.scenario)

    def on_unmount(self) -> None:
        if self.keeper is not None:
            self.keeper.close()

    @property
    def played_at_once(self) -> bool:
        """Whether the command named what to play, so that leaving it leaves Moodline."""
        settings = self.settings
        return any(what is not None for what in (settings.scenario, settings.resume, settings.debrief))

    @work(exclusive=True, group="open")
    async def open_briefing(self, name: str) -> None:
        """Read a scenario and show its briefing, or say why it cannot be played."""
        from tui.screens.opening import open_briefing

        await open_briefing(self, name)

    @work(exclusive=True, group="open")
    async def show_attempt(self, attempt: int) -> None:
        """Go on with an attempt on record, or show its debrief if it is over."""
        from tui.screens.opening import open_attempt

        await open_attempt(self, attempt)

    def play(self, recorded: RecordedCall) -> None:
        """Show a call in place of the screens above the library."""
        from tui.screens.call import CallScreen

        self.recorded = recorded
        self._show_above_library(CallScreen(recorded))

    def show_debrief(self, recorded: RecordedCall) -> None:
        """Show the debrief of a call that is over."""
        from tui.screens.debrief import DebriefScreen

        self._show_above_library(DebriefScreen(recorded))

    def _show_above_library(self, screen: Screen[Any]) -> None:
        while len(self.screen_stack) > 2:
            self.pop_screen()
        if len(self.screen_stack) == 2:
            self.switch_screen(screen)
        else:
            self.push_screen(screen)

    def back_to_library(self) -> None:
        """Leave what is on show: to the library, or out of Moodline where there was none before."""
        if self.played_at_once:
            self.exit(0)
            return
        while len(self.screen_stack) > 1:
            self.pop_screen()

    def action_show_help(self) -> None:
        """Show what can be done here, and with which keys."""
        from tui.screens.help import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(self.screen))
