"""Stores that cannot be used: each says what is wrong and what to do, and is left as it was found."""

import os
import shutil
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.records import sqlite
from engine.records.attempts import Event, NewAttempt
from engine.records.errors import ConflictError, StoreProblem, UnknownAttemptError
from engine.records.home import Home
from engine.records.store import Store

At = Callable[[int], datetime]
New = Callable[..., NewAttempt]

posix = pytest.mark.skipif(sys.platform == "win32", reason="permissions and pipes as POSIX has them")


def problem(where: Home | Path, *, read_only: bool = False) -> StoreProblem:
    """What is said when this is opened; it must be, and its words must be fit for any terminal."""
    with pytest.raises(StoreProblem) as caught:
        Store.open(where, read_only=read_only, busy_seconds=0).close()
    said = caught.value
    assert said.what.endswith(".")
    assert said.do.endswith(".")
    assert str(said) == f"{said.what} {said.do}"
    assert str(said).isprintable()
    assert said.path is not None
    assert said.path.name in said.what
    assert str(said.path.parent) not in said.without_path
    assert said.without_path.endswith(".")
    return said


@pytest.fixture
def closed(home: Home, new: New, at: At) -> Path:
    """A store with one attempt of fifty events, closed in good order."""
    with Store.open(home) as store:
        store.begin(new(), [Event(n, "reply", at(n), {"reply": "sorry", "n": n}) for n in range(50)])
    return home.attempts


# --- What is not a store ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [
        b"Dear diary\n" * 500,
        b"x",
        b"x" * 511,
        b"x" * 512,
        b"SQLite format 3\0",
        b"SQLite format 3\0" + b"\xff" * 5000,
    ],
)
@pytest.mark.parametrize("read_only", [False, True])
def test_another_kind_of_file_is_left_alone(tmp_path: Path, content: bytes, read_only: bool) -> None:
    path = tmp_path / "attempts.sqlite3"
    path.write_bytes(content)
    said = problem(path, read_only=read_only)
    assert said.code in ("not-a-store", "corrupt")
    assert "all together" in said.do
    assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("table", ["songs", "alembic_version", "attempts"])
def test_another_program_s_database_is_left_alone(tmp_path: Path, table: str) -> None:
    path = tmp_path / "attempts.sqlite3"
    with closing(sqlite3.connect(path)) as other:
        other.execute(f"CREATE TABLE {table} (version_num TEXT)")
        other.execute(f"INSERT INTO {table} VALUES ('0001')")
        other.commit()
    before = path.read_bytes()
    assert problem(path).code == "not-a-store"
    assert path.read_bytes() == before


def test_an_empty_file_becomes_a_store(tmp_path: Path, new: New) -> None:
    path = tmp_path / "attempts.sqlite3"
    path.touch()
    assert problem(path, read_only=True).code == "no-store"
    with Store.open(path) as store:
        assert store.begin(new()).id == 1


def test_a_folder_in_the_store_s_place(tmp_path: Path) -> None:
    for read_only in (False, True):
        assert problem(tmp_path, read_only=read_only).code == "not-a-file"


@posix
def test_a_pipe_in_the_store_s_place_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for read_only in (False, True):
        assert problem(tmp_path / "pipe", read_only=read_only).code == "not-a-file"


@posix
def test_links(tmp_path: Path, new: New) -> None:
    nowhere = tmp_path / "nowhere.sqlite3"
    nowhere.symlink_to(tmp_path / "gone" / "x")
    for read_only in (False, True):
        assert problem(nowhere, read_only=read_only).code == "unusable-path"
    somewhere = tmp_path / "somewhere.sqlite3"
    somewhere.symlink_to(tmp_path / "real.sqlite3")
    Store.open(tmp_path / "real.sqlite3").close()
    with Store.open(somewhere) as store:
        store.begin(new())
    with Store.open(tmp_path / "real.sqlite3") as store:
        assert len(store.attempts()) == 1


# --- What is not there -----------------------------------------------------------------------------


def test_nothing_recorded_yet(home: Home) -> None:
    said = problem(home, read_only=True)
    assert said.code == "no-store"
    assert "moodline play" in said.do
    assert not home.folder.exists()


def test_a_missing_folder(tmp_path: Path) -> None:
    assert problem(tmp_path / "gone" / "attempts.sqlite3").code == "unusable-path"


def test_a_file_where_the_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("mine")
    assert problem(Home(tmp_path / "data")).code == "not-a-folder"
    assert problem(Home(tmp_path / "data"), read_only=True).code == "not-a-folder"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a folder in which nobody can make anything")
def test_a_folder_where_nothing_can_be_made() -> None:
    assert problem(Home(Path("/proc/moodline"))).code in ("unusable-path", "denied")


