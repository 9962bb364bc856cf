"""The preview in a real terminal: it sees a save by itself, and lends the terminal to an editor."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)
pytest.importorskip("pyte", reason="reads the terminal")

from tests.tui.screens.previewing import STUCK
from tests.tui.test_full_screen_pty import Terminal

EDITOR = """\
#!{python}
import pathlib, sys
file = pathlib.Path(sys.argv[2])
text = file.read_text(encoding="utf-8")
file.write_text(text.replace("Well?", "Edited at " + sys.argv[1] + "."), encoding="utf-8")
sys.exit(3)
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "mine.yaml"
    path.write_text(STUCK, encoding="utf-8")
    return path


@pytest.fixture
def terminal(tmp_path: Path, file: Path) -> Iterator[Terminal]:
    editor = tmp_path / "vi"
    editor.write_text(EDITOR.format(python=sys.executable), encoding="utf-8")
    editor.chmod(0o755)
    there = Terminal(tmp_path / "home", "preview", str(file), EDITOR=str(editor), VISUAL="")
    yield there
    there.child.close(force=True)


def test_saves_and_an_editor_in_the_terminal(terminal: Terminal, file: Path) -> None:
    terminal.until("proved:")
    terminal.press("l", "Well? I have been waiting")
    terminal.press("1", "You waited all day.")
    other = file.with_suffix(".new")
    other.write_text(STUCK.replace("And?", "And what happens now?"), encoding="utf-8")
    other.replace(file)
    terminal.until("And what happens now?")
    file.write_text(STUCK.replace("goto: good", "goto: god"), encoding="utf-8")
    terminal.until("cannot be played as it was saved")
    file.unlink()
    terminal.until("It is waited for.")
    file.write_text(STUCK, encoding="utf-8")
    terminal.until("proved:")
    terminal.press("r", "Well? I have been waiting")
    line = STUCK.splitlines().index("  one:") + 1
    terminal.press("e", f"Edited at +{line}.")
    terminal.until("vi ended with exit code 3.")
    (file.parent / "vi").unlink()
    terminal.press("e", "vi could not be started")
    terminal.press("1", "And?")
    terminal.child.send("q")
    assert terminal.end() == 0
