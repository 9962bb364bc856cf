"""What stands beside the call in a preview: the map over the problems, and what is known of one place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tui.preview_words import map_rows, place_words, problem_rows, worst_by_place
from tui.widgets.problem_list import ProblemList
from tui.widgets.safe_text import one_line
from tui.widgets.scene_map import SceneMapList

if TYPE_CHECKING:
    from engine.workshop.checks.finding import Finding
    from engine.workshop.preview.scene_map import MapPlace, SceneMap
    from tui.proving import Prover


class SidePane(Vertical):
    """Shows a map and findings; knows which of each is highlighted."""

    def __init__(self, **widget: Any) -> None:
        super().__init__(**widget)
        self._map: SceneMap | None = None
        self._findings: tuple[Finding, ...] = ()

    def compose(self) -> ComposeResult:
        self.places, self.problems = SceneMapList(id="map"), ProblemList(id="problems")
        self._place = Static(markup=False)
        yield self.places
        self._below = VerticalScroll(self._place, id="place", can_focus=False)
        yield self._below
        yield self.problems

    def show(self, found: SceneMap | None, here: str, findings: Sequence[Finding]) -> None:
        """Show these; ``here`` is where the call is."""
        self._map, self._findings = found, tuple(findings)
        if found is not None:
            names = [place.id for place in (*found.scenes, *found.endings)]
            worst = worst_by_place([finding.problem for finding in findings], names)
            self.places.show(map_rows(found, here, worst))
        nothing = "No problems were found." if found is not None and found.is_exact else "No problems so far."
        self.problems.show(problem_rows(self._findings), nothing)
        self._show_place()

    def show_part(self, part: str) -> None:
        """Show the ``map``, the ``problems``, or (for anything else) both."""
        self.places.display = self._below.display = part != "problems"
        self.problems.display = part != "map"

    @property
    def place(self) -> MapPlace | None:
        """The place that is highlighted on the map."""
        places = (*self._map.scenes, *self._map.endings) if self._map is not None else ()
        return next((place for place in places if place.id == self.places.place), None)

    @property
    def finding(self) -> Finding | None:
        """The finding whose problem is highlighted."""
        number = self.problems.highlighted
        return self._findings[number] if number is not None and number < len(self._findings) else None

    def way(self, part: str, prover: Prover) -> Finding | str:
        """The way to what is highlighted on the ``map`` or among the ``problems``; or why there is none."""
        if part == "map":
            place = self.place
            if place is not None and place.away == 0:
                return "The call begins there: r goes there."
            found = prover.way_to(place.id) if place is not None else None
            return found if found is not None else "No play is known that comes there."
        finding = self.finding
        if finding is None:
            return "There is no problem to walk to."
        if not finding.witness:
            return "This problem stands in the text, and needs no way to be seen: e goes to its line."
        return finding

    @on(SceneMapList.Looked)
    def _show_place(self) -> None:
        place, found = self.place, self._map
        words = place_words(place, found) if place is not None and found is not None else ""
        self._place.update(Content(one_line(words)))