@posix
def test_control_characters_in_a_path_do_not_reach_the_terminal(tmp_path: Path) -> None:
    (tmp_path / "a\x1b]0;pwned\x07").write_text("")
    with pytest.raises(StoreProblem) as caught:
        Store.open(Home(tmp_path / "a\x1b]0;pwned\x07"))
    assert str(caught.value).isprintable()
    assert r"a\x1b]0;pwned\x07" in str(caught.value)


def test_a_journal_without_its_store_is_not_thrown_away(tmp_path: Path) -> None:
    journal = tmp_path / "attempts.sqlite3-wal"
    journal.write_bytes(b"the newest replies")
    assert problem(tmp_path / "attempts.sqlite3").code == "left-over"
    assert journal.read_bytes() == b"the newest replies"


def test_a_store_that_another_process_makes_meanwhile_is_no_lost_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "attempts.sqlite3"
    has_journal = sqlite.has_journal

    def after_another_was_quicker(store: Path) -> bool:
        if not store.exists():
            path.touch()
            path.with_name(f"{path.name}-journal").write_bytes(b"being written")
        return has_journal(store)

    monkeypatch.setattr(sqlite, "has_journal", after_another_was_quicker)
    sqlite.make_file(path)


@posix
def test_a_store_that_is_deleted_or_replaced_during_a_call(
    store: Store, home: Home, new: New, at: At
) -> None:
    attempt = store.begin(new())
    home.attempts.rename(home.folder / "elsewhere")
    with pytest.raises(StoreProblem, match="moved, replaced or deleted") as caught:
        store.append(attempt.id, 0, "reply", at(1), {})
    assert caught.value.code == "moved"
    assert str(home.folder) in str(caught.value)
    assert str(home.folder) not in caught.value.without_path
    shutil.copy(home.folder / "elsewhere", home.attempts)
    with pytest.raises(StoreProblem, match="moved, replaced or deleted"):
        store.append(attempt.id, 0, "reply", at(1), {})
    (home.folder / "elsewhere").rename(home.attempts)
    store.append(attempt.id, 0, "reply", at(1), {})


# --- What may not be written -----------------------------------------------------------------------


@posix
def test_a_folder_that_may_not_be_written(ordinary_folder: Path) -> None:
    ordinary_folder.chmod(0o500)
    said = problem(ordinary_folder / "attempts.sqlite3")
    assert said.code == "denied"
    assert "MOODLINE_HOME" in said.do


@posix
def test_a_folder_that_may_not_be_entered(ordinary_folder: Path) -> None:
    Store.open(Home(ordinary_folder / "data")).close()
    (ordinary_folder / "data").chmod(0)
    for read_only in (False, True):
        assert problem(ordinary_folder / "data" / "attempts.sqlite3", read_only=read_only).code == "denied"
    assert problem(Home(ordinary_folder / "data")).code == "denied"
    (ordinary_folder / "data").chmod(0o700)


@posix
def test_a_store_that_may_only_be_read(ordinary_folder: Path, new: New) -> None:
    path = ordinary_folder / "attempts.sqlite3"
    with Store.open(path) as store:
        store.begin(new())
    path.chmod(0o400)
    assert problem(path).code == "read-only"
    with Store.open(path, read_only=True) as store:
        assert len(store.attempts()) == 1


@posix
def test_a_store_that_may_not_even_be_read(ordinary_folder: Path) -> None:
    path = ordinary_folder / "attempts.sqlite3"
    Store.open(path).close()
    path.chmod(0)
    for read_only in (False, True):
        assert problem(path, read_only=read_only).code == "denied"


@posix
def test_a_store_in_a_read_only_folder_can_still_be_read(ordinary_folder: Path, new: New, at: At) -> None:
    path = ordinary_folder / "attempts.sqlite3"
    with Store.open(path) as store:
        attempt = store.begin(new())
        store.append(attempt.id, 0, "reply", at(1), {"reply": "sorry"})
    before = path.read_bytes()
    ordinary_folder.chmod(0o500)
    assert problem(path).code == "read-only"
    with Store.open(path, read_only=True) as store:
        assert store.load(attempt.id).events[0].payload == {"reply": "sorry"}
        with pytest.raises(StoreProblem) as caught:
            store.begin(new())
        assert caught.value.code == "read-only"
    ordinary_folder.chmod(0o700)
    assert path.read_bytes() == before


