"""What only the store on disk does: it lasts, keeps texts once, notices damage, serves several threads."""

import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from engine.records import sqlite
from engine.records.attempts import NewAttempt, Standing
from engine.records.errors import StoreProblem
from engine.records.home import Home
from engine.records.store import Store

At = Callable[[int], datetime]
New = Callable[..., NewAttempt]


def rows(path: Path, statement: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as raw:
        return raw.execute(statement).fetchall()


def change(path: Path, statement: str) -> None:
    """Change a store behind its back, as a failing disk or a curious hand would."""
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        assert raw.execute(statement).rowcount != 0


def test_a_new_store_is_the_owner_s_alone(home: Home) -> None:
    Store.open(home).close()
    assert home.attempts.is_file()
    if os.name == "posix":
        assert stat.S_IMODE(home.attempts.stat().st_mode) == 0o600


def test_attempts_are_there_on_another_day(home: Home, new: New, at: At) -> None:
    with Store.open(home) as store:
        attempt = store.begin(new())
        store.append(attempt.id, 0, "reply", at(1), {"reply": "sorry"}, standing=Standing(1, 50, 10, 20))
        before = store.load(attempt.id)
    with Store.open(home) as store:
        assert store.load(attempt.id) == before
        assert store.begin(new()).id == attempt.id + 1


def test_a_number_is_never_given_twice(home: Home, new: New) -> None:
    with Store.open(home) as store:
        assert [store.begin(new()).id for _ in range(2)] == [1, 2]
    change(home.attempts, "DELETE FROM attempts WHERE id = 2")
    with Store.open(home) as store:
        assert store.begin(new()).id == 3


def test_each_text_is_kept_once(home: Home, new: New) -> None:
    with Store.open(home) as store:
        for text in ("old", "old", "new", "old"):
            store.begin(new(scenario_text=text, scenario_fingerprint=text))
        assert [store.load(n).scenario_text for n in (1, 2, 3, 4)] == ["old", "old", "new", "old"]
    assert sorted(rows(home.attempts, "SELECT kind, body FROM texts")) == [
        ("model", "moodline-model: 1\n"),
        ("scenario", "new"),
        ("scenario", "old"),
    ]


def test_a_text_that_is_not_the_one_stored_is_not_played(home: Home, new: New) -> None:
    with Store.open(home) as store:
        attempt = store.begin(new())
    change(home.attempts, "UPDATE texts SET body = body || ' ' WHERE kind = 'scenario'")
    with (
        Store.open(home) as store,
        pytest.raises(StoreProblem, match="not the one that was stored") as caught,
    ):
        store.load(attempt.id)
    assert caught.value.code == "corrupt"


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM events WHERE n = 0",
        "DELETE FROM events WHERE n = 1",
        "UPDATE events SET payload = '{\"reply\":' WHERE n = 1",
        "UPDATE events SET payload = '{\"reply\": 0.5}' WHERE n = 1",
        "UPDATE events SET payload = '[]' || payload WHERE n = 1",
        "UPDATE events SET at = 'yesterday'",
        "UPDATE events SET at = '2026-11-21T09:30:00'",
        "UPDATE events SET kind = CAST(x'ff' AS TEXT)",
        "UPDATE attempts SET uuid = 'none'",
    ],
)
def test_a_journal_that_cannot_be_read_is_said_to_be_damaged(
    home: Home, new: New, at: At, damage: str
) -> None:
    with Store.open(home) as store:
        attempt = store.begin(new())
        for n in range(2):
            store.append(attempt.id, n, "reply", at(n), {"reply": "sorry"})
    change(home.attempts, damage)
    with Store.open(home) as store, pytest.raises(StoreProblem, match="Restore a backup") as caught:
        store.load(attempt.id)
    assert caught.value.code == "corrupt"


