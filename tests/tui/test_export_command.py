"""`moodline export`: files, standard output, and an LRS; what it refuses, and how it says so."""

import errno
import io
import json
import os
import shutil
import sqlite3
import stat
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.tui.running import EVERY_FEATURE, TO_THE_END, Moodline, working_in
from tui.cli import run

FORMATS = ["html", "markdown", "json", "xapi", "svg"]
NAME = "Zoë Quill"


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with one attempt on record."""
    home = tmp_path_factory.mktemp("played") / "home"
    with pytest.MonkeyPatch.context() as patch:
        ran = Moodline(home, patch)("play", EVERY_FEATURE, "--seed", "1", "--name", NAME, typed=TO_THE_END)
    assert ran.code == 0
    return home


@pytest.fixture
def moodline(played: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Moodline]:
    """With that attempt, in an empty folder."""
    for key in ("ENDPOINT", "KEY", "SECRET", "BASE"):
        monkeypatch.delenv(f"MOODLINE_LRS_{key}", raising=False)
    shutil.copytree(played, tmp_path / "home")
    (tmp_path / "work").mkdir()
    with working_in(tmp_path / "work"):
        yield Moodline(tmp_path / "home", monkeypatch)


def made() -> list[str]:
    return sorted(path.name for path in Path().iterdir())


@pytest.mark.parametrize("form", FORMATS)
def test_a_file_in_the_current_folder(moodline: Moodline, form: str) -> None:
    ran = moodline("export", "1", "--format", form)
    (name,) = made()
    assert (ran.code, ran.out, ran.err) == (0, f"Written: {name}\n", "")
    assert name.startswith("moodline-1-every-feature.")
    again = moodline("export", "1", "--format", form)
    assert (again.code, again.out) == (2, "")
    assert again.err == f"{name} is there already. --force replaces it; --output names another file.\n"
    before = Path(name).read_bytes()
    assert moodline("export", "1", "--format", form, "--force").code == 0
    assert Path(name).read_bytes() == before
    assert made() == [name]


@pytest.mark.parametrize("form", ["html", "markdown"])
def test_what_could_have_been_is_in_it(played: Path, monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    told = Moodline(played, monkeypatch)("export", "1", "--format", form, "--output", "-").out
    for words in (
        "Before this reply about",
        "The odds are exact, over all",
        "What else could be said there, and what it would have done:",
        "A good ending could still have been reached after it: by about",
    ):
        assert words in told


@pytest.mark.parametrize("form", FORMATS)
def test_standard_output_gets_the_same_bytes(moodline: Moodline, form: str) -> None:
    assert moodline("export", "1", "--format", form, "--output", "mine").out == "Written: mine\n"
    ran = moodline("export", "1", "--format", form, "--output", "-")
    assert (ran.code, ran.out, ran.err) == (0, Path("mine").read_text(encoding="utf-8"), "")
    assert made() == ["mine"]


@pytest.mark.parametrize("form", FORMATS)
def test_without_names(moodline: Moodline, form: str) -> None:
    named = moodline("export", "1", "--format", form, "--output", "-").out
    nameless = moodline("export", "1", "--format", form, "--output", "-", "--anonymous").out
    assert "Quill" not in nameless
    assert ("Quill" in named) == (form != "svg")


def test_html_is_usual(moodline: Moodline) -> None:
    assert moodline("export", "1").code == 0
    assert made() == ["moodline-1-every-feature.html"]


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["one"],
        ["1", "--format", "pdf"],
        ["1", "--send", "--format", "html"],
        ["1", "--send", "--output", "x"],
        ["1", "--send", "--force"],
    ],
)
def test_bad_usage(moodline: Moodline, arguments: list[str]) -> None:
    ran = moodline("export", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert "`moodline export -h` says how it is used." in ran.err
    assert made() == []


def test_what_is_not_there(moodline: Moodline) -> None:
    ran = moodline("export", "7")
    assert ran.code == 2
    assert "There is no attempt 7 in the records." in ran.err
    ran = moodline("export", "1", "--output", "no/such/folder.html")
    assert ran.code == 2
    assert "there is no folder no/such. Make it first." in ran.err
    ran = moodline("export", "1", "--output", "x\x1b[31m/y")
    assert ran.code == 2
    assert "\x1b" not in ran.err
    assert made() == []


def test_a_call_cut_short(moodline: Moodline) -> None:
    assert moodline("play", EVERY_FEATURE, "--new", typed="1\n").code == 1
    assert moodline("play", EVERY_FEATURE, "--new", typed="").code == 1
    for attempt in ("2", "3"):
        for form in FORMATS:
            ran = moodline("export", attempt, "--format", form, "--output", "-")
            assert (ran.code, ran.err) == (0, "")
    assert "The call was cut short before the first reply." in moodline("export", "3", "--output", "-").out


def test_an_exam_that_goes_on_tells_nothing(moodline: Moodline) -> None:
    moodline("play", EVERY_FEATURE, "--new", "--mode", "exam", typed="1\n")
    ran = moodline("export", "2")
    assert (ran.code, ran.out) == (2, "")
    assert "is an exam that is not over" in ran.err
    assert made() == []


def test_the_scenario_need_not_be_there_any_more(moodline: Moodline, tmp_path: Path) -> None:
    mine = tmp_path / "gone.yaml"
    mine.write_bytes(EVERY_FEATURE.read_bytes())
    moodline("play", mine, "--new", "--seed", "1", "--name", NAME, typed=TO_THE_END)
    mine.unlink()
    first = json.loads(moodline("export", "1", "--format", "json", "--output", "-").out)
    second = json.loads(moodline("export", "2", "--format", "json", "--output", "-").out)
    assert [turn["after"] for turn in first["turns"]] == [turn["after"] for turn in second["turns"]]


@pytest.mark.parametrize("version, code", [(0, 0), (1, 0), (2, 2)])
def test_other_journal_versions(moodline: Moodline, version: int, code: int) -> None:
    """An older journal has less in it; a newer one may mean something else."""
    with sqlite3.connect(moodline.home / "attempts.sqlite3") as store:
        store.execute("UPDATE attempts SET journal_version = ?", (version,))
    store.close()
    ran = moodline("export", "1", "--output", "-")
    assert ran.code == code
    if code:
        said = "Attempt 1 cannot be exported: it was recorded by a newer Moodline. Update Moodline.\n"
        assert ran.err == said


def test_replies_that_do_not_fit(moodline: Moodline) -> None:
    with sqlite3.connect(moodline.home / "attempts.sqlite3") as store:
        store.execute("""UPDATE events SET payload = '{"scene": "nowhere", "reply": "none"}' WHERE n = 0""")
    store.close()
    ran = moodline("export", "1", "--output", "-")
    assert ran.code == 2
    assert ran.err == (
        "Attempt 1 cannot be exported: its replies do not fit the scenario that was recorded with it.\n"
    )


@pytest.mark.parametrize("agent", ["x" * 300, "\x1b]0;x\x07Q\u202eill\x9b", "מרים", "\u200b", "a\nb"])
@pytest.mark.parametrize("form", FORMATS)
def test_names_of_every_kind(moodline: Moodline, agent: str, form: str) -> None:
    """The command line takes no such name, but the records may hold one."""
    with sqlite3.connect(moodline.home / "attempts.sqlite3") as store:
        store.execute("UPDATE attempts SET agent = ?", (agent,))
    store.close()
    ran = moodline("export", "1", "--format", form, "--output", "-")  # looks for control characters itself
    assert (ran.code, ran.err) == (0, "")


def test_no_record_is_changed_by_an_export(moodline: Moodline) -> None:
    store = moodline.home / "attempts.sqlite3"
    before = store.read_bytes()
    for form in FORMATS:
        moodline("export", "1", "--format", form, "--output", "-")
    assert store.read_bytes() == before
    assert {path.name.partition("-")[0] for path in moodline.home.iterdir()} == {
        "attempts.sqlite3",
        "odds",  # What was worked out; it can be deleted at any time.
        "scenarios",
    }


class Lrs(ThreadingHTTPServer):
    """A learning record store that keeps statements by their ids, or is out of order."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Taker)
        self.status = 200
        self.kept: dict[str, object] = {}


