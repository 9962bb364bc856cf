"""Visuals for text in two columns and for blocks under one another, wrapped with a hanging indent.

Textual's own ``Content`` wraps every line to the left edge; a numbered reply, a label with its value, a list
item and a cause with its amount all need the wrapped lines to hang under the first one.
"""

from collections.abc import Sequence
from typing import NamedTuple

from rich.segment import Segment
from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual


class Columns(Visual):
    """Rows of a left cell, as wide as the widest of them, and a right cell that takes the rest and wraps.

    Where the left column would take more than half of the width, each right cell goes below its left one,
    indented by two cells.
    """

    def __init__(self, rows: Sequence[tuple[Content, Content]], gap: int = 1) -> None:
        self.rows = tuple(rows)
        self._gap = gap
        self._left = max((left.cell_length for left, _ in self.rows), default=0)

    @property
    def plain(self) -> str:
        """The text alone, a row a line."""
        return "\n".join(f"{left.plain} {right.plain}".rstrip() for left, right in self.rows)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """As wide as the widest row on one line."""
        right = max((right.get_optimal_width(rules, container_width) for _, right in self.rows), default=0)
        return self._left + self._gap + right

    def get_height(self, rules: RulesMap, width: int) -> int:
        """How many lines the rows take at this width."""
        if self._stacks(width):
            inner = max(1, width - 2)
            return sum(a.get_height(rules, width) + b.get_height(rules, inner) for a, b in self.rows)
        inner = self._inner(width)
        return sum(max(1, right.get_height(rules, inner)) for _, right in self.rows)

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """The rows as strips; see ``Visual``."""
        paint = _Paint(style, RenderOptions(options.get_style, options.rules))
        strips: list[Strip] = []
        for left, right in self.rows:
            if self._stacks(width):
                strips += paint.block(left, width, 0)
                strips += paint.block(right, max(1, width - 2), 2)
            else:
                strips += self._side_by_side(left, right, width, paint)
        return strips if height is None else strips[:height]

    def _side_by_side(self, left: Content, right: Content, width: int, paint: "_Paint") -> list[Strip]:
        first = paint.block(left, self._left, 0)[:1] or [Strip([])]
        rest = paint.block(right, self._inner(width), 0) or [Strip([])]
        indent = self._left + self._gap
        joined: list[Strip] = []
        for number, strip in enumerate(rest):
            head = first[0] if number == 0 else Strip([])
            joined.append(Strip.join([head, paint.blank(indent - head.cell_length), strip]))
        return joined

    def _inner(self, width: int) -> int:
        return max(1, width - self._left - self._gap)

    def _stacks(self, width: int) -> bool:
        return self._left + self._gap > width // 2


class Indented(NamedTuple):
    """A visual and how many cells it stands in from the left."""

    visual: Visual
    indent: int = 0


class Stack(Visual):
    """Visuals under one another, each with its own indent."""

    def __init__(self, blocks: Sequence[Indented]) -> None:
        self.blocks = tuple(blocks)

    @property
    def plain(self) -> str:
        """The text alone, a block a paragraph."""
        return "\n".join(getattr(block.visual, "plain", "") for block in self.blocks)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """As wide as the widest block."""
        widths = (b.visual.get_optimal_width(rules, container_width) + b.indent for b in self.blocks)
        return max(widths, default=0)

    def get_height(self, rules: RulesMap, width: int) -> int:
        """How many lines the blocks take at this width."""
        return sum(b.visual.get_height(rules, max(1, width - b.indent)) for b in self.blocks)

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """The blocks as strips; see ``Visual``."""
        paint = _Paint(style, RenderOptions(options.get_style, options.rules))
        strips: list[Strip] = []
        for block in self.blocks:
            strips += paint.block(block.visual, max(1, width - block.indent), block.indent)
        return strips if height is None else strips[:height]


class _Paint(NamedTuple):
    style: Style
    options: RenderOptions

    def blank(self, width: int) -> Strip:
        """Nothing, ``width`` cells of it."""
        return Strip([Segment(" " * width, self.style.background_style.rich_style)], width)

    def block(self, visual: Visual, width: int, indent: int) -> list[Strip]:
        """The visual at this width, set in by ``indent`` cells."""
        strips = visual.render_strips(width, None, self.style, self.options)
        return [Strip.join([self.blank(indent), strip]) for strip in strips] if indent else strips
