"""The one action for the next call: which rule finds it, and what it quotes."""

import re

import pytest

from engine.debrief.advice import FOR_A_HARM, FOR_A_SKILL
from engine.debrief.debrief import make_debrief
from engine.debrief.next_action import NextAction
from engine.mood.moves import MOVES
from tests.engine.debrief.plays import answered, debrief_of, every_feature, give, reply, small

HARMS = [move.name for move in MOVES.values() if move.family == "harm"]
BYE = reply("bye", "close", goto="fine")
LEAVE = reply("leave", "close", goto="left")


def action(*replies: str) -> NextAction:
    """The next action of a call of the scenario with every feature."""
    return make_debrief(every_feature(*replies)).next_time.action


def test_what_must_not_happen_comes_before_everything_else() -> None:
    found = action("verify", "hear", "photo", "day", "forget", "only-sorry")
    assert found.rule == "critical"
    assert "“Promised a day”" in found.action
    assert (found.turn, found.replay_from) == (4, 4)
    assert found.said == "It will be with you on Tuesday, I promise."
    assert found.instead == "A new one goes out today, and I'll leave the driver a note."
    assert found.why == "Settles it."


def test_what_was_left_undone_is_shown_where_it_could_last_be_done() -> None:
    machine = small(
        reply("warn", "inform", sets="warned"),
        reply("ask", "probe"),
        BYE,
        critical=[{"id": "unwarned", "text": "Did not warn", "when": {"not": {"flag": "warned"}}}],
    )
    found = debrief_of(machine, "ask", "ask", "bye").next_time.action
    assert found.rule == "critical"
    assert (found.turn, found.said, found.instead) == (3, "Line bye.", "Line warn.")
    assert debrief_of(machine, "ask", "warn", "bye").next_time.action.rule != "critical"


def test_what_was_left_undone_counts_only_once_the_call_is_over() -> None:
    machine = small(
        reply("warn", "inform", sets="warned"),
        reply("ask", "probe"),
        BYE,
        critical=[{"id": "unwarned", "text": "Did not warn", "when": {"not": {"flag": "warned"}}}],
    )
    debrief = debrief_of(machine, "ask")
    assert not debrief.happened.critical[0].happened
    assert not debrief.happened.critical[0].decided
    assert debrief.next_time.action.rule != "critical"


def test_a_broken_promise_comes_next_and_the_reply_that_keeps_it_is_shown() -> None:
    found = action("verify", "hear", "photo", "new-one", "forget", "only-sorry")
    assert found.rule == "promise-broken"
    assert found.turn == 5
    assert found.instead == "The note is on the order now."
    assert "leave a note for the driver" in found.because
    assert re.search(r"It cost [0-9]+ points of trust\.$", found.because)


def test_a_promise_that_nothing_on_offer_kept_is_one_not_to_make() -> None:
    machine = small(
        reply("vow", "promise", promises="ring"),
        reply("ask", "probe", "invite"),
        reply("drop", breaks="ring", when={"promised": "ring"}, goto="left"),
        promises={"ring": "ring back"},
    )
    found = debrief_of(machine, "ask", "vow", "drop").next_time.action
    assert found.rule == "promise-broken"
    assert (found.turn, found.said) == (2, "Line vow.")
    assert found.action == "Promise only what you know will be done."


def test_asking_for_what_is_known_comes_next() -> None:
    found = action("verify", "fix", "stay", "photo", "new-one", "keep")
    assert found.rule == "asked-again"
    assert (found.turn, found.said) == (1, "Your order number?")
    assert found.instead == "Left in the rain, twice now. Tell me what happened."
    assert "known before the call: the order number." in found.because


def test_a_fact_that_was_told_in_the_call_is_told_already() -> None:
    machine = small(reply("ask", "probe", asks="day"), BYE, facts={"day": "the day"})
    found = debrief_of(machine, "ask", "ask", "bye").next_time.action
    assert (found.rule, found.turn) == ("asked-again", 2)
    assert "told already: the day." in found.because


@pytest.mark.parametrize(
    "move, what, action",
    [
        ("offer", "A remedy came", "Before you offer anything"),
        ("inform", "An explanation came", "Before you explain anything"),
        ("limit", "A no came", "Before you say no"),
    ],
)
def test_too_soon_is_shown_beside_a_reply_that_hears_the_customer(move: str, what: str, action: str) -> None:
    machine = small(
        reply("soon", move), reply("hear", "affirm"), reply("sharp", "blame"), BYE, mood=(50, 10, 50)
    )
    found = debrief_of(machine, "soon", "sharp", "bye").next_time.action
    assert found.rule == "too-soon"
    assert (found.turn, found.instead) == (1, "Line hear.")
    assert found.because.startswith(f"{what} at turn 1, while heard was at 10.")
    assert found.action.startswith(action)


