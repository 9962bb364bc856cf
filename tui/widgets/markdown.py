"""Markdown from scenario files, shown as text and nothing but text.

Textual's own Markdown widget makes links clickable, and in 8.2.8 reads markup in the tooltips of table cells
(Textual issue 6642), which crashes on a stray bracket. Here the same parser is used, but what comes out is
``Content``: links show their address and do nothing, images show their description, HTML shows as written.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from textual.content import Content
from textual.visual import Visual
from textual.widgets import Static

from tui.widgets.columns import Columns, Indented, Stack
from tui.widgets.safe_text import safe_text

if TYPE_CHECKING:
    from markdown_it.token import Token

_NESTING: Final = 20
"""How deep lists and quotes may be nested before the parser takes the rest as it is."""
_SPAN_STYLES: Final = {"em": "italic", "strong": "bold", "s": "strike"}


class MarkdownText(Static):
    """Shows Markdown as inert, wrapped text."""

    DEFAULT_CSS = """
    MarkdownText { width: 1fr; height: auto; color: $foreground; }
    """
    ALLOW_SELECT = False

    def __init__(self, source: str = "", **widget: Any) -> None:
        super().__init__(markdown(source), markup=False, **widget)
        self._source = source

    @property
    def source(self) -> str:
        """The Markdown on show."""
        return self._source

    def set_source(self, source: str) -> None:
        """Show this Markdown in place of what was there."""
        self._source = source
        self.update(markdown(source))


def markdown(source: str) -> Visual:
    """Markdown as a visual, for a ``Static`` or anything else that takes one."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": _NESTING})
    parser.enable(["table", "strikethrough"])
    return Stack(list(_Blocks(parser.parse(safe_text(source))).walk()))


class _List(NamedTuple):
    """A list that is open while walking: where its next item's number stands; 0 for bullets."""

    number: int


class _Blocks:
    """Walks the parser's tokens and yields blocks, with an empty line between paragraphs."""

    def __init__(self, tokens: "list[Token]") -> None:
        self._tokens = tokens
        self._lists: list[_List] = []
        self._bullet = ""
        self._quotes = 0
        self._first = True
        self._header: list[Content] = []
        self._cells: list[Content] = []
        self._rows: list[tuple[Content, Content]] = []
        self._in_cell = False

    def walk(self) -> Iterator[Indented]:
        heading = ""
        for token in self._tokens:
            kind = token.type
            if kind in ("bullet_list_open", "ordered_list_open"):
                start = int(token.attrs.get("start", 1)) if kind == "ordered_list_open" else 0
                self._lists.append(_List(start))
            elif kind in ("bullet_list_close", "ordered_list_close"):
                self._lists.pop()
            elif kind == "list_item_open":
                number = self._lists[-1].number
                self._bullet = f"{number}." if number else "•"
                self._lists[-1] = _List(number + 1 if number else 0)
            elif kind in ("blockquote_open", "blockquote_close"):
                self._quotes += 1 if kind == "blockquote_open" else -1
            elif kind in ("heading_open", "heading_close"):
                heading = token.tag if kind == "heading_open" else ""
            elif kind in ("th_open", "td_open"):
                self._in_cell = True
            elif kind == "inline":
                yield from self._inline(token, heading)
            elif kind in ("fence", "code_block"):
                code = safe_text(token.content.rstrip("\n"))
                yield from self._block(Content.styled(code, "$key on $panel"))
            elif kind == "hr":
                yield from self._block(Content.styled("─" * 20, "$line"))
            elif kind == "thead_close":
                self._header, self._cells = self._cells, []
            elif kind == "tr_close" and self._header:
                self._end_row()
            elif kind == "table_close":
                rows = self._rows or [(Content(" ").join(self._header), Content(""))]
                yield from self._block(Columns(rows, gap=2))
                self._header, self._rows = [], []

    def _inline(self, token: "Token", heading: str) -> Iterator[Indented]:
        content = _spans(token.children or [])
        if self._in_cell:
            self._in_cell = False
            self._cells.append(content)
            return
        if heading:
            content = content.stylize("bold underline" if heading in ("h1", "h2") else "bold")
        yield from self._block(content)

    def _end_row(self) -> None:
        """A table's row: its first cell, and beside it the others, each after its column's heading."""
        cells, self._cells = self._cells, []
        rest = zip(self._header[1:], cells[1:], strict=False)
        pairs = [Content.assemble(head, ": " if head else "", cell) for head, cell in rest if cell]
        self._rows.append((cells[0].stylize("bold"), Content("\n").join(pairs)))

    def _block(self, visual: Content | Columns) -> Iterator[Indented]:
        """The block at its place; an empty line before it, unless it is an item of a list."""
        depth = len(self._lists)
        if not self._first and not depth:
            yield Indented(Content(" "))
        self._first = False
        if self._quotes and isinstance(visual, Content):
            visual = Columns([(Content.styled("▌", "$line"), visual.stylize("italic"))])
        if depth and isinstance(visual, Content):
            visual = Columns([(Content.styled(self._bullet.rjust(2), "$key"), visual)])
            self._bullet = ""
        yield Indented(visual, max(0, depth - 1) * 3)


def _spans(tokens: "list[Token]") -> Content:
    """Inline tokens as styled text."""
    parts: list[Content] = []
    styles: list[str] = []
    address = ""
    for token in tokens:
        kind, _, way = token.type.rpartition("_")
        text, style = "", " ".join(styles)
        if token.type in ("text", "html_inline"):
            text = token.content
        elif token.type == "code_inline":
            text, style = token.content, "$key"
        elif token.type in ("softbreak", "hardbreak"):
            text = " " if token.type == "softbreak" else "\n"
        elif token.type == "image":
            text = token.content or "picture"
        elif token.type == "link_open":
            address = str(token.attrs.get("href", ""))
        elif token.type == "link_close":
            label = parts[-1].plain if parts else ""
            text = "" if label == address else f" ({address})"
        elif kind in _SPAN_STYLES and way == "open":
            styles.append(_SPAN_STYLES[kind])
        elif kind in _SPAN_STYLES and styles:
            styles.pop()
        if text:
            # Entities such as &#8238; become characters only in the parser: hence safe_text here again.
            parts.append(Content.styled(safe_text(text), style))
    return Content("").join(parts)
