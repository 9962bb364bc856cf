"""Working out what could have been behind something else: it is waited for, given up, and never lost."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

import engine.debrief.debrief
from engine.call.call import Call
from engine.call.machine import CallMachine
from engine.workshop.explore.budget import Progress
from tests.engine.call.conftest import plan_of
from tests.tui.running import EVERY_FEATURE
from tui import looking_ahead
from tui.looking_ahead import LookingAhead

Find = Callable[[Call, Callable[[], float], Callable[[Progress], bool]], object]


@pytest.fixture
def call() -> Call:
    made = Call(CallMachine(plan_of(Path(EVERY_FEATURE))), 1, "Sam")
    made.answer()
    return made


def looked_for(monkeypatch: pytest.MonkeyPatch, find: Find) -> None:
    monkeypatch.setattr(engine.debrief.debrief, "find_outlook", find)


def test_who_waits_is_told_only_if_it_takes_a_while(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    go_on = threading.Event()
    told: list[str] = []

    def tell(words: str) -> None:
        told.append(words)
        go_on.set()

    looked_for(monkeypatch, lambda *_: go_on.wait(30) and None)
    monkeypatch.setattr(looking_ahead, "PATIENCE", 0.0)
    assert LookingAhead(call).wait_for(tell) is None
    assert told == ["Working out where every reply could have led. That may take some seconds."]

    monkeypatch.setattr(looking_ahead, "PATIENCE", 30.0)
    assert LookingAhead(call).wait_for(tell) is None
    assert len(told) == 1


def test_what_goes_wrong_is_raised_where_somebody_sees_it(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    looked_for(monkeypatch, fail)
    ahead = LookingAhead(call)
    assert ahead.wait()
    with pytest.raises(ZeroDivisionError):
        ahead.result()


def test_too_little_memory_is_no_end(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise MemoryError

    looked_for(monkeypatch, fail)
    ahead = LookingAhead(call)
    assert ahead.wait()
    assert ahead.result() is None


def test_it_tells_how_far_it_is_and_gives_up_when_asked(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = threading.Event()

    def find(_call: Call, _clock: Callable[[], float], go_on: Callable[[Progress], bool]) -> None:
        while go_on(Progress(5, 77, 2, 0.1)):
            begun.set()

    looked_for(monkeypatch, find)
    ahead = LookingAhead(call)
    assert begun.wait(30)
    assert not ahead.wait(0)
    assert ahead.states == 77
    ahead.stop()
    assert ahead.wait(30)
    assert ahead.result() is None
