"""From a scenario and a mood model to something that plays, or to what is wrong with it."""

import json
from typing import Any

import pytest

from engine.call.playable import NotPlayable, open_scenario, open_source
from engine.mood.coefficients import parse_model
from engine.scenario.files import Source
from tests.engine.call.conftest import SHIPPED
from tests.engine.call.generated import MODEL, small


def source(**customer: Any) -> Source:
    return Source("small.yaml", {"small.yaml": json.dumps(small({"id": "stay"}, customer=customer))})


def test_a_scenario_is_opened_with_the_model_it_is_played_by() -> None:
    playable = open_scenario(SHIPPED[0], MODEL)
    assert playable.model is MODEL
    assert playable.scenario.id == SHIPPED[0].stem
    call = playable.call(seed=3, agent="Ada")
    call.answer()
    assert call.offers()


@pytest.mark.parametrize("rule", ["move", "persona", "own-words", "scale"])
def test_a_rule_that_nobody_can_be_sensitive_to_is_refused(rule: str) -> None:
    with pytest.raises(NotPlayable) as caught:
        open_source(source(sensitivity={rule: 2}), MODEL)
    assert [problem.code for problem in caught.value.problems] == ["unknown-sensitivity"]


@pytest.mark.parametrize("rule", sorted(MODEL.adjustable))
def test_every_other_rule_is_one_to_be_sensitive_to(rule: str) -> None:
    assert open_source(source(sensitivity={rule: 2}), MODEL).call(1, "Ada").answer()


def test_a_persona_of_a_model_of_ones_own_can_call() -> None:
    persona = "  night: {words: Rings at two., start: {heat: 1, heard: 2, trust: 3},"
    own = parse_model(
        f"{MODEL.text.rstrip()}\n{persona} baseline: {{heat: 4, heard: 5, trust: 6}}, sensitivity: {{}}}}\n"
    )
    call = open_source(source(persona="night", mood={}), own).call(1, "Ada")
    assert call.state.mood == (1, 2, 3)
    with pytest.raises(NotPlayable):
        open_source(source(persona="night"), MODEL)
