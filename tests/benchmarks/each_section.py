"""Every section of the benchmarks runs. ``make sections`` does this, and so does ``make check``; it is no
part of the suite, since it takes as long as hundreds of its tests. How fast anything is, is not asked."""

import pytest

from tests.benchmarks.__main__ import SECTIONS, section
from tests.benchmarks.tables import as_text


@pytest.mark.parametrize("name", SECTIONS)
def test_each_section_runs(name: str) -> None:
    table = section(name).measure(tiny=True)
    assert table.name == name
    assert table.rows or "Not measured" in table.how
    assert all(row.cells()[1] for row in table.rows)
    assert table.title in as_text(table)
