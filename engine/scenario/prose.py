"""An author's Markdown as plain paragraphs: what it says, without the signs."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it.token import Token


def paragraphs(text: str) -> Iterator[tuple[str, str]]:
    """Each paragraph of a Markdown text, with what stands before it: nothing, a dash, or a number."""
    from markdown_it import MarkdownIt

    lists: list[int | None] = []  # The next number of each list around, innermost last; None for bullets.
    hang = ""
    for token in MarkdownIt("commonmark", {"html": False}).parse(text):
        match token.type:
            case "bullet_list_open":
                lists.append(None)
            case "ordered_list_open":
                lists.append(int(token.attrs.get("start", 1)))
            case "bullet_list_close" | "ordered_list_close":
                lists.pop()
                hang = "  " * len(lists)
            case "list_item_open":
                number = lists[-1]
                hang = "  " * (len(lists) - 1) + ("- " if number is None else f"{number}. ")
                lists[-1] = None if number is None else number + 1
            case "inline":
                yield hang, _words(token.children or [])
                hang = " " * len(hang)
            case "fence" | "code_block":
                for line in token.content.splitlines():
                    yield hang, line


def _words(tokens: Sequence["Token"]) -> str:
    words: list[str] = []
    address = ""
    for token in tokens:
        match token.type:
            case "softbreak" | "hardbreak":
                words.append(" ")
            case "image":
                words.append(_words(token.children or []))
            case "link_open":
                address = str(token.attrs.get("href", ""))
            case "link_close":
                words.append(f" ({address})" if address and address != words[-1] else "")
            case _:
                words.append(token.content)
    return "".join(words)
