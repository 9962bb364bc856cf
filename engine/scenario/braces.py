"""Names in braces: what a text can hold to be filled in when it is said."""

import re
from collections.abc import Iterator
from typing import Final

from engine.scenario.problems import Problem, closest, quoted
from engine.scenario.text import shortened
from engine.scenario.world import Place

NAMES: Final = ("customer", "agent", "greeting")
"""``{customer}``, ``{agent}`` and ``{greeting}``."""

_BRACES: Final = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")


def check_text(place: Place) -> Iterator[Problem]:
    """The problems with the braces of one text. ``{{`` and ``}}`` are braces that are meant."""
    for match in _BRACES.finditer(place.value):
        if match[0] in ("{{", "}}") or match[1] in NAMES:
            continue
        if match[1] is None:
            hint = "write {{ or }} for a brace"
            yield place.problem(
                "stray-brace", "a brace stands alone here", quoted(place.value[match.start() :]), hint
            )
            continue
        near = closest(match[1], NAMES)
        what = f"did you mean {{{near}}}?" if near else "a text can hold {customer}, {agent} and {greeting}"
        message = f"there is no name {{{shortened(match[1])}}} to fill in"
        yield place.problem(
            "unknown-name", message, f"{{{shortened(match[1])}}}", f"{what}; write {{{{ for a brace"
        )
