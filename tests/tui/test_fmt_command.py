"""`moodline fmt`: writing, checking, showing; and files that it leaves alone."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.tui.rights import ordinary_folder
from tests.tui.running import ROOT, Moodline

TIDY = (ROOT / "docs" / "examples" / "late-parcel.yaml").read_text(encoding="utf-8")
UNTIDY = TIDY.replace("moves: [offer]", 'moves: ["offer"]  ').replace(
    "      - id: too-soon\n        says", "      - says"
)
"""It lacks an id, has needless quotes, and blanks at the end of a line."""
posix = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX permissions and links")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "mine.yaml"
    path.write_bytes(UNTIDY.encode())
    return path


def test_a_file_is_tidied_once(moodline: Moodline, file: Path) -> None:
    assert UNTIDY != TIDY
    ran = moodline("fmt", file)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == f"{file}: tidied\n1 file looked at: 1 tidied.\n"
    text = file.read_text(encoding="utf-8")
    assert text == TIDY.replace("too-soon", "i-can-send-a-second")
    assert moodline("fmt", file).out == "1 file looked at: nothing to tidy.\n"
    assert moodline("fmt", "--check", file).code == 0
    assert [path.name for path in file.parent.iterdir()] == ["mine.yaml"]


def test_check_names_files_and_writes_nothing(moodline: Moodline, file: Path) -> None:
    tidy = file.with_name("tidy.yaml")
    tidy.write_text(TIDY, encoding="utf-8")
    ran = moodline("fmt", "--check", file, tidy)
    assert ran.code == 1
    assert ran.out == f"{file}: not tidy\n2 files looked at: 1 not tidy.\n"
    assert file.read_bytes() == UNTIDY.encode()


def test_diff_shows_what_would_change(moodline: Moodline, file: Path) -> None:
    ran = moodline("fmt", "--diff", file)
    assert ran.code == 1
    assert f"--- {file}\n+++ {file} (tidy)\n" in ran.out
    assert '-        moves: ["offer"]  \n' in ran.out
    assert "+      - id: i-can-send-a-second\n+        says:" in ran.out
    assert file.read_bytes() == UNTIDY.encode()
    file.write_text(TIDY, encoding="utf-8")
    assert moodline("fmt", "--diff", file) == (0, "", "")


def test_a_file_with_errors_is_left_and_its_errors_are_told(moodline: Moodline, file: Path) -> None:
    broken = UNTIDY.replace("goto: sent", "goto: snet", 1)
    file.write_text(broken, encoding="utf-8")
    good = file.with_name("good.yaml")
    good.write_text(UNTIDY, encoding="utf-8")
    ran = moodline("fmt", file, good)
    assert ran.code == 1
    assert "error[missing-target]" in ran.err
    assert file.read_text(encoding="utf-8") == broken
    assert ran.out == f"{good}: tidied\n2 files looked at: 1 tidied, 1 left with errors.\n"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"\xff\xfea\0", "not-utf-8"),
        (b"", "empty-file"),
        (b"a: [", "yaml-syntax"),
        (b"- 1\n", "not-entries"),
        (b"moodline: 2\nid: x\n", "newer-format"),
        (b"a: &x [*x]\n", "unknown-alias"),
        (b"[" * 6000, "too-deep"),
        ("title: a\u202eb\n".encode(), "control-character"),
    ],
)
def test_what_the_reader_refuses_is_refused(moodline: Moodline, file: Path, data: bytes, says: str) -> None:
    file.write_bytes(data)
    ran = moodline("fmt", file)
    assert ran.code == 1
    assert f"error[{says}]" in ran.err
    assert file.read_bytes() == data


def test_files_that_cannot_be_read(moodline: Moodline, tmp_path: Path) -> None:
    assert moodline("fmt", tmp_path / "none.yaml").code == 2
    assert moodline("fmt", tmp_path).code == 2
    assert moodline("fmt").code == 2


def test_parts_shifts_and_transcripts_too(moodline: Moodline) -> None:
    examples = ROOT / "docs" / "examples"
    ran = moodline(
        "fmt", "--check", *(examples / name for name in (
            "parts/order-check.yaml", "shifts/thursday.yaml", "tests/late-parcel.heard-first.yaml"
        ))
    )  # fmt: skip
    assert (ran.code, ran.err) == (0, "")


def test_a_transcript_is_tidied(moodline: Moodline, tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(
        "moodline: 1\nscenario: x # why\nseed: 1\nturns:\n- reply: a.b\n- 'c.d'\n", encoding="utf-8"
    )
    assert moodline("fmt", path).code == 0
    assert path.read_text(encoding="utf-8") == (
        "moodline: 1\nscenario: x # why\nseed: 1\nturns:\n  - reply: a.b\n  - 'c.d'\n"
    )


def test_line_ends_are_kept(moodline: Moodline, file: Path) -> None:
    file.write_bytes(b"\xef\xbb\xbf" + UNTIDY.replace("\n", "\r\n").encode())
    assert moodline("fmt", file).code == 0
    expected = TIDY.replace("too-soon", "i-can-send-a-second").replace("\n", "\r\n")
    assert file.read_bytes() == b"\xef\xbb\xbf" + expected.encode()


def test_standard_input_goes_to_standard_output(moodline: Moodline) -> None:
    ran = moodline("fmt", "-", typed=UNTIDY)
    assert ran == (0, TIDY.replace("too-soon", "i-can-send-a-second"), "")
    assert moodline("fmt", "--check", "-", typed=UNTIDY).code == 1
    broken = moodline("fmt", "-", typed="a: [")
    assert (broken.code, broken.out) == (1, "")
    assert "<stdin>:1:5: error[yaml-syntax]" in broken.err
    assert moodline("fmt", "-", typed="hello").code == 1
    assert moodline("fmt", "-", typed="").code == 1


def test_a_pipe_passes_bytes_through() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tui.cli", "fmt", "-"],
        input=b"\xef\xbb\xbf" + UNTIDY.replace("\n", "\r\n").encode(),
        cwd=ROOT,
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
    )
    expected = TIDY.replace("too-soon", "i-can-send-a-second").replace("\n", "\r\n")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout == b"\xef\xbb\xbf" + expected.encode()


@posix
def test_permissions_stay_and_links_are_followed(moodline: Moodline, file: Path) -> None:
    file.chmod(0o640)
    link = file.with_name("link.yaml")
    link.symlink_to(file.name)
    assert moodline("fmt", link).code == 0
    assert link.is_symlink()
    assert file.stat().st_mode & 0o777 == 0o640
    assert file.read_bytes() != UNTIDY.encode()


def test_what_may_not_be_written_or_read_is_refused(moodline: Moodline, file: Path) -> None:
    assert moodline("fmt", file).code == 0
    with ordinary_folder() as folder:
        path = folder / "mine.yaml"
        path.write_text(UNTIDY, encoding="utf-8")
        path.chmod(0o400)
        refused = f"{path}: cannot be written (Permission denied).\n"
        assert moodline("fmt", path) == (2, "1 file looked at: 1 not written.\n", refused)
        path.chmod(0o600)
        folder.chmod(0o500)
        assert moodline("fmt", path) == (2, "1 file looked at: 1 not written.\n", refused)
        folder.chmod(0o700)
        assert path.read_text(encoding="utf-8") == UNTIDY
        path.chmod(0)
        ran = moodline("fmt", path)
        assert ran.code == 2
        assert "you may not read this file" in ran.err
        assert [each.name for each in folder.iterdir()] == ["mine.yaml"]


def test_what_somebody_saves_meanwhile_is_not_lost(file: Path) -> None:
    from engine.workshop.tidying import ChangedMeanwhile, save, tidy_file

    tidy = tidy_file(file)
    file.write_text("newer", encoding="utf-8")
    with pytest.raises(ChangedMeanwhile):
        save(file, tidy)
    assert file.read_text(encoding="utf-8") == "newer"
