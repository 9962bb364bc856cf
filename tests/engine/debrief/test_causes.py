"""The ledger in plain words: about the reply, with the source, and every point accounted for."""

import pytest

from engine.call.call import Call
from engine.debrief.causes import Reason, explain, main_reasons
from engine.debrief.debrief import make_debrief
from engine.mood.coefficients import RULES
from engine.mood.mood import Cause
from engine.mood.moves import MOVES
from tests.engine.debrief.plays import MODEL, answered, every_feature, give, reply, small


def reasons(call: Call) -> tuple[Reason, ...]:
    """Why the mood changed at the last turn."""
    return explain(make_debrief(call).happened.timeline.turns[-1].ledger, call)


def words(call: Call, rule: str) -> list[str]:
    return [reason.words for reason in reasons(call) if reason.rule == rule]


def ledger(*causes: Cause) -> tuple[Reason, ...]:
    return explain(causes, every_feature())


def test_causes_of_one_rule_about_one_thing_are_taken_together_the_most_first() -> None:
    (reason,) = ledger(Cause("move", "heat", -5, "affirm"), Cause("move", "heard", 12, "affirm"))
    assert reason.sentence == "The reply gave their concern back in specifics: heard up 12, heat down 5."
    assert (reason.heat, reason.heard, reason.trust) == (-5, 12, 0)
    assert "Seehausen" in reason.source


def test_what_comes_to_nothing_is_left_out() -> None:
    assert ledger(Cause("move", "heat", -5, "affirm"), Cause("move", "heat", 5, "affirm")) == ()


@pytest.mark.parametrize("move", MOVES)
def test_every_move_of_the_catalogue_completes_the_reply(move: str) -> None:
    (reason,) = ledger(Cause("move", "heat", 1, move))
    assert reason.sentence == f"The reply {MOVES[move].words}: heat up 1."


def test_a_move_of_the_scenarios_own_is_in_its_words() -> None:
    assert words(every_feature("hear", "photo"), "move") == ["The reply asked for a photo"]


def test_the_authors_own_reason_stands_as_it_is() -> None:
    own = [each for each in reasons(every_feature("hear", "photo", "no")) if each.rule == "own-words"]
    assert [(each.about, each.sentence) for each in own] == [("", "Robin likes plain speaking: trust up 2.")]


def test_a_fact_and_a_promise_are_in_the_authors_words() -> None:
    asked = words(every_feature("verify"), "told-once")
    assert asked == ["The reply asked for something already told (the order number)"]
    broken = words(every_feature("hear", "photo", "new-one", "forget"), "promise-broken")
    assert broken == ["A promise was broken (leave a note for the driver)"]
    kept = words(every_feature("hear", "photo", "new-one", "keep"), "promise-kept")
    assert kept == ["A promise was kept (leave a note for the driver)"]


@pytest.mark.parametrize(
    "move, says",
    [("offer", "A remedy"), ("inform", "An explanation"), ("limit", "A no")],
)
def test_what_came_too_soon_is_named(move: str, says: str) -> None:
    call = give(answered(small(reply("soon", move), mood=(50, 0, 50))), "soon")
    assert words(call, "heard-first") == [f"{says} came before the customer felt heard"]


def test_a_customer_takes_a_move_more_or_less_strongly() -> None:
    for share, how in ((2.0, "more"), (0.5, "less")):
        machine = small(reply("hear", "affirm"), customer={"sensitivity": {"affirm": share}})
        call = give(answered(machine), "hear")
        about = "(it gave their concern back in specifics)"
        assert words(call, "persona") == [f"This counts for {how} with this customer than with most {about}"]


def test_trust_lends_weight_or_does_not() -> None:
    for trust, says in (
        (100, "The trust that was there lent weight"),
        (0, "Little trust was there to lend weight"),
    ):
        call = give(answered(small(reply("hear", "affirm"), mood=(50, 50, trust))), "hear")
        assert words(call, "trust-weight") == [says]


def test_a_line_wears_out_and_then_works_against_the_reply() -> None:
    call = give(answered(small(reply("hear", "affirm"), mood=(90, 0, 50))), "hear")
    assert words(call, "wear-out") == []
    assert words(give(call, "hear"), "wear-out") == ["The same line helps less when it is said again"]
    assert words(give(call, "hear"), "wear-out") == [
        "The same line has been said too often and now works against the reply"
    ]


def test_a_stock_phrase_costs_more_each_time() -> None:
    call = give(answered(small(reply("stock", "script"))), "stock", "stock")
    assert words(call, "wear-out") == ["A stock phrase costs more each time"]


def test_of_several_moves_the_one_that_is_meant_is_named() -> None:
    machine = small(reply("both", "affirm", "own"), customer={"sensitivity": {"affirm": 2}})
    assert words(give(answered(machine), "both"), "persona") == [
        "This counts for more with this customer than with most (it gave their concern back in specifics)"
    ]


def test_the_main_reason_never_says_alone_the_opposite_of_what_heat_did() -> None:
    """Such as that a remedy cools, of one that came so soon that heat went up."""
    offer = Cause("move", "heat", -8, "offer"), Cause("move", "trust", 2, "offer")
    soon, sorry = Cause("heard-first", "heat", 9, "offer"), Cause("move", "heat", -2, "own")
    why = ledger(*offer, soon, sorry)
    assert [reason.heat for reason in main_reasons(why, -1)] == [-8]
    assert [reason.heat for reason in main_reasons(why, +1)] == [-8, 9]
    assert main_reasons((), 5) == []


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_has_words_and_a_source(rule: str) -> None:
    (reason,) = ledger(Cause(rule, "heat", 3, "own"))
    assert reason.words
    assert reason.sentence == f"{reason.words}: heat up 3."
    assert reason.source == MODEL.rules[rule].source
