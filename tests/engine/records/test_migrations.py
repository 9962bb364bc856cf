"""Older stores become newer ones, and the steps build what the program expects."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from engine.records import migrate, opening, schema, sqlite
from engine.records.attempts import NewAttempt
from engine.records.errors import StoreProblem
from engine.records.store import Store

At = Callable[[int], datetime]
New = Callable[..., NewAttempt]

NEXT = """
import sqlalchemy as sa
from alembic import op
revision = "0004"
down_revision = "0003"
def upgrade():
    with op.batch_alter_table("attempts") as attempts:
        attempts.add_column(sa.Column("team", sa.String))
        attempts.alter_column("agent", existing_type=sa.String, nullable=True)
"""


def structure(path: Path) -> dict[str, Any]:
    """Tables with columns, keys and indexes as SQLite itself sees them, whatever the wording of the SQL."""
    seen: dict[str, Any] = {}
    with closing(sqlite3.connect(path)) as raw:
        for name, statement in raw.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'table'"
        ).fetchall():
            seen[name] = {
                each: sorted(raw.execute(f"SELECT * FROM pragma_{each}('{name}')").fetchall(), key=str)
                for each in ("table_info", "foreign_key_list", "index_list")
            }
            seen[name]["constraints"] = sorted(
                part.split()[1]
                for part in (statement or "").split("\n")
                if part.strip().startswith("CONSTRAINT")
            )
            seen[name]["autoincrement"] = "AUTOINCREMENT" in (statement or "")
    return seen


def migrated(path: Path) -> Path:
    """A store made by every migration in turn, from nothing."""
    engine = sqlite.engine_for(path, writable=True, busy_seconds=0)
    with sqlite.tables_may_move(engine) as connection:
        migrate.migrate(connection, None)
        sqlite.mark_as_ours(connection)
    engine.dispose()
    return path


@pytest.fixture
def next_moodline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A Moodline with one more step than this one has; gives the folder of its steps."""
    folder = tmp_path / "migrations"
    shutil.copytree(migrate.MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "versions" / "v0004_team.py").write_text(NEXT)
    monkeypatch.setattr(opening, "REVISIONS", (*schema.REVISIONS, "0004"))
    monkeypatch.setattr(migrate.migrate, "__defaults__", (folder,))
    return folder


def test_the_migrations_build_the_tables_of_the_program(tmp_path: Path) -> None:
    (tmp_path / "migrated.sqlite3").touch()
    by_steps = migrated(tmp_path / "migrated.sqlite3")
    Store.open(tmp_path / "made.sqlite3").close()
    assert structure(by_steps) == structure(tmp_path / "made.sqlite3")


def test_alembic_too_sees_no_difference(tmp_path: Path) -> None:
    path = tmp_path / "migrated.sqlite3"
    path.touch()
    engine = create_engine(f"sqlite:///{migrated(path)}")
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, schema.metadata) == []
    engine.dispose()


def test_a_migrated_store_works(tmp_path: Path, new: New, at: At) -> None:
    path = tmp_path / "migrated.sqlite3"
    path.touch()
    with Store.open(migrated(path)) as store:
        attempt = store.begin(new())
        store.append(attempt.id, 0, "reply", at(1), {"reply": "sorry"})
        assert store.load(attempt.id).events[0].payload == {"reply": "sorry"}
        store.check()


def test_the_program_knows_its_steps_by_name() -> None:
    script = ScriptDirectory(str(migrate.MIGRATIONS))
    steps = [step.revision for step in script.walk_revisions()]
    assert tuple(reversed(steps)) == schema.REVISIONS
    assert script.get_heads() == [schema.REVISIONS[-1]]


@pytest.mark.usefixtures("next_moodline")
def test_an_older_store_is_brought_up_to_date_with_all_that_is_in_it(
    tmp_path: Path, new: New, at: At, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "attempts.sqlite3"
    with monkeypatch.context() as earlier:
        earlier.setattr(opening, "REVISIONS", schema.REVISIONS)
        with Store.open(path) as store:
            attempt = store.begin(new())
            store.append(attempt.id, 0, "reply", at(1), {"reply": "sorry"})
            before = store.load(attempt.id)
    shutil.copy(path, tmp_path / "copy.sqlite3")
    with Store.open(tmp_path / "copy.sqlite3", read_only=True) as store:
        assert store.load(attempt.id) == before
    for _ in range(2):
        with Store.open(path) as store:
            assert store.load(attempt.id) == before
            store.check()
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute("SELECT version_num FROM alembic_version").fetchall() == [("0004",)]
        assert raw.execute("SELECT team FROM attempts").fetchall() == [(None,)]
    with Store.open(path) as store, store._engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1


@pytest.mark.usefixtures("next_moodline")
def test_an_older_store_that_cannot_be_brought_up_to_date_is_refused_to_read(
    tmp_path: Path, new: New, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "attempts.sqlite3"
    with monkeypatch.context() as earlier:
        earlier.setattr(opening, "REVISIONS", schema.REVISIONS)
        with Store.open(path) as store:
            store.begin(new())
    before = path.read_bytes()

    def nothing_may_be_written(*_: object) -> None:
        raise StoreProblem("read-only", "Nothing may be written there.", "", path)

    monkeypatch.setattr(opening, "_bring_up_to_date", nothing_may_be_written)
    with pytest.raises(StoreProblem) as caught:
        Store.open(path, read_only=True)
    assert caught.value.code == "older-store"
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "mistake",
    ["raise OSError('power cut')", "op.execute('DELETE FROM texts')"],
    ids=["an interruption", "rows that refer to nothing"],
)
def test_a_migration_that_fails_changes_nothing(
    tmp_path: Path, new: New, at: At, next_moodline: Path, mistake: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "attempts.sqlite3"
    with monkeypatch.context() as earlier:
        earlier.setattr(opening, "REVISIONS", schema.REVISIONS)
        with Store.open(path) as store:
            store.begin(new())
    before = structure(path)
    step = next_moodline / "versions" / "v0004_team.py"
    step.write_text(NEXT + f"    {mistake}\n")
    with pytest.raises((StoreProblem, OSError)):
        Store.open(path)
    assert structure(path) == before
    monkeypatch.setattr(opening, "REVISIONS", schema.REVISIONS)
    with Store.open(path) as store:
        assert len(store.attempts()) == 1
        store.check()
