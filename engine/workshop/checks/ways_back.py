"""The ways back: does a detour lead back to where it was entered?"""

from collections.abc import Iterator
from typing import Final

import numpy as np

from engine.call.plan import RETURNS
from engine.scenario.problems import quoted
from engine.workshop.checks.case import Case
from engine.workshop.checks.check import Check
from engine.workshop.checks.finding import Finding
from engine.workshop.explore.budget import AT_ONCE
from engine.workshop.explore.graph import once


class DetourStays(Check):
    """A detour from which there is no way back."""

    code = "detour-without-return"
    severity = "warning"
    sentence = "A detour leads to a scene from which no way leads back."

    def find(self, case: Case) -> Iterator[Finding]:
        """One finding a reply with such a detour."""
        plan = case.plan
        for name, scene in case.scenario.scenes.items():
            for number, reply in enumerate(scene.replies):
                if reply.detour and not plan.places[plan.numbers[reply.detour]].returns:
                    yield self.finding(
                        case,
                        ("scenes", name, "replies", number, "detour"),
                        f"the detour to {quoted(reply.detour)} can never come back here",
                        found=reply.detour,
                        hint="use goto if there is to be no way back; or end the detour with goto: return",
                        witness=case.exploration.to_place(name) or (),
                    )


class ReturnNeverTaken(Check):
    """A detour that could come back, as it is written, and never does."""

    code = "detour-never-returns"
    severity = "warning"
    sentence = "A detour has a way back that no call ever takes."
    needs_everything = True

    def find(self, case: Case) -> Iterator[Finding]:
        """One finding for each reply with a detour that calls enter."""
        plan = case.plan
        for name, scene in case.scenario.scenes.items():
            at = plan.numbers[name]
            for number, reply in enumerate(scene.replies):
                if not reply.detour or not plan.places[plan.numbers[reply.detour]].returns:
                    continue
                if _comes_back(case, at, number) is False:
                    yield self.finding(
                        case,
                        ("scenes", name, "replies", number, "detour"),
                        f"the detour to {quoted(reply.detour)} never comes back here in any call",
                        found=reply.detour,
                        hint="look at what its way back asks for",
                        witness=case.exploration.to_place(name) or (),
                    )


def _comes_back(case: Case, home: int, detour: int) -> bool | None:
    """Whether a call that enters a detour from ``home`` takes a way back; None if none ever enters it."""
    graph, taken, plan = case.exploration.graph, case.taken, case.plan
    returning = np.zeros(len(graph.states), bool)
    """The states from which some reply goes back to ``home``."""
    for place in range(plan.scenes):
        for choice, reply in enumerate(plan.places[place].replies):
            if any(way.place == RETURNS for way in reply.ways) and home in taken.led_to.get(
                (place, choice), ()
            ):
                before, after = taken.turns_of(place, choice)
                returning[before[taken.places[after] == home]] = True
    ways, seen = graph.ways(), np.zeros(len(graph.states), bool)
    scratch = np.empty(len(seen), np.int64)
    contexts = graph.states.columns()[0]
    _, begun = taken.turns_of(home, detour)
    begin, many, is_entered = 0, AT_ONCE, False
    while begin < len(begun):
        layer = begun[begin : begin + many]
        begin, many = begin + many, 2 * many
        found, where = np.unique(contexts[layer], return_inverse=True)
        goes_back = [bool(graph.states.contexts.state(context).back) for context in found.tolist()]
        layer = layer[np.array(goes_back, bool)[where]]
        is_entered = is_entered or len(layer) > 0
        while len(layer := once(layer[~seen[layer]], scratch)):
            case.ask()
            if returning[layer].any():
                return True
            seen[layer] = True
            layer, _ = ways.of(layer)
    return False if is_entered else None


CHECKS: Final[tuple[Check, ...]] = (DetourStays(), ReturnNeverTaken())
