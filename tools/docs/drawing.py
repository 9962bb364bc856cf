"""The picture of a scenario on the page about drawing one."""

from __future__ import annotations

from itertools import count
from pathlib import Path
from typing import Final

SCENARIO: Final = Path(__file__).resolve().parents[2] / "docs" / "examples" / "more-of-the-format.yaml"


def drawn() -> str:
    """The picture as ``moodline graph`` draws it."""
    from engine.call.playable import open_scenario
    from engine.mood.coefficients import load_model
    from engine.workshop.explore.budget import Budget
    from engine.workshop.explore.exploration import explore
    from engine.workshop.graph.drawing import drawing_of
    from engine.workshop.graph.svg import as_svg

    machine = open_scenario(SCENARIO, load_model()).machine
    ticks = count()
    found = explore(machine.plan, Budget(lambda: next(ticks) / 1e6), lines=False)
    return as_svg(drawing_of(machine, found))
