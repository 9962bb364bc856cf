"""One line of a transcript on screen. A spoken one can appear word by word without being laid out again."""

import re
from typing import Final

from rich.cells import cell_len
from textual.strip import Strip
from textual.visual import Visual
from textual.widgets import Static

from tui.widgets.lines import Line, picture

_WORD: Final = re.compile(r"\S+")
_HEADING_ROWS: Final = 1


class Bubble(Static):
    """Shows one :class:`Line`.

    The whole text is laid out at once and then uncovered: the bubble has its final height from the start, so
    nothing jumps, and each step repaints this bubble alone.
    """

    DEFAULT_CSS = """
    Bubble {
        width: 1fr;
        max-width: 92;
        height: auto;
        margin: 0 1 1 1;
        padding: 0 1;
        color: $foreground;
        &.-customer {
            background: $customer-bubble;
            border-left: outer $customer;
            margin: 0 6 1 1;
        }
        &.-agent {
            background: $agent-bubble;
            border-left: outer $agent;
            margin: 0 1 1 6;
        }
        &.-coach {
            background: $coach-bubble;
            border-left: outer $coach;
        }
        &.-note {
            color: $text-muted;
        }
    }
    """

    def __init__(self, line: Line) -> None:
        super().__init__(picture(line), markup=False, classes=f"-{line.kind}")
        self.line = line
        self._shown: int | None = None  # how many words; None for all
        self._ends: tuple[int, list[list[int]]] = (-1, [])

    @property
    def covered(self) -> bool:
        """Is part of the text still to be spoken?"""
        return self._shown is not None

    def cover(self) -> None:
        """Hide everything below the speaker's name."""
        self._shown = 0
        self.refresh()

    def uncover(self, words: int | None = None) -> bool:
        """Show ``words`` more words, or all of them; True once nothing is hidden any more.

        A word that is broken over several rows counts as one for each row.
        """
        if self._shown is None:
            return True
        ends = self._word_ends()
        # Before the first layout there are no rows to count: nothing is uncovered yet.
        if words is None or (ends and self._shown + words >= sum(map(len, ends))):
            self._shown = None
        elif ends:
            self._shown += words
        self.refresh()
        return self._shown is None

    @property
    def row_spoken(self) -> int:
        """The row of the bubble, from its top, in which the last uncovered word stands."""
        if self._shown is None:
            return max(0, self.size.height - 1)
        left = self._shown
        for row, words in enumerate(self._word_ends()):
            left -= len(words)
            if left <= 0 and row >= _HEADING_ROWS:
                return row
        return _HEADING_ROWS

    def render_line(self, y: int) -> Strip:
        strip = super().render_line(y)
        if self._shown is None or y < _HEADING_ROWS:
            return strip
        ends = self._word_ends()
        spoken = self._shown - sum(len(row) for row in ends[:y])
        here = ends[y] if y < len(ends) else []
        if spoken >= len(here):
            return strip
        cut = here[spoken - 1] if spoken > 0 else 0
        return strip.crop(0, cut).extend_cell_length(strip.cell_length, self.visual_style.rich_style)

    def _word_ends(self) -> list[list[int]]:
        """For each row, the cell at which each of its words ends; the heading counts as having none."""
        width = self.size.width
        if not width:
            return []
        if self._ends[0] != width:
            # Not from what is painted: this is also asked for while laying out, before anything is.
            rows = Visual.to_strips(self, self.visual, width, None, self.visual_style, apply_selection=False)
            self._ends = (
                width,
                [_word_cells(row) if y >= _HEADING_ROWS else [] for y, row in enumerate(rows)],
            )
        return self._ends[1]


def _word_cells(strip: Strip) -> list[int]:
    text = strip.text
    return [cell_len(text[: match.end()]) for match in _WORD.finditer(text)]
