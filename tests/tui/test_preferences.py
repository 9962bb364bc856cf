"""What is remembered from one evening to the next."""

import json
from pathlib import Path

import pytest

from engine.records.errors import StoreProblem
from engine.records.home import Home
from tui.preferences import FILE, Preferences, read_preferences, with_preferences, write_preferences
from tui.settings import Settings

CHOSEN = Preferences(theme="paper", mode="coach", agent="Zoë")


def test_what_is_written_is_read(tmp_path: Path) -> None:
    home = Home(tmp_path / "not there yet")
    assert read_preferences(home) == (Preferences(), "")
    write_preferences(home, CHOSEN)
    assert read_preferences(home) == (CHOSEN, "")
    write_preferences(home, Preferences(mode="exam"))
    assert read_preferences(home) == (Preferences(mode="exam"), "")
    assert [path.name for path in home.folder.iterdir() if path.is_file()] == [FILE]


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"", Preferences()),
        (b"\xff\xfe\x00", Preferences()),
        (b"[]", Preferences()),
        (b"[" * 100_000, Preferences()),
        (b'{"theme": 3, "mode": "coach"}', Preferences(mode="coach")),
        (b'{"mode": "expert", "agent": "Zo\xc3\xab"}', Preferences(agent="Zoë")),
        (b'{"agent": "\\u001b]52;c;\\u0007"}', Preferences(agent="]52;c;")),
        (b'{"agent": "\\ud800 Sam"}', Preferences(agent="? Sam")),
        (b'{"agent": "   "}', Preferences()),
    ],
)
def test_a_bad_file_is_ignored_and_said_to_be(tmp_path: Path, data: bytes, found: Preferences) -> None:
    (tmp_path / FILE).write_bytes(data)
    preferences, note = read_preferences(Home(tmp_path))
    assert preferences == found
    assert bool(note) == (b"agent" not in data or b"expert" in data or b"   " in data)
    assert (tmp_path / FILE).read_bytes() == data


def test_names_are_cut_and_unknown_entries_are_left_out(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(json.dumps({"agent": "x" * 500, "volume": 11}))
    preferences, note = read_preferences(Home(tmp_path))
    assert (preferences, note) == (Preferences(agent="x" * 60), "")


def test_a_folder_in_its_place_is_ignored(tmp_path: Path) -> None:
    (tmp_path / FILE).mkdir()
    assert read_preferences(Home(tmp_path))[0] == Preferences()
    with pytest.raises(OSError, match=FILE):
        write_preferences(Home(tmp_path), CHOSEN)
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == []


def test_a_data_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert read_preferences(Home(tmp_path / "file")) == (Preferences(), "")
    with pytest.raises(StoreProblem):
        write_preferences(Home(tmp_path / "file"), CHOSEN)


def test_what_is_asked_for_outright_counts_more(tmp_path: Path) -> None:
    home = Home(tmp_path)
    asked = Settings(home=home, mode="standard", chosen=frozenset({"mode"}))
    assert with_preferences(asked, CHOSEN) == Settings(
        home=home, mode="standard", theme="paper", agent="Zoë", chosen=frozenset({"mode"})
    )
    assert with_preferences(Settings(home=home), CHOSEN).mode == "coach"
