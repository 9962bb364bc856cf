"""`fmt`: the same meaning, every comment, and a second time changes nothing."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.scenario.formatter.names import with_names
from engine.scenario.formatter.tidy import Tidied, same, tidied
from engine.scenario.includes import AS_WRITTEN, is_long_text
from engine.scenario.nodes import parse
from tests.engine.call.conftest import ROOT

FILES = [
    path
    for folder in ("scenarios", "docs", "tests/data", "engine/workshop")
    for path in sorted((ROOT / folder).rglob("*.yaml"))
    if "%" not in path.read_text(encoding="utf-8").partition("\nscenes:")[0]
]
SCENARIOS = [path for path in FILES if "\nscenes:" in path.read_text(encoding="utf-8")]

MESSY = """# top
moodline: 1   \t
"id": "late-parcel"
title:    'No'
summary: A present
level: 1
minutes: 2
skills:
- "listen"
- 'affirm'
brief:
      situation: |
            A parcel  two blanks at the end make a line break:\x20\x20
              indented

            end
      # about policy
      policy: >-
       folded
       text
      record: {Order: 0042-17,
         Due: Tuesday,
       "x": "y"
      }
customer:
   # who
   name: "Nadia
      Brooks"
   persona:
     "everyday"
start: opening

scenes:
    opening:   # here
        customer:
        -   when: {mood: [angry, furious]}
            says: "Hi"
        -
            says: Now
              then
        # last
        - hello
        replies:
        - says: "Six tomorrow, and it should have come."
          moves:
          - affirm
          goto: sent
        -   # a comment
            says: "I can send."
            goto: &ways
            - when: {heat: "> 3"}
              goto: sent
            - sent
        - {says: "No.", moves: [limit], goto: *ways}

            # deep comment
endings:
 sent:
   title: A
   problem: solved
   relationship: kept
   debrief: |2
       two more
     x


"""
TIDY = """# top
moodline: 1
id: late-parcel
title:    'No'
summary: A present
level: 1
minutes: 2
skills:
  - listen
  - affirm
brief:
  situation: |
    A parcel  two blanks at the end make a line break:\x20\x20
      indented

    end
  # about policy
  policy: >-
    folded
    text
  record: {Order: 0042-17,
     Due: Tuesday,
   "x": "y"
  }
customer:
  # who
  name: "Nadia
     Brooks"
  persona:
    everyday
start: opening

scenes:
  opening:   # here
    customer:
      - when: {mood: [angry, furious]}
        says: "Hi"
      -
        says: Now
          then
      # last
      - hello
    replies:
      - id: six-tomorrow-and-it-should
        says: "Six tomorrow, and it should have come."
        moves:
          - affirm
        goto: sent
      -   # a comment
        id: i-can-send
        says: "I can send."
        goto: &ways
          - when: {heat: "> 3"}
            goto: sent
          - sent
      - {id: "no", says: "No.", moves: [limit], goto: *ways}

          # deep comment
endings:
  sent:
    title: A
    problem: solved
    relationship: kept
    debrief: |2
        two more
      x
