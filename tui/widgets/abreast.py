"""Visuals beside one another, or one above the other where there is no room for that."""

from collections.abc import Sequence

from rich.segment import Segment
from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual

RULE = " │ "
LEAST = 50
"""Below so many cells across they stand one above the other."""


class Abreast(Visual):
    """Cells side by side, as high as the highest of them.

    One above the other each cell has its name before it, since it no longer stands under a heading.
    """

    def __init__(
        self,
        cells: Sequence[Visual],
        *,
        names: Sequence[Content] = (),
        shares: Sequence[int] = (),
        rule: str = RULE,
    ) -> None:
        """``shares`` says how the width is shared out; equally where nothing is said. ``names`` may hold an
        empty one for a cell that needs none."""
        self.cells = tuple(cells)
        self._names = tuple(names) or (Content(""),) * len(self.cells)
        self._shares = tuple(shares) or (1,) * len(self.cells)
        self._rule = rule

    @property
    def plain(self) -> str:
        """The text alone, a cell a line."""
        return "\n".join(getattr(cell, "plain", "") for cell in self.cells)

    def widths(self, width: int) -> tuple[int, ...]:
        """How many cells across each has, where they stand side by side."""
        room, shares = width - len(self._rule) * (len(self.cells) - 1), sum(self._shares)
        found = [max(1, room * share // shares) for share in self._shares]
        found[-1] = max(1, room - sum(found[:-1]))
        return tuple(found)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """All the width there is."""
        return container_width

    def get_height(self, rules: RulesMap, width: int) -> int:
        """How many lines it takes at this width."""
        if width < LEAST:
            return sum(
                cell.get_height(rules, width) + bool(name)
                for cell, name in zip(self.cells, self._names, strict=True)
            )
        widths = self.widths(width)
        return max(cell.get_height(rules, each) for cell, each in zip(self.cells, widths, strict=True))

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """The cells as strips; see ``Visual``."""
        options = RenderOptions(options.get_style, options.rules)
        if width < LEAST:
            strips: list[Strip] = []
            for cell, name in zip(self.cells, self._names, strict=True):
                if name:
                    strips += name.render_strips(width, 1, style, options)
                strips += cell.render_strips(width, None, style, options)
            return strips if height is None else strips[:height]
        widths = self.widths(width)
        blocks = [
            cell.render_strips(each, None, style, options)
            for cell, each in zip(self.cells, widths, strict=True)
        ]
        line = (style + options.get_style("$line")).rich_style if self._rule.strip() else style.rich_style
        rule = Strip([Segment(self._rule, line)], len(self._rule))
        blank = style.background_style.rich_style
        rows = []
        for row in range(max(map(len, blocks), default=0)):
            parts: list[Strip] = []
            for block, each in zip(blocks, widths, strict=True):
                strip = block[row] if row < len(block) else Strip([])
                filled = Strip([Segment(" " * max(0, each - strip.cell_length), blank)])
                parts += [rule, strip, filled] if parts else [strip, filled]
            rows.append(Strip.join(parts))
        return rows if height is None else rows[:height]


class Heads(Abreast):
    """The headings of cells that stand side by side; nothing where these stand one above the other."""

    def get_height(self, rules: RulesMap, width: int) -> int:
        """One line, or none."""
        return super().get_height(rules, width) if width >= LEAST else 0

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """The headings as strips; see ``Visual``."""
        return super().render_strips(width, height, style, options) if width >= LEAST else []
