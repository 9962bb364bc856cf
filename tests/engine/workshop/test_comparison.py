"""Two versions of a scenario side by side: what was changed, and what comes of it in play."""

import itertools
import json

import pytest
from hypothesis import given, settings

from engine.call.plan import Plan
from engine.workshop.comparison.data import as_data
from engine.workshop.comparison.played import Played, compare_play
from engine.workshop.comparison.report import report
from engine.workshop.comparison.written import Change, changes
from engine.workshop.explore.budget import Budget
from engine.workshop.explore.exploration import explore
from tests.engine.workshop.made_up import plan_of, plans
from tests.engine.workshop.test_explore import ENDINGS, TOP, TWO_SCENES

TEXT = TOP + TWO_SCENES + ENDINGS


def edited(*edits: tuple[str, str]) -> Plan:
    text = TEXT
    for before, after in edits:
        assert before in text
        text = text.replace(before, after, 1)
    return plan_of(text)


def changed(*edits: tuple[str, str]) -> list[tuple[str, ...]]:
    found = changes(plan_of(TEXT).scenario, edited(*edits).scenario)
    return [(each.how, each.what, each.name, each.key) for each in found]


NO_WAY_TO_TWO = [
    ("moves: [affirm], sets: heard-it, goto: two", "moves: [affirm], goto: bad"),
    ("goto: two", "goto: bad"),
]


def play(old: Plan, new: Plan, states: int = 100_000, *, stop: bool = False) -> Played:
    ticks = itertools.count()
    budget = Budget(lambda: next(ticks) / 1e6, states, 1.0, lambda _progress: not stop)
    return compare_play(explore(old, budget, lines=False), explore(new, budget, lines=False))


def test_a_scenario_is_not_different_from_itself() -> None:
    assert changes(plan_of(TEXT).scenario, plan_of(TEXT).scenario) == ()


def test_comments_and_form_make_no_difference() -> None:
    assert changed(("scenes:", "# Here they come.\nscenes:")) == []


@pytest.mark.parametrize(
    "edits, change",
    [
        ([("heat: 50", "heat: 60")], ("changed", "scenario", "small", "customer.mood")),
        ([("You waited all day.", "All day you waited.")], ("reworded", "reply", "one.hear", "says")),
        ([("goto: two", "goto: bad")], ("changed", "reply", "one.hear", "goto")),
        ([("title: Good", "title: Very good")], ("reworded", "ending", "good", "title")),
        ([("relationship: kept", "relationship: lost")], ("changed", "ending", "good", "relationship")),
    ],
)
def test_what_was_changed_is_named(edits: list[tuple[str, str]], change: tuple[str, ...]) -> None:
    assert changed(*edits) == [change]


def test_values_before_and_after_are_shown() -> None:
    (change,) = changes(plan_of(TEXT).scenario, edited(("goto: two", "goto: bad")).scenario)
    assert (change.before, change.after) == ("two", "bad")


def test_a_new_reply_and_one_that_is_gone() -> None:
    more = "      - {id: new-one, says: Something new., goto: bad}\n"
    lines = TEXT.splitlines(keepends=True)
    at = next(number for number, line in enumerate(lines) if "You waited all day." in line)
    bigger = plan_of("".join([*lines[:at], more, *lines[at:]]))
    (added,) = changes(plan_of(TEXT).scenario, bigger.scenario)
    assert added == Change("added", "reply", "one.new-one", after="“Something new.”")
    (removed,) = changes(bigger.scenario, plan_of(TEXT).scenario)
    assert removed == Change("removed", "reply", "one.new-one", before="“Something new.”")


def test_what_only_got_another_id_was_renamed() -> None:
    found = changes(plan_of(TEXT).scenario, edited(("id: hear", "id: listen")).scenario)
    assert found == (Change("renamed", "reply", "one.listen", before="one.hear", after="one.listen"),)


def test_an_other_order_of_replies_is_seen() -> None:
    lines = TEXT.splitlines(keepends=True)
    at = next(number for number, line in enumerate(lines) if "You waited all day." in line)
    lines[at], lines[at + 1] = lines[at + 1], lines[at]
    (change,) = changes(plan_of(TEXT).scenario, plan_of("".join(lines)).scenario)
    assert (change.how, change.name, change.key) == ("changed", "one", "order of replies")


def test_the_odds_before_and_after_are_exact() -> None:
    old, new = plan_of(TEXT), edited(*NO_WAY_TO_TWO)
    found = play(old, new)
    odds = {each.ending: each for each in found.odds}
    assert found.is_exact
    assert odds["good"].before is not None
    assert odds["good"].after is not None
    assert odds["good"].before.share == pytest.approx(1 / 6)
    assert odds["good"].after.share == 0
    assert odds["good"].differ
    assert {each.name for each in found.places} == {"two", "good", "bad"}
    lost = next(each for each in found.places if each.name == "two")
    assert lost.before is not None
    assert lost.after is None
    assert found.best[0] is not None
    assert found.best[1] is not None
    assert (found.best[0].ending, found.best[1].ending) == ("good", "bad")
    assert ("first", "good", "bad") in [(e.trainee, e.before, e.after) for e in found.trainees]


def test_a_renamed_ending_keeps_its_odds() -> None:
    new = plan_of(TEXT.replace("goto: good", "goto: fine").replace("  good: {", "  fine: {"))
    odds = {each.ending: each for each in play(plan_of(TEXT), new).odds}
    assert not odds["fine"].differ
    assert "good" not in odds


def test_an_ending_that_is_gone_is_said() -> None:
    new = edited(("endings:", "endings:\n  other: {title: Other, problem: open, relationship: lost}"))
    odds = {each.ending: each for each in play(new, plan_of(TEXT)).odds}
    assert odds["other"].after is None
    assert odds["other"].differ


def test_the_report_and_the_data_tell_the_same() -> None:
    old, new = plan_of(TEXT), edited(*NO_WAY_TO_TWO)
    found, played = changes(old.scenario, new.scenario), play(old, new)
    lines = list(report("old → new", found, played))
    assert "What was changed: 3 changed" in lines
    assert "  good   16.67% →   0.00%  ▼ −16.67 points" in lines
    assert "      after   never reached" in lines
    data = json.loads(json.dumps(as_data(found, played)))
    assert data["same"] is False
    assert data["play"]["exact"] is True
    assert data["play"]["endings"]["good"]["after"]["chance"] == 0
    assert data["play"]["moods"]["two"]["after"] is None


def test_what_was_not_gone_through_is_sampled_and_said() -> None:
    old, new = plan_of(TEXT), edited(("You waited all day.", "All day you waited."))
    played = play(old, new, stop=True)
    assert not played.is_exact
    assert not any(each.differ for each in played.odds)
    lines = list(report("x", changes(old.scenario, new.scenario), played))
    assert "What that changes in play (not every possible call was gone through: this is no proof)" in lines
    assert any("no difference can be told" in line for line in lines)
    assert not any("never reached" in line for line in lines)


@given(plans())
@settings(max_examples=8, deadline=None)
def test_any_scenario_can_be_put_beside_another(new: Plan) -> None:
    old = plan_of(TEXT)
    found = changes(old.scenario, new.scenario)
    assert list(report("x", found, play(old, new, states=300)))
    assert changes(new.scenario, new.scenario) == ()
    there = [each for each in found if each.how in ("added", "removed")]
    back = [each for each in changes(new.scenario, old.scenario) if each.how in ("added", "removed")]
    assert len(there) == len(back)
