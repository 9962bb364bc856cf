"""A class as one HTML page that needs nothing else: no script, no font, no picture from outside."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from engine.debrief.cohort import wording
from engine.debrief.cohort.agreement import Agreement, in_plain_words, what_was_marked
from engine.debrief.cohort.cohort import MOST_TIMES, Cohort
from engine.debrief.html_template import html_template

if TYPE_CHECKING:
    from jinja2 import Template

MOST_NAMED = 40
"""So many agents are named beside a reply; the sheets have all."""


def write_page(
    cohorts: Sequence[Cohort], agreements: Sequence[Agreement] = (), left_out: Sequence[tuple[int, str]] = ()
) -> str:
    """The class as a page for screen and paper."""
    return _template().render(
        cohorts=cohorts,
        apart=wording.versions_apart(cohorts),
        agreements=[(each, in_plain_words(each)) for each in agreements],
        left_out=wording.left_out(left_out, 40),
        marked=what_was_marked,
        words=wording,
        most_named=MOST_NAMED,
        most_times=MOST_TIMES,
    )


@cache
def _template() -> "Template":
    return html_template(Path(__file__).with_name("class.html.j2"))