@posix
def test_a_store_that_was_killed_in_a_read_only_folder(ordinary_folder: Path, new: New, at: At) -> None:
    first, copy = ordinary_folder / "first.sqlite3", ordinary_folder / "copy" / "attempts.sqlite3"
    copy.parent.mkdir()
    with Store.open(first) as store:
        attempt = store.begin(new())
        store.append(attempt.id, 0, "reply", at(1), {"reply": "sorry"})
        for suffix in (
            "",
            "-wal",
        ):  # While it is open: what a kill leaves behind.
            copy.with_name(copy.name + suffix).write_bytes(first.with_name(first.name + suffix).read_bytes())
    copy.parent.chmod(0o500)
    said = problem(copy, read_only=True)
    assert said.code == "read-only"
    assert "Copy" in said.do
    copy.parent.chmod(0o700)
    with Store.open(copy, read_only=True) as store:
        assert len(store.load(attempt.id).events) == 1


def test_a_reader_cannot_write(closed: Path, new: New, at: At) -> None:
    with Store.open(closed, read_only=True) as store:
        for write in (lambda: store.begin(new()), lambda: store.append(1, 50, "reply", at(50), {})):
            with pytest.raises(StoreProblem) as caught:
                write()
            assert caught.value.code == "read-only"
        assert len(store.load(1).events) == 50


# --- What others are using -------------------------------------------------------------------------


def test_a_locked_store_can_be_used_again_when_it_is_free(home: Home, store: Store, new: New, at: At) -> None:
    attempt = store.begin(new())
    with closing(sqlite3.connect(home.attempts, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreProblem, match="another program") as caught:
            store.append(attempt.id, 0, "reply", at(1), {})
        assert caught.value.code == "locked"
        assert problem(home).code == "locked"
        other.execute("ROLLBACK")
    store.append(attempt.id, 0, "reply", at(1), {})
    assert len(store.load(attempt.id).events) == 1


# --- What is damaged -------------------------------------------------------------------------------


def test_a_truncated_store(closed: Path) -> None:
    cut = closed.read_bytes()[:-4096]
    closed.write_bytes(cut)
    for read_only in (False, True):
        said = problem(closed, read_only=read_only)
        assert said.code == "corrupt"
        assert "left them as they are" in said.what
    assert closed.read_bytes() == cut


def test_damage_inside_is_found_by_the_check(closed: Path) -> None:
    content = bytearray(closed.read_bytes())
    page = content.index(b'{"reply":') // 4096 * 4096
    content[page : page + 4096] = b"\xa5" * 4096
    closed.write_bytes(content)
    with Store.open(closed) as store, pytest.raises(StoreProblem, match="damaged") as caught:
        store.check()
    assert caught.value.code == "corrupt"
    assert closed.read_bytes() == content


def test_rows_that_refer_to_nothing_are_found_by_the_check(closed: Path) -> None:
    with closing(sqlite3.connect(closed)) as raw:
        raw.execute("DELETE FROM attempts")
        raw.commit()
    with Store.open(closed) as store, pytest.raises(StoreProblem, match="not there"):
        store.check()


@settings(max_examples=50, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_whatever_a_disk_does_to_a_store_it_is_a_problem_in_words(
    closed: Path, new: New, at: At, tmp_path: Path, data: st.DataObject
) -> None:
    content = bytearray(closed.read_bytes())
    for _ in range(data.draw(st.integers(1, 6))):
        start = data.draw(st.integers(0, len(content) - 1) | st.integers(0, 120))
        junk = data.draw(st.binary(min_size=1, max_size=40))
        content[start : start + len(junk)] = junk
    hurt = tmp_path / "hurt.sqlite3"
    hurt.write_bytes(content)
    for beside in ("-wal", "-shm", "-journal"):
        hurt.with_name(hurt.name + beside).unlink(missing_ok=True)
    for read_only in (True, False):
        said = ""
        try:
            with Store.open(hurt, read_only=read_only, busy_seconds=0) as store:
                for attempt in (*store.attempts(), *(each.last for each in store.history().values())):
                    store.load(attempt.id)
                if not read_only:
                    store.append(1, 50, "reply", at(50), {})
                    store.begin(new())
                store.check()
        except StoreProblem as problem:
            said = str(problem)
        assert not said or said.isprintable()


# --- Newer ones ------------------------------------------------------------------------------------


def test_a_newer_moodline_s_store_is_left_alone(closed: Path) -> None:
    with closing(sqlite3.connect(closed)) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
        raw.commit()
    before = closed.read_bytes()
    for read_only in (False, True):
        said = problem(closed, read_only=read_only)
        assert said.code == "newer-store"
        assert "Update Moodline" in said.do
    assert closed.read_bytes() == before


def test_problems_survive_a_trip_between_processes() -> None:
    import pickle

    for said in (
        StoreProblem("locked", "It is locked.", "Wait.", Path("x")),
        ConflictError("Someone else.", "Reload.", Path("x")),
        UnknownAttemptError(9, Path("x")),
    ):
        back = pickle.loads(pickle.dumps(said))
        assert type(back) is type(said)
        assert (back.code, str(back), back.path) == (said.code, str(said), said.path)
