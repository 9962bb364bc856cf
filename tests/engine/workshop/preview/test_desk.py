"""The call on the desk keeps its place when the text changes, and says where it cannot."""

from pathlib import Path

import pytest

from engine.call.step import NotOffered
from engine.mood.mood import Mood
from engine.scenario.problems import Problem
from engine.workshop.checks.finding import Finding
from engine.workshop.explore.graph import Given
from engine.workshop.preview.start import Start
from tests.engine.workshop.preview.writing import WHOLE, Author


@pytest.fixture
def author(tmp_path: Path) -> Author:
    return Author(tmp_path)


def finding(*witness: str, code: str = "no-reply-left") -> Finding:
    problem = Problem(code, "error", "parcel.yaml", 1, 1, "depot", "a finding")
    return Finding(
        problem,
        tuple(Given(scene, reply, "") for scene, _, reply in (name.partition(".") for name in witness)),
    )


WAY = ("opening.hear", "what-now.wait", "depot.sorry")


def test_a_save_that_changes_nothing_on_the_way_keeps_the_place(author: Author) -> None:
    author.play("hear", "wait")
    author.edit(("They are sorry about it.", "They are very sorry about it."))
    assert (author.scene, author.replies, author.desk.stop) == ("depot", ["hear", "wait"], None)
    assert author.desk.call is not None
    assert "They are very sorry about it." in [offer.says for offer in author.desk.call.offers()]
    assert not author.desk.is_behind


def test_the_mood_is_played_again_by_the_new_text(author: Author) -> None:
    author.play("hear")
    call = author.desk.call
    author.edit(("mood: {heat: 55,", "mood: {heat: 25,"))
    assert author.desk.call is not None
    assert call is not None
    assert author.desk.call.state.mood.heat < call.state.mood.heat
    assert author.scene == "what-now"


@pytest.mark.parametrize(
    ("changes", "turn", "why"),
    [
        ([("{id: day, says", "{id: other, says"), ("A new one is with you on Tuesday, I promise.", "So.")], 3,
         None),
        ([("{id: verify,", "{id: other,"), ("Could I have the order number first?", "A?"),
          ("      - {id: day,", "      - {id: more, says: Oh., goto: depot}\n      - {id: day,")], 2,
         "what-now has no reply verify any more"),
        ([("{id: day, says", "{id: day, when: {heard: \">= 99\"}, says")], 3,
         "the reply day is not offered there any more"),
        ([("{id: day, says", "{id: day, when: {heard: \">= 99\"}, locked: Too soon, says")], 3,
         "the reply day is locked there now (Too soon)"),
        ([("is asked., goto: what-now}", "is asked., goto: depot}")],
         2, "the call is at depot by then, and no longer at what-now"),
        ([("is asked., goto: what-now}", "is asked., goto: shrug}")],
         2, "the call is over by then, with the ending shrug"),
    ],
)  # fmt: skip
def test_it_says_where_it_had_to_stop_and_why(
    author: Author, changes: list[tuple[str, str]], turn: int, why: str | None
) -> None:
    author.play("hear", "verify", "day")
    assert not author.edit(*changes).errors
    stop = author.desk.stop
    if why is None:
        assert stop is None
        assert author.replies == ["hear", "verify", "other"]
        return
    assert stop is not None
    assert (stop.turn, stop.of, stop.why) == (turn, 3, why)
    assert len(author.replies) == turn - 1
    assert str(stop) == f"The call stops before turn {turn} of 3, because {why}."


def test_what_could_not_be_given_is_given_again_when_it_is_back(author: Author) -> None:
    author.play("hear", "verify", "day")
    author.edit(("{id: verify, ", '{id: verify, when: {heard: ">= 99"}, '))
    assert author.replies == ["hear"]
    author.save(WHOLE)
    assert (author.replies, author.desk.stop) == (["hear", "verify", "day"], None)


def test_another_reply_after_a_stop_is_the_call_from_then_on(author: Author) -> None:
    author.play("hear", "verify")
    author.edit(("{id: verify, ", '{id: verify, when: {heard: ">= 99"}, '))
    author.play("wait")
    author.save(WHOLE)
    assert (author.replies, author.desk.stop) == (["hear", "wait"], None)


def test_a_reply_without_an_id_is_known_again_by_its_place_or_its_text(author: Author) -> None:
    author.edit(("{id: wait, says", "{says"))
    author.play("hear")
    assert author.desk.call is not None
    first = author.desk.call.offers()[0].reply.id
    assert first != "wait"
    author.play(first)
    author.edit(("May I put you on hold for two minutes", "Would you wait for two minutes"))
    assert (author.scene, author.desk.stop) == ("depot", None)
    assert author.replies[1] != first
    author.edit(("{says", "{id: hold-on, says"))
    assert (author.replies, author.desk.stop) == (["hear", "hold-on"], None)


