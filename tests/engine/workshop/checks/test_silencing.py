"""What a scenario silences: by code, in one place or anywhere, with a reason."""

import pytest

from tests.engine.workshop.checks.defects import base, changed, defect, found, proof

START = "start: opening\n"


def silencing(text: str, entry: str) -> str:
    return text.replace(START, f"silenced:\n  - {{{entry}}}\n\n{START}")


LINE = defect("line-never-said").text


@pytest.mark.parametrize("at", ["", "at: goodbye, "])
def test_a_finding_is_silenced_by_its_code(at: str) -> None:
    text = silencing(LINE, f"code: line-never-said, {at}because: For a longer version of this call")
    assert not found(text)
    assert [finding.problem.code for finding in proof(text).silenced] == ["line-never-said"]


def test_a_reply_is_silenced_by_its_name() -> None:
    text = silencing(
        defect("reply-never-offered").text,
        "code: reply-never-offered, at: proof.wait-on-it, because: For a longer version",
    )
    assert not found(text, "reply-never-offered")
    assert "reply-never-offered" in [finding.problem.code for finding in proof(text).silenced]


def test_an_ending_is_silenced_by_its_name() -> None:
    text = silencing(
        defect("ending-unreachable").text, "code: ending-unreachable, at: waived, because: Comes next month"
    )
    assert not found(text)


def test_elsewhere_it_is_found_all_the_same_and_the_entry_is_unused() -> None:
    text = silencing(LINE, "code: line-never-said, at: story, because: For a longer version of this call")
    assert {finding.problem.code for finding in found(text)} == {"line-never-said", "silencer-unused"}
    assert not proof(text).silenced


def test_a_place_that_is_not_there_is_told_with_the_nearest() -> None:
    text = silencing(LINE, "code: line-never-said, at: goodby, because: For a longer version of this call")
    (unused,) = found(text, "silencer-unused")
    assert unused.problem.hint == "did you mean 'goodbye'?"


def test_an_unknown_code_is_told_with_the_nearest() -> None:
    (unknown,) = found(silencing(base(), "code: line-never-sad, because: So it is"), "unknown-code")
    assert unknown.problem.hint == "did you mean 'line-never-said'?"


@pytest.mark.parametrize("code", ["no-reply-left", "missing-target"])
def test_errors_cannot_be_silenced(code: str) -> None:
    text = silencing(defect("no-reply-left").text, f"code: {code}, because: Nobody comes here twice")
    codes = {finding.problem.code for finding in found(text)}
    assert {"no-reply-left", "error-silenced"} <= codes


@pytest.mark.parametrize("entry", ["code: line-never-said", "code: line-never-said, because: ''"])
def test_a_reason_must_be_given(entry: str) -> None:
    problems = [finding.problem for finding in found(silencing(LINE, entry))]
    assert problems
    assert all(problem.severity == "error" for problem in problems)
    assert any("because" in problem.message or "because" in problem.where for problem in problems)


def test_changes_of_a_test_must_fit() -> None:
    with pytest.raises(ValueError, match="0 places"):
        changed("a", [{"from": "b", "to": "c"}], "x")
