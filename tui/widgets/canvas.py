"""A canvas of dots, two across and two down in each cell, drawn with quadrant blocks.

Braille would be finer, but common terminal fonts (DejaVu Sans Mono among them) have no braille, and its thin
dots do not carry across a projected room.
"""

from typing import Final

DOTS_ACROSS: Final = 2
DOTS_DOWN: Final = 2
_QUADRANTS: Final = " ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█"
"""By the sum of 1 upper left, 2 upper right, 4 lower left, 8 lower right."""


class Canvas:
    """Dots on ``width`` × ``height`` cells; dots outside are left out."""

    def __init__(self, width: int, height: int) -> None:
        self.width = width
        self.height = height
        self._cells = [[0] * width for _ in range(height)]

    def dot(self, x: int, y: int) -> None:
        """Set one dot; (0, 0) is at the top left."""
        column, row = x // DOTS_ACROSS, y // DOTS_DOWN
        if 0 <= column < self.width and 0 <= row < self.height:
            self._cells[row][column] |= 1 << (x % DOTS_ACROSS + DOTS_ACROSS * (y % DOTS_DOWN))

    def line(self, x0: int, y0: int, x1: int, y1: int) -> None:
        """A straight line between two dots."""
        steps = max(abs(x1 - x0), abs(y1 - y0), 1)
        for step in range(steps + 1):
            self.dot(round(x0 + (x1 - x0) * step / steps), round(y0 + (y1 - y0) * step / steps))

    def char(self, column: int, row: int) -> str:
        """The character of a cell; empty where it has no dot."""
        return _QUADRANTS[self._cells[row][column]].strip()
