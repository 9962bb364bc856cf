"""The debrief's chart: how heat went, turn by turn, with the five bands named behind it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from textual import events
from textual.binding import Binding
from textual.message import Message
from textual.reactive import reactive

from engine.debrief.signs import Sign
from tui.widgets.drawn import Drawn, Row
from tui.widgets.mood_line_picture import Marks, MoodPoint, column_turn, mood_line, point_words, summary

__all__ = ["MoodLine", "MoodPoint", "mood_line"]


class MoodLine(Drawn, can_focus=True):
    """Draws :class:`MoodPoint` after :class:`MoodPoint`; left and right move to a turn, Enter picks it."""

    BINDINGS = [
        Binding("left", "move(-1)", "Turn before", show=False),
        Binding("right", "move(1)", "Turn after", show=False),
        Binding("home", "move(-100000)", "First turn", show=False),
        Binding("end", "move(100000)", "Last turn", show=False),
        Binding("enter", "pick", "Pick this turn", show=False),
    ]

    DEFAULT_CSS = """
    MoodLine {
        height: 18;
        width: 1fr;
        background: $background;
        color: $foreground;
    }
    """

    cursor: reactive[int | None] = reactive(None)
    """The turn that the reader has moved to; None for none."""

    @dataclass
    class Pointed(Message):
        """The reader moved to a turn."""

        mood_line: "MoodLine"
        turn: int

        @property
        def control(self) -> "MoodLine":
            """The chart, for ``@on`` selectors."""
            return self.mood_line

    @dataclass
    class Picked(Message):
        """The reader picked a turn, with Enter or by clicking on it."""

        mood_line: "MoodLine"
        turn: int

        @property
        def control(self) -> "MoodLine":
            """The chart, for ``@on`` selectors."""
            return self.mood_line

    def __init__(
        self,
        points: Sequence[MoodPoint] = (),
        *,
        edges: Sequence[int] = (20, 40, 60, 80),
        pivots: Collection[int] | None = (),
        limit: int | None = None,
        signs: Mapping[int, Collection[Sign]] | None = None,
        turns: int = 0,
        **widget: Any,
    ) -> None:
        """``edges`` are the heats at which uneasy … furious begin; ``limit`` the heat at which they leave;
        ``signs`` what else is marked, by turn; ``turns`` how many the whole call has, where the points do not
        go to its end.

        ``pivots`` is None while they are being worked out; ``mark`` then tells of them.
        """
        super().__init__(**widget)
        self._points = tuple(points)
        self._edges = tuple(edges)
        self._pivots = frozenset(pivots or ())
        self._pending = pivots is None
        self._limit = limit
        self._signs = dict(signs or {})
        self._turns = turns

    def show(
        self, points: Sequence[MoodPoint], *, pivots: Collection[int] = (), limit: int | None = None
    ) -> None:
        """Draw these points in place of the ones before."""
        self._points, self._pivots, self._limit = tuple(points), frozenset(pivots), limit
        self._signs = {}
        self._pending = False
        self.cursor = None
        self.redraw()

    def mark(self, pivots: Collection[int]) -> None:
        """Mark these turns as pivotal, and leave the reader where they are."""
        self._pivots, self._pending = frozenset(pivots), False
        self.redraw()

    def plain_lines(self) -> list[str]:
        """The chart in words: what the marks mean, and the turn that the reader has moved to."""
        words = summary(self._points, self._marks)
        if self.cursor is None:
            return words
        return [point_words(self._points, self.cursor, self._signs.get(self.cursor, ())), *words]

    def draw(self, width: int, height: int) -> Sequence[Row]:
        return mood_line(self._points, width, height, self._edges, self._marks)

    def watch_cursor(self, turn: int | None) -> None:
        self.redraw()
        if turn is not None:
            self.post_message(self.Pointed(self, turn))

    def action_move(self, by: int) -> None:
        if not self._points:
            return
        turns = [point.turn for point in self._points]
        if self.cursor in turns:
            place = turns.index(self.cursor) + by
        else:
            place = 0 if by > 0 else len(turns) - 1
        self.cursor = turns[min(max(0, place), len(turns) - 1)]

    def action_pick(self) -> None:
        if self.cursor is not None:
            self.post_message(self.Picked(self, self.cursor))

    def on_click(self, event: events.Click) -> None:
        at = event.get_content_offset(self)
        turn = None if at is None else column_turn(self._points, self.size.width, at.x, self._turns)
        if turn is not None:
            self.cursor = turn
            self.action_pick()

    @property
    def _marks(self) -> Marks:
        return Marks(
            pivots=self._pivots,
            pending=self._pending,
            limit=self._limit,
            cursor=self.cursor,
            signs=self._signs,
            turns=self._turns,
        )
