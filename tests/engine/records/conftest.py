import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from engine.records.attempts import NewAttempt
from engine.records.home import Home
from engine.records.store import Store

ROOT = Path(__file__).parents[3]
NOBODY = 65534


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "moodline")


@pytest.fixture
def store(home: Home) -> Iterator[Store]:
    with Store.open(home, busy_seconds=0.05) as opened:
        yield opened


@pytest.fixture(scope="session")
def at() -> Callable[[int], datetime]:
    """The moment that lies so many seconds after a call began."""
    began = datetime(2026, 11, 21, 9, 30, 0, 123456, tzinfo=UTC)
    return lambda seconds: began + timedelta(seconds=seconds)


@pytest.fixture(scope="session")
def new(at: Callable[[int], datetime]) -> Callable[..., NewAttempt]:
    def make(**changes: Any) -> NewAttempt:
        usual: dict[str, Any] = {
            "scenario_id": "entitled-caller",
            "title": "The entitled caller",
            "scenario_text": "moodline: 1\nid: entitled-caller\n",
            "scenario_fingerprint": "f00d",
            "model_text": "moodline-model: 1\n",
            "model_fingerprint": "beef",
            "seed": 7,
            "agent": "Zoë",
            "mode": "standard",
            "format_version": 1,
            "model_version": 1,
            "journal_version": 1,
            "began_at": at(0),
        }
        return NewAttempt(**usual | changes)

    return make


@pytest.fixture
def python() -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Start a Python of its own with a script and arguments; what is still running at the end is killed."""
    started: list[subprocess.Popen[str]] = []

    def start(script: str, *arguments: object, before: tuple[str, ...] = ()) -> subprocess.Popen[str]:
        command = [*before, sys.executable, "-c", script, *map(str, arguments)]
        child = subprocess.Popen(
            command,
            cwd=ROOT,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        started.append(child)
        return child

    yield start
    for child in started:
        child.kill()
        child.communicate()


@pytest.fixture
def ordinary_folder(tmp_path: Path) -> Iterator[Path]:
    """A folder, and for the length of the test the rights of an ordinary user: root may do anything."""
    if sys.platform == "win32" or os.geteuid() != 0:
        yield tmp_path
        return
    Store.open(tmp_path / "warm.sqlite3").close()  # What is imported late may lie where only root can read.
    folder = Path(tempfile.mkdtemp())
    os.chown(folder, NOBODY, NOBODY)
    os.seteuid(NOBODY)
    try:
        yield folder
    finally:
        os.seteuid(0)
        shutil.rmtree(folder)
