"""Checks that are ended before they are through: what they had found counts; the rest is not passed over."""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import count

import pytest

from engine.scenario.files import Source
from engine.scenario.reader import Reading, read_source
from engine.workshop.checks.proof import Proof, prove
from engine.workshop.explore.budget import Budget, Progress
from tests.engine.workshop.checks.defects import defect
from tests.engine.workshop.made_up import MODEL

Spot = tuple[str, int, int]


@pytest.fixture(scope="module", params=["straw-replies", "endless-loop-in-the-states"])
def reading(request: pytest.FixtureRequest) -> Reading:
    """A scenario with a finding that takes going through its states."""
    text = defect(request.param).text
    return read_source(Source("a.yaml", {"a.yaml": text}), personas=MODEL.personas, rules=MODEL.adjustable)


def clock() -> Callable[[], float]:
    """Moves on by a twentieth of a second each time that it is looked at."""
    ticks = count()
    return lambda: next(ticks) / 20


def spots(proof: Proof) -> set[Spot]:
    """What was found."""
    problems = [finding.problem for finding in proof.findings]
    return {(problem.code, problem.line, problem.column) for problem in problems}


@pytest.fixture(scope="module")
def everything(reading: Reading) -> set[Spot]:
    """What is found if there is time."""
    whole = prove(reading, MODEL, Budget(clock(), seconds=1e6))
    assert (whole.undecided, whole.left_out, whole.ended) == ((), (), "")
    return spots(whole)


def assert_nothing_is_passed_over(proof: Proof, everything: set[Spot]) -> None:
    assert proof.exploration is not None
    assert bool(proof.left_out) != proof.exploration.is_complete
    assert proof.undecided or not proof.ended
    found = spots(proof)
    if proof.exploration.is_complete:
        assert found <= everything
        assert {code for code, *_ in everything - found} <= set(proof.undecided)


def _allowed(left: Iterator[bool], _progress: Progress) -> bool:
    return next(left, False)


def test_wherever_it_is_stopped_nothing_is_passed_over(reading: Reading, everything: set[Spot]) -> None:
    times = count(1)
    prove(reading, MODEL, Budget(clock(), seconds=1e6, go_on=lambda _progress: bool(next(times))))
    in_all = next(times) - 1
    ended = []
    for most in sorted({*range(0, in_all, max(1, in_all // 6)), in_all - 1}):
        left = iter([True] * most)
        proof = prove(reading, MODEL, Budget(clock(), seconds=1e6, go_on=partial(_allowed, left)))
        assert_nothing_is_passed_over(proof, everything)
        ended.append(proof.ended if not proof.left_out else "exploring")
    # First while it explores, then among the checks; the last ask comes before the last check is through.
    assert set(ended) >= {"exploring", "asked"}
    assert ended[-1] == "asked"


def test_checks_have_an_end_in_time_too(reading: Reading, everything: set[Spot]) -> None:
    explored = prove(reading, MODEL, Budget(clock(), seconds=1e6)).exploration
    assert explored is not None
    looks = count()
    over = round(explored.seconds * 20) + 8

    def slow_in_the_end() -> float:
        return (look := next(looks)) / 20 + (1e3 if look > over else 0.0)

    proof = prove(reading, MODEL, Budget(slow_in_the_end, seconds=100.0))
    assert proof.exploration is not None
    assert (proof.exploration.is_complete, proof.ended) == (True, "seconds")
    assert_nothing_is_passed_over(proof, everything)
