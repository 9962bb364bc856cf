"""`moodline doctor`: what is wrong is said in words, nothing is changed, and there is never a traceback."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import sys
from pathlib import Path
from typing import Any

import pytest

from engine.records.exports.outbox import Outbox
from engine.records.home import Home
from engine.records.store import Store
from tests.tui.rights import ordinary_folder
from tests.tui.running import EVERY_FEATURE, TO_THE_END, Moodline
from tui.doctor import delivery, library
from tui.doctor.findings import Finding, bytes_in_words, looked

posix = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX permissions and pipes")


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder in which two calls have been played, one of them to its end."""
    folder = tmp_path_factory.mktemp("played") / "home"
    with pytest.MonkeyPatch.context() as patch:
        moodline = Moodline(folder, patch)
        assert moodline("play", EVERY_FEATURE, "--seed", "7", typed=TO_THE_END).code == 0
        assert moodline("play", EVERY_FEATURE, "--seed", "8", typed="1\n").code == 1
    return folder


@pytest.fixture
def used(home: Path, played: Path) -> Path:
    """The same folder with those calls in it."""
    shutil.copytree(played, home)
    return home


def everything_in(folder: Path) -> dict[str, tuple[bytes, float]]:
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime)
        for path in folder.rglob("*")
        if path.is_file()
    }


def found(moodline: Moodline, *arguments: object) -> tuple[int, dict[tuple[str, str], dict[str, Any]]]:
    ran = moodline("doctor", "--json", *arguments)
    data = json.loads(ran.out)
    assert data["ok"] == (ran.code == 0)
    assert ran.err == ""
    return ran.code, {(each["part"], each["name"]): each for each in data["findings"]}


def test_where_nothing_has_been_played_nothing_is_made(moodline: Moodline, home: Path) -> None:
    ran = moodline("doctor")
    assert ran.code == 0
    assert "✓ ok    records: nothing has been recorded yet" in ran.out
    assert "it will be made with the first call" in ran.out
    assert "shipped: 3 scenarios, 3 of them can be played" in ran.out
    assert "plain text, because input is not a terminal" in ran.out
    assert not home.exists()


@pytest.mark.usefixtures("used")
def test_it_counts_attempts_and_changes_nothing(moodline: Moodline, home: Path) -> None:
    before = everything_in(home)
    code, said = found(moodline)
    assert code == 0
    assert said["data", "records"]["said"].startswith("2 attempts, 1 of them unfinished")
    assert said["data", "records"]["said"].endswith("sound")
    assert everything_in(home) == before


@pytest.mark.usefixtures("used")
def test_it_reads_a_store_that_is_in_use(moodline: Moodline, home: Path) -> None:
    with Store.open(Home(home)) as store:
        store.set_aside(1, store.load(1).attempt.began_at)
        before = set(everything_in(home))
        assert "attempts.sqlite3-wal" in before
        assert found(moodline)[1]["data", "records"]["said"].startswith("2 attempts, 1 of them")
        assert set(everything_in(home)) == before


@pytest.mark.usefixtures("used")
def test_a_store_that_was_not_closed_is_left_as_it_is(moodline: Moodline, home: Path) -> None:
    (home / "attempts.sqlite3-wal").write_bytes(b"left over")
    before = everything_in(home)
    code, said = found(moodline)
    assert (code, said["data", "records"]["level"]) == (0, "warn")
    assert "not closed properly" in said["data", "records"]["said"]
    assert everything_in(home) == before


