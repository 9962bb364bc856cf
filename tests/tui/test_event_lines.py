"""A call's events as lines: what is told, in which words, and how much of it."""

from collections.abc import Sequence

import pytest

from engine.call.call import Call
from engine.call.events import CallEnded, Event, FactTold, Interrupted, MoodChanged
from engine.call.playable import Playable, open_scenario
from engine.mood.coefficients import load_model
from tests.tui.screens.sitting import ON_SCREEN
from tui.event_lines import MOST_REASONS, EventLines
from tui.settings import Mode
from tui.widgets.lines import Line


@pytest.fixture(scope="module")
def playable() -> Playable:
    return open_scenario(ON_SCREEN, load_model())


class Told:
    """A call, and the lines that its events have become."""

    def __init__(self, playable: Playable, mode: Mode) -> None:
        self.call: Call = playable.call(7, "Sam")
        self.made = EventLines(self.call, mode)

    def after(self, *replies: str) -> list[Line]:
        lines = self.made.lines(self.call.answer()) if not self.call.events else []
        for reply in replies:
            lines = self.made.lines(self.call.choose(reply))
        return lines


def shape(lines: Sequence[Line]) -> list[tuple[str, str]]:
    return [(line.kind, line.who) for line in lines]


def test_the_beginning(playable: Playable) -> None:
    assert shape(Told(playable, "standard").after()) == [("customer", "Robin Hale"), ("note", "Fact learnt")]


def test_a_turn_has_the_reply_with_its_number_and_the_answer(playable: Playable) -> None:
    first, second = Told(playable, "standard").after("hear")
    assert (first.kind, first.who, first.turn) == ("agent", "Sam", 1)
    assert first.text.startswith("On the step in the rain")
    assert second.text.startswith("Paper.")


def test_facts_told_together_are_one_line(playable: Playable) -> None:
    told = Told(playable, "standard")
    lines = told.made.lines([FactTold("order-number"), FactTold("where-left")])
    assert [(line.who, line.text) for line in lines] == [
        ("Facts learnt", "the order number; where the parcel was left")
    ]


def test_who_breaks_in_is_said_in_the_heading(playable: Playable) -> None:
    lines = Told(playable, "standard").after("script")
    assert shape(lines) == [("agent", "Sam"), ("customer", "Robin Hale breaks in")]


def test_who_breaks_in_without_a_word_is_told_too(playable: Playable) -> None:
    told = Told(playable, "standard")
    assert shape(told.made.lines([Interrupted("boils-over")])) == [("note", "Robin Hale breaks in")]
    assert shape(told.after()) == [("customer", "Robin Hale"), ("note", "Fact learnt")], "once"


@pytest.mark.parametrize("mode", ["standard", "exam"])
def test_only_a_coach_explains(playable: Playable, mode: Mode) -> None:
    assert [line.kind for line in Told(playable, mode).after("hear")] == ["agent", "customer"]
    coach = Told(playable, "coach").after("hear")[1]
    assert coach.kind == "coach"
    assert coach.text == "It gives back what Robin said before anything is asked."


def test_the_coachs_causes_add_up_to_the_change(playable: Playable) -> None:
    for reply in ("hear", "script"):
        told = Told(playable, "coach")
        coach = next(line for line in told.after(reply) if line.kind == "coach")
        changed = next(event for event in told.call.events if isinstance(event, MoodChanged))
        for part in ("heat", "heard", "trust"):
            moved = getattr(changed.after, part) - getattr(changed.before, part)
            assert sum(cause.amount for cause in coach.causes if cause.part == part) == moved
        assert 0 < sum(bool(cause.words) for cause in coach.causes) <= MOST_REASONS + 1


@pytest.mark.parametrize(
    ("reason", "words"),
    [("way", "The call is over."), ("walkout", "hung up"), ("stuck", "no reply left to give")],
)
def test_how_a_call_is_over(playable: Playable, reason: str, words: str) -> None:
    over: list[Event] = [CallEnded("", reason)]  # type: ignore[arg-type]
    (line,) = Told(playable, "standard").made.lines(over)
    assert words in line.text


def test_a_call_that_is_told_in_one_go_is_the_same_as_turn_by_turn(playable: Playable) -> None:
    told = Told(playable, "coach")
    lines = told.after()
    for reply in ("hear", "verify", "wait"):
        lines = lines + told.after(reply)
    lines = lines + told.made.lines(told.call.resume())
    again = EventLines(told.call, "coach").lines(told.call.events)
    assert again == lines
    assert ("note", "On hold") in shape(lines)
