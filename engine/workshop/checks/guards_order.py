"""What comes before one of a reply's ways: the ways above it, an interrupt, the walkout limit."""

from dataclasses import replace
from itertools import islice
from typing import Final

from engine.call.conditions import Test
from engine.call.events import CallEnded, Event, Interrupted
from engine.call.plan import Plan
from engine.call.state import State
from engine.call.step import step
from engine.scenario.document import Path
from engine.scenario.problems import quoted
from engine.workshop.checks.case import Case

LOOKED_AT: Final = 5_000
"""In so many states, those met first, what comes first is looked for. It is for the wording alone."""
NAMED: Final = 3


def comes_first(case: Case, at: int, choice: int, number: int) -> list[str]:
    """What is done instead where a way's own condition holds, in words, the most frequent first.

    ``at``, ``choice`` and ``number`` are those of the scene, the reply and the way. Empty if its condition
    holds nowhere: then it is no question of what comes first.
    """
    test = case.plan.places[at].replies[choice].ways[number].when
    taken: set[int] = set()
    probe = watched(case.plan, at, choice, taken)
    counted: dict[str, int] = {}
    for before, _ in islice(case.taken.given_in(at, choice), LOOKED_AT):
        state = case.exploration.graph.states[before]
        if test is not None and not test(_on_the_way(case.plan, at, choice, state)):
            continue
        taken.clear()
        _, events = step(probe, state, choice)
        instead = _instead(case, at, choice, events, taken)
        counted[instead] = counted.get(instead, 0) + 1
    named = sorted(counted, key=lambda instead: -counted[instead])
    return named if len(named) <= NAMED else [*named[:NAMED], "something else"]


def watched(plan: Plan, at: int, choice: int, seen: set[int]) -> Plan:
    """The plan, with one reply's ways noting in ``seen`` that they are taken."""

    def noting(number: int, test: Test | None) -> Test:
        def noted(state: State) -> bool:
            if test is not None and not test(state):
                return False
            seen.add(number)
            return True

        return noted

    ways = plan.places[at].replies[choice].ways
    return _with_tests(plan, at, choice, [noting(number, way.when) for number, way in enumerate(ways)])


def _on_the_way(plan: Plan, at: int, choice: int, state: State) -> State:
    """The state in which the ways of a reply are asked: after all that the reply does, before it leads on."""
    asked: list[State] = []

    def noting(now: State) -> bool:
        asked.append(now)
        return True

    ways = plan.places[at].replies[choice].ways
    undisturbed = replace(plan, interrupts=(), limit_turns=state.over_limit + 2)
    step(_with_tests(undisturbed, at, choice, [noting] * len(ways)), state, choice)
    return asked[0]


def _with_tests(plan: Plan, at: int, choice: int, tests: list[Test]) -> Plan:
    place = plan.places[at]
    reply = place.replies[choice]
    ways = tuple(replace(way, when=test) for way, test in zip(reply.ways, tests, strict=True))
    replies = (*place.replies[:choice], replace(reply, ways=ways), *place.replies[choice + 1 :])
    places = (*plan.places[:at], replace(place, replies=replies), *plan.places[at + 1 :])
    return replace(plan, places=places)


def _instead(case: Case, at: int, choice: int, events: tuple[Event, ...], taken: set[int]) -> str:
    place = case.plan.places[at]
    for number in taken:
        goto = place.replies[choice].reply.goto[number].goto
        path: Path = ("scenes", place.id, "replies", choice, "goto", number)
        return f"the way to {quoted(goto)} ({_line(case, path)})"
    for event in events:
        if isinstance(event, Interrupted):
            which = [interrupt.id for interrupt in case.plan.interrupts].index(event.interrupt)
            return f"the interrupt {quoted(event.interrupt)} ({_line(case, ('interrupts', which))})"
        if isinstance(event, CallEnded) and event.reason == "walkout":
            return f"the customer's limit ({_line(case, ('customer', 'limit'))})"
    raise AssertionError("a reply leads on by a way, an interrupt or the limit")


def _line(case: Case, path: Path) -> str:
    spot = case.places.problem("here", path, "")
    own = case.reading.names.get(case.reading.source.root)
    return f"line {spot.line}" if spot.file == own else f"{spot.file}, line {spot.line}"
