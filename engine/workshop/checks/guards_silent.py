"""Scenes in which the customer has lines, and says none of them."""

from collections.abc import Iterator
from typing import Final

from engine.call.events import CustomerSaid, Event, SceneEntered
from engine.call.step import begin, step
from engine.scenario.scene import Scene, Variant
from engine.workshop.checks.case import Case
from engine.workshop.checks.check import Check
from engine.workshop.checks.finding import Finding
from engine.workshop.explore.graph import Witness


class CustomerSilent(Check):
    """A customer who says nothing, because none of the lines fits."""

    code = "customer-silent"
    severity = "warning"
    sentence = "In some call none of the customer's lines in a scene fits, so that nothing is said."

    def find(self, case: Case) -> Iterator[Finding]:
        """One finding a scene, with the shortest way to the silence."""
        for name, scene in case.scenario.scenes.items():
            if scene.customer and (_may_be_silent(scene.customer) or _may_be_silent(scene.again)):
                witness = _to_silence(case, name, scene)
                if witness is not None:
                    yield self.finding(
                        case,
                        ("scenes", name, "customer"),
                        "here a call can come to where none of the customer's lines fits: nothing is said",
                        key=True,
                        hint="give the last line no condition, so that something is always said",
                        witness=witness,
                    )


def _may_be_silent(variants: tuple[Variant, ...]) -> bool:
    return bool(variants) and all(variant.when is not None for variant in variants)


def _to_silence(case: Case, name: str, scene: Scene) -> Witness | None:
    """The way to the first state found in which the customer says nothing; None if there is none."""
    plan, states = case.plan, case.exploration.graph.states
    if name == case.scenario.start and _is_silent(begin(plan, 0)[1], name, scene):
        return ()
    here = plan.numbers[name]
    found: list[tuple[int, int]] = []
    for place, choice in dict.fromkeys(each[:2] for each in case.taken.steps if each[2] == here):
        for before, _ in case.taken.given_in(place, choice, here):
            if _is_silent(step(plan, states[before], choice)[1], name, scene):
                found.append((before, choice))
                break
    return case.taken.witness(*min(found)) if found else None


def _is_silent(events: tuple[Event, ...], name: str, scene: Scene) -> bool:
    how = next((event.how for event in reversed(events) if isinstance(event, SceneEntered)), "goto")
    if how == "return" and not scene.again:
        return False  # there is nothing to say on coming back
    return not any(isinstance(event, CustomerSaid) and event.place == name for event in events)


CHECKS: Final[tuple[Check, ...]] = (CustomerSilent(),)
