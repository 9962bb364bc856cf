"""Nothing that was acknowledged is lost, and no two writers mix, with real processes."""

import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import datetime

import pytest

from engine.records.attempts import NewAttempt
from engine.records.home import Home
from engine.records.store import Store

New = Callable[..., NewAttempt]
Python = Callable[..., subprocess.Popen[str]]

PLAY = """
import sys
from datetime import datetime, UTC
from itertools import count
from pathlib import Path
from engine.records.store import Store
from engine.records.errors import StoreProblem
path, attempt, name, turns = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3], int(sys.argv[4])
with_begin = attempt == 0
import engine.records.store, sqlalchemy
print("ready", flush=True)
sys.stdin.readline()
try:
    store = Store.open(path, busy_seconds=20)
    if with_begin:
        from engine.records.attempts import NewAttempt
        attempt = store.begin(
            NewAttempt("x", name, "text", "f", "model", "m", 7, name, "coach", 1, 1, 1, datetime.now(UTC))
        ).id
    for n in range(turns) if turns else count():
        store.append(attempt, n, "reply", datetime.now(UTC), {"by": name, "n": n})
        print(n, flush=True)
except StoreProblem as problem:
    print(problem.code, flush=True)
"""


def answer(child: subprocess.Popen[str]) -> str:
    assert child.stdout is not None
    return child.stdout.readline().strip()


def go(*children: subprocess.Popen[str]) -> None:
    """Let the children start at the same moment, once all are up."""
    for child in children:
        assert answer(child) == "ready"
    for child in children:
        assert child.stdin is not None
        child.stdin.write("\n")
        child.stdin.flush()


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX's")
@pytest.mark.parametrize("acknowledged", [1, 40])
def test_what_was_acknowledged_survives_a_kill(
    home: Home, new: New, python: Python, acknowledged: int
) -> None:
    with Store.open(home) as store:
        attempt = store.begin(new())
    child = python(PLAY, home.attempts, attempt.id, "killed", 0)
    go(child)
    acks = [answer(child) for _ in range(acknowledged)]
    child.send_signal(signal.SIGKILL)
    rest, errors = child.communicate()
    acks += rest.split()
    assert (child.returncode, errors) == (-signal.SIGKILL, "")
    with Store.open(home) as store:
        store.check()
        kept = store.load(attempt.id)
        assert acks == [str(n) for n in range(len(acks))]
        # The one being written when the end came may be there or not; nothing else is in doubt.
        assert len(acks) <= len(kept.events) <= len(acks) + 1
        assert [event.payload for event in kept.events] == [
            {"by": "killed", "n": n} for n in range(len(kept.events))
        ]
        store.append(
            attempt.id, len(kept.events), "reply", datetime.fromisoformat("2026-11-22T08:00:00Z"), {}
        )


def test_several_at_once_make_one_store_and_play_each_their_own(home: Home, python: Python) -> None:
    home.make()
    turns = 30
    children = [python(PLAY, home.attempts, 0, name, turns) for name in ("ann", "ben", "cem")]
    go(*children)
    for child in children:
        out, errors = child.communicate()
        assert (out.split(), errors) == ([str(n) for n in range(turns)], "")
    with Store.open(home) as store:
        store.check()
        assert sorted(each.agent for each in store.attempts()) == ["ann", "ben", "cem"]
        for each in store.attempts():
            events = store.load(each.id).events
            assert [event.payload for event in events] == [{"by": each.agent, "n": n} for n in range(turns)]


def test_two_that_play_the_same_attempt_never_mix(home: Home, new: New, python: Python) -> None:
    with Store.open(home) as store:
        attempt = store.begin(new())
    turns = 30
    children = {name: python(PLAY, home.attempts, attempt.id, name, turns) for name in ("ann", "ben")}
    go(*children.values())
    out = {name: child.communicate()[0].split() for name, child in children.items()}
    # Whoever came second was told at once; what the other was told is kept is all that is kept.
    with Store.open(home) as store:
        kept = [event.payload for event in store.load(attempt.id).events]
    acknowledged = {int(ack): name for name, acks in out.items() for ack in acks if ack.isdigit()}
    assert kept == [{"by": acknowledged[n], "n": n} for n in range(len(kept))]
    assert sum(ack.isdigit() for acks in out.values() for ack in acks) == len(kept) == turns
    assert [acks[-1] for acks in out.values()].count("conflict") == 1


def test_a_kill_between_the_two_statements_of_an_append_leaves_neither(
    home: Home, new: New, python: Python
) -> None:
    with Store.open(home) as store:
        attempt = store.begin(new())
    half = """
import os, signal, sys
from pathlib import Path
from sqlalchemy import event
from engine.records.store import Store
from datetime import datetime, UTC
store = Store.open(Path(sys.argv[1]))
@event.listens_for(store._engine, "before_cursor_execute")
def die(connection, cursor, statement, *rest):
    if statement.startswith("INSERT INTO events"):
        os._exit(9)
store.append(1, 0, "reply", datetime.now(UTC), {})
"""
    child = python(half, home.attempts)
    child.communicate()
    assert child.returncode == 9
    with Store.open(home) as store:
        record = store.load(attempt.id)
        assert (record.attempt.events, record.events) == (0, ())
    with closing(sqlite3.connect(home.attempts)) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
