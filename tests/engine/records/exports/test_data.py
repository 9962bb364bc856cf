"""The JSON export keeps to its schema, and the schema to the model."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from engine.records.exports.data import EXPORT_VERSION
from engine.records.exports.to_data import SCHEMA_FILE, schema_text
from tests.engine.call.conftest import ALL
from tests.engine.records.exports.played import HOSTILE, exported, playable_of, recorded, scenario_with

SCHEMA = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))


def read(text: str) -> Any:
    data = json.loads(text)
    checker = Draft202012Validator(SCHEMA, format_checker=FormatChecker())
    assert [error.message for error in checker.iter_errors(data)] == []
    return data


def test_the_schema_in_its_file_is_that_of_the_model() -> None:
    """``python -m engine.records.exports.to_data`` writes it anew."""
    assert SCHEMA_FILE.read_text(encoding="utf-8") == schema_text()
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA_FILE.name == f"debrief-{EXPORT_VERSION}.schema.json"


def test_the_schema_refuses_what_is_something_else() -> None:
    data = json.loads(exported(recorded(scenario_with("Hello"), ["end"]), "json"))
    wrong: list[dict[str, Any]] = [
        {**data, "moodline_debrief": 2},
        {**data, "more": 1},
        {key: value for key, value in data.items() if key != "turns"},
        {**data, "start": {"heat": 101, "heard": 0, "trust": 0}},
    ]
    assert all(not Draft202012Validator(SCHEMA).is_valid(each) for each in wrong)


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
@settings(max_examples=5, deadline=None)
@given(replies=st.lists(st.integers(0, 11), max_size=14), anonymous=st.booleans())
def test_any_call_keeps_to_the_schema(path: Path, replies: list[int], anonymous: bool) -> None:
    one = recorded(playable_of(path), replies)
    data = read(exported(one, "json", anonymous=anonymous))
    assert len(data["turns"]) == len(one.choices)
    assert [turn["given"]["id"] for turn in data["turns"]] == [choice.reply for choice in one.choices]
    moods = [data["start"], *(turn["after"] for turn in data["turns"])]
    assert moods[-1] == one.call.state.mood._asdict()
    for turn, before in zip(data["turns"], moods, strict=False):
        assert turn["before"] == before
        for part in ("heat", "heard", "trust"):
            change = sum(reason[part] for reason in turn["reasons"])
            assert turn["before"][part] + change == turn["after"][part]
    assert data["outcome"]["finished"] == one.call.over
    assert data["outcome"]["ending"] == one.call.ending_id
    assert (data["attempt"]["agent"] is None) == anonymous == data["anonymous"]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_texts_come_back_as_they_were(text: str) -> None:
    one = recorded(scenario_with(text), ["ask", "end"], agent=text, note=text)
    data = read(exported(one, "json"))
    assert data["attempt"]["agent"] == text
    assert data["turns"][0]["given"]["says"] == f"{text[:200]} {text}"
    assert [each["answer"] for each in data["reflection"]] == [text, text, f"{text}\n{text}", text]
