"""The page of the documentation that shows the tables. People write its prose; each section has a part of it
between two comments, which is written anew when the section is measured with ``--write``."""

from datetime import date
from pathlib import Path

from tests.benchmarks.tables import Table
from tools.docs.blocks import table as markdown_table

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "measurements.md"


class NoPlaceForIt(ValueError):
    """The page has no part for a section."""


def write(table: Table, made: str, page: Path = PAGE) -> None:
    """Put the section's table on the page; ``made`` says where it was measured. The rest stays as it is.

    Raises:
        NoPlaceForIt: the page has no part for the section.
    """
    before, begins, rest = page.read_text(encoding="utf-8").partition(f"<!-- made: {table.name} -->\n")
    _, ends, after = rest.partition("<!-- end -->")
    if not begins or not ends:
        raise NoPlaceForIt(f"{page} has no part for {table.name}")
    today = date.today().isoformat()  # noqa: DTZ011 - the day on the clock of whoever measures
    parts = [markdown_table(table.headings, [row.cells() for row in table.rows]), *table.notes]
    parts.append(f"*Measured {today}: {made}.*")
    text = "\n\n".join([before + begins, *parts, ends + after]).replace(f"{begins}\n\n", f"{begins}\n")
    page.write_text(text, encoding="utf-8", newline="\n")
