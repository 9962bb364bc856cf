"""A call in which nothing can be said from the start: every check still answers."""

from tests.engine.workshop.checks.defects import found

STUCK_AT_ONCE = """\
moodline: 1
id: stuck
title: Stuck
summary: Nobody can say a word.
level: 1
minutes: 1
brief: {situation: None.}
customer: {name: Robin Hale, mood: {heat: 50}, limit: {heat: 80, turns: 1}}
start: one
scenes:
  one:
    replies:
      - {id: never, says: "Hello?", why: It greets., moves: warmth, when: {heat: "> 60"}, goto: good}
interrupts:
  - {id: shout, when: {heat: "> 70"}, goto: good}
endings:
  good: {title: Good, problem: solved, relationship: kept}
  walkout: {title: Gone, problem: open, relationship: lost}
"""


def test_it_is_found_stuck_and_nothing_else_falls_over() -> None:
    codes = {finding.problem.code for finding in found(STUCK_AT_ONCE)}
    assert {"no-reply-left", "good-ending-never-met", "ending-never-met"} <= codes
    reasons = [
        finding.problem.message + finding.problem.hint for finding in found(STUCK_AT_ONCE, "ending-never-met")
    ]
    assert any("80" in reason and "50" in reason for reason in reasons)
