"""Critical items at the ends of calls: what is claimed hangs neither on luck nor on what was too much."""

import pytest

from engine.scenario.files import Source
from engine.scenario.reader import read_source
from engine.workshop.checks import breaches
from engine.workshop.checks.proof import Proof, prove
from engine.workshop.explore.budget import Budget
from tests.engine.workshop.checks.test_guards import CALL
from tests.engine.workshop.made_up import MODEL

ITEMS = """\
critical:
  - {id: never, text: N., when: {flag: x, not: {visited: two}}}
  - {id: always, text: A., when: {any: [{visited: two}, {not: {flag: x}}]}}
  - {id: sometimes, text: S., when: {flag: x, visited: two}}
"""
CLAIMED = {("critical-never", "critical[0].when"), ("critical-always", "critical[1].when")}


def proved() -> Proof:
    files = {"a.yaml": CALL + ITEMS}
    reading = read_source(Source("a.yaml", files), personas=MODEL.personas, rules=MODEL.adjustable)
    return prove(reading, MODEL, Budget(lambda: 0.0))


def claims(proof: Proof) -> set[tuple[str, str]]:
    problems = [finding.problem for finding in proof.findings]
    return {(each.code, each.where) for each in problems if each.code.startswith("critical")}


@pytest.mark.parametrize(("plays", "replies"), [(60, 200), (0, 200), (60, 1)])
def test_the_calls_that_are_drawn_decide_nothing(
    monkeypatch: pytest.MonkeyPatch, plays: int, replies: int
) -> None:
    monkeypatch.setattr(breaches, "PLAYS", plays)
    monkeypatch.setattr(breaches, "MOST_REPLIES", replies)
    proof = proved()
    assert (claims(proof), proof.undecided) == (CLAIMED, ())


def test_what_would_take_too_many_states_is_not_claimed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(breaches, "MOST_STATES", 1)
    proof = proved()
    assert claims(proof) == set()
    assert {"critical-never", "critical-always"} <= set(proof.undecided)
