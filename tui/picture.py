"""A picture of the screen as an SVG file that needs no web fonts, and nothing else from outside either."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from tui.app import MoodlineApp

FONTS: Final = 'ui-monospace, "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace'
"""Fonts that are on the reader's machine."""
_FONT_FACE: Final = re.compile(r"\s*@font-face\s*\{[^}]*\}")
_COMMENT: Final = re.compile(r"\s*<!--.*?-->", re.DOTALL)


def save_picture(app: MoodlineApp) -> tuple[str, Literal["information", "error"]]:
    """Write what the app shows into a new file in the data folder; a sentence on what came of it."""
    from engine.records.errors import StoreProblem, shown
    from engine.records.exports.subject import CannotExport

    svg = without_web_fonts(app.export_screenshot(title="Moodline"))
    try:
        app.settings.home.make()
        folder = app.settings.home.folder / "pictures"
        folder.mkdir(mode=0o700, exist_ok=True)
        path = _write(folder, app.clock().astimezone().strftime("moodline-%Y-%m-%d-%H%M%S"), svg)
    except OSError as error:
        return f"The picture could not be saved ({shown(error.strerror or 'unknown error')}).", "error"
    except (CannotExport, StoreProblem) as error:
        why = "the data folder cannot be written to." if app.names_hidden else str(error)
        return f"The picture could not be saved: {why}", "error"
    where = f"pictures/{path.name}, in the data folder" if app.names_hidden else shown(path)
    return f"Saved: {where}", "information"


def without_web_fonts(svg: str) -> str:
    """The picture with fonts of the reader's machine in place of those that Textual fetches."""
    return _COMMENT.sub("", _FONT_FACE.sub("", svg)).replace("Fira Code, monospace", FONTS)


def _write(folder: Path, name: str, svg: str) -> Path:
    """Write the file under a name that is free: ``name.svg``, ``name-2.svg`` …"""
    from engine.records.exports.writing import AlreadyThere, write_file

    number = 1
    while True:
        path = folder / (f"{name}.svg" if number == 1 else f"{name}-{number}.svg")
        try:
            write_file(path, svg.encode("utf-8", "replace"))
            return path
        except AlreadyThere:
            number += 1
