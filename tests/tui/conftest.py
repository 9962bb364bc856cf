"""What all tests of the front ends have: no test waits for the clock."""

from collections.abc import Iterator

import pytest

from tests.tui.looked_ahead_once import looked_ahead_once
from tests.tui.parsed_once import parsed_once
from tests.tui.skipping import skipping


@pytest.fixture(scope="module", autouse=True)
def no_waiting() -> Iterator[None]:
    with skipping(), parsed_once(), looked_ahead_once():
        yield
