"""Random use of the store on disk and the one in memory side by side: they must never be told apart."""

import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from engine.records.attempts import NewAttempt, Outcome, Standing
from engine.records.errors import StoreProblem
from engine.records.keeper import Attempts
from engine.records.memory import MemoryStore
from engine.records.store import Store

BEGAN = datetime(2026, 1, 1, tzinfo=UTC)
MOMENTS = st.integers(0, 10**12).map(lambda microseconds: BEGAN + timedelta(microseconds=microseconds))
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=5,
)
PAYLOADS = st.dictionaries(st.text(max_size=5), PLAIN, max_size=3)
IDS = st.integers(0, 4)
OUTCOMES = st.builds(Outcome, st.sampled_from(["a", "b"]), st.just("solved"), st.just("kept"))
STANDINGS = st.none() | st.builds(Standing, *[st.integers(0, 100)] * 4)
SCENARIOS = st.sampled_from(["one", "two"])


class BothKeepers(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "attempts.sqlite3"
        self.disk = Store.open(self.path)
        self.memory = MemoryStore()
        self.begun = 0

    def both(self, ask: Callable[[Attempts], object]) -> None:
        answers: list[object] = []
        for keeper in (self.disk, self.memory):
            try:
                answers.append(ask(keeper))
            except StoreProblem as problem:
                answers.append((type(problem), problem.what, problem.do))
        assert answers[0] == answers[1]

    @precondition(lambda self: self.begun < 4)
    @rule(scenario=SCENARIOS, at=MOMENTS, name=st.text(max_size=5), seed=st.integers(0, 2**63 - 1))
    def begin(self, scenario: str, at: datetime, name: str, seed: int) -> None:
        self.begun += 1
        text = f"text of {scenario}"
        uuid = UUID(int=self.begun)
        new = NewAttempt(scenario, name, text, "f", "model", "m", seed, name, "exam", 1, 1, 1, at, uuid=uuid)
        self.both(lambda keeper: keeper.begin(new))

    @rule(
        attempt=IDS, step=st.sampled_from([0, 0, 0, 0, -1, 1]), at=MOMENTS, payload=PAYLOADS,
        standing=STANDINGS, outcome=st.none() | OUTCOMES,
    )  # fmt: skip
    def append(self, attempt: int, step: int, **rest: Any) -> None:
        kept = {each.id: each.events for each in self.memory.attempts()}
        n = max(0, kept.get(attempt, 0) + step)
        ends = {"standing": rest["standing"], "outcome": rest["outcome"]}
        self.both(lambda keeper: keeper.append(attempt, n, "reply", rest["at"], rest["payload"], **ends))

    @rule(attempt=IDS, at=MOMENTS, outcome=OUTCOMES)
    def finish(self, attempt: int, at: datetime, outcome: Outcome) -> None:
        self.both(lambda keeper: keeper.finish(attempt, at, outcome))

    @rule(attempt=IDS, at=MOMENTS)
    def set_aside(self, attempt: int, at: datetime) -> None:
        self.both(lambda keeper: keeper.set_aside(attempt, at))

    @rule()
    def leave_and_come_back(self) -> None:
        self.disk.close()
        self.disk = Store.open(self.path)

    @rule(scenario=SCENARIOS, finished=st.none() | st.booleans(), limit=st.none() | st.integers(0, 3))
    def ask(self, scenario: str, finished: bool | None, limit: int | None) -> None:
        self.both(lambda keeper: keeper.attempts(scenario, finished=finished, limit=limit))
        self.both(lambda keeper: keeper.unfinished(scenario))
        self.both(lambda keeper: keeper.history())

    @invariant()
    def the_same_is_kept(self) -> None:
        self.both(lambda keeper: keeper.attempts())
        for attempt in range(1, self.begun + 1):
            self.both(lambda keeper, wanted=attempt: keeper.load(wanted))  # type: ignore[misc]

    def teardown(self) -> None:
        self.disk.close()
        self.folder.cleanup()


BothKeepers.TestCase.settings = settings(
    max_examples=8, stateful_step_count=25, suppress_health_check=list(HealthCheck)
)
test_the_two_keepers_agree = BothKeepers.TestCase
