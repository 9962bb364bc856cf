"""Running the command line in this process, and the plain front end as if someone sat at the keyboard."""

import io
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from engine.records.errors import disk_full
from engine.records.home import Home
from engine.records.store import Store
from tui.cli import run
from tui.plain.asking import Asker
from tui.plain.paper import Paper
from tui.plain.session import PlainSession
from tui.settings import Settings

ROOT = Path(__file__).parents[2]
EVERY_FEATURE = ROOT / "tests" / "data" / "every-feature.yaml"
TO_THE_END = "1\n2\n1\n1\n"
"""The replies that play ``every-feature`` to its good ending."""

UNSEEN = re.compile("[^\n -\U0010ffff]|[\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""What must never reach a terminal: control and bidi characters, but for line ends."""
BOXES = re.compile("[\u2500-\u259f]")


class Ran(NamedTuple):
    """What a run left behind."""

    code: int
    out: str
    err: str


class Moodline:
    """The command line, with a data folder of its own."""

    def __init__(self, home: Path, patch: pytest.MonkeyPatch) -> None:
        self.home = home
        self.patch = patch
        patch.setenv("MOODLINE_HOME", str(home))
        patch.delenv("MOODLINE_DEBUG", raising=False)

    def __call__(self, *arguments: object, typed: str = "") -> Ran:
        out, err = io.StringIO(), io.StringIO()
        with self.patch.context() as patch:
            patch.setattr(sys, "stdin", io.StringIO(typed))
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", err)
            code = run([str(argument) for argument in arguments])
        ran = Ran(code, out.getvalue(), err.getvalue())
        assert "Traceback" not in ran.out + ran.err
        assert not UNSEEN.search(ran.out + ran.err)
        return ran


def at_the_keyboard(home: Path, typed: str, **settings: Any) -> Ran:
    """Run the plain front end with someone who types ``typed``; refusals and signals are raised."""
    out = io.StringIO()
    asker = Asker(Paper(out), io.StringIO(typed), interactive=True)
    chosen = Settings(home=Home(home), **{"scenario": str(EVERY_FEATURE), "seed": None, **settings})
    code = PlainSession(chosen, asker).run()
    text = out.getvalue()
    assert not UNSEEN.search(text)
    return Ran(code, text, "")


@contextmanager
def working_in(folder: Path) -> Iterator[None]:
    """Another current folder for a while."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def fill_up_after(monkeypatch: pytest.MonkeyPatch, events: int) -> None:
    """Let the disk be full once so many events have been kept; at a second try there is room again."""
    append = Store.append
    seen: list[int] = []

    def full(self: Store, attempt_id: int, n: int, *rest: Any, **more: Any) -> None:
        if n >= events and not seen:
            seen.append(n)
            raise disk_full(self.path)
        append(self, attempt_id, n, *rest, **more)

    monkeypatch.setattr(Store, "append", full)


def folder_with(tmp_path: Path, **texts: str) -> Path:
    folder = tmp_path / "mine"
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder
