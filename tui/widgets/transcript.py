"""The transcript of a call: a bubble a line, the customer's lines appearing as if spoken."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from textual import events
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Region, Size
from textual.layout import DockArrangeResult
from textual.message import Message
from textual.reactive import reactive
from textual.timer import Timer
from textual.widgets import Static

from tui.widgets.bubble import Bubble
from tui.widgets.lines import Line, Moved

__all__ = ["Line", "Moved", "Transcript"]

MOST_BUBBLES: Final = 80
"""How many lines stay on screen; each costs a little at every layout (Textual issue 2783).

Measured: with 80 a line late in a long call costs about 1.6 times one at its start, with 200 about 2.3 times.
"""
_SPARE: Final = 20
"""Lines are taken away this many at a time, since each removal lays out anew."""
_EARLIER: Final = 100
"""How many earlier lines come back at a time."""
_NARROW: Final = 60
"""Below this many cells, the two speakers' bubbles are set off less."""


class _Earlier(Static):
    """Says how many lines came before; a click brings some back."""

    DEFAULT_CSS = """
    _Earlier {
        width: 1fr;
        height: 1;
        margin-bottom: 1;
        text-align: center;
        color: $text-muted;
        &:hover { color: $key; }
    }
    """
    ALLOW_SELECT = False

    def on_click(self) -> None:
        if isinstance(self.parent, Transcript):
            self.parent.action_earlier()