def test_threads_may_share_a_store(store: Store, new: New, at: At) -> None:
    def play(_: int) -> int:
        attempt = store.begin(new())
        for n in range(10):
            store.append(attempt.id, n, "reply", at(n), {"of": attempt.id})
        return attempt.id

    with ThreadPoolExecutor(4) as pool:
        played = list(pool.map(play, range(4)))
    for attempt_id in played:
        assert [event.payload["of"] for event in store.load(attempt_id).events] == [attempt_id] * 10


def test_reading_waits_for_nobody(home: Home, store: Store, new: New) -> None:
    store.begin(new())
    with closing(sqlite3.connect(home.attempts, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("UPDATE attempts SET agent = 'someone else'")
        assert store.attempts()[0].agent == "Zoë"
        with Store.open(home, read_only=True, busy_seconds=0) as reader:
            assert reader.attempts()[0].agent == "Zoë"


def test_every_commit_is_synced(tmp_path: Path) -> None:
    Store.open(tmp_path / "a.sqlite3").close()
    engine = sqlite.engine_for(tmp_path / "a.sqlite3", writable=True, busy_seconds=0.25)
    with engine.connect() as connection:
        asked = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "fullfsync", "foreign_keys", "busy_timeout")
        }
    engine.dispose()
    assert asked == {
        "journal_mode": "wal",
        "synchronous": 3,
        "fullfsync": 1,
        "foreign_keys": 1,
        "busy_timeout": 250,
    }


def test_a_store_looked_at_while_it_is_made_gets_its_wal_later(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite3"
    Store.open(path).close()
    change(path, "PRAGMA journal_mode=DELETE")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT * FROM attempts").fetchall()
        Store.open(path, busy_seconds=0).close()
    assert rows(path, "PRAGMA journal_mode") == [("delete",)]
    Store.open(path).close()
    assert rows(path, "PRAGMA journal_mode") == [("wal",)]


def test_a_sound_store_passes_its_check(store: Store, new: New, at: At) -> None:
    attempt = store.begin(new())
    store.append(attempt.id, 0, "reply", at(1), {})
    store.check()


def test_the_list_needs_no_journals(home: Home, new: New, at: At) -> None:
    with Store.open(home) as store:
        attempt = store.begin(new())
        store.append(attempt.id, 0, "reply", at(1), {}, standing=Standing(1, 72, 8, 30))
    change(home.attempts, "UPDATE events SET payload = 'unreadable'")
    with Store.open(home) as store:
        assert store.attempts()[0].standing == Standing(1, 72, 8, 30)


def test_what_front_ends_need_at_the_start_loads_no_database(
    python: Callable[..., subprocess.Popen[str]],
) -> None:
    script = (
        "import sys, engine.records.home, engine.records.errors, engine.records.memory\n"
        "engine.records.home.find_home({'MOODLINE_HOME': '/x'})\n"
        "print(*{'sqlalchemy', 'alembic', 'sqlite3', 'pydantic', 'textual', 'rich'} & set(sys.modules))"
    )
    assert python(script).communicate() == ("\n", "")


def test_a_store_that_is_up_to_date_is_opened_without_alembic(
    home: Home, python: Callable[..., subprocess.Popen[str]]
) -> None:
    script = (
        "import sys; from pathlib import Path; from engine.records.store import Store\n"
        "Store.open(Path(sys.argv[1])).close(); Store.open(Path(sys.argv[1])).close()\n"
        "print(*{'alembic', 'pydantic', 'textual', 'rich'} & set(sys.modules))"
    )
    home.make()
    assert python(script, home.attempts).communicate() == ("\n", "")


@pytest.mark.skipif(sys.platform == "win32", reason="names that Windows does not have")
@pytest.mark.parametrize("name", ["a b#c?d%20e.sqlite3", "Übung 🎧.sqlite3", "\udcff.sqlite3", ":memory:"])
def test_any_file_name_will_do(tmp_path: Path, new: New, name: str) -> None:
    path = tmp_path / name
    with Store.open(path) as store:
        store.begin(new())
    assert path.is_file()
    with Store.open(path, read_only=True) as store:
        assert len(store.attempts()) == 1
