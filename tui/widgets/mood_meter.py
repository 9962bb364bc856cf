"""The mood meter: a tall thermometer of heat, with how heard the customer feels and how much they trust."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from textual.message import Message
from textual.reactive import reactive

from engine.mood.bands import BANDS, BandName
from tui.widgets.bands import change_words
from tui.widgets.drawn import Drawn, Row
from tui.widgets.mood_meter_picture import MeterView, MoodLevel, picture

__all__ = ["MoodLevel", "MoodMeter"]

_KEPT: Final = 200
"""How many turns the history line can look back on; more than any meter is wide."""
_MOVE_SECONDS: Final = 0.5


class MoodMeter(Drawn):
    """Shows one mood, live. Give it a :class:`MoodLevel` with :meth:`show`: the start, then each turn's.

    The number, the word, the arrow and the last change are final at once; only the bars glide. It takes the
    form that fits its own size: a thermometer from 14 × 9 cells, one to three lines below that.
    """

    DEFAULT_CSS = """
    MoodMeter {
        width: 24;
        height: 1fr;
        padding: 0 1;
        background: $surface;
        color: $foreground;
    }
    """

    compact: reactive[bool] = reactive(False)
    """True for lines even where there is room for the thermometer."""

    concealed: reactive[bool] = reactive(False)
    """True in an exam: nothing of the mood is shown, said or told, though it is followed."""

    reduced_motion: reactive[bool] = reactive(False)
    """True to let the bars jump in place of gliding; so does an app whose animation level is ``none``."""

    glide: reactive[float] = reactive(1.0)
    """How far the bars are on their way to the present mood, 0 to 1."""

    @dataclass
    class BandShown(Message):
        """The word for heat on show changed."""

        mood_meter: "MoodMeter"
        before: BandName
        after: BandName

        @property
        def control(self) -> "MoodMeter":
            """The meter, for ``@on`` selectors."""
            return self.mood_meter

    def __init__(
        self,
        level: MoodLevel | None = None,
        *,
        edges: Sequence[int] = (20, 40, 60, 80),
        compact: bool = False,
        concealed: bool = False,
        reduced_motion: bool = False,
        **widget: Any,
    ) -> None:
        """``level`` is the mood at the start; ``edges`` the heats at which uneasy … furious begin."""
        super().__init__(**widget)
        self._edges = tuple(edges)
        self._levels: list[MoodLevel] = [level] if level else []
        self._start = level.heat if level else 0
        self._from = _bars(level)
        self.set_reactive(MoodMeter.compact, compact)
        self.set_reactive(MoodMeter.concealed, concealed)
        self.set_reactive(MoodMeter.reduced_motion, reduced_motion)

    @property
    def level(self) -> MoodLevel | None:
        """The mood on show; None before the first."""
        return self._levels[-1] if self._levels else None

    @property
    def last_change(self) -> int | None:
        """The last change of heat in points; None before the first."""
        return None if len(self._levels) < 2 else self._levels[-1].heat - self._levels[-2].heat

    def on_mount(self) -> None:
        super().on_mount()
        self._put_class()

    def show(self, level: MoodLevel) -> None:
        """The mood after a turn, whether or not anything moved; the first one is the start."""
        before = self.level
        if before is None:
            self.load([level])
            return
        self._from = self._shown()
        self._levels = [*self._levels[1 - _KEPT :], level]
        self._put_class()
        if self.is_mounted and self._moves and self._from != _bars(level):
            self.set_reactive(MoodMeter.glide, 0.0)
            self.animate("glide", 1.0, duration=_MOVE_SECONDS, easing="out_cubic")
        else:
            self.set_reactive(MoodMeter.glide, 1.0)
        self.redraw()
        if before.band != level.band and not self.concealed:
            self.post_message(self.BandShown(self, before.band, level.band))

    def load(self, levels: Sequence[MoodLevel]) -> None:
        """Begin again with the moods of a call so far, the start first; without gliding or a message."""
        self._start = levels[0].heat if levels else 0
        self._levels = list(levels[-_KEPT:])
        self._from = _bars(self.level)
        self.set_reactive(MoodMeter.glide, 1.0)
        self._put_class()
        self.redraw()

    def plain_line(self) -> str:
        """The mood in words, such as ``Mood 62, angry, up 8``; empty while concealed or without a mood."""
        level = self.level
        if self.concealed or level is None:
            return ""
        words = (f"Mood {level.heat}", level.band, change_words(self.last_change))
        return ", ".join(word for word in words if word)

    def draw(self, width: int, height: int) -> Sequence[Row]:
        level = self.level
        if self.concealed or level is None:
            return ()
        view = MeterView(
            now=level,
            before=self._levels[-2] if len(self._levels) > 1 else None,
            start=self._start,
            history=tuple(level.heat for level in self._levels[-max(1, width) :]),
            edges=self._edges,
            shown=self._shown(),
        )
        return picture(view, width, height, self.compact)

    def watch_compact(self) -> None:
        self.redraw()

    def watch_concealed(self) -> None:
        self._put_class()
        self.redraw()

    def watch_glide(self) -> None:
        self.redraw()

    @property
    def _moves(self) -> bool:
        return not self.reduced_motion and self.app.animation_level != "none"

    def _shown(self) -> tuple[float, float, float]:
        """What the bars show at this moment of their way."""
        ways = zip(self._from, _bars(self.level), strict=True)
        heat, heard, trust = (a + (b - a) * self.glide for a, b in ways)
        return heat, heard, trust

    def _put_class(self) -> None:
        """The band as a class of the meter alone: on the screen it would restyle every bubble of the call."""
        level = self.level
        shown = None if self.concealed or level is None else level.band
        for band in BANDS:
            self.set_class(band == shown, f"-{band}")


def _bars(level: MoodLevel | None) -> tuple[float, float, float]:
    """How far the bars reach; a number that is out of range is shown, but no bar leaves its place."""
    if level is None:
        return 0.0, 0.0, 0.0
    heat, heard, trust = (float(min(100, max(0, number))) for number in level[:3])
    return heat, heard, trust
