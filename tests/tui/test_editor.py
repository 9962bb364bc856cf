"""Each editor is told the line in its own way, and no shell is between."""

from pathlib import Path

import pytest

from tui.editor import CannotEdit, editing

FILE = Path("/home/a b/$(touch x); mine.yaml")
AT = "/home/a b/$(touch x); mine.yaml"


@pytest.mark.parametrize(
    ("set_to", "arguments", "in_terminal"),
    [
        ("vim", ["vim", "+12", AT], True),
        ("vi", ["vi", "+12", AT], True),
        ("/usr/bin/nvim", ["/usr/bin/nvim", "+12", AT], True),
        ("nano -w", ["nano", "-w", "+12,5", AT], True),
        ("emacs -nw", ["emacs", "-nw", "+12:5", AT], True),
        ("hx", ["hx", f"{AT}:12:5"], True),
        ("micro", ["micro", "+12:5", AT], True),
        ("code --wait", ["code", "--wait", "--goto", f"{AT}:12:5"], False),
        ("codium", ["codium", "--goto", f"{AT}:12:5"], False),
        ("subl -n", ["subl", "-n", f"{AT}:12:5"], False),
        ("kate", ["kate", "--line", "12", "--column", "5", AT], False),
        ("gvim -f", ["gvim", "-f", "+12", AT], False),
        ("notepad++.exe", ["notepad++.exe", "-n12", "-c5", AT], False),
        ("'/opt/My Editor/code'", ["/opt/My Editor/code", "--goto", f"{AT}:12:5"], False),
        ("some-editor", ["some-editor", AT], True),
        ("vim; rm -rf /", ["vim;", "rm", "-rf", "/", AT], True),
    ],
)
def test_the_line_in_the_words_of_each(set_to: str, arguments: list[str], in_terminal: bool) -> None:
    found = editing({"EDITOR": set_to}, FILE, 12, 5)
    assert (list(found.arguments), found.in_terminal) == (arguments, in_terminal)


def test_visual_comes_first_and_nothing_is_nothing() -> None:
    assert editing({"VISUAL": "code", "EDITOR": "vi"}, FILE, 1, 1).name == "code"
    assert editing({"VISUAL": " ", "EDITOR": "vi"}, FILE, 1, 1).name == "vi"
    for environment in ({}, {"EDITOR": ""}, {"EDITOR": "  "}):
        with pytest.raises(CannotEdit, match="Set VISUAL or EDITOR"):
            editing(environment, FILE, 1, 1)
    with pytest.raises(CannotEdit, match="not closed"):
        editing({"EDITOR": "vi 'oops"}, FILE, 1, 1)


def test_emacs_has_a_window_where_there_are_windows() -> None:
    assert not editing({"EDITOR": "emacs", "DISPLAY": ":0"}, FILE, 1, 1).in_terminal
    assert editing({"EDITOR": "emacs -nw", "DISPLAY": ":0"}, FILE, 1, 1).in_terminal
    assert editing({"EDITOR": "emacsclient -t", "WAYLAND_DISPLAY": "w"}, FILE, 1, 1).in_terminal


def test_an_editor_whose_path_has_a_space(tmp_path: Path) -> None:
    editor = tmp_path / "my editor" / "subl"
    editor.parent.mkdir()
    editor.touch()
    assert editing({"EDITOR": str(editor)}, FILE, 3, 1).arguments == (str(editor), f"{AT}:3:1")


def test_the_whole_file_is_its_first_line_and_no_name_is_an_option(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert editing({"EDITOR": "vi"}, Path("-c.yaml"), 0, 0).arguments == (
        "vi",
        "+1",
        str(tmp_path / "-c.yaml"),
    )
