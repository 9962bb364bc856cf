"""Both results, why the call was over, critical items, promises and facts."""

import pytest

from engine.debrief.debrief import make_debrief
from engine.debrief.outcome import Outcome
from tests.engine.debrief.plays import answered, debrief_of, every_feature, give, reply, small, texts_of


def outcome(*replies: str) -> Outcome:
    return make_debrief(every_feature(*replies)).happened.outcome


def test_a_good_ending_in_words() -> None:
    found = outcome("hear", "photo", "new-one", "keep")
    assert (found.finished, found.ending, found.title, found.text, found.good) == (
        True, "sent", "A new one is on its way", "It was put right.", True,
    )  # fmt: skip
    assert found.problem_words == "The problem is solved."
    assert found.relationship_words == "The relationship is kept."
    assert found.good_words == "This is as good as this call can honestly end."
    assert found.why_over_words == "The call came to its end with the last reply."


def test_another_ending_in_words() -> None:
    found = outcome("hear", "photo", "new-one", "bye")
    assert (found.problem, found.relationship, found.good) == ("partly", "strained", False)
    assert found.problem_words == "The problem is solved in part."
    assert found.relationship_words == "The relationship is strained."
    assert found.good_words == "This call can end better."


def test_nothing_is_promised_of_a_scenario_without_a_good_ending() -> None:
    machine = small(reply("bye", goto="left"), customer={"name": "Robin Hale"})
    assert debrief_of(machine, "bye").happened.outcome.good_words == "This call can end better."
    ending = {"title": "Over", "problem": "open", "relationship": "lost"}
    only = small(reply("bye", goto="left"), endings={"left": ending})
    assert debrief_of(only, "bye").happened.outcome.good_words == ""


@pytest.mark.parametrize(
    "turns, words",
    [
        (1, "The customer left: heat had come to 70 or more."),
        (2, "The customer left: heat was at 70 or more for 2 turns in a row."),
    ],
)
def test_the_customer_left(turns: int, words: str) -> None:
    machine = small(
        reply("hot", mood={"heat": 40, "because": "Because"}),
        customer={"limit": {"heat": 70, "turns": turns, "goto": "left"}},
    )
    found = debrief_of(machine, *["hot"] * turns).happened.outcome
    assert (found.why_over, found.why_over_words) == ("walkout", words)


def test_the_customer_broke_in_and_ended_it() -> None:
    machine = small(reply("hot"), interrupts=[{"id": "enough", "when": {"turn": ">= 2"}, "goto": "left"}])
    found = debrief_of(machine, "hot", "hot").happened.outcome
    assert found.why_over_words == "The customer broke in and ended the call."


def test_a_call_in_which_no_reply_was_left() -> None:
    found = debrief_of(small(reply("once", once=True)), "once").happened.outcome
    assert (found.finished, found.why_over, found.ending, found.good) == (True, "stuck", "", None)
    assert found.why_over_words == "The scenario had no reply left to give, so the call stopped there."
    assert found.problem_words == "Whether the problem is solved is not decided: no reply was left to give."


def test_a_call_cut_short() -> None:
    assert outcome().why_over_words == "The call was cut short before the first reply."
    assert outcome("hear").why_over_words == "The call was cut short after 1 turn."
    found = outcome("hear", "photo")
    assert (found.finished, found.problem, found.relationship, found.good_words) == (False, None, None, "")
    assert found.relationship_words == "How the relationship stands is not decided: the call was cut short."


def test_critical_items_that_happened_come_first() -> None:
    machine = small(
        reply("bad", sets="bad"),
        reply("undo", sets="undone"),
        reply("bye", goto="fine"),
        critical=[
            {"id": "never", "text": "Said no", "when": {"turn": ">= 99"}},
            {"id": "bad", "text": "Said a bad word", "when": {"flag": "bad", "not": {"flag": "undone"}}},
        ],
    )
    bad, never = debrief_of(machine, "bad", "bye").happened.critical
    assert (bad.id, bad.happened, bad.turn) == ("bad", True, 1)
    assert bad.sentence == "This must not happen, and it did, at turn 1: “Said a bad word”."
    assert never.sentence == "This must not happen, and it did not: “Said no”."
    undone = debrief_of(machine, "bad", "undo", "bye").happened.critical
    assert not any(item.happened for item in undone)


def test_promises_with_where_they_were_made_and_closed() -> None:
    (kept,) = make_debrief(every_feature("hear", "photo", "new-one", "keep")).why.promises
    assert (kept.state, kept.made, kept.closed) == ("kept", 3, 4)
    assert kept.says == "A new one goes out today, and I'll leave the driver a note."
    assert kept.sentence == "Made at turn 3, kept at turn 4: leave a note for the driver."
    (broken,) = make_debrief(every_feature("hear", "photo", "new-one", "forget")).why.promises
    assert broken.sentence == "Made at turn 3, broken at turn 4: leave a note for the driver."
    (left,) = make_debrief(every_feature("hear", "photo", "day", "bye")).why.promises
    assert left.sentence == "Made at turn 3, neither kept nor broken in this call: ring back after delivery."


def test_facts_with_where_they_were_learnt_and_asked_again() -> None:
    facts = make_debrief(every_feature("verify", "verify", "hear", "check", "address")).why.facts
    assert [fact.sentence for fact in facts] == [
        "Known before the call and asked for again at turns 1 and 2: the order number.",
        "Learnt at turn 5: the address.",
        "Told in the customer's first words: where the parcel was left.",
    ]
    assert [(fact.learnt, fact.asked_again) for fact in facts] == [(None, (1, 2)), (5, ()), (0, ())]


def test_templates_are_filled_in_everywhere() -> None:
    machine = small(
        reply("say", "own", says="I am {agent}.", why="{customer} asked", promises="ring", asks="day",
              mood={"heat": 1, "because": "{agent} said so"}),
        facts={"day": "the day {customer} named"},
        promises={"ring": "ring {customer}"},
        critical=[{"id": "bad", "text": "Lied to {customer}", "when": {"turn": ">= 1"}}],
        title="A call from {customer}",
    )  # fmt: skip
    debrief = make_debrief(give(answered(machine, agent="Zoë"), "say"))
    assert not [text for text in texts_of(debrief) if "{" in text]
    assert debrief.title == "A call from Robin Hale"
    assert debrief.happened.timeline.turn(1).says == "I am Zoë."
