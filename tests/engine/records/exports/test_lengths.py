"""Calls of no turn, of one and of five hundred, in every format."""

import json
import xml.etree.ElementTree as ET

import pytest

from engine.records.exports.formats import Format
from engine.records.exports.subject import CannotExport
from tests.engine.call.conftest import EVERY_FEATURE
from tests.engine.records.exports.played import (
    FORMATS,
    exported,
    playable_of,
    recorded,
    scenario_with,
    subject_of,
)


@pytest.fixture(scope="module", params=[0, 1, 500])
def replies(request: pytest.FixtureRequest) -> list[str]:
    return ["vow", "ask"][: request.param] + ["ask"] * max(0, request.param - 2)


@pytest.mark.parametrize("form", FORMATS)
def test_every_turn_is_there(form: Format, replies: list[str]) -> None:
    one = recorded(scenario_with("Hello", limited=False), replies)
    assert len(one.choices) == len(replies)
    text = exported(one, form)
    turns = len(replies)
    match form:
        case "html":
            assert text.count('<tr><th scope="row" dir="auto">') >= turns + 1
            assert (f'<th scope="row" dir="auto">{turns}</th>' in text) == bool(turns)
        case "markdown":
            assert (
                sum(
                    line.startswith(tuple(f"| {turn} |" for turn in range(1, 501)))
                    for line in text.splitlines()
                )
                == turns
            )
        case "json":
            assert len(json.loads(text)["turns"]) == turns
        case "xapi":
            assert len(json.loads(text)) == turns + 1
        case "svg":
            assert len(text) < 100_000
            ET.fromstring(text)


def test_an_exam_under_way_is_not_shown_until_it_is_over_or_set_aside() -> None:
    one = recorded(playable_of(EVERY_FEATURE), [0], mode="exam")
    with pytest.raises(CannotExport, match="is an exam that is not over"):
        subject_of(one)
    one.keeper.set_aside(one.attempt.id, one.attempt.began_at)
    assert subject_of(one).debrief.happened.timeline.turns
    assert subject_of(recorded(playable_of(EVERY_FEATURE), [0, 1, 0, 0], mode="exam")).call.over
    assert subject_of(recorded(playable_of(EVERY_FEATURE), [0], mode="coach")).call.over is False
