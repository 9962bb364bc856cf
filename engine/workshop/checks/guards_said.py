"""Conditions on what the customer says and does: is there a call in which they hold?"""

from collections.abc import Iterator
from typing import Final

from engine.call.events import Interrupted
from engine.call.step import open_choices, step
from engine.scenario.problems import quoted
from engine.workshop.checks.case import Case
from engine.workshop.checks.check import Check
from engine.workshop.checks.finding import Finding
from engine.workshop.checks.reasons import (
    moods_anywhere,
    moods_at,
    moods_at_the_end,
    names_nothing,
    why_never,
)
from engine.workshop.explore.budget import NotDecided


class LineNeverSaid(Check):
    """A customer line that nobody hears."""

    code = "line-never-said"
    severity = "warning"
    sentence = "One of the customer's lines is said in no call."
    needs_everything = True
    in_parts = False

    def find(self, case: Case) -> Iterator[Finding]:
        """One finding a line, in the scenes that calls come to."""
        heard = {(place, which, variant) for place, which, variant in case.exploration.seen.lines}
        for name, scene in case.scenario.scenes.items():
            if not case.was_met(name):
                continue
            for which, variants in (("customer", scene.customer), ("again", scene.again)):
                if which == "again" and not any((name, which, n) in heard for n in range(len(variants))):
                    continue  # nobody comes back here: that is another finding
                for number, variant in enumerate(variants):
                    if (name, which, number) in heard or names_nothing(case, variant.when):
                        continue
                    if variant.when is None:
                        why = "the lines before it always fit"
                        hint = "ask more in the conditions before it, or take the line out"
                    else:
                        why = why_never(
                            case, variant.when, moods_at(case, name), "a line before it fits first"
                        )
                        hint = "ask less in its condition, put it before the others, or take it out"
                    yield self.finding(
                        case,
                        ("scenes", name, which, number),
                        f"the customer never says this: {why}",
                        hint=hint,
                        witness=case.exploration.to_place(name) or (),
                    )


class AgainNeverSaid(Check):
    """Lines for coming back to a scene that nobody comes back to."""

    code = "again-never-said"
    severity = "warning"
    sentence = "A scene has lines for coming back to it, and no call hears one of them."
    needs_everything = True
    in_parts = False

    def find(self, case: Case) -> Iterator[Finding]:
        """One finding a scene."""
        heard = {place for place, which, _ in case.exploration.seen.lines if which == "again"}
        for name, scene in case.scenario.scenes.items():
            if scene.again and case.was_met(name) and name not in heard:
                always = any(variant.when is None for variant in scene.again)
                why = (
                    "no call comes back here"
                    if always
                    else "no call comes back here with one of them fitting"
                )
                yield self.finding(
                    case,
                    ("scenes", name, "again"),
                    f"the customer never says what stands under again: {why}",
                    key=True,
                    hint="take it out, or let a reply lead back here",
                    witness=case.exploration.to_place(name) or (),
                )


class InterruptNever(Check):
    """An interrupt that never happens."""

    code = "interrupt-never"
    severity = "warning"
    sentence = "An interrupt happens in no call."
    needs_everything = True

    def find(self, case: Case) -> Iterator[Finding]:
        """One finding an interrupt; none where it leads to a place that is never met, which is told there."""
        for number, interrupt in enumerate(case.scenario.interrupts):
            if interrupt.id in case.exploration.seen.interrupts or names_nothing(case, interrupt.when):
                continue
            if case.was_met(interrupt.goto):
                why = why_never(case, interrupt.when, moods_anywhere(case), "something else comes first")
                yield self.finding(
                    case,
                    ("interrupts", number, "when"),
                    f"the customer never breaks in with {quoted(interrupt.id)}: {why}",
                    key=True,
                    hint="ask less in its condition, or take the interrupt out",
                )


class InterruptAtOnce(Check):
    """An interrupt that happens after whatever is said first."""

    code = "interrupt-at-once"
    severity = "warning"
    sentence = "The customer breaks in after the first reply of every call, whatever it is."

    def find(self, case: Case) -> Iterator[Finding]:
        """One finding an interrupt."""
        start = case.exploration.graph.states[0]
        choices = open_choices(case.plan, start)
        turns = [step(case.plan, start, choice)[1] for choice in choices]
        for number, interrupt in enumerate(case.scenario.interrupts):
            if turns and all(Interrupted(interrupt.id) in events for events in turns):
                yield self.finding(
                    case,
                    ("interrupts", number, "when"),
                    f"the customer breaks in with {quoted(interrupt.id)} after every first reply,"
                    " so that no reply of the first scene leads where it says",
                    key=True,
                    hint="ask more in its condition",
                    witness=case.taken.witness(0, choices[0]),
                )


class CriticalNever(Check):
    """A critical item that cannot happen."""

    code = "critical-never"
    severity = "warning"
    sentence = "What is reported as critical can happen in no call."
    needs_everything = True

    def find(self, case: Case) -> Iterator[Finding]:
        """One finding an item."""
        moods = moods_at_the_end(case)
        for number, (item, known) in enumerate(zip(case.scenario.critical, case.breaches, strict=False)):
            if moods is None or not known.never or names_nothing(case, item.when):
                continue
            yield self.finding(
                case,
                ("critical", number, "when"),
                f"{quoted(item.id)} can happen in no call: {why_never(case, item.when, moods, at_end=True)}",
                key=True,
                hint="mend its condition, or take the item out",
            )
        _all_are_known(case)


class CriticalAlways(Check):
    """A critical item that happens in every call."""

    code = "critical-always"
    severity = "warning"
    sentence = "What is reported as critical happens in every call, whatever is said."
    needs_everything = True

    def find(self, case: Case) -> Iterator[Finding]:
        """One finding an item."""
        for number, (item, known) in enumerate(zip(case.scenario.critical, case.breaches, strict=False)):
            if known.always:
                yield self.finding(
                    case,
                    ("critical", number, "when"),
                    f"{quoted(item.id)} happens in every call",
                    key=True,
                    hint="mend its condition: it holds at the end of every call",
                    witness=case.taken.witness(int(case.taken.ended[0])),
                )
        _all_are_known(case)


def _all_are_known(case: Case) -> None:
    """Raises ``NotDecided`` if it was too much to find out of each critical item whether it can happen."""
    if any(known.is_open for known in case.breaches):
        raise NotDecided


CHECKS: Final[tuple[Check, ...]] = (
    LineNeverSaid(),
    AgainNeverSaid(),
    InterruptNever(),
    InterruptAtOnce(),
    CriticalNever(),
    CriticalAlways(),
)