class Taker(BaseHTTPRequestHandler):
    server: Lrs

    def log_message(self, *_: object) -> None:
        pass

    def do_POST(self) -> None:
        statements = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        body = b"no"
        if self.server.status == 200:
            self.server.kept |= {each["id"]: each for each in statements}
            body = json.dumps([each["id"] for each in statements]).encode()
        self.send_response(self.server.status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture
def lrs(moodline: Moodline) -> Iterator[Lrs]:
    with Lrs() as one:
        thread = threading.Thread(target=one.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        path = moodline.home / "lrs.toml"
        address = f"http://127.0.0.1:{one.server_address[1]}"
        path.write_text(
            f'endpoint = "{address}"\nkey = "k"\nsecret = "hush"\nbase = "https://example.org/x"\n'
        )
        path.chmod(0o600)
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
            moodline.patch.delenv(name, raising=False)
        yield one
        one.shutdown()
        thread.join()


def test_sending(moodline: Moodline, lrs: Lrs) -> None:
    expected = json.loads(moodline("export", "1", "--format", "xapi", "--output", "-").out)
    assert expected[0]["object"]["id"] == "https://example.org/x/scenarios/every-feature"
    for _ in range(2):
        ran = moodline("export", "1", "--send")
        assert (ran.code, ran.out, ran.err) == (0, f"{len(expected)} statements stored.\n", "")
        assert list(lrs.kept.values()) == expected
    assert moodline("export", "--send").out == "0 statements stored.\n"
    assert made() == []


def test_what_was_not_delivered_goes_the_next_time(moodline: Moodline, lrs: Lrs) -> None:
    lrs.status = 401
    ran = moodline("export", "1", "--send", "--anonymous")
    assert ran.code == 1
    assert "it answered 401 Unauthorized: look at key and secret" in ran.err
    assert "`moodline export --send` tries again" in ran.out
    assert "hush" not in ran.out + ran.err
    (waiting,) = (moodline.home / "outbox").iterdir()
    assert b"Quill" not in waiting.read_bytes()
    assert os.name != "posix" or stat.S_IMODE(waiting.parent.stat().st_mode) == 0o700
    lrs.status = 200
    assert moodline("export", "--send").code == 0
    assert lrs.kept
    assert list((moodline.home / "outbox").iterdir()) == []


def test_ctrl_c_while_sending_says_what_waits(moodline: Moodline, lrs: Lrs) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    with moodline.patch.context() as patch:
        patch.setattr("engine.records.exports.lrs.Lrs.store", stopped)
        ran = moodline("export", "1", "--send")
    assert (ran.code, ran.out) == (130, "")
    (waiting,) = (moodline.home / "outbox").iterdir()
    many = len(json.loads(waiting.read_bytes()))
    assert ran.err.startswith(f"Stopped. Nothing is lost: {many} wait in ")
    assert moodline("export", "--send").out == f"{many} statements stored.\n"


def test_what_is_refused_is_listed_sent_again_or_deleted(moodline: Moodline, lrs: Lrs) -> None:
    assert moodline("outbox").out == "Nothing waits to be delivered.\n"
    lrs.status = 400
    ran = moodline("export", "1", "--send")
    assert ran.code == 1
    assert ran.out.endswith("were refused and set aside: `moodline outbox`.\n")
    (kept,) = (moodline.home / "outbox" / "refused").glob("*.json")
    listed = moodline("outbox").out
    assert f"{kept.name}: " in listed
    assert "it answered 400 Bad Request: no\n" in listed
    assert moodline("export", "--send").code == 0  # It is not in the way of other attempts.
    asked = moodline("outbox", "--drop", "refused")
    assert (asked.code, asked.out) == (2, "")
    assert "would be deleted for good. Add --yes" in asked.err
    assert moodline("outbox", "--drop", "../lrs.toml", "--yes").code == 2
    assert kept.exists()
    lrs.status = 200
    assert moodline("outbox", "--retry").code == 0
    assert lrs.kept
    assert moodline("outbox", "--drop", "refused", "--yes").err == "Nothing was refused.\n"
    lrs.status = 409
    moodline("export", "1", "--send")
    assert moodline("outbox", "--drop", kept.name, "--yes").out == f"Deleted: {kept.name}.\n"
    assert moodline("outbox").out == "Nothing waits to be delivered.\n"


@pytest.mark.parametrize("arguments", [("--retry", "--drop", "x"), ("--yes",)])
def test_options_of_the_outbox_that_do_not_go_together(
    moodline: Moodline, arguments: tuple[str, ...]
) -> None:
    assert moodline("outbox", *arguments).code == 2


def test_sending_without_a_store_set_up(moodline: Moodline) -> None:
    ran = moodline("export", "1", "--send")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("No learning record store is set up: endpoint, key, secret missing.")
    assert not (moodline.home / "outbox").exists()


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_a_secret_that_others_can_read_is_told_of(moodline: Moodline, lrs: Lrs) -> None:
    (moodline.home / "lrs.toml").chmod(0o644)
    ran = moodline("export", "1", "--send")
    assert ran.code == 0
    assert "make it yours alone (chmod 600)" in ran.err


class FullDisk(io.StringIO):
    """Standard output on a disk that is full."""

    @property
    def buffer(self) -> io.BufferedWriter:
        class Full(io.RawIOBase):
            def writable(self) -> bool:
                return True

            def write(self, _: object) -> int:
                raise OSError(errno.ENOSPC, "No space left on device")

        return io.BufferedWriter(Full(), buffer_size=1)


def test_standard_output_that_is_full(moodline: Moodline) -> None:
    with moodline.patch.context() as patch:
        patch.setattr(sys, "stdout", FullDisk())
        error = io.StringIO()
        patch.setattr(sys, "stderr", error)
        code = run(["export", "1", "--output", "-"])
    assert code == 2
    assert error.getvalue() == "Standard output cannot be written (no space left on device).\n"
