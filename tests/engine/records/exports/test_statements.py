"""xAPI statements: as the specification has them, one story an attempt, and each of them once."""

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.records.exports.subject import Subject
from engine.records.exports.xapi import BASE, duration, make_statements, stamp
from tests.engine.call.conftest import ALL, EVERY_FEATURE
from tests.engine.records.exports.played import (
    BEGAN,
    HOSTILE,
    exported,
    playable_of,
    recorded,
    scenario_with,
    subject_of,
)

KEYS = {
    "statement": {"id", "actor", "verb", "object", "result", "context", "timestamp"},
    "actor": {"objectType", "name", "account"},
    "account": {"homePage", "name"},
    "verb": {"id", "display"},
    "object": {"objectType", "id", "definition"},
    "definition": {"name", "description", "type", "interactionType", "choices"},
    "choice": {"id", "description"},
    "result": {"success", "completion", "response", "duration", "extensions"},
    "context": {"registration", "contextActivities", "revision", "platform", "language", "extensions"},
}
LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(-[A-Za-z0-9]{2,8})*")
DURATION = re.compile(r"PT\d+(\.\d{1,2})?S")
TIMESTAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")


def is_iri(text: str) -> None:
    parts = urlsplit(text)
    assert parts.scheme in ("http", "https")
    assert parts.netloc
    assert not re.search(r'[\s<>"{}|\\^`]', text), text


def is_language_map(value: dict[str, str]) -> None:
    assert value
    assert all(LANGUAGE.fullmatch(tag) and type(text) is str for tag, text in value.items())


def has_extensions(value: dict[str, Any]) -> None:
    for key in value:
        is_iri(key)


def has_only(part: dict[str, Any], kind: str) -> None:
    assert set(part) <= KEYS[kind], kind


def has_no_null(value: Any) -> None:
    assert value is not None
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        has_no_null(each)


def is_activity(activity: dict[str, Any]) -> None:
    has_only(activity, "object")
    assert activity["objectType"] == "Activity"
    is_iri(activity["id"])
    definition = activity["definition"]
    has_only(definition, "definition")
    is_iri(definition["type"])
    is_language_map(definition["name"])
    if "description" in definition:
        is_language_map(definition["description"])
    if "interactionType" in definition:
        assert definition["type"] == "http://adlnet.gov/expapi/activities/cmi.interaction"
        assert definition["interactionType"] == "choice"
        ids = [choice["id"] for choice in definition["choices"]]
        assert ids
        assert len(ids) == len(set(ids))
        for choice in definition["choices"]:
            has_only(choice, "choice")
            assert "[" not in choice["id"]
            assert "," not in choice["id"]
            is_language_map(choice["description"])


def is_statement(statement: dict[str, Any]) -> None:
    """By the rules of xAPI 1.0.3, part two, for all that Moodline says."""
    has_no_null(statement)
    has_only(statement, "statement")
    assert str(UUID(statement["id"])) == statement["id"]
    assert UUID(statement["id"]).version == 5
    actor = statement["actor"]
    has_only(actor, "actor")
    assert actor["objectType"] == "Agent"
    assert set(actor["account"]) == KEYS["account"]
    is_iri(actor["account"]["homePage"])
    assert actor["account"]["name"]
    has_only(statement["verb"], "verb")
    is_iri(statement["verb"]["id"])
    is_language_map(statement["verb"]["display"])
    is_activity(statement["object"])
    assert TIMESTAMP.fullmatch(statement["timestamp"])
    context = statement["context"]
    has_only(context, "context")
    UUID(context["registration"])
    assert LANGUAGE.fullmatch(context["language"])
    has_extensions(context["extensions"])
    for activities in context.get("contextActivities", {}).values():
        for activity in activities:
            is_iri(activity["id"])
    result = statement.get("result", {})
    has_only(result, "result")
    has_extensions(result.get("extensions", {}))
    if "duration" in result:
        assert DURATION.fullmatch(result["duration"])
    if "response" in result:
        choices = [choice["id"] for choice in statement["object"]["definition"]["choices"]]
        assert result["response"] in choices


def verbs(statements: list[dict[str, Any]]) -> list[str]:
    return [each["verb"]["id"].rpartition("/")[2] for each in statements]


def told(replies: list[str] | list[int], mode: str = "standard", path: Path = EVERY_FEATURE) -> Subject:
    return subject_of(recorded(playable_of(path), replies, mode=mode))


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
@settings(max_examples=5, deadline=None)
@given(
    replies=st.lists(st.integers(0, 11), max_size=14),
    anonymous=st.booleans(),
    mode=st.sampled_from(["standard", "coach"]),
)
def test_any_call_gives_statements(path: Path, replies: list[int], anonymous: bool, mode: str) -> None:
    one = recorded(playable_of(path), replies, mode=mode)
    statements = make_statements(subject_of(one, anonymous=anonymous))
    for statement in statements:
        is_statement(statement)
    assert len({each["context"]["registration"] for each in statements}) == 1
    assert len({each["id"] for each in statements}) == len(statements)
    times = [each["timestamp"] for each in statements]
    assert times == sorted(times)
    end = ["completed", "terminated"] if one.call.over else []
    assert verbs(statements) == ["initialized", *["answered"] * len(one.choices), *end]
    answers = [each for each in statements if "response" in each.get("result", {})]
    assert [each["result"]["response"] for each in answers] == [choice.reply for choice in one.choices]
    for each in answers:
        assert each["result"]["response"] in each["result"]["extensions"][f"{BASE}/extensions/on-offer"]


