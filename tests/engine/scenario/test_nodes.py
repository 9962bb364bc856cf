"""YAML as data that knows where it stands, by the core schema of YAML 1.2."""

import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from engine.scenario import builder, nodes
from engine.scenario.document import Document, where_of
from engine.scenario.nodes import parse, parser_in_use
from engine.scenario.scalars import plain_value


@pytest.mark.parametrize(
    "written, value",
    [
        ("", None),
        ("~", None),
        ("null", None),
        ("Null", None),
        ("nUll", "nUll"),
        ("true", True),
        ("False", False),
        ("yes", "yes"),
        ("no", "no"),
        ("on", "on"),
        ("Off", "Off"),
        ("12", 12),
        ("-7", -7),
        ("+7", 7),
        ("007", 7),
        ("0o17", 15),
        ("0x1F", 31),
        ("017", 17),
        ("0b1", "0b1"),
        ("1_000", "1_000"),
        ("1:30", "1:30"),
        ("190:20:30", "190:20:30"),
        ("2026-11-21", "2026-11-21"),
        ("1.5", 1.5),
        (".5", 0.5),
        ("1.", 1.0),
        ("1e3", 1000.0),
        ("-.inf", float("-inf")),
        ("1.2.3", "1.2.3"),
        ("+", "+"),
        (".", "."),
        ("9" * 41, "9" * 41),
    ],
)
def test_plain_values_mean_what_yaml_1_2_says(written: str, value: object) -> None:
    found = plain_value(written)
    assert found == value
    assert type(found) is type(value)


def test_quotes_make_text() -> None:
    assert parse("x", 'a: ["1", \'true\', "", |\n   null\n  ]').data is None  # no block text inside brackets
    assert parse("x", 'a: ["1", \'true\', ""]').data == {"a": ("1", "true", "")}


def test_every_value_knows_its_place() -> None:
    document = parse("x", '# comment\na: 1\nbb:\n  - x\n  - {c: [y, "z"], d: q}\n')
    assert document.data == {"a": 1, "bb": ("x", {"c": ("y", "z"), "d": "q"})}
    places = {
        (): (2, 1),
        ("a",): (2, 4),
        ("bb",): (4, 3),
        ("bb", 0): (4, 5),
        ("bb", 1): (5, 5),
        ("bb", 1, "c"): (5, 9),
        ("bb", 1, "c", 1): (5, 13),
        ("bb", 1, "d"): (5, 22),
    }
    for path, spot in places.items():
        assert document.spot(path) == spot
    assert document.spot(("bb",), key=True) == (3, 1)
    assert document.spot(("bb", 1, "d"), key=True) == (5, 19)
    assert document.spot(("bb", 1, "no such", 3)) == (5, 5)


def test_an_alias_stands_for_the_same_value_and_place() -> None:
    document = parse("x", "a: &one [x, {y: z}]\nb: *one\nc: &two word\nd: *two\n")
    assert document.data["b"] is document.data["a"]
    assert document.data["d"] == "word"
    assert document.spot(("b",)) == (2, 4)
    assert document.spot(("b", 1, "y")) == (1, 17)


def test_what_is_written_is_found_again() -> None:
    document = parse("x", "a: 007 # c\nb: [1.50, 0x1f]\nc: 1e3\n")
    assert document.written(("a",)) == "007"
    assert document.written(("b", 0)) == "1.50"
    assert document.written(("b", 1)) == "0x1f"
    assert document.written(("c",)) == "1e3"


def test_a_path_in_the_authors_terms() -> None:
    assert where_of(("scenes", "opening", "replies", 1, "goto")) == "opening.replies[1].goto"
    assert where_of(("scenes",)) == "scenes"
    assert where_of(("customer", "mood", "heat")) == "customer.mood.heat"
    assert where_of(("critical", 0)) == "critical[0]"
    assert where_of(()) == ""
    assert where_of(("a\x1b[2J", "b")) == "a\\x1b[2J.b"


def test_limits_count_what_aliases_bring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(builder, "MAX_ALIASED", 30)
    once = "a: &a [1, 2, 3, 4]\n"
    assert parse("x", once + "b: [*a, *a, *a, *a, *a, *a]\n").problems == []
    (problem,) = parse("x", once + "b: [*a, *a, *a, *a, *a, *a, *a]\n").problems
    assert (problem.code, problem.line, problem.column) == ("too-many-values", 2, 29)


def test_the_number_of_values_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(builder, "MAX_VALUES", 20)
    assert parse("x", "[" + "1," * 20 + "]").problems == []
    (problem,) = parse("x", "[" + "1," * 100 + "]").problems
    assert (problem.code, problem.line) == ("too-many-values", 1)


@pytest.mark.parametrize("depth, ok", [(32, True), (33, False), (100_000, False)])
def test_nesting_is_limited_to_32(depth: int, ok: bool) -> None:
    found = parse("x", "[" * depth + "]" * depth)
    assert ([problem.code for problem in found.problems] == []) is ok
    assert ok or found.problems[0].code == "too-deep"
    assert ok or (found.problems[0].line, found.problems[0].column) == (1, 33)


def test_nesting_by_aliases_is_limited_too() -> None:
    text = "a: &a " + "[" * 20 + "]" * 20 + "\nb: " + "[" * 12 + "*a" + "]" * 12
    (problem,) = parse("x", text).problems
    assert (problem.code, problem.line) == ("too-deep", 2)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    return tuple(map(_plain, value)) if isinstance(value, list | tuple) else value


words = st.text(alphabet="abcäß中🙂 :#,[]{}'\"-?!&*|>%@`~\\/.0123456789", max_size=12)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-999, 999) | words,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words, inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(words, values, max_size=4), st.booleans())
def test_what_another_writer_wrote_is_read_back(data: dict[str, Any], as_json: bool) -> None:
    out = io.StringIO()
    if as_json:
        json.dump(data, out, ensure_ascii=False)
    else:
        writer = YAML(typ="safe", pure=True)
        writer.default_flow_style = False
        writer.allow_unicode = True
        writer.dump(data, out)
    document = parse("x", out.getvalue(), is_long=lambda _: True)
    assert document.problems == []
    assert document.data == _plain(data)


def test_the_c_parser_is_in_use() -> None:
    assert parser_in_use() == "C"


def without_c(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nodes, "_c_parser", lambda: None)


def test_without_the_c_parser_the_same_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.engine.scenario.samples import BASE, problems, reading, with_change

    with_c = reading(BASE)
    broken = with_change("start: opening", "start: begin")
    told = problems(broken)
    without_c(monkeypatch)
    assert parser_in_use() == "Python"
    assert reading(BASE).scenario == with_c.scenario
    assert problems(broken) == told


@pytest.mark.parametrize(
    "text",
    ["[" * 5000, "- " * 5000, "a: &a [*a]", "a: [1\nb: 2", "\ta: 1", "a: 'x", "a: !!int 1"],
    ids=lambda text: text[:12],
)
def test_without_the_c_parser_bad_input_is_told_as_well(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    without_c(monkeypatch)
    found = parse("x", text)
    assert isinstance(found, Document)
    assert found.problems
