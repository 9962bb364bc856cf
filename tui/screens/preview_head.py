"""What stands above a preview's panes: how far everything is, the panes' names, and what has to be said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tui.preview_words import counted, proof_words, state_in_short, state_words
from tui.screens.preview_names import PANES, Pane, PaneName
from tui.widgets.safe_text import one_line, safe_text

if TYPE_CHECKING:
    from engine.scenario.problems import Problem
    from engine.workshop.preview.desk import Desk
    from engine.workshop.preview.scene_map import SceneMap
    from tui.proving import Prover


class PreviewHead(Vertical):
    """A line on the whole, a line of names, and notices where there are any."""

    def __init__(self, **widget: Any) -> None:
        super().__init__(**widget)
        self._names = [PaneName(pane) for pane in PANES]
        self._shown = ("", "", "", -1)

    def compose(self) -> ComposeResult:
        self._top = Static(id="top", classes="title", markup=False)
        self._short = Static(id="short", markup=False)
        self._notice = Static(id="notice", markup=False)
        self._notices = VerticalScroll(self._notice, id="notices", can_focus=False)
        yield self._top
        with Horizontal(id="names"):
            yield from self._names
            yield self._short
        yield self._notices

    def show(
        self, name: str, desk: Desk, prover: Prover, found: SceneMap | None, problems: Sequence[Problem]
    ) -> None:
        """Show how a file is, how far proving is, and how many problems there are."""
        proof = prover.broke_off or proof_words(found, prover.progress, proving=prover.running)
        title = desk.machine.plan.scenario.title if desk.shown is not None else ""
        words = f"Preview  {one_line(name)}  {state_words(desk) or proof}  {counted(problems)}"
        muted = (f"  {one_line(title)}", "not bold $text-muted")
        short = "broke off" if prover.broke_off else state_in_short(desk, found, proving=prover.running)
        if (words, short, title, len(problems)) == self._shown:
            return  # It is told several times a second how far proving is; mostly there is nothing new.
        self._shown = words, short, title, len(problems)
        self._short.update(Content(short), layout=False)
        self._top.update(Content.assemble(words, muted), layout=False)
        texts = {"map": "m Map", "problems": f"p Problems {len(problems)}", "call": "l Call"}
        for each in self._names:
            each.update(Content(f" {texts[each.pane]} "))

    def say(self, lines: Sequence[str]) -> None:
        """Say what has to be said; nothing takes no room."""
        self._notice.update(Content("\n".join(safe_text(line) for line in lines)))
        self._notices.display = bool(lines)

    def mark(self, pane: Pane) -> None:
        """Mark the pane that is on show."""
        for each in self._names:
            each.set_class(each.pane == pane, "-on")
