"""What was measured, and how it is shown on the terminal."""

import os
import platform
import sys
import textwrap
from dataclasses import dataclass

from tests.benchmarks.measuring import Spread

HEADINGS = ("What", "Median", "Lowest to highest", "Wanted", "Reached")


@dataclass(frozen=True)
class Row:
    """One figure."""

    what: str
    median: str
    ends: str = ""
    wanted: str = ""
    reached: bool | None = None
    """None where nothing particular is wanted."""

    def cells(self) -> tuple[str, ...]:
        """The row as the columns of HEADINGS."""
        reached = "" if self.reached is None else "yes" if self.reached else "no"
        return (self.what, self.median, self.ends, self.wanted, reached)


@dataclass(frozen=True)
class Plain:
    """A row of a table that has headings of its own."""

    words: tuple[str, ...]

    def cells(self) -> tuple[str, ...]:
        """The row as the columns of its table."""
        return self.words


@dataclass(frozen=True)
class Table:
    """What one section measured."""

    name: str
    """The section's name on the command line, and of its part of the page."""
    title: str
    how: str
    """What was done, in a sentence or two; the page says more."""
    rows: tuple[Row, ...] | tuple[Plain, ...]
    notes: tuple[str, ...] = ()
    """What belongs to these figures, as sentences."""
    headings: tuple[str, ...] = HEADINGS


def at_most(what: str, found: Spread, limit: float, form: str = "{:,.2f} ×") -> Row:
    """A figure that is to be small enough."""
    wanted = "at most " + form.format(limit)
    return Row(what, found.words(form), found.ends(form), wanted, found.median <= limit)


def at_least(what: str, found: Spread, limit: float, form: str = "{:,.0f}") -> Row:
    """A figure that is to be large enough."""
    wanted = "at least " + form.format(limit)
    return Row(what, found.words(form), found.ends(form), wanted, found.median >= limit)


def plain(what: str, found: Spread, form: str = "{:,.0f}") -> Row:
    """A figure of which nothing particular is wanted."""
    return Row(what, found.words(form), found.ends(form))


def conditions() -> str:
    """The machine, and how busy it is at this moment."""
    python = f"{platform.python_implementation()} {platform.python_version()}"
    words = f"{python}, {platform.system()} on {platform.machine()}, {os.cpu_count() or 1} cores"
    if sys.platform != "win32":
        words += f", {os.getloadavg()[0]:.1f} programs at work on them in the last minute"
    return words


def as_text(table: Table) -> str:
    """The table for a terminal."""
    rows = [table.headings, *(row.cells() for row in table.rows)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(table.headings))]
    lines = [f"{table.title} ({table.name})", *textwrap.wrap(table.how, 100), ""]
    for row in rows:
        lines.append("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
    for note in table.notes:
        lines += ["", *textwrap.wrap(note, 100)]
    return "\n".join(lines) + "\n"
