"""Pages in which people write the prose and this tool writes the tables.

What is made stands between two comments, which no reader of the page sees::

    <!-- made: limits -->
    …
    <!-- end -->

Everything outside of them is left as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

Blocks = Mapping[str, Callable[[], str]]
"""What makes each block, by its name."""

_BLOCK = re.compile(r"(<!-- made: (?P<name>[^\n]+?) -->\n).*?(<!-- end -->)", re.DOTALL)


def renewed(text: str, blocks: Blocks) -> str:
    """The page with every block made anew.

    Raises:
        KeyError: the page asks for a block that nothing makes.
    """
    return _BLOCK.sub(lambda block: f"{block[1]}\n{blocks[block['name']]().strip()}\n\n{block[3]}", text)


def names_in(text: str) -> list[str]:
    """The names of the blocks on a page, in order."""
    return [block["name"] for block in _BLOCK.finditer(text)]


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table. Cells are Markdown already; a bar in one is written so that it stays in it."""
    lines = [tuple(head), tuple("---" for _ in head), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines)


def code(text: object) -> str:
    """The text as Markdown code."""
    return f"`{text}`"


def listed(words: Sequence[str], last: str = "or") -> str:
    """``a``, ``a or b``, ``a, b or c``."""
    return f"{', '.join(words[:-1])} {last} {words[-1]}" if len(words) > 1 else "".join(words)
