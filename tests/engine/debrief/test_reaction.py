"""The two questions before, and the answers beside what happened after."""

import pytest

from engine.debrief.debrief import make_debrief
from engine.debrief.reaction import Comparison, Reaction
from engine.mood.bands import BANDS
from tests.engine.debrief.plays import answered, every_feature, give, reply, small

MACHINE = small(
    reply("hot", mood={"heat": 25, "because": "Because"}),
    reply("same"),
    customer={"baseline": {"heat": 65, "heard": 60, "trust": 50}},
)


def compared(reaction: Reaction, *replies: str) -> tuple[Comparison, ...]:
    """The answers beside a call that starts at heat 40 and goes to 65, angry, at turn 2."""
    call = give(answered(MACHINE), *(replies or ("same", "hot", "same")))
    return make_debrief(call, reaction).reaction.compared


def test_the_questions_give_nothing_away() -> None:
    end, turn = make_debrief(every_feature("hear", "photo")).reaction.questions
    assert end.words == "How angry do you think the customer was when the call stopped?"
    assert tuple(answer.value for answer in end.answers) == BANDS
    assert turn.words == "Which of your replies do you think mattered most?"
    assert [(answer.value, answer.words) for answer in turn.answers] == [
        ("1", "Turn 1: “Left in the rain, twice now. Tell me what happened.”"),
        ("2", "Turn 2: “Could you send a photo?”"),
    ]


def test_a_call_that_is_over_is_asked_about_as_such() -> None:
    debrief = make_debrief(every_feature("hear", "photo", "no", "bye"))
    assert (
        debrief.reaction.questions[0].words
        == "How angry do you think the customer was at the end of the call?"
    )


def test_before_they_are_answered_nothing_is_compared() -> None:
    reaction = make_debrief(every_feature("hear")).reaction
    assert (reaction.given, reaction.compared) == (None, ())


@pytest.mark.parametrize(
    "band, same, words",
    [
        ("angry", True, "as guessed"),
        ("frustrated", False, "1 step hotter than the guess"),
        ("calm", False, "3 steps hotter than the guess"),
        ("furious", False, "1 step cooler than the guess"),
    ],
)
def test_a_band_beside_what_happened(band: str, same: bool, words: str) -> None:
    (found,) = compared(Reaction(band=band), "hot")  # type: ignore[arg-type]
    assert (found.guess, found.fact, found.same) == (band, "angry", same)
    assert found.sentence == f"The guess was {band}. Heat ended at 65 (angry), {words}."


@pytest.mark.parametrize(
    "heat, same, words",
    [(65, True, "exactly that"), (60, True, "5 above the guess"), (71, False, "6 below the guess")],
)
def test_a_number_beside_what_happened(heat: int, same: bool, words: str) -> None:
    (found,) = compared(Reaction(heat=heat, band="calm"), "hot")
    assert (found.same, found.sentence) == (
        same, f"The guess was {heat}. Heat ended at 65 (angry), {words}.",
    )  # fmt: skip


def test_a_turn_beside_the_pivotal_ones() -> None:
    (found,) = compared(Reaction(turn=2), "same", "hot")
    assert found.same
    assert found.sentence == "The guess was turn 2. The debrief picks it too: heat up 25."
    (other,) = compared(Reaction(turn=1), "hot", "same")
    assert other.same
    (missed,) = compared(Reaction(turn=2), "hot", "same")
    assert (missed.same, missed.fact) == (False, "turn 1")
    assert missed.sentence == "The guess was turn 2: nothing moved. The debrief picks turn 1."


def test_where_no_turn_is_pivotal_the_comparison_says_so() -> None:
    machine = small(reply("same"), customer={"baseline": {"heat": 40, "heard": 60, "trust": 50}})
    (found,) = make_debrief(give(answered(machine), "same"), Reaction(turn=1)).reaction.compared
    assert found.fact == "no turn"
    assert found.sentence.endswith("The debrief picks no turn: the mood did not move.")


def test_an_answer_that_fits_no_turn_is_passed_over() -> None:
    assert compared(Reaction(turn=9)) == ()
    assert make_debrief(every_feature(), Reaction(band="calm", turn=1)).reaction.compared == ()
