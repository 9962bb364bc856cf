"""Promises: can they be made, kept and broken, and does it matter?"""

from collections.abc import Iterator
from typing import Final

from engine.scenario.document import Path
from engine.scenario.problems import listed, quoted
from engine.workshop.checks.case import Case
from engine.workshop.checks.check import Check
from engine.workshop.checks.finding import Finding
from engine.workshop.checks.memory import looked_at, replies


class PromiseUnused(Check):
    """A promise that the call has no use for."""

    code = "promise-unused"
    severity = "advice"
    sentence = "A promise is listed that no reply makes, keeps or breaks, and nothing looks at."
    in_parts = False

    def find(self, case: Case) -> Iterator[Finding]:
        """One finding a promise."""
        used = set(looked_at(case, "promised", "kept", "broken"))
        for _, _, _, reply in replies(case):
            used.update(reply.promises, reply.keeps, reply.breaks)
        for promise in case.scenario.promises:
            if promise not in used:
                yield self.finding(
                    case,
                    ("promises", promise),
                    f"no reply makes, keeps or breaks {quoted(promise)}, and nothing looks at it",
                    key=True,
                    hint="let a reply make it, or take it out",
                )


class PromiseNeverMade(Check):
    """A promise that is kept, broken or looked at, and that nobody makes."""

    code = "promise-never-made"
    severity = "warning"
    sentence = "A promise is kept, broken or looked at, and no reply makes it."
    in_parts = False

    def find(self, case: Case) -> Iterator[Finding]:
        """One finding a promise, where it is spoken of first."""
        spoken: dict[str, Path] = {}
        for path, _, _, reply in replies(case):
            for key in ("keeps", "breaks"):
                for promise in getattr(reply, key):
                    spoken.setdefault(promise, (*path, key))
        for promise, path in looked_at(case, "promised", "kept", "broken").items():
            spoken.setdefault(promise, path)
        for promise, path in spoken.items():
            if promise not in case.written.promised:
                yield self.finding(
                    case,
                    path,
                    f"no reply makes the promise {quoted(promise)}",
                    key=True,
                    found=promise,
                    hint="let a reply make it with promises, or take it out here",
                )


class PromiseLeftOpen(Check):
    """A promise of which nobody hears again."""

    code = "promise-left-open"
    severity = "advice"
    sentence = "A reply makes a promise that no reply of this call keeps or breaks, and nothing looks at."
    in_parts = False

    def find(self, case: Case) -> Iterator[Finding]:
        """One finding a promise, where it is made first."""
        settled = set(looked_at(case, "promised", "kept", "broken"))
        for _, _, _, reply in replies(case):
            settled.update(reply.keeps, reply.breaks)
        told: set[str] = set()
        for path, _, _, reply in replies(case):
            for promise in reply.promises:
                if promise not in settled and promise not in told:
                    told.add(promise)
                    yield self.finding(
                        case,
                        (*path, "promises"),
                        f"nothing in this call keeps, breaks or looks at the promise {quoted(promise)}",
                        key=True,
                        found=promise,
                        hint="let a later reply keep it or break it, or let the customer come back to it",
                    )


class NothingToKeep(Check):
    """Keeping or breaking a promise that nobody has made by then."""

    code = "promise-not-made-by-then"
    severity = "warning"
    sentence = (
        "A reply keeps or breaks a promise that in no call has been made by then, so that it does nothing."
    )
    needs_everything = True
    in_parts = False

    def find(self, case: Case) -> Iterator[Finding]:
        """One finding a reply and promise."""
        plan, graph = case.plan, case.exploration.graph
        for path, name, number, reply in replies(case):
            at = plan.numbers[name]
            made_here = set(reply.promises)
            for key in ("keeps", "breaks"):
                wanted = [p for p in getattr(reply, key) if p in case.written.promised and p not in made_here]
                if not wanted or not case.taken.given[at, number]:
                    continue
                bits = {promise: 1 << plan.promises[promise] for promise in wanted}
                for before, _ in case.taken.given_in(at, number):
                    state = graph.states[before]
                    owing = state.promised & ~(state.kept | state.broken)
                    bits = {promise: bit for promise, bit in bits.items() if not owing & bit}
                    if not bits:
                        break
                if bits:
                    yield self.finding(
                        case,
                        (*path, key),
                        f"when this is said, {listed([quoted(p) for p in bits], 'and')} has in no call been"
                        " promised and is still to be kept",
                        key=True,
                        hint="offer the reply where the promise has been made: when: {promised: …}",
                        witness=case.taken.witness(next(case.taken.given_in(at, number))[0], number),
                    )


CHECKS: Final[tuple[Check, ...]] = (PromiseUnused(), PromiseNeverMade(), PromiseLeftOpen(), NothingToKeep())
