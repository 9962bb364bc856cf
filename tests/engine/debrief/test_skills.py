"""Skills shown and missed, and harms apart."""

from engine.debrief.debrief import Debrief, make_debrief
from engine.debrief.skills import Skill
from engine.mood.moves import SKILLS
from tests.engine.debrief.plays import debrief_of, every_feature, reply, small


def skill(debrief: Debrief, family: str) -> Skill:
    return next(each for each in debrief.why.skills.families if each.family == family)


def test_the_four_skills_stand_in_order_and_those_that_are_trained_are_marked() -> None:
    families = make_debrief(every_feature("hear")).why.skills.families
    assert tuple(each.family for each in families) == SKILLS
    assert [each.trained for each in families] == [True, False, True, False]


def test_a_skill_that_was_shown_is_quoted() -> None:
    listen = skill(make_debrief(every_feature("hear")), "listen")
    assert (listen.chances, listen.taken) == (1, 1)
    assert [(shown.turn, shown.says) for shown in listen.shown] == [
        (1, "Left in the rain, twice now. Tell me what happened.")
    ]
    assert listen.sentence == "Shown at the only turn where it was on offer."


def test_a_skill_that_was_missed_quotes_what_was_on_offer() -> None:
    affirm = skill(make_debrief(every_feature("verify")), "affirm")
    (missed,) = affirm.missed
    assert (missed.turn, missed.said) == (1, "Your order number?")
    assert missed.instead == "Left in the rain, twice now. Tell me what happened."
    assert missed.why == "Specific."
    assert affirm.sentence == (
        "On offer at 1 turn, and not shown. "
        "At 1 turn it would have been taken better than the reply that was given."
    )


def test_a_skill_that_was_never_on_offer() -> None:
    validate = skill(debrief_of(small(reply("ask", "probe")), "ask", "ask"), "validate")
    assert (validate.chances, validate.taken, validate.missed) == (0, 0, ())
    assert validate.sentence == "No reply on offer in this call would have shown it."


def test_a_chance_left_for_something_better_is_not_missed() -> None:
    machine = small(reply("both", "affirm", "own", "invite"), reply("feel", "validate"), mood=(60, 60, 50))
    validate = skill(debrief_of(machine, "both"), "validate")
    assert (validate.chances, validate.missed) == (1, ())
    assert validate.sentence == "On offer at 1 turn, and not shown."


def test_a_remedy_too_soon_shows_no_skill_and_is_no_chance() -> None:
    machine = small(reply("offer", "offer"), reply("ask", "verify"), mood=(50, 0, 50))
    for given in ("offer", "ask"):
        assert skill(debrief_of(machine, given), "cooperate").chances == 0


def test_a_reply_that_also_does_harm_shows_no_skill() -> None:
    machine = small(reply("but", "validate", "script"), reply("ask", "verify"), mood=(60, 60, 50))
    assert skill(debrief_of(machine, "but"), "validate").chances == 0


def test_harms_stand_apart_with_their_cost() -> None:
    harms = make_debrief(every_feature("hear", "photo", "day")).why.skills.harms
    assert [(harm.turn, harm.move, harm.says) for harm in harms] == [
        (3, "overpromise", "It will be with you on Tuesday, I promise.")
    ]
    assert harms[0].sentence.startswith("The reply promised more than can be kept: trust down ")
    assert harms[0].worth < 0


def test_a_harm_of_the_scenarios_own_is_in_its_words() -> None:
    machine = small(
        reply("sigh", "sigh"), moves={"sigh": {"words": "sighed into the telephone", "like": "stonewall"}}
    )
    (harm,) = debrief_of(machine, "sigh").why.skills.harms
    assert harm.sentence.startswith("The reply sighed into the telephone: ")
