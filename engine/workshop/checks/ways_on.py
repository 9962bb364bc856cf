"""The ways on: can everybody go on, and does every call come to an end?"""

from collections.abc import Callable, Iterator
from typing import Final

from engine.scenario.problems import listed, quoted
from engine.workshop.checks.case import Case
from engine.workshop.checks.check import Check
from engine.workshop.checks.finding import Finding
from engine.workshop.explore.budget import AT_ONCE
from engine.workshop.explore.graph import Graph


class NoReplyLeft(Check):
    """A call stops in a scene because nothing that can be said is left."""

    code = "no-reply-left"
    severity = "error"
    sentence = "A call can come to a scene in which no reply is left to give."

    def find(self, case: Case) -> Iterator[Finding]:
        """One finding a scene, with the shortest way to be stuck there."""
        found = case.exploration
        for name in found.seen.stuck:
            yield self.finding(
                case,
                ("scenes", name),
                "here a call can come to where no reply is left",
                key=True,
                hint="give one reply neither when nor once, so that something can always be said",
                witness=found.to_stuck(name) or (),
            )


class DeadEnd(Check):
    """A scene out of which no written way leads."""

    code = "dead-end"
    severity = "error"
    sentence = "Every reply of a scene leads back to that scene."

    def find(self, case: Case) -> Iterator[Finding]:
        """One finding a scene that calls come to."""
        for name in dead_ends(case):
            leave = "; only the customer can end it" if case.scenario.customer.limit else ""
            yield self.finding(
                case,
                ("scenes", name),
                f"no reply leads out of this scene{leave}",
                key=True,
                hint="let a reply go on to another scene or to an ending",
                witness=case.exploration.to_place(name) or (),
            )


def dead_ends(case: Case) -> list[str]:
    """The scenes out of which no reply leads, and no interrupt either, or in no call that comes there."""
    trapped = {int(case.taken.places[number]) for number in case.trapped}
    return [
        name
        for name in case.scenario.scenes
        if name in case.routes.from_start
        and case.routes.stays(name)
        and (case.routes.breaks_in_at <= {name} or case.plan.numbers[name] in trapped)
    ]


class EndlessLoop(Check):
    """Replies that lead to one another for ever."""

    code = "endless-loop"
    severity = "error"
    sentence = "From here on every reply leads round in a circle that no play can leave."

    def find(self, case: Case) -> Iterator[Finding]:
        """One finding for each circle of scenes, at the one that is met first."""
        told = set(dead_ends(case))
        for name in case.scenario.scenes:
            if name in case.routes.from_start and name not in case.routes.to_an_ending and name not in told:
                told |= case.routes.reached_from(name)
                yield self._finding(case, name, sorted(case.routes.reached_from(name)))
        graph = case.exploration.graph
        covered: set[int] = set()
        for number in case.trapped:
            if number in covered:
                continue
            behind = _from(graph, number, covered, case.ask)
            covered |= behind
            met = dict.fromkeys(case.taken.places[sorted(behind)].tolist())
            names = [case.plan.places[place].id for place in met]
            if told.issuperset(names):
                continue
            told.update(names)
            yield self._finding(case, names[0], names, number)

    def _finding(self, case: Case, name: str, names: list[str], number: int | None = None) -> Finding:
        way = case.exploration.to_place(name) if number is None else case.taken.witness(number)
        round_ = listed([quoted(each) for each in names[:6]], "and")
        return self.finding(
            case,
            ("scenes", name),
            f"once here, a call goes round for ever through {round_}: no reply leads to an ending any more",
            key=True,
            hint="let one of these scenes offer, in every state, a reply that leads on",
            witness=way or (),
        )


def _from(graph: Graph, number: int, known: set[int], ask: Callable[[], None]) -> set[int]:
    """The states to which a state leads, itself included, without those that are known."""
    found, waiting = {number}, [number]
    while waiting:
        if not len(found) % AT_ONCE:
            ask()
        for after in graph.next(waiting.pop()):
            if after not in found and after not in known:
                found.add(after)
                waiting.append(after)
    return found


CHECKS: Final[tuple[Check, ...]] = (NoReplyLeft(), DeadEnd(), EndlessLoop())
