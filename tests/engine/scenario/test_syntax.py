"""YAML's complaints reach an author in plain words, at the right place."""

import pytest

from engine.scenario.nodes import parse
from engine.scenario.problems import render

MISTAKES = [
    ("a: b: c", 1, 5, "a colon stands where no new entry can start", "in quotes"),
    ("a: 1\nword\nb: 2", 2, 1, "the colon after a key is missing", "key: value"),
    ('a: "x" y', 1, 8, "does not belong to the entry above", "closing quote"),
    ("a:\n  - b\n c: 1", 3, 2, "does not belong to the entry above", "indentation"),
    ("- a\nb: 1", 2, 1, "does not belong to the list above", "'- '"),
    ("a: [1, 2\nb: 3", 2, 2, "opens on line 1", "commas"),
    ("a: {x: 1\nb: 3", 2, 2, "opens on line 1", "commas"),
    ("a: {b: 1:30}", 1, 9, "text with a colon", "1:30"),
    ('a: "x\nb: 2\n', 1, 4, "never closed", "close them"),
    ("a: 'it's'", 1, 8, "does not belong", "quote"),
    ("a: @x", 1, 4, "cannot start with this character", "quotes"),
    ("a: `x`", 1, 4, "cannot start with this character", "quotes"),
    ("a: }", 1, 4, "a value is missing", "must be in quotes"),
    ("a: - b", 1, 4, "a list cannot start here", "line of its own"),
    ('a: "\\q"', 1, 5, "after a backslash", "single quotes"),
    ('a: "\\ud800"', 1, 7, "no character of this number", "itself"),
    ("a: |x\n  y", 1, 5, "starts on the next line", "indented"),
    ("a: &", 1, 5, "after & or *", "quotes"),
    ("%YAML 3.0\n---\na: 1", 1, 1, "another version of YAML", "%YAML"),
    ("a: 1\n...\nb", 3, 1, "after the end", "first column"),
    ("a:\n\t- b", 2, 1, "indented with a tab", "spaces"),
    ("a:\n  b: 1\n \tc: 2", 3, 2, "indented with a tab", "spaces"),
    ("a: “b: c”", 1, 6, "a colon", "straight"),
    ("a: {customer} here", 1, 15, "does not belong", "starts with a brace"),
]


@pytest.mark.parametrize(
    "text, line, column, said, hint", MISTAKES, ids=[repr(mistake[0]) for mistake in MISTAKES]
)
def test_a_mistake_is_told_in_plain_words(text: str, line: int, column: int, said: str, hint: str) -> None:
    (problem,) = parse("f.yaml", text).problems
    assert (problem.line, problem.column) == (line, column), render(problem)
    assert said in problem.message
    assert hint in problem.hint
    assert problem.code in ("yaml-syntax", "tab")


JARGON = (
    "scanner",
    "token",
    "mapping",
    "sequence",
    "scalar",
    "block",
    "flow",
    "node",
    "expected",
    "simple key",
    "context",
)


@pytest.mark.parametrize("text", [mistake[0] for mistake in MISTAKES])
def test_no_word_of_the_parser_reaches_the_author(text: str) -> None:
    (problem,) = parse("f.yaml", text).problems
    assert [word for word in JARGON if word in f"{problem.message} {problem.hint}"] == []
