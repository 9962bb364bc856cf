"""Opening the author's editor from the full screen."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import Any

from textual.app import App, SuspendNotSupported

from tui.editor import CannotEdit, Editing, editing, left_with


def edit_at(app: App[Any], file: str, line: int, column: int) -> subprocess.Popen[bytes] | None:
    """Open the author's editor at a line, or say why that cannot be; see ``open_editor``."""
    try:
        command = editing(os.environ, Path(file), line, column)
        opened = open_editor(app, command)
    except CannotEdit as error:
        app.notify(str(error), title="No editor", severity="warning", markup=False)
        return None
    if isinstance(opened, int):
        if opened:
            app.notify(left_with(command, opened), title="Editor", severity="warning", markup=False)
        return None
    app.notify(f"Opened in {command.name}.", markup=False)
    return opened


def open_editor(app: App[Any], command: Editing) -> subprocess.Popen[bytes] | int:
    """Open an editor: one of the terminal in place of the full screen, until it is left; others beside it.

    Returns the exit code of the first, and the process of one that has a window of its own.

    Raises:
        CannotEdit: it could not be started, or the terminal cannot be handed over.
    """
    try:
        if command.in_terminal:
            return _in_the_terminal(app, command)
        nothing = subprocess.DEVNULL
        return subprocess.Popen(
            command.arguments, stdin=nothing, stdout=nothing, stderr=nothing, start_new_session=True
        )
    except SuspendNotSupported:
        raise CannotEdit(
            f"This terminal cannot be handed over to {command.name}. Open the file beside the preview."
        ) from None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise CannotEdit(
            f"{command.name} could not be started ({why}). Set VISUAL or EDITOR to your editor."
        ) from None


def _in_the_terminal(app: App[Any], command: Editing) -> int:
    """Run an editor in place of the full screen; its exit code.

    The full screen comes back only if its ``suspend()`` is left without an error, so what goes wrong waits
    until then.
    """
    failed: OSError | ValueError | None = None
    code = 0
    with app.suspend():
        try:
            code = subprocess.run(command.arguments, check=False).returncode
        except (OSError, ValueError) as error:
            failed = error
    if failed is not None:
        raise failed
    return code
