"""What all tests of the screens have: scenarios of their own if they ask, the same time zone everywhere."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.scenario import library
from engine.scenario.library import headers


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is taken for that of the scenarios that come with Moodline; empty."""
    folder = tmp_path / "shipped"
    folder.mkdir()
    monkeypatch.setattr(library, "headers", lambda own=(), _shipped=None: headers(own, folder))
    return folder


@pytest.fixture(autouse=True)
def in_utc(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in ("NO_COLOR", "TEXTUAL_ANIMATIONS", "MOODLINE_REDUCED_MOTION"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TZ", "UTC")
    if hasattr(time, "tzset"):
        time.tzset()
    yield
    monkeypatch.undo()
    if hasattr(time, "tzset"):
        time.tzset()
