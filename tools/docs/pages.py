"""Which pages have blocks that are made, and making them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from tools.docs.blocks import Blocks, renewed
from tools.docs.class_blocks import class_blocks
from tools.docs.drawing import drawn
from tools.docs.format_blocks import format_blocks
from tools.docs.mood_blocks import mood_blocks
from tools.docs.problem_blocks import problem_blocks

ROOT: Final = Path(__file__).resolve().parents[2]
DOCS: Final = ROOT / "docs"
PICTURE: Final = DOCS / "images" / "call.svg"
DRAWING: Final = "images/more-of-the-format.svg"

PAGES: Final[dict[str, Callable[[], Blocks]]] = {
    "reference/format.md": format_blocks,
    "reference/problems.md": problem_blocks,
    "reference/mood-model.md": mood_blocks,
    "reference/exports.md": class_blocks,
}
"""Each page, below ``docs/``, with what makes its blocks."""


def current(page: str) -> tuple[str, str]:
    """A page, or the drawing, as it stands, and as it should stand."""
    path = DOCS / page
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    return text, drawn() if page == DRAWING else renewed(text, PAGES[page]())


def write() -> list[str]:
    """Make every block, and the drawing, anew; the files that changed."""
    changed = []
    for page in (*PAGES, DRAWING):
        before, after = current(page)
        if before != after:
            (DOCS / page).write_text(after, encoding="utf-8", newline="\n")
            changed.append(page)
    return changed


def stale() -> list[str]:
    """The pages that say something else than the code does."""
    return [page for page in (*PAGES, DRAWING) if len(set(current(page))) > 1]