@pytest.mark.parametrize(
    "text",
    ["", "moodline: 1\n", WHOLE[: len(WHOLE) // 2], "moodline: [1", WHOLE.replace("goto: depot", "goto: x")],
)
def test_a_broken_save_leaves_the_call_as_it_was(author: Author, text: str) -> None:
    author.play("hear")
    shown = author.desk.shown
    version = author.save(text)
    assert version.errors
    assert author.desk.is_behind
    assert author.desk.shown is shown
    assert author.scene == "what-now"
    author.play("day")
    author.save(WHOLE)
    assert not author.desk.is_behind
    assert author.replies == ["hear", "day"], "what was played meanwhile is kept, too"


def test_a_file_that_is_gone_and_comes_back(author: Author) -> None:
    author.play("hear")
    author.file.unlink()
    assert author.read().is_gone
    assert (author.desk.is_behind, author.scene) == (True, "what-now")
    author.save(WHOLE)
    assert (author.desk.is_behind, author.scene) == (False, "what-now")


def test_taking_back_and_beginning_again(author: Author) -> None:
    author.play("hear", "verify")
    assert author.desk.undo()
    assert (author.scene, author.replies) == ("what-now", ["hear"])
    author.desk.restart()
    assert (author.scene, author.replies) == ("opening", [])
    assert not author.desk.undo()
    author.read()
    assert author.replies == [], "what was taken back does not come back with the next save"


def test_a_reply_that_is_not_offered_changes_nothing(author: Author) -> None:
    with pytest.raises(NotOffered):
        author.desk.give("refund")
    with pytest.raises(NotOffered):
        author.desk.give("nonsense")
    assert author.replies == []


def test_a_reply_can_be_given_straight_out_of_a_hold(author: Author) -> None:
    author.desk.give("hear")
    author.desk.give("wait")
    author.desk.give("sorry")
    assert (author.scene, author.replies) == ("closing", ["hear", "wait", "sorry"])


FURIOUS = Start(
    "depot", Mood(90, 5, 10), frozenset({"where-left"}), frozenset({"note"}), frozenset({"promised-day"})
)


def test_starting_anywhere_in_any_mood(author: Author) -> None:
    author.play("hear")
    author.desk.begin_at(FURIOUS)
    call = author.desk.call
    assert call is not None
    assert (author.scene, call.state.mood, call.band) == ("depot", Mood(90, 5, 10), "furious")
    assert call.facts_told() == ("where the parcel was left",)
    assert call.promises() == (("leave a note for the driver", "made"),)
    assert call.missed_critical() == ("no-day",)
    author.play("sorry")
    assert author.scene == "boiling", "at that heat the customer breaks in"
    author.desk.restart()
    assert author.scene == "opening"


def test_a_start_is_kept_from_version_to_version(author: Author) -> None:
    author.desk.begin_at(FURIOUS)
    author.play("sorry")
    author.edit(("They are sorry", "We are sorry"))
    assert author.desk.start == FURIOUS
    assert author.replies == ["sorry"]
    author.edit(("promised-day", "named-a-day"))
    assert author.desk.lost == ("flag promised-day",)
    assert author.replies == ["sorry"]
    author.edit(
        ("depot", "dept"),
        ("We are sorry about it.", "Ah."),
        ("A new one goes out today by another courier", "X"),
    )
    assert "scene depot" in author.desk.lost
    assert (author.scene, author.replies) == ("opening", [])
    author.save(WHOLE)
    assert author.desk.start == FURIOUS
    assert not author.desk.lost
    assert author.replies == ["sorry"]


def test_a_start_that_makes_no_sense_is_refused(author: Author) -> None:
    author.play("hear")
    for start in (Start("settled", Mood(1, 1, 1)), Start("nowhere", Mood(1, 1, 1))):
        with pytest.raises(KeyError):
            author.desk.begin_at(start)
    with pytest.raises(ValueError, match="0 to 100"):
        author.desk.begin_at(Start("depot", Mood(101, 0, 0)))
    assert author.scene == "what-now"


def test_walking_a_witness_step_by_step_and_back_to_the_own_call(author: Author) -> None:
    author.play("script")
    author.desk.begin_walk(finding(*WAY))
    assert (author.scene, author.replies) == ("opening", [])
    author.desk.walk_to(2)
    assert author.scene == "depot"
    author.desk.walk_to(99)
    assert author.desk.walk is not None
    assert (author.scene, author.desk.walk.at) == ("closing", 3)
    author.desk.walk_to(-5)
    assert author.scene == "opening"
    author.desk.leave_walk()
    assert author.desk.walk is None
    assert author.replies == ["script"]


def test_a_reply_of_ones_own_on_the_way_takes_over(author: Author) -> None:
    author.desk.begin_walk(finding(*WAY), at=2)
    author.play("new-one")
    assert author.desk.walk is None
    assert author.replies == ["hear", "wait", "new-one"]
    author.read()
    assert author.replies == ["hear", "wait", "new-one"]


def test_a_walk_goes_on_in_the_next_version(author: Author) -> None:
    author.desk.begin_walk(finding(*WAY), at=3)
    author.edit(("{id: sorry,", '{id: sorry, when: {heard: ">= 99"},'))
    assert author.desk.walk is not None
    assert (author.desk.walk.at, author.scene) == (2, "depot")
    assert author.desk.stop is not None
    shorter = finding("opening.hear", "what-now.day")
    assert author.desk.follow([finding("opening.script", code="other"), shorter])
    assert author.desk.walk.finding is shorter
    assert author.replies == ["hear", "day"]
    assert not author.desk.follow([])
    assert author.desk.walk is None
    assert author.scene == "depot", "the call stays where the finding was mended"


def test_before_anything_could_be_played(tmp_path: Path) -> None:
    author = Author(tmp_path)
    author.desk.__init__(7, "Sam")  # type: ignore[misc]
    author.save("moodline: 1\n")
    assert (author.desk.call, author.desk.shown, author.desk.is_behind) == (None, None, False)
    with pytest.raises(ValueError, match="no call yet"):
        author.desk.give("hear")
    with pytest.raises(ValueError, match="no version"):
        author.desk.restart()
    author.save(WHOLE)
    assert author.scene == "opening"
