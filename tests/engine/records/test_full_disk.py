"""A disk that fills up during a call, for real: a small disk, a limit on file sizes, SQLite's page limit."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

FILL = """
import sys
from datetime import datetime, UTC
from pathlib import Path
limit, folder = sys.argv[1], Path(sys.argv[2])
from engine.records import sqlite
from engine.records.attempts import NewAttempt
from engine.records.errors import StoreProblem
from engine.records.store import Store
path = folder / "attempts.sqlite3"
ballast = folder / "ballast"
now = datetime(2026, 11, 21, tzinfo=UTC)
if limit == "small-disk":
    ballast.write_bytes(bytes(500_000))
Store.open(path).close()
engine = sqlite.engine_for(path, writable=True, busy_seconds=0)

def pages(most):
    with engine.connect() as connection:
        connection.exec_driver_sql(f"PRAGMA max_page_count={most}")

def file_size(most):
    import resource
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))

if limit == "page-limit":
    pages(40)
if limit == "file-size":
    file_size(300_000)
store = Store(engine, path)
attempt = store.begin(NewAttempt("x", "X", "text", "f", "model", "m", 7, "Sam", "coach", 1, 1, 1, now)).id
payload = {"reply": "sorry " * 1000}
kept = 0
try:
    while kept < 1000:
        store.append(attempt, kept, "reply", now, payload)
        kept += 1
except StoreProblem as problem:
    print(problem.code, "|", problem)
print(len(store.load(attempt).events) == kept > 0)
try:
    store.append(attempt, kept, "reply", now, payload)
except StoreProblem as problem:
    print(problem.code)
if limit == "small-disk":
    ballast.unlink()
if limit == "page-limit":
    pages(1_000_000)
if limit == "file-size":
    file_size(-1)
store.append(attempt, kept, "reply", now, payload)
store.close()
with Store.open(path) as store:
    store.check()
    print(len(store.load(attempt).events) == kept + 1)
"""

SMALL_DISK = (
    "unshare",
    *(["--map-root-user"] if os.name == "posix" and os.geteuid() else []),
    "--mount",
    "sh",
    "-c",
)
MOUNT = 'mount -t tmpfs -o size=1m tmpfs "$0" && '


def a_small_disk_can_be_made(folder: str = "/mnt") -> bool:
    """Whether this user may mount one: in a namespace of its own, that ends with the process."""
    if not sys.platform.startswith("linux") or shutil.which("unshare") is None:
        return False
    return subprocess.run([*SMALL_DISK, MOUNT + "true", folder], capture_output=True).returncode == 0


LIMITS = {"page-limit": "disk-full"}
if os.name == "posix":
    LIMITS["file-size"] = "disk-error"
if a_small_disk_can_be_made():
    LIMITS["small-disk"] = "disk-full"


@pytest.mark.parametrize("limit", LIMITS)
def test_a_full_disk_loses_nothing_and_the_reply_can_be_kept_later(
    limit: str, tmp_path: Path, python: Callable[..., subprocess.Popen[str]]
) -> None:
    before = (*SMALL_DISK, MOUNT + 'exec "$@"', str(tmp_path)) if limit == "small-disk" else ()
    out, errors = python(FILL, limit, tmp_path, before=before).communicate()
    assert errors == ""
    told, kept_what_was_told, told_again, kept_it_later = out.splitlines()
    assert told.startswith(f"{LIMITS[limit]} | ")
    assert "attempts.sqlite3" in told
    assert "try again" in told
    assert told_again == LIMITS[limit]
    assert (kept_what_was_told, kept_it_later) == ("True", "True")


@pytest.mark.skipif(not a_small_disk_can_be_made(), reason="needs the right to mount a disk of its own")
def test_a_disk_that_is_full_from_the_start(
    tmp_path: Path, python: Callable[..., subprocess.Popen[str]]
) -> None:
    script = """
import sys
from pathlib import Path
from engine.records.home import Home
from engine.records.errors import StoreProblem
from engine.records.store import Store
import os
handle = os.open(Path(sys.argv[1]) / "ballast", os.O_CREAT | os.O_WRONLY)
try:
    while os.write(handle, bytes(4096)): pass
except OSError: pass
try:
    Store.open(Home(Path(sys.argv[1]) / "data"))
except StoreProblem as problem:
    print(problem.code)
os.close(handle)
(Path(sys.argv[1]) / "ballast").unlink()
Store.open(Home(Path(sys.argv[1]) / "data")).close()
"""
    before = (*SMALL_DISK, MOUNT + 'exec "$@"', str(tmp_path))
    assert python(script, tmp_path, before=before).communicate() == ("disk-full\n", "")


@pytest.mark.skipif(not a_small_disk_can_be_made(), reason="needs the right to mount a disk of its own")
def test_a_disk_that_is_read_only(tmp_path: Path, python: Callable[..., subprocess.Popen[str]]) -> None:
    script = """
import subprocess, sys
from datetime import datetime, UTC
from pathlib import Path
from engine.records.attempts import NewAttempt
from engine.records.home import Home
from engine.records.errors import StoreProblem
from engine.records.store import Store
folder = Path(sys.argv[1])
with Store.open(Home(folder)) as store:
    store.begin(NewAttempt("x", "X", "t", "f", "m", "m", 7, "Sam", "coach", 1, 1, 1, datetime.now(UTC)))
subprocess.run(["mount", "-o", "remount,ro,bind", folder], check=True)
for home in (Home(folder), Home(folder / "new")):
    try:
        Store.open(home)
    except StoreProblem as problem:
        print(problem.code)
with Store.open(Home(folder), read_only=True) as store:
    print(len(store.attempts()))
"""
    before = (*SMALL_DISK, MOUNT + 'exec "$@"', str(tmp_path))
    assert python(script, tmp_path, before=before).communicate() == ("read-only\nread-only\n1\n", "")
