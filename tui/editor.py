"""The author's editor, opened at a line: which command that is, in the way each editor is told."""

from __future__ import annotations

import os
import shlex
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Final

NO_EDITOR: Final = (
    "No editor is set. Set VISUAL or EDITOR to the one that you use, such as EDITOR=nano or "
    'VISUAL="code --wait", and start the preview again.'
)

Place = tuple[str, int, int]
"""The file's path, and line and column from 1."""
Arguments = Callable[[Place], list[str]]


@dataclass(frozen=True)
class Editing:
    """An editor's command, ready to be run without a shell."""

    arguments: tuple[str, ...]
    in_terminal: bool
    """Whether it needs the terminal for itself; else it has a window of its own."""

    @property
    def name(self) -> str:
        """The program, as it is told to people."""
        return PurePath(self.arguments[0]).name


class CannotEdit(Exception):
    """No editor can be opened. ``str()`` of it says why, and what to do."""


def left_with(command: Editing, code: int) -> str:
    """What is said of an editor that ended with an exit code other than 0: it may not have opened at all."""
    how = f"exit code {code}" if code > 0 else f"signal {-code}"
    return f"{command.name} ended with {how}. If it did not open, set VISUAL or EDITOR to your editor."


def _plus(place: Place) -> list[str]:
    return [f"+{place[1]}", place[0]]


def _plus_with_column(place: Place) -> list[str]:
    return [f"+{place[1]}:{place[2]}", place[0]]


def _nano(place: Place) -> list[str]:
    return [f"+{place[1]},{place[2]}", place[0]]


def _colons(place: Place) -> list[str]:
    return [":".join(map(str, place))]


def _goto(place: Place) -> list[str]:
    return ["--goto", *_colons(place)]


def _kate(place: Place) -> list[str]:
    return ["--line", str(place[1]), "--column", str(place[2]), place[0]]


def _line_option(place: Place) -> list[str]:
    return ["--line", str(place[1]), place[0]]


def _notepad_plus_plus(place: Place) -> list[str]:
    return [f"-n{place[1]}", f"-c{place[2]}", place[0]]


def _file_alone(place: Place) -> list[str]:
    return [place[0]]


_IN_TERMINAL: Final[Mapping[str, Arguments]] = {
    **dict.fromkeys(
        ("vi", "vim", "nvim", "view", "ex", "nvi", "elvis", "joe", "jed", "mg", "ne", "mcedit"), _plus
    ),
    **dict.fromkeys(("emacs", "emacsclient"), _plus_with_column),
    **dict.fromkeys(("nano", "pico", "rnano"), _nano),
    **dict.fromkeys(("hx", "helix"), _colons),
    "kak": _plus_with_column,
    "micro": _plus_with_column,
}
_IN_A_WINDOW: Final[Mapping[str, Arguments]] = {
    **dict.fromkeys(("code", "code-insiders", "codium", "vscodium", "cursor", "windsurf", "positron"), _goto),
    **dict.fromkeys(("subl", "sublime_text", "zed", "zeditor", "lite-xl"), _colons),
    **dict.fromkeys(
        ("gvim", "mvim", "neovide", "gedit", "xed", "pluma", "gnome-text-editor", "bbedit"), _plus
    ),
    **dict.fromkeys(("kate", "kwrite"), _kate),
    **dict.fromkeys(("mate", "idea", "pycharm", "webstorm", "charm"), _line_option),
    "notepad++": _notepad_plus_plus,
    "notepad": _file_alone,
}
_TERMINAL_EMACS: Final = frozenset({"-nw", "--no-window-system", "-t", "-tty", "--tty"})


def editing(environment: Mapping[str, str], file: Path, line: int, column: int) -> Editing:
    """The command that opens the author's editor at a line (from 1; 0 or less is taken for 1).

    Raises:
        CannotEdit: none is set, or what is set cannot be read.
    """
    set_to = environment.get("VISUAL", "").strip() or environment.get("EDITOR", "").strip()
    if not set_to:
        raise CannotEdit(NO_EDITOR)
    program, *options = _split(set_to)
    # A whole path: a name that begins with a hyphen would be taken for an option.
    place = (str(file.absolute()), max(1, line), max(1, column))
    name = PurePath(program.replace("\\", "/")).name.lower()
    for ending in (".exe", ".cmd", ".bat"):
        name = name.removesuffix(ending)
    arguments = _IN_TERMINAL.get(name) or _IN_A_WINDOW.get(name) or _file_alone
    in_terminal = name not in _IN_A_WINDOW
    if name in ("emacs", "emacsclient"):
        in_window = bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))
        in_terminal = not in_window or not _TERMINAL_EMACS.isdisjoint(options)
    if name in ("vim", "vi", "nvim") and "-g" in options:
        in_terminal = False
    return Editing((program, *options, *arguments(place)), in_terminal)


def _split(set_to: str) -> list[str]:
    if Path(set_to).is_file():  # A path with spaces in it, without quotes around it.
        return [set_to]
    try:
        words = shlex.split(set_to, posix=os.name == "posix")
    except ValueError as error:
        raise CannotEdit(
            f"VISUAL or EDITOR cannot be read: it has a quote that is not closed ({set_to})."
        ) from error
    return [word.strip('"') for word in words] or [set_to]