@pytest.mark.parametrize("harm", HARMS)
def test_a_harm_has_advice_of_its_own(harm: str) -> None:
    machine = small(reply("harm", harm), reply("hear", "affirm", "own"), BYE)
    found = debrief_of(machine, "harm", "bye").next_time.action
    assert found.rule == "harm"
    assert found.action == FOR_A_HARM[harm]
    assert (found.turn, found.said, found.instead) == (1, "Line harm.", "Line hear.")


def test_of_several_harms_the_worst_speaks() -> None:
    machine = small(reply("cold", "jargon"), reply("hot", "threaten"), BYE)
    assert debrief_of(machine, "cold", "hot", "cold", "bye").next_time.action.turn == 2


@pytest.mark.parametrize(
    "skill, move",
    [("listen", "invite"), ("validate", "validate"), ("affirm", "affirm"), ("cooperate", "own")],
)
def test_the_skill_that_was_missed_most_speaks(skill: str, move: str) -> None:
    machine = small(reply("with", move), reply("check", "verify"), LEAVE)
    found = debrief_of(machine, "check", "check", "leave").next_time.action
    assert found.rule == "skill-missed"
    assert found.action == FOR_A_SKILL[skill]  # type: ignore[index]
    assert found.instead == "Line with."


def test_a_skill_that_the_scenario_trains_comes_first() -> None:
    both = [reply("ask", "invite"), reply("feel", "validate"), reply("check", "verify"), LEAVE]
    for skill in ("listen", "validate"):
        found = debrief_of(small(*both, skills=skill), "check", "check", "leave").next_time.action
        assert found.action == FOR_A_SKILL[skill]


def test_the_same_line_again_is_worn_out() -> None:
    machine = small(reply("feel", "validate"), reply("own", "own"), BYE, mood=(60, 60, 50))
    found = debrief_of(machine, "own", "feel", "feel", "feel", "bye").next_time.action
    assert found.rule == "worn-out"
    assert (found.turn, found.instead) == (4, "Line own.")


def test_warmth_in_the_middle() -> None:
    machine = small(reply("warm", "warmth"), reply("own", "own"), BYE)
    found = debrief_of(machine, "own", "own", "warm", "own", "bye").next_time.action
    assert (found.rule, found.turn) == ("too-warm", 3)


def test_a_weak_close() -> None:
    machine = small(
        reply("own", "own"),
        reply("part", goto="left", mood={"heat": 20, "because": "It stopped in the middle"}),
        reply("end", goto="left"),
    )
    found = debrief_of(machine, "own", "own", "own", "part").next_time.action
    assert (found.rule, found.turn) == ("weak-close", 4)
    assert "Over the last 2 turns" in found.because


def test_a_good_ending_has_no_weak_close() -> None:
    machine = small(
        reply("own", "own"),
        reply("hard", goto="fine", mood={"heat": 20, "because": "It is not what was hoped for"}),
        reply("end", goto="left"),
    )
    assert debrief_of(machine, "own", "own", "hard").next_time.action.rule == "keep-doing"


def test_what_helped_most_is_to_be_kept_where_nothing_went_wrong() -> None:
    machine = small(reply("hear", "affirm"), BYE)
    found = debrief_of(machine, "hear", "bye").next_time.action
    assert found.rule == "keep-doing"
    assert (found.turn, found.said, found.instead) == (1, "Line hear.", "")
    assert (
        "There the reply gave their concern back in specifics, and the mood moved: heard up" in found.because
    )
    assert found.replay_from == 2


def test_a_call_in_which_nothing_moved_still_gets_an_action() -> None:
    found = debrief_of(small(reply("check", "verify"), reply("pause", "hold")), "check").next_time.action
    assert (found.rule, found.turn, found.replay_from) == ("try-another", 1, 1)
    assert found.instead == "Line pause."


def test_a_call_without_a_turn() -> None:
    found = make_debrief(answered(small(BYE))).next_time.action
    assert (found.rule, found.turn, found.replay_from) == ("no-turns", 0, 0)


def test_nothing_is_held_up_that_does_harm_or_breaks_something() -> None:
    """Each of these would have been taken better than the reply that was given."""
    bad = [
        reply("sugar", "overpromise", "own"),
        reply("again", "own", asks="day"),
        reply("fails", "own", "affirm", fails=True, mood={"heat": -20, "because": "It sounded good"}),
        reply("flag", "own", sets="bad"),
        reply("out", "own", goto="left"),
    ]
    machine = small(
        reply("hot", "threaten"),
        *bad,
        reply("plain", "probe"),
        facts={"day": "the day"},
        told="day",
        critical=[{"id": "bad", "text": "Bad", "when": {"flag": "bad"}}],
    )
    debrief = make_debrief(give(answered(machine), "hot"))
    assert debrief.next_time.action.instead == "Line plain."
    held_up = {missed.instead for skill in debrief.why.skills.families for missed in skill.missed}
    assert held_up == {"Line plain."}