def damaged(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[5000:9000] = b"\xa5" * 4000
    path.write_bytes(data)


def of_another_program(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE notes (text)")
    connection.close()


@pytest.mark.parametrize(
    ("break_it", "says"),
    [
        (damaged, "damaged"),
        (of_another_program, "not a store of Moodline's"),
        (lambda path: path.write_bytes(b"hello"), "not a store of Moodline's"),
        (lambda path: path.write_bytes(b"hello" * 1000), "not a store of Moodline's"),
        (lambda path: path.write_bytes(path.read_bytes()[:6000]), "damaged"),
        (lambda path: (path.unlink(), path.mkdir()), "not a file"),
    ],
)
@pytest.mark.usefixtures("used")
def test_a_broken_store_is_told_and_left(moodline: Moodline, home: Path, break_it: Any, says: str) -> None:
    break_it(home / "attempts.sqlite3")
    before = everything_in(home)
    code, said = found(moodline)
    assert code == 1
    assert said["data", "records"]["level"] == "bad"
    assert says in said["data", "records"]["said"]
    assert said["data", "records"]["do"]
    assert everything_in(home) == before
    ran = moodline("doctor")
    assert "✗ bad   records: " in ran.out
    assert "\n1 thing is broken" in ran.out


@posix
def test_a_pipe_in_the_store_s_place_is_not_waited_for(moodline: Moodline, home: Path) -> None:
    home.mkdir()
    os.mkfifo(home / "attempts.sqlite3")
    assert found(moodline)[1]["data", "records"]["level"] == "bad"


def test_a_file_where_the_folder_should_be(moodline: Moodline, home: Path) -> None:
    home.write_text("x", encoding="utf-8")
    code, said = found(moodline)
    assert code == 1
    assert "is not a folder" in said["data", "folder"]["said"]
    assert "MOODLINE_HOME" in said["data", "folder"]["do"]


def test_a_folder_that_may_not_be_used(
    moodline: Moodline, played: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = (played / "attempts.sqlite3").read_bytes()
    assert found(moodline)[0] == 0
    with ordinary_folder() as folder:
        home = folder / "home"
        home.mkdir()
        (home / "attempts.sqlite3").write_bytes(store)
        monkeypatch.setenv("MOODLINE_HOME", str(home))
        assert found(moodline)[0] == 0
        (home / "attempts.sqlite3").chmod(0o400)
        assert "may only be read" in found(moodline)[1]["data", "records"]["said"]
        (home / "attempts.sqlite3").chmod(0)
        code, said = found(moodline)
        assert (code, said["data", "records"]["level"]) == (1, "bad")
        assert "permission denied" in said["data", "records"]["said"]
        home.chmod(0o500)
        code, said = found(moodline)
        assert (code, said["data", "folder"]["level"]) == (1, "bad")
        assert "you may not write there" in said["data", "folder"]["said"]
        home.chmod(0)
        code, said = found(moodline)
        assert (code, said["data", "folder"]["level"]) == (1, "bad")
        assert ("scenarios", "doctor") not in said
        home.chmod(0o700)


@pytest.mark.parametrize(
    "chosen",
    ["/dev/null/x", "~nobody-at-all/x", "a" * 5000, "/proc/1/x"],
    ids=["device", "nobody's", "too-long", "proc"],
)
def test_whatever_the_home_is_there_is_an_answer(
    moodline: Moodline, chosen: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MOODLINE_HOME", chosen)
    monkeypatch.delenv("HOME", raising=False)
    assert moodline("doctor").code in (0, 1)


def test_scenarios_that_cannot_be_played_and_hidden_ones(moodline: Moodline, home: Path) -> None:
    own = home / "scenarios"
    own.mkdir(parents=True)
    (own / "broken.yaml").write_text("moodline: 1\nid: broken\ntitle: \x1b[31m [", encoding="utf-8")
    (own / "half.yaml").write_text(
        "moodline: 1\nid: half\ntitle: Half\ncustomer: {name: Jo}\nscenes: {}\n", encoding="utf-8"
    )
    assert moodline("new", "--title", "x", "--id", "elderly-caller", "--library").code == 0
    (own / "shifts").mkdir()
    (own / "shifts" / "s.yaml").write_text(
        "moodline: 1\nid: s\ntitle: S\ncalls: [nobody]\n", encoding="utf-8"
    )
    ran = moodline("doctor")
    assert ran.code == 0  # What an author is in the middle of does not stop Moodline.
    assert "your own: 3 scenarios, 1 of them can be played" in ran.out
    assert ran.out.count("! warn  cannot be played: ") == 2
    assert "! warn  hidden: " in ran.out
    assert "there is no scenario 'nobody'" in ran.out
    assert "\nNothing is broken; " in ran.out


def test_a_mood_model_that_cannot_be_used(moodline: Moodline, tmp_path: Path) -> None:
    model = tmp_path / "model.yaml"
    model.write_text("nonsense: 1\n", encoding="utf-8")
    code, said = found(moodline, "--model", model)
    assert (code, said["program", "mood model"]["level"]) == (1, "bad")
    assert found(moodline, "--model", tmp_path / "none.yaml")[0] == 1


def test_a_preferences_file_that_cannot_be_read(moodline: Moodline, home: Path) -> None:
    home.mkdir()
    (home / "preferences.json").write_text("{", encoding="utf-8")
    assert found(moodline)[1]["data", "preferences"]["level"] == "warn"


WHOLE = 'endpoint = "https://lrs.example.org/xapi"\nkey = "k"\nsecret = "hush"\n'


@pytest.mark.parametrize(
    ("text", "level", "words"),
    [
        (WHOLE + 'base = "https://example.org"\n', "ok", "https://lrs.example.org/xapi; it was not asked"),
        (WHOLE, "warn", "no base is set"),
        (WHOLE.replace("secret", "base"), "warn", "not complete: secret missing"),
        ("", "warn", "not complete: endpoint, key, secret missing"),
        (WHOLE.replace("https", "http"), "warn", "the secret would cross the network unprotected"),
        (WHOLE + "[", "warn", "is not valid TOML"),
        (None, "ok", "none is set up"),
    ],
)
def test_the_learning_record_store_that_is_set_up(
    home: Path, text: str | None, level: str, words: str
) -> None:
    home.mkdir()
    if text is not None:
        (home / "lrs.toml").write_text(text, encoding="utf-8")
        (home / "lrs.toml").chmod(0o600)
    found_there = list(delivery.look(Home(home), {}))
    (said,) = [finding for finding in found_there if finding.name == delivery.STORE]
    assert (said.level, words in said.said) == (level, True)
    assert "hush" not in str(found_there)


@posix
def test_a_secret_that_others_can_read_and_what_was_not_delivered(home: Path) -> None:
    home.mkdir()
    (home / "lrs.toml").write_text(WHOLE, encoding="utf-8")
    (home / "lrs.toml").chmod(0o640)
    outbox = Outbox(Home(home))
    outbox.put([{"id": "a", "timestamp": "2026-11-21"}])
    outbox.refuse(outbox.waiting()[0][0], "it answered 400")
    outbox.put([{"id": str(n), "timestamp": "2026-11-21"} for n in range(60)])
    (outbox.folder / "x.json").write_text("{")
    before = everything_in(home)
    said = [f"{each.level} {each.said}" for each in delivery.look(Home(home), {})]
    assert any("others on this machine can read" in each for each in said)
    assert "warn waiting to be delivered: 60 statements in 2 files" in said
    assert "warn refused by the record store: 1 statement in 1 file" in said
    assert any("x.json is damaged" in each for each in said)
    assert everything_in(home) == before


def test_a_slow_parser_and_a_full_disk_are_told(moodline: Moodline, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.scenario.nodes.parser_in_use", lambda: "Python")
    monkeypatch.setattr("shutil.disk_usage", lambda _: type("Usage", (), {"free": 12_000})())
    code, said = found(moodline)
    assert code == 1
    assert said["program", "YAML parser"]["level"] == "warn"
    assert said["data", "free space"]["level"] == "bad"
    assert said["data", "free space"]["said"] == "12 KB free"


def test_no_scenarios_at_all_are_told(moodline: Moodline, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.scenario.library.headers", lambda *_: iter(()))
    code, said = found(moodline)
    assert (code, said["scenarios", "shipped"]["level"]) == (1, "bad")


def test_a_look_that_fails_is_told_and_the_others_go_on() -> None:
    def fails() -> Any:
        yield Finding("data", "first", "ok", "seen")
        raise ZeroDivisionError("oh")

    first, second = looked("data", fails)
    assert first.said == "seen"
    assert (second.level, second.said) == ("bad", "could not be looked at (ZeroDivisionError: oh)")


def test_very_many_scenarios_are_not_all_read_to_the_end(
    moodline: Moodline, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library, "MOST", 0)
    own = home / "scenarios"
    own.mkdir(parents=True)
    (own / "half.yaml").write_text(
        "moodline: 1\nid: half\ntitle: Half\ncustomer: {name: Jo}\nscenes: {}\n", encoding="utf-8"
    )
    assert "cannot be played" not in moodline("doctor").out


@pytest.mark.parametrize(
    ("count", "words"),
    [(0, "0 bytes"), (999, "999 bytes"), (1500, "1.5 KB"), (83e9, "83 GB"), (5e15, "5,000.0 TB")],
)
def test_sizes_in_words(count: int, words: str) -> None:
    assert bytes_in_words(int(count)) == words
