"""Opening the author's editor from the full screen."""

from __future__ import annotations

import subprocess
from typing import Any

from textual.app import App, SuspendNotSupported

from tui.editor import CannotEdit, Editing


def open_editor(app: App[Any], command: Editing) -> subprocess.Popen[bytes] | None:
    """Open an editor: one of the terminal in place of the full screen, until it is left; others beside it.

    Returns the process of one that has a window of its own.

    Raises:
        CannotEdit: it could not be started, or the terminal cannot be handed over.
    """
    try:
        if command.in_terminal:
            with app.suspend():
                subprocess.run(command.arguments, check=False)
            return None
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