@pytest.mark.parametrize("anonymous", [False, True])
@pytest.mark.parametrize("text", ["Hello", *HOSTILE], ids=range(len(HOSTILE) + 1))
def test_a_maintained_library_takes_them(text: str, anonymous: bool) -> None:
    from pydantic import ValidationError
    from ralph.models.xapi.base.statements import BaseXapiStatement

    one = recorded(scenario_with(text), ["ask", "vow", "blame", "end"], agent=text, mode="exam")
    statements = make_statements(subject_of(one, anonymous=anonymous))
    assert verbs(statements)[-2:] == ["failed", "terminated"]
    for statement in statements:
        BaseXapiStatement.model_validate(statement)
    with pytest.raises(ValidationError):
        BaseXapiStatement.model_validate({**statements[0], "verb": {"id": "answered"}})


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_texts_come_back_as_they_were(text: str) -> None:
    one = recorded(scenario_with(text), ["ask", "end"], agent=text)
    statements = json.loads(exported(one, "xapi"))
    for statement in statements:
        is_statement(statement)
    assert statements[0]["actor"]["account"]["name"] == text
    assert statements[1]["object"]["definition"]["choices"][0]["description"]["en"] == f"{text[:200]} Agent"


def test_the_same_attempt_gives_the_same_statements() -> None:
    one = recorded(playable_of(EVERY_FEATURE), [0, 1, 0, 0])
    assert make_statements(subject_of(one)) == make_statements(subject_of(one))
    other = make_statements(subject_of(recorded(playable_of(EVERY_FEATURE), [0, 1, 0, 0])))
    nameless = make_statements(subject_of(one, anonymous=True))
    elsewhere = make_statements(subject_of(one), "https://example.org/xapi/")
    ids = [each["id"] for each in make_statements(subject_of(one)) + other + nameless + elsewhere]
    assert len(set(ids)) == len(ids)


def test_what_was_told_of_a_call_that_goes_on_is_never_told_otherwise() -> None:
    one = recorded(playable_of(EVERY_FEATURE), [0])
    early = make_statements(subject_of(one))
    while not one.call.over:
        one.choose(
            next(offer.reply.id for offer in one.call.offers() if not offer.locked), BEGAN + timedelta(9)
        )
        if one.call.on_hold:
            one.end_hold()
    late = make_statements(subject_of(one))
    assert late[: len(early)] == early
    assert verbs(early) == ["initialized", "answered"]


def test_a_call_set_aside_is_terminated_and_can_be_so_again() -> None:
    one = recorded(playable_of(EVERY_FEATURE), [0])
    one.keeper.set_aside(one.attempt.id, BEGAN + timedelta(days=1))
    aside = make_statements(subject_of(one))
    assert verbs(aside) == ["initialized", "answered", "terminated"]
    while not one.call.over:
        one.choose(
            next(offer.reply.id for offer in one.call.offers() if not offer.locked), BEGAN + timedelta(9)
        )
        if one.call.on_hold:
            one.end_hold()
    over = make_statements(subject_of(one))
    assert verbs(over)[-2:] == ["completed", "terminated"]
    assert aside[-1]["id"] not in {each["id"] for each in over}


def test_only_an_exam_is_passed_or_failed_and_nothing_is_scored() -> None:
    good = [1, 2, 1, 1]
    for mode in ("standard", "coach", "exam"):
        statements = make_statements(told([place - 1 for place in good], mode))
        judged = [verb for verb in verbs(statements) if verb in ("passed", "failed")]
        assert judged == (["passed"] if mode == "exam" else [])
        assert not any("score" in each.get("result", {}) for each in statements)
        if judged:
            assert statements[-2]["result"] == {"success": True}
            assert verbs(statements)[-1] == "terminated"


def test_a_replay_tells_what_was_replayed_and_no_more() -> None:
    first = recorded(playable_of(EVERY_FEATURE), [0, 1, 0, 0])
    again = first.replay_from(3, BEGAN + timedelta(days=1))
    again.choose(next(offer.reply.id for offer in again.call.offers()), BEGAN + timedelta(days=1, seconds=5))
    if again.call.on_hold:
        again.end_hold()
    statements = make_statements(subject_of(again))
    answers = [each for each in statements if verbs([each]) == ["answered"]]
    assert [each["result"]["extensions"][f"{BASE}/extensions/turn"] for each in answers] == [3]
    assert answers[0]["result"]["duration"] == "PT5S"
    assert statements[0]["context"]["extensions"][f"{BASE}/extensions/replay-from-turn"] == 3


def test_times() -> None:
    assert duration(timedelta(seconds=83, milliseconds=259)) == "PT83.25S"
    assert duration(timedelta(hours=1)) == "PT3600S"
    assert duration(timedelta(milliseconds=50)) == "PT0.05S"
    assert duration(timedelta(seconds=-3)) == "PT0S"
    assert stamp(datetime(2026, 1, 2, 3, 4, 5, 6999, tzinfo=UTC)) == "2026-01-02T03:04:05.006Z"
