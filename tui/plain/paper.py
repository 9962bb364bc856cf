"""What plain text is written on: lines that are never taken back."""

import textwrap
from typing import Final, TextIO

from tui.widgets.safe_text import one_line

WIDEST: Final = 100
"""Longer lines are hard to read, however wide the terminal."""


class Paper:
    """Append-only output: no box drawing, no colour, no cursor movement, nothing that a terminal would obey.

    On a terminal, lines are wrapped between words. Elsewhere each paragraph is one line, whatever the width
    of the terminal it was started from: so the same call gives the same bytes.
    """

    def __init__(self, out: TextIO, width: int | None = None) -> None:
        self._out = out
        self._width = None if width is None else max(20, min(width, WIDEST))
        self._blank = True
        self._prompted = False

    def say(self, text: str, hang: str = "") -> None:
        """Write a paragraph; ``hang`` is put before it and its further lines are indented as far."""
        text = one_line(text)
        if self._width is None or len(hang) + len(text) <= self._width:
            self._write(hang + text)
            return
        wrapped = textwrap.wrap(
            text,
            max(self._width, len(hang) + 10),
            initial_indent=hang,
            subsequent_indent=" " * len(hang),
            break_long_words=False,
            break_on_hyphens=False,
        )
        for line in wrapped:
            self._write(line)

    def gap(self) -> None:
        """Leave one empty line, unless there is one already."""
        self._end_prompt()
        if not self._blank:
            self._write("")

    def heading(self, text: str) -> None:
        """A line on its own with space before it."""
        self.gap()
        self.say(text)

    def prompt(self, text: str) -> None:
        """Write something after which the person at the keyboard types."""
        self._out.write(one_line(text) + " ")
        self.flush()
        self._prompted = True

    def entered(self) -> None:
        """They have typed, and their Enter has ended the line."""
        self._prompted, self._blank = False, True

    def flush(self) -> None:
        """Make sure that all of it can be read."""
        self._out.flush()

    def _end_prompt(self) -> None:
        """Leave the line of a prompt that nobody answered."""
        if self._prompted:
            self._prompted = False
            self._out.write("\n")
            self._blank = False

    def _write(self, line: str) -> None:
        self._end_prompt()
        self._out.write(line.rstrip() + "\n")
        self._blank = not line
