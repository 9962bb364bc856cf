"""What could have come of a call is worked out once for each call, however many tests play the same one."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

import engine.debrief.debrief
from engine.call.call import Call
from engine.call.journal import choices_of
from engine.debrief.outlook import Outlook
from engine.workshop.explore.budget import Progress

FOUND: dict[str, Outlook] = {}
"""By the scenario, the model and the replies: it depends on nothing else."""


@contextmanager
def looked_ahead_once() -> Iterator[None]:
    find = engine.debrief.debrief.find_outlook

    def remembered(
        call: Call, clock: Callable[[], float], go_on: Callable[[Progress], bool] = lambda _progress: True
    ) -> Outlook | None:
        key = repr((call.plan.scenario, call.plan.model, choices_of(call)))
        if key not in FOUND:
            found = find(call, clock, go_on)
            if found is None:
                return None
            FOUND[key] = found
        return FOUND[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine.debrief.debrief, "find_outlook", remembered)
        yield
