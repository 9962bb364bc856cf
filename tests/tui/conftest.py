"""What all tests of the front ends have: a data folder, the command line on it, no waiting for the clock."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.tui.looked_ahead_once import looked_ahead_once
from tests.tui.parsed_once import parsed_once
from tests.tui.running import Moodline
from tests.tui.skipping import skipping


@pytest.fixture(scope="module", autouse=True)
def no_waiting() -> Iterator[None]:
    with skipping(), parsed_once(), looked_ahead_once():
        yield


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A data folder that is not there yet."""
    return tmp_path / "home"


@pytest.fixture
def moodline(home: Path, monkeypatch: pytest.MonkeyPatch) -> Moodline:
    """The command line, on that data folder."""
    return Moodline(home, monkeypatch)
