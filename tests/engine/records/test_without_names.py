"""The door through which a room sees a call: the very same call, and the trainee's name nowhere in it."""

import pytest

from engine.call.journal import choices_of, encode
from engine.debrief.debrief import make_debrief
from engine.records.anonymous import NOBODY, without_names
from tests.engine.records.exports.played import recorded, scenario_with

NAMES = ("Quill", "Q" * 300, "מרים-לוי", "Qu\x1b]0;ill\x07", "Zoë <b>Quill</b>")


@pytest.mark.parametrize("name", NAMES)
def test_the_same_call_without_the_name(name: str) -> None:
    one = recorded(scenario_with("Hello"), ["ask", "vow", "blame", "ask", "end"], agent=name)
    hidden = without_names(one)
    assert hidden.state == one.call.state
    assert hidden.events == one.call.events
    assert choices_of(hidden) == one.choices
    told = repr(make_debrief(hidden)) + repr(hidden.facts_told()) + repr(hidden.promises())
    assert f"Hello {NOBODY}" in told
    assert name not in told
    assert repr(name)[1:-1] not in told
    assert name.encode() not in encode(hidden)
    assert repr(name)[1:-1] in repr(make_debrief(one.call))  # So that this can fail.


def test_a_call_cut_short_or_with_no_turn_yet() -> None:
    for replies in ([], ["ask"]):
        one = recorded(scenario_with("Hello"), replies, agent="Quill")
        hidden = without_names(one)
        assert (hidden.over, hidden.phase) == (False, "talk")
        assert [offer.says for offer in hidden.offers()] == [f"Hello {NOBODY}"] * 4


def test_a_customer_of_the_same_name_keeps_it() -> None:
    one = recorded(scenario_with("Quill"), ["end"], agent="Quill")
    debrief = make_debrief(without_names(one))
    assert debrief.customer == "Quill"
    assert debrief.happened.timeline.turns[0].says == f"Quill {NOBODY}"
