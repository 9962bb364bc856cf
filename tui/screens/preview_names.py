"""The names of a preview's panes, above the one that is on show."""

from __future__ import annotations

from typing import Final, Literal

from textual.widgets import Static

Pane = Literal["map", "problems", "call"]
PANES: Final[tuple[Pane, ...]] = ("map", "problems", "call")


class PaneName(Static):
    """A pane's name on a screen that has room for one pane at a time; a click shows that pane."""

    def __init__(self, pane: Pane) -> None:
        super().__init__(markup=False, id=f"name-{pane}")
        self.pane: Pane = pane

    async def on_click(self) -> None:
        await self.run_action(f"screen.pane('{self.pane}')")
