"""What stock trainees like: the moves that a reply makes, also those that have names of the author's own."""

import pytest

from engine.call.plan import Plan
from engine.workshop.explore.projection import Projection
from engine.workshop.explore.trainees import play, stock_trainees
from tests.engine.workshop.made_up import plan_of

SCENARIO = """\
moodline: 1
id: small
title: A small one
summary: Small.
level: 1
minutes: 1
brief: {situation: None., policy: None.}
customer: {name: Robin Hale, persona: everyday, mood: {heat: 50, heard: 20, trust: 40}}
moves:
  nod: {words: nodded along, like: validate}
  shrug: {words: shrugged it off, like: dismiss}
  gift: {words: gave a voucher, like: offer}
start: one
scenes:
  one:
    customer: "Well?"
    replies:
      - {id: greet, says: "Hello.", moves: [thank], goto: ordinary}
      - {id: barbed, says: "I see, but others wait longer.", moves: [nod, shrug], goto: harmed}
      - {id: mend, says: "Have this.", moves: [gift], goto: mended}
      - {id: understand, says: "That is a long wait.", moves: [nod], goto: understood}
endings:
  ordinary: {title: Ordinary, problem: open, relationship: lost}
  harmed: {title: Harmed, problem: open, relationship: lost}
  mended: {title: Mended, problem: solved, relationship: strained}
  understood: {title: Understood, problem: solved, relationship: kept}
"""


@pytest.fixture(scope="module")
def plan() -> Plan:
    return plan_of(SCENARIO)


@pytest.mark.parametrize(
    ("name", "ending"),
    [
        ("first", "ordinary"),
        ("last", "understood"),
        ("longest", "harmed"),
        ("solver-first", "mended"),
        ("empath", "understood"),
        ("worst", "harmed"),
    ],
)
def test_each_takes_what_it_likes(plan: Plan, name: str, ending: str) -> None:
    trainee = next(each for each in stock_trainees() if each.name == name)
    assert play(plan, Projection(plan), trainee).ending == ending
