"""A way that is never taken: what is said of why."""

import pytest

from tests.engine.workshop.checks.defects import found

CALL = """\
moodline: 1
id: x
title: X
summary: X.
level: 1
minutes: 1
brief: {situation: X.}
customer: {name: Robin Hale, mood: {heat: 50}, baseline: {heat: 50}, limit: {heat: 80, turns: 1, goto: left}}
start: one
scenes:
  one:
    replies:
      - {id: x, says: Yes., moves: thank, sets: x, why: It., goto: two}
      - {id: y, says: No., moves: thank, sets: y, why: It., goto: two}
      - {id: z, says: Well., moves: thank, why: It., goto: b}
  two:
    replies:
      - id: go
        says: Oh.
        moves: thank
        why: It.
        goto:
          - {when: {flag: x}, goto: a}
          - {when: {heat: "< 95"}, goto: b}
          - {goto: a}
interrupts:
  - {id: breaks-in, when: {flag: y, visited: two}, goto: a}
endings:
  a: {title: A, problem: solved, relationship: kept}
  b: {title: B, problem: open, relationship: lost}
  left: {title: Left, problem: open, relationship: lost}
"""
HOT = ("says: Oh.", "says: Oh.\n        mood: {heat: 40, because: So it is}")


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ([], "the way to 'a' (line 23) or the interrupt 'breaks-in' (line 27) always comes first"),
        ([("flag: y, visited: two", "flag: y, turn: 1")], "the way to 'a' (line 23) always comes first"),
        ([HOT], "the customer's limit (line 8) always comes first"),
        ([("< 95", "< 45")], "it wants heat of 44 or less, and the lowest met here is 48"),
    ],
)
def test_it_names_what_comes_first_with_its_line(changes: list[tuple[str, str]], told: str) -> None:
    text = CALL
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    messages = [finding.problem.message for finding in found(text, "way-never-taken")]
    assert f"after the reply 'go' the way to 'b' is never taken: {told}" in messages
