"""Conditions on what is offered and where it leads: do they ever hold, and do they ever not?"""

from collections.abc import Iterator
from typing import Final

from engine.call.plan import RETURNS
from engine.call.step import step
from engine.scenario.problems import listed, quoted
from engine.scenario.scene import Reply, Way
from engine.workshop.checks.case import Case
from engine.workshop.checks.check import Check
from engine.workshop.checks.finding import Finding
from engine.workshop.checks.guards_order import comes_first, watched
from engine.workshop.checks.reasons import moods_after, moods_at, names_nothing, why_never

_Spot = tuple[str, int, int]
"""File, line and column."""


def _replies_met(case: Case) -> Iterator[tuple[str, int, int, Reply]]:
    """Every reply of the scenes in which a call had a choice: scene, its number, the reply's, the reply."""
    for name, scene in case.scenario.scenes.items():
        at = case.plan.numbers[name]
        if case.taken.met[at]:
            for choice, reply in enumerate(scene.replies):
                yield name, at, choice, reply


class ReplyNeverOffered(Check):
    """A reply whose condition never holds."""

    code = "reply-never-offered"
    severity = "warning"
    sentence = "A reply's condition holds in no call, so that nobody can give the reply."
    needs_everything = True
    in_parts = False

    def find(self, case: Case) -> Iterator[Finding]:
        """One finding a reply; none where only it leads to a place that is never met, which is told there."""
        for name, at, choice, reply in _replies_met(case):
            if reply.when is None or case.taken.given[at, choice] or _leads_nowhere_met(case, reply):
                continue
            if names_nothing(case, reply.when):
                continue
            yield self.finding(
                case,
                ("scenes", name, "replies", choice, "when"),
                f"the reply {quoted(reply.id)} is never {'unlocked' if reply.locked else 'on offer'}:"
                f" {why_never(case, reply.when, moods_at(case, name))}",
                key=True,
                hint="ask less in its condition, or take the reply out",
                witness=case.exploration.to_place(name) or (),
            )


def _leads_nowhere_met(case: Case, reply: Reply) -> bool:
    targets = [way.goto for way in reply.goto] + ([reply.detour] if reply.detour else [])
    return any(target in case.plan.numbers and not case.was_met(target) for target in targets)


class ReplyAlwaysOffered(Check):
    """A reply whose condition always holds."""

    code = "reply-always-offered"
    severity = "advice"
    sentence = "A reply's condition holds whenever the call is in its scene, so that it does nothing."
    needs_everything = True
    in_parts = False

    def find(self, case: Case) -> Iterator[Finding]:
        """One finding a reply."""
        for name, at, choice, reply in _replies_met(case):
            if reply.when is None or name in case.exploration.seen.stuck:
                continue
            given = case.taken.given[at, choice]
            if not given or (given < case.taken.met[at] and not (reply.once and _holds(case, at, choice))):
                continue
            also = "; nobody ever sees why it is locked" if reply.locked else ""
            yield self.finding(
                case,
                ("scenes", name, "replies", choice, "when"),
                f"this condition holds whenever the call is in {quoted(name)}{also}",
                key=True,
                hint="take the condition out, or ask for something that is not always so",
            )


def _holds(case: Case, at: int, choice: int) -> bool:
    test = case.plan.places[at].replies[choice].when
    return test is None or all(map(test, case.taken.states_at(at)))


class WayNeverTaken(Check):
    """One of a reply's ways on that no call takes."""

    code = "way-never-taken"
    severity = "warning"
    sentence = "A reply has several ways on, and one of them is taken in no call."
    needs_everything = True
    in_parts = False

    def find(self, case: Case) -> Iterator[Finding]:
        """One finding a way; none where the place that it leads to is never met, which is told there.

        Ways that several replies share by an alias are one way: one reply that takes it is enough.
        """
        left: list[tuple[int, int, int]] = []
        used: set[_Spot] = set()
        for _, at, choice, reply in _replies_met(case):
            if len(reply.goto) < 2 or not case.taken.given[at, choice]:
                continue
            taken = _surely_taken(case, at, choice)
            for number, way in enumerate(reply.goto):
                if number in taken:
                    used.add(self._spot(case, at, choice, number))
                elif not self._told_elsewhere(case, way):
                    left.append((at, choice, number))
        for at, choice, number in left:
            spot = self._spot(case, at, choice, number)
            if spot not in used and _is_taken(case, at, choice, number):
                used.add(spot)
        for at, choice, number in left:
            spot = self._spot(case, at, choice, number)
            if spot not in used:
                used.add(spot)
                yield self._finding(case, at, choice, number)

    def _spot(self, case: Case, at: int, choice: int, number: int) -> "_Spot":
        path = ("scenes", case.plan.places[at].id, "replies", choice, "goto", number)
        problem = case.places.problem(self.code, path, "")
        return problem.file, problem.line, problem.column

    @staticmethod
    def _told_elsewhere(case: Case, way: Way) -> bool:
        never_met = way.goto in case.plan.numbers and not case.was_met(way.goto)
        return never_met or names_nothing(case, way.when)

    def _finding(self, case: Case, at: int, choice: int, number: int) -> Finding:
        place = case.plan.places[at]
        reply = place.replies[choice].reply
        way = reply.goto[number]
        first = comes_first(case, at, choice, number)
        if first:
            why = f"{listed(first, 'or')} always comes first"
            hint = "ask more in the conditions of what comes before it, put it before them, or take it out"
        else:
            why = why_never(case, way.when, moods_after(case, at, choice), "something else comes first")
            hint = "ask less in its condition, put it before the others, or take it out"
        return self.finding(
            case,
            ("scenes", place.id, "replies", choice, "goto", number),
            f"after the reply {quoted(reply.id)} the way to {quoted(way.goto)} is never taken: {why}",
            hint=hint,
            witness=case.taken.witness(next(case.taken.given_in(at, choice))[0], choice),
        )


def _surely_taken(case: Case, at: int, choice: int) -> set[int]:
    """Which of a reply's ways are taken in some call, as far as the place that the call comes to tells."""
    plan = case.plan
    ways = [way.place for way in plan.places[at].replies[choice].ways]
    led_to = case.taken.led_to[at, choice]
    elsewhere = {interrupt.place for interrupt in plan.interrupts}
    if plan.scenario.customer.limit is not None:
        elsewhere.add(plan.limit_place)
    if RETURNS in ways:
        return set()
    return {
        number
        for number, place in enumerate(ways)
        if place in led_to and place not in elsewhere and ways.count(place) == 1
    }


def _is_taken(case: Case, at: int, choice: int, number: int) -> bool:
    """Whether a way is taken, by giving the reply again in the states that it was given in."""
    place = case.plan.places[at].replies[choice].ways[number].place
    if place != RETURNS and place not in case.taken.led_to[at, choice]:
        return False
    seen: set[int] = set()
    probe = watched(case.plan, at, choice, seen)
    for before, _ in case.taken.given_in(at, choice, None if place == RETURNS else place):
        step(probe, case.exploration.graph.states[before], choice)
        if number in seen:
            return True
    return False


CHECKS: Final[tuple[Check, ...]] = (ReplyNeverOffered(), ReplyAlwaysOffered(), WayNeverTaken())
