"""`moodline new`: with flags alone, on a terminal, and where it cannot."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import pytest

from engine.mood.coefficients import load_model
from tests.tui.rights import ordinary_folder
from tests.tui.running import ROOT, UNSEEN, Moodline, working_in


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "work"
    made.mkdir()
    return made


def test_flags_alone_write_a_scenario_that_passes_and_plays(moodline: Moodline, folder: Path) -> None:
    ran = moodline("new", "--title", "The late: fee", "--customer", "Ann", "--into", folder / "deep" / "er")
    assert ran.code == 0, ran.err
    made = folder / "deep" / "er" / "the-late-fee.yaml"
    assert str(made) in ran.out
    assert moodline("check", made, made.with_name("scenario-1.schema.json")).code == 1  # JSON is no scenario.
    assert moodline("test", made).out.endswith("1 transcript played: all as written.\n")
    played = moodline("play", made, "--plain", "--unsaved", typed="2\n3\n1\n2\n3\n2\n")
    assert played.code == 0
    assert "Done, and believed" in played.out
    assert made.read_text(encoding="utf-8").startswith(
        "# yaml-language-server: $schema=./scenario-1.schema.json\n"
    )
    assert made.with_name("scenario-1.schema.json").read_text(encoding="utf-8") == moodline("schema").out


def test_check_finds_nothing_whoever_rings(moodline: Moodline, folder: Path) -> None:
    for persona in load_model().personas:
        ran = moodline(
            "new", "--title", persona, "--id", f"for-{persona}", "--persona", persona, "--into", folder
        )
        assert ran.code == 0
    ran = moodline("check", *sorted(folder.glob("*.yaml")))
    assert ran.code == 0
    assert f"{len(load_model().personas)} files checked: no problems." in ran.out


def test_into_the_library_and_it_is_listed(moodline: Moodline) -> None:
    assert moodline("new", "--title", "Mine", "--library").code == 0
    assert "mine" in moodline("list").out
    assert moodline("play", "mine", "--unsaved", typed="1\n").code == 1  # The input ends first: it did begin.


def test_an_id_of_the_library_is_not_hidden(moodline: Moodline, folder: Path) -> None:
    ran = moodline("new", "--title", "Elderly caller", "--into", folder)
    assert "elderly-caller-2.yaml" in ran.out


def test_what_is_there_is_not_written_over(moodline: Moodline, folder: Path) -> None:
    (folder / "mine.yaml").write_text("precious", encoding="utf-8")
    ran = moodline("new", "--title", "Mine", "--id", "mine", "--into", folder)
    assert (ran.code, ran.out) == (2, "")
    assert "mine.yaml is there already" in ran.err
    assert [path.name for path in folder.iterdir()] == ["mine.yaml"]
    assert (folder / "mine.yaml").read_text(encoding="utf-8") == "precious"
    assert moodline("new", "--title", "Mine", "--id", "mine", "--into", folder, "--force").code == 0
    assert moodline("check", folder / "mine.yaml").code == 0


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], "Give at least --title"),
        (["--title", "  \x1b "], "--title: There must be something"),
        (["--title", "x" * 300], "at most 120 characters, and this has 300"),
        (["--title", "x", "--opening", "y" * 601], "--opening: It may have at most 600"),
        (["--title", "x", "--persona", "eldrly"], "did you mean 'elderly'?"),
        (["--title", "x", "--id", "Late Fee"], "such as late-fee"),
        (["--title", "x", "--into", "a", "--library"], "either --into or --library"),
        (["--title", "x", "--level", "4"], "4 is not in the range"),
    ],
)
def test_what_cannot_be_is_refused_in_words(
    moodline: Moodline, folder: Path, arguments: list[str], says: str
) -> None:
    with working_in(folder):
        ran = moodline("new", *arguments)
    assert ran.code == 2
    assert says in ran.err
    assert list(folder.iterdir()) == []


def test_a_folder_that_cannot_be_is_refused(moodline: Moodline, folder: Path) -> None:
    (folder / "file").write_text("x", encoding="utf-8")
    ran = moodline("new", "--title", "x", "--into", folder / "file" / "sub")
    assert ran.code == 2
    assert "cannot be written" in ran.err


def test_where_nothing_may_be_written_it_is_refused(moodline: Moodline, folder: Path) -> None:
    assert moodline("new", "--title", "x", "--id", "x", "--into", folder).code == 0
    with ordinary_folder() as other:
        (other / "ro").mkdir(0o500)
        for into in (other / "ro", other / "ro" / "deeper"):
            ran = moodline("new", "--title", "x", "--id", "x", "--into", into)
            assert (ran.code, ran.out) == (2, "")
            assert ran.err.startswith(str(into))
            assert ran.err.endswith("cannot be written (Permission denied).\n")
            assert ".part" not in ran.err
        assert list((other / "ro").iterdir()) == []
        (other / "x.yaml").write_text("mine", encoding="utf-8")
        (other / "x.yaml").chmod(0o400)
        assert moodline("new", "--title", "x", "--id", "x", "--into", other, "--force").code == 2
        assert (other / "x.yaml").read_text(encoding="utf-8") == "mine"
        assert sorted(path.name for path in other.iterdir()) == ["ro", "x.yaml"]


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
class TestOnATerminal:
    @staticmethod
    def spawn(folder: Path, *arguments: str) -> Any:
        pexpect = pytest.importorskip("pexpect")
        own = {"MOODLINE_HOME": str(folder / "home"), "PYTHONPATH": str(ROOT), "TERM": "dumb"}
        return pexpect.spawn(
            sys.executable,
            ["-m", "tui.cli", "new", *arguments],
            env={**os.environ, **own},
            encoding="utf-8",
            cwd=str(folder),
            timeout=60,
            dimensions=(24, 80),
        )

    def test_four_questions(self, folder: Path) -> None:
        child = self.spawn(folder)
        child.expect("What is the scenario called\\?")
        child.sendline("")
        child.expect("There must be something")
        child.sendline('Späte: Rechnung "no"')
        child.expect("Who rings\\? \\[Jo Marsh\\]")
        child.sendline("")
        child.expect("hasn't been.\\]\\r\\nThey say:")
        child.sendline("It's {late} again: # why?")
        child.expect("Number or name \\[everyday\\]")
        child.sendline("9")
        child.expect("Type a number from 1 to 6")
        child.sendline("3")
        child.expect("Written: spate-rechnung-no.yaml")
        child.expect("moodline check")
        child.wait()
        text = (folder / "spate-rechnung-no.yaml").read_text(encoding="utf-8")
        assert "persona: elderly" in text
        assert "It's {{late}} again: # why?" in text

    @pytest.mark.parametrize(("leave", "code"), [("intr", 130), ("eof", 1)])
    def test_leaving_leaves_nothing_behind(self, folder: Path, leave: str, code: int) -> None:
        child = self.spawn(folder, "--title", "Mine")
        child.expect("Who rings\\?")
        getattr(child, f"send{leave}")()
        child.read()
        child.close()
        assert child.exitstatus == code
        assert list(folder.iterdir()) == []


def test_the_help_fits_and_has_no_control_characters(moodline: Moodline) -> None:
    ran = moodline("new", "-h")
    assert ran.code == 0
    assert "--library" in ran.out
    assert not UNSEEN.search(ran.out)
