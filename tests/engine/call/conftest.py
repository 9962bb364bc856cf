"""The scenario that uses every part of the format, and the shipped ones, ready to be played."""

from functools import cache
from pathlib import Path

import pytest

from engine.call.compiler import compile_scenario
from engine.call.machine import CallMachine
from engine.call.plan import Plan
from engine.mood.coefficients import load_model
from engine.scenario.reader import read

ROOT = Path(__file__).parents[3]
EVERY_FEATURE = ROOT / "tests" / "data" / "every-feature.yaml"
SHIPPED = sorted((ROOT / "scenarios").glob("*.yaml"))
ALL = [EVERY_FEATURE, *SHIPPED]


@cache
def plan_of(path: Path) -> Plan:
    reading = read(path)
    assert reading.scenario is not None, reading.problems
    return compile_scenario(reading.scenario, load_model())


@pytest.fixture(scope="session")
def plan() -> Plan:
    return plan_of(EVERY_FEATURE)


@pytest.fixture(scope="session")
def machine(plan: Plan) -> CallMachine:
    return CallMachine(plan)


@pytest.fixture(params=ALL, ids=lambda path: path.stem)
def any_plan(request: pytest.FixtureRequest) -> Plan:
    """Each scenario in turn."""
    return plan_of(request.param)
