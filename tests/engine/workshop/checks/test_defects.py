"""Every planted defect is found, at its line, and nothing is found in its clean twin."""

import pytest

from engine.scenario.problems import render
from engine.workshop.checks.catalogue import CHECKS
from tests.engine.workshop.checks.defects import Defect, base, defects, found, in_words, proof


def test_the_base_is_clean_and_small() -> None:
    assert not proof(base()).findings, "\n".join(in_words(found(base())))
    exploration = proof(base()).exploration
    assert exploration is not None
    assert exploration.is_complete
    assert len(exploration.graph.to) < 2500


@pytest.mark.parametrize("planted", defects(), ids=str)
def test_is_found_at_its_line(planted: Defect) -> None:
    lines = [finding.problem.line for finding in found(planted.text, planted.code)]
    assert planted.line in lines, "\n".join(in_words(found(planted.text)))


@pytest.mark.parametrize("planted", defects(), ids=str)
def test_is_not_found_in_its_twin(planted: Defect) -> None:
    assert not found(planted.twin), "\n".join(in_words(found(planted.twin)))


@pytest.mark.parametrize("planted", defects(), ids=str)
def test_has_a_hint_and_is_one_line(planted: Defect) -> None:
    for finding in found(planted.text, planted.code):
        assert finding.problem.hint
        assert finding.problem.message
        assert "\n" not in render(finding.problem)


def test_every_check_has_a_planted_defect() -> None:
    planted = {defect.code for defect in defects()}
    assert {check.code for check in CHECKS} <= planted