class Transcript(VerticalScroll):
    """Shows :class:`Line` after :class:`Line`, and stays at the end unless the reader has scrolled up.

    It keeps every line in :attr:`lines`, and about the last 80 as bubbles. (Textual's own ``anchor`` is not
    used: in 8.2.8 it pushes a text shorter than the window to the bottom, Textual issue 6652, and does not
    take hold again reliably, issue 6677.)
    """

    BINDINGS = [Binding("home", "earlier", "Earlier lines", show=False)]

    DEFAULT_CSS = """
    Transcript {
        background: $background;
        color: $foreground;
        scrollbar-size-vertical: 1;
        scrollbar-gutter: stable;
        &.-narrow > Bubble.-customer { margin: 0 3 1 0; }
        &.-narrow > Bubble.-agent { margin: 0 0 1 3; }
        &:focus { background: $background; }
    }
    """

    reduced_motion: reactive[bool] = reactive(False)
    """True to show every line at once; so does an app whose animation level is ``none``."""

    pace: reactive[float] = reactive(9.0)
    """How many words a second the customer speaks; taken up with the next line."""

    @dataclass
    class Spoken(Message):
        """A customer's line is fully on screen, by itself or because it was skipped."""

        transcript: "Transcript"
        line: Line

        @property
        def control(self) -> "Transcript":
            """The transcript, for ``@on`` selectors."""
            return self.transcript

    def __init__(self, lines: Sequence[Line] = (), *, reduced_motion: bool = False, **widget: Any) -> None:
        super().__init__(**widget)
        self._lines = list(lines)
        self._bubbles: list[Bubble] = []
        self._earlier = _Earlier(markup=False)
        self._speaker: Bubble | None = None
        self._voice: Timer | None = None
        self._following = True
        self._placing = False
        self.set_reactive(Transcript.reduced_motion, reduced_motion)

    @property
    def lines(self) -> tuple[Line, ...]:
        """Every line, also those that have left the screen."""
        return tuple(self._lines)

    @property
    def speaking(self) -> bool:
        """Is a line still being spoken?"""
        return self._speaker is not None

    @property
    def following(self) -> bool:
        """Will the next line scroll into view? False while the reader looks at earlier ones."""
        return self._following

    def on_mount(self) -> None:
        self.load(self._lines)

    def load(self, lines: Sequence[Line]) -> None:
        """Show these lines in place of any there were, all at once."""
        self.skip()
        self._lines = list(lines)
        self._following = True
        self._bubbles = [Bubble(line) for line in self._lines[-MOST_BUBBLES:]]
        self.remove_children()
        self._earlier = _Earlier(markup=False)
        self._tell_earlier()
        self.mount(self._earlier, *self._bubbles)

    def add(self, line: Line) -> None:
        """Add a line, at once. A line that is still being spoken is finished first."""
        self._add(line)

    def speak(self, line: Line) -> None:
        """Add a line that appears as if spoken; :class:`Spoken` follows when it is all there."""
        bubble = self._add(line)
        if self.reduced_motion or self.app.animation_level == "none" or self.pace <= 0:
            self.post_message(self.Spoken(self, line))
        else:
            bubble.cover()
            self._speaker = bubble
            self._voice = self.set_interval(1 / self.pace, self.advance)

    def advance(self, words: int = 1) -> None:
        """Speak this many more words of the present line; the transcript's own clock does this."""
        speaker = self._speaker
        if speaker is None:
            return
        if speaker.uncover(words):
            self._finish()
        else:
            self._follow_speech(speaker)

    def skip(self) -> bool:
        """Show the rest of the line at once; True if there was one being spoken."""
        if self._speaker is None:
            return False
        self._speaker.uncover()
        self._finish()
        return True

    def _finish(self) -> None:
        speaker, self._speaker = self._speaker, None
        if self._voice is not None:
            self._voice.stop()
            self._voice = None
        if speaker is not None:
            self.post_message(self.Spoken(self, speaker.line))

    def _add(self, line: Line) -> Bubble:
        self.skip()
        self._lines.append(line)
        bubble = Bubble(line)
        self._bubbles.append(bubble)
        self.mount(bubble)
        self._prune()
        return bubble

    def _prune(self) -> None:
        """Take the oldest bubbles away, but not from under the eyes of someone who reads them."""
        limit = MOST_BUBBLES + (_SPARE if self._following else _SPARE + 2 * _EARLIER)
        if len(self._bubbles) > limit:
            gone, self._bubbles = self._bubbles[:-MOST_BUBBLES], self._bubbles[-MOST_BUBBLES:]
            self.remove_children(gone)
            self._tell_earlier()

    def _tell_earlier(self) -> None:
        count = len(self._lines) - len(self._bubbles)
        self._earlier.display = count > 0
        self._earlier.update(Content(f"… {count} earlier lines (Home)"))

    def action_earlier(self) -> None:
        """To the top; from there, bring earlier lines back."""
        count = len(self._lines) - len(self._bubbles)
        if self.scroll_y > 0 or not count:
            self.scroll_home(animate=False)
            return
        lines = self._lines[max(0, count - _EARLIER) : count]
        bubbles = [Bubble(line) for line in lines]
        self._following = False
        self._bubbles = [*bubbles, *self._bubbles]
        self.mount(*bubbles, after=self._earlier)
        self._tell_earlier()

    def arrange(self, size: Size, optimal: bool = False) -> DockArrangeResult:
        """As ``Widget.arrange``; and while following, scroll to the newest line in the same pass.

        Scrolling afterwards would lay out a second time, which doubles what each line costs.
        """
        result = super().arrange(size, optimal)
        if self._following and not optimal and size.height > 0:
            bottom = result.total_region.bottom
            newest = self._newest
            placed = (item.region for item in reversed(result.placements) if item.widget is newest)
            self._scroll_in_layout(self._target(next(placed, None), bottom - size.height, size.height))
        return result

    @property
    def _newest(self) -> Bubble | None:
        """What was said last; the notes after it belong to it."""
        said = (bubble for bubble in reversed(self._bubbles) if bubble.line.kind != "note")
        return next(said, self._bubbles[-1] if self._bubbles else None)

    def _target(self, newest: Region | None, end: int, window: int) -> int:
        """How far to scroll: to the end, unless the newest line and its notes are too long for the window.

        Then the word being spoken is kept in view, and a line that is all there begins at its first row.
        """
        if newest is None or end + window - newest.y <= window:
            return max(0, end)
        row = self._speaker.row_spoken if self._speaker is self._newest and self._speaker else 0
        return max(0, min(end, max(newest.y, newest.y + row + 2 - window)))

    def _scroll_in_layout(self, target: int) -> None:
        self.set_reactive(Transcript.scroll_y, float(target))
        self.set_reactive(Transcript.scroll_target_y, float(target))
        # Also before the bar is shown for the first time: it comes up in this very layout.
        self.vertical_scrollbar.position = target

    def _follow_speech(self, speaker: Bubble) -> None:
        """Keep the word being spoken in view, in a line that is longer than the window."""
        window = self.scrollable_content_region.height
        region = speaker.virtual_region
        if self._following and region.height > window:
            self._placing = True
            target = self._target(region, self.max_scroll_y, window)
            self.scroll_to(y=target, animate=False, force=True, immediate=True)
            self._placing = False

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        if not self._placing:
            self._following = new_value >= self.max_scroll_y

    def _on_resize(self, event: events.Resize) -> None:
        self.set_class(event.size.width < _NARROW, "-narrow")