"""


def fmt(text: str) -> Tidied:
    return tidied(text, AS_WRITTEN, is_long_text)


def data_of(text: str) -> object:
    document = parse("x", text.removeprefix("\ufeff"), AS_WRITTEN, is_long_text)
    assert document.problems == []
    return with_names(document.data)


def anywhere(_: object) -> bool:
    """Texts of several lines may stand everywhere."""
    return True


def without_blanks(text: str) -> str:
    return re.sub(r"\s+", "", text)


def assert_same_but_tidy(text: str) -> str:
    """The tidy form, which means the same, has every comment, and is tidy."""
    done = fmt(text)
    assert done.left == ()
    assert same(data_of(text), data_of(done.text))
    assert fmt(done.text).text == done.text
    comments = [without_blanks(found) for found in re.findall(r"(?m)^\s*#.*$", text)]
    assert [one for one in comments if one not in without_blanks(done.text)] == []
    return done.text


def test_a_messy_file_is_tidied_and_says_the_same() -> None:
    assert assert_same_but_tidy(MESSY) == TIDY


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_what_ships_is_tidy(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert fmt(text).text == text


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.name)
def test_ids_that_are_taken_out_come_back_as_the_reader_makes_them(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    bare = re.sub(r"(?m)^( *)- id: \S+\n +(?=says:)", r"\1- ", text.partition("\nscenes:")[2])
    nameless = text.partition("\nscenes:")[0] + "\nscenes:" + bare
    assert_same_but_tidy(nameless)


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_line_ends_and_byte_order_mark_are_kept(end: str, mark: str) -> None:
    assert fmt(mark + MESSY.replace("\n", end)).text == mark + TIDY.replace("\n", end)


def test_mixed_line_ends_become_those_that_most_lines_have() -> None:
    mixed = MESSY.replace("\n", "\r\n").replace("\r\n", "\n", 3)
    assert fmt(mixed).text == TIDY.replace("\n", "\r\n")


@pytest.mark.parametrize(
    ("written", "becomes"),
    [
        ('"goto": "a-b"', "goto: a-b"),
        ('goto: "no"', 'goto: "no"'),  # Another reader of YAML would take it for false.
        ('goto: "123"', 'goto: "123"'),
        ('goto: "null"', 'goto: "null"'),
        ('says: "hello"', 'says: "hello"'),  # A text, not an id.
        ("moves: [\"affirm\", 'own']", "moves: [affirm, own]"),
        ("x: 'it''s'", "x: 'it''s'"),
        ('goto: "a\\x2db"', 'goto: "a\\x2db"'),
        ("brief: {record: {id: 'a'}}", "brief: {record: {id: 'a'}}"),
    ],
)
def test_quotes_go_only_where_an_id_stands(written: str, becomes: str) -> None:
    assert assert_same_but_tidy(f"{written}\n") == f"{becomes}\n"


@pytest.mark.parametrize(
    "odd",
    [
        "? a\n:   b\n",
        "a:\n  ? b\n  : - c\n    -   d\n",
        "- - - a\n    -   b\n",
        "--- \na:   1\n...\n",
        "--- # hello\na:\n- 1\n",
        "# only\n\na: 1\n# end",
        "a:\n- # c\n  # d\n\n  b: 1\n- # e\n  - f\n",
        "a: &x\n- b: &y\n     c: 1\n- *y\nd: *x\n",
        "a: {b: [1,\n2,\n   {c:\n d}],\n}\ne:\n    f: 1\n",
        'a:\n    b: "one\n\n  two \\\n   three"\n    c: >+\n\n      x\n\n    d: |-\n     y\n      \n     z\n',
        "a:\n    b: |\n\n\n    c: |1\n      x\n# not in it\n",
        "a:\n   - |\n    x\n      y\n   - >-\n    z\n",
        "a: |\n\n   x\n  # text? no: less far in\nb: 1\n",
        "a:\n -\n  -\n   b: 1\n",
        "- a\n- {b: 1, c: 2}\n-   [1, 2]\n-\n- 'x'\n-\n  y\n",
        "a:\n  - b\n\n\n\n",
        "'a b': {\n  x: 1 # one\n  , # two\n  y: 2}\n",
        "a: 'x' # c1\n   # c2\nb:\n     # c3\n     c: 1\n     # c4\n   # c5\n",
        "t:\t1\n",
    ],
)
def test_odd_layouts_are_tidied_or_left_but_never_changed(odd: str) -> None:
    done = tidied(odd, frozenset(), anywhere)
    before, after = (parse("x", text, frozenset(), anywhere) for text in (odd, done.text))
    assert before.problems == after.problems == []
    assert same(before.data, after.data)
    assert tidied(done.text, frozenset(), anywhere).text == done.text
    assert without_blanks(done.text).replace('"', "").replace("'", "") == without_blanks(odd).replace(
        '"', ""
    ).replace("'", "")


def test_a_reply_that_two_scenes_share_keeps_one_text() -> None:
    shared = (
        "scenes:\n  a: {replies: &r [{says: Yes, goto: x}, {says: Yes, goto: y}]}\n  b: {replies: *r}\n"
        "  c:\n    replies:\n      - &one {says: No, goto: x}\n  d:\n    replies:\n"
        "      - {id: 'no', says: B, goto: x}\n      - *one\n"
    )
    done = fmt(shared)
    # In d the shared reply would need another id than in c: so none is written at all.
    assert done.left == ("reply ids",)
    assert same(data_of(shared), data_of(done.text))


def jumbled(text: str, chance: random.Random) -> str:
    """The same scenario, laid out as somebody in a hurry would."""
    lines = list(_jumbled_lines(text.split("\n"), chance))
    return "\n".join(lines) + "\n" * chance.randrange(3)


def _jumbled_lines(lines: list[str], chance: random.Random) -> Iterator[str]:
    step = chance.choice([1, 2, 3, 4, 6])
    in_text = -1
    for line in lines:
        indent = len(line) - len(line.lstrip(" "))
        if in_text >= 0 and line.strip() and indent <= in_text:
            in_text = -1
        new = " " * (indent // 2 * step) + line.lstrip(" ")
        if re.match(r"\s*- ", line) and step > 1:
            new = " " * (indent // 2 * step) + "-" + " " * (step - 1) + line.lstrip(" ")[2:]
        if in_text < 0:
            new += " " * chance.choice([0, 0, 0, 1, 4])
            if chance.random() < 0.03 and line.strip():
                yield " " * chance.randrange(8) + "# by the way"
        yield new
        if re.search(r": [|>][-+]?$", line):
            in_text = indent


@settings(deadline=None, max_examples=12)
@given(st.sampled_from(SCENARIOS), st.integers(0, 10**6))
def test_jumbled_scenarios_keep_their_meaning(path: Path, seed: int) -> None:
    text = jumbled(path.read_text(encoding="utf-8"), random.Random(seed))
    document = parse("x", text, AS_WRITTEN, is_long_text)
    if document.problems:
        return  # Jumbled too far.
    done = fmt(text)
    assert same(with_names(document.data), data_of(done.text))
    assert done.text.count("# by the way") == text.count("# by the way")
    assert fmt(done.text).text == done.text


def test_most_jumbled_scenarios_can_be_read_and_come_back_even() -> None:
    chance = random.Random(5)
    even = 0
    for path in SCENARIOS:
        text = jumbled(path.read_text(encoding="utf-8"), chance)
        document = parse("x", text, AS_WRITTEN, is_long_text)
        if document.problems:
            continue
        done = fmt(text)
        assert done.left == ()
        even += all(not re.match(r"( {2})* (- |[a-z-]+:)", line) for line in done.text.split("\n"))
    assert even >= len(SCENARIOS) / 2


TEXTS = st.text(st.sampled_from("ab:-#|>&*!%@'\"{}[], \n?"), max_size=40)


@settings(deadline=None, max_examples=300)
@given(TEXTS)
def test_any_yaml_at_all_keeps_its_meaning(text: str) -> None:
    document = parse("x", text, AS_WRITTEN, is_long_text)
    if document.problems or document.data is None:
        return
    done = fmt(text)
    assert same(document.data, data_of(done.text))
    assert fmt(done.text).text == done.text
