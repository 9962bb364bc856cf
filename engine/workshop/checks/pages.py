"""The pages of the reference that say what a code means, wherever Moodline is installed."""

from pathlib import Path
from typing import Final

from engine.workshop.checks.catalogue import SENTENCES

_HERE: Final = Path(__file__).resolve()
_FOLDERS: Final = (_HERE.with_name("explained"), _HERE.parents[3] / "docs" / "reference" / "problems")
"""In an installed Moodline, and in a checkout."""


def page_of(code: str) -> str:
    """What a code means, why it matters and how to mend it, as Markdown.

    Raises:
        KeyError: there is no such code.
    """
    sentence = SENTENCES[code]
    for folder in _FOLDERS:
        page = folder / f"{code}.md"
        if page.is_file():
            return page.read_text(encoding="utf-8")
    return f"# {code}\n\n{sentence}\n"
