"""A scene that gets another name: the call goes on in it where it is clear which one it is."""

from pathlib import Path

import pytest

from engine.mood.mood import Mood
from engine.workshop.preview.renames import renames
from engine.workshop.preview.start import Start
from tests.engine.workshop.preview.test_desk import WAY, finding
from tests.engine.workshop.preview.writing import WHOLE, Author
from tui.preview_words import notices


@pytest.fixture
def author(tmp_path: Path) -> Author:
    return Author(tmp_path)


def test_the_call_goes_on_in_a_scene_that_was_renamed(author: Author) -> None:
    author.play("hear", "verify", "day")
    author.edit(("what-now", "now-what"))
    assert (author.scene, author.replies, author.desk.stop) == ("depot", ["hear", "verify", "day"], None)
    assert author.desk.renamed == (("what-now", "now-what"),)
    assert "The scene what-now is called now-what now; the call goes on in it." in notices(
        author.desk, "parcel.yaml", None
    )
    author.read()
    assert not author.desk.renamed, "it is said once"
    author.save(WHOLE)
    assert (author.replies, author.desk.renamed) == (["hear", "verify", "day"], (("now-what", "what-now"),))


def test_renamed_and_worked_on_in_one_save_and_after_a_save_that_could_not_be_played(author: Author) -> None:
    author.play("hear", "verify")
    assert author.edit(("  what-now:", "  and-now:")).errors
    assert author.scene == "what-now", "on show is the version before"
    author.edit(("goto: what-now", "goto: and-now"), ("Two hundred sheets of it", "A hundred sheets of it"),
                ("Could I have the order number first?", "May I have the order number first?"))  # fmt: skip
    assert (author.scene, author.replies, author.desk.stop) == ("and-now", ["hear", "verify"], None)


def test_a_scene_written_anew_under_another_name_is_another_scene(author: Author) -> None:
    author.play("hear", "verify")
    author.edit(
        ("what-now", "elsewhere"),
        ("May I put you on hold for two minutes while I reach the depot?", "One moment."),
        ("Could I have the order number first?", "Who is speaking?"),
        ("A new one is with you on Tuesday, I promise.", "Tuesday."),
    )
    stop = author.desk.stop
    assert stop is not None
    assert (stop.turn, stop.why) == (2, "there is no scene what-now any more")
    assert author.desk.renamed == ()


def test_where_two_scenes_could_be_meant_it_says_so_and_follows_neither(author: Author) -> None:
    author.play("hear", "verify")
    lines = WHOLE.splitlines(keepends=True)
    begin = next(number for number, line in enumerate(lines) if line.startswith("  what-now:"))
    copied = "".join(["  now-b:\n", *lines[begin + 1 : begin + 6]])
    assert copied.count("id:") == 3
    copied = copied.replace("goto: what-now", "goto: now-a")
    text = WHOLE.replace("what-now", "now-a")
    version = author.save(text.replace("  depot:\n", f"{copied}  depot:\n"))
    assert not version.errors, version.errors
    stop = author.desk.stop
    assert stop is not None
    assert stop.why == "there is no scene what-now any more, and it may have become now-a or now-b"
    author.save(WHOLE)
    assert (author.replies, author.desk.stop) == (["hear", "verify"], None)


def test_a_start_and_a_walk_follow_too(author: Author) -> None:
    author.desk.begin_at(Start("depot", Mood(40, 30, 30)))
    author.play("sorry")
    author.edit(("depot:", "yard:"), ("goto: depot", "goto: yard"))
    assert author.desk.start is not None
    assert (author.desk.start.scene, author.replies, author.desk.lost) == ("yard", ["sorry"], ())
    author.save(WHOLE)
    author.desk.begin_walk(finding(*WAY), at=3)
    author.edit(("depot:", "yard:"), ("goto: depot", "goto: yard"))
    walk = author.desk.walk
    assert walk is not None
    assert (walk.at, walk.finding.problem.where, walk.witness[2].scene) == (3, "yard", "yard")
    assert author.desk.follow([walk.finding])


def test_two_scenes_that_become_one_and_many_that_come_and_go(author: Author) -> None:
    scenes = author.desk.machine.plan.scenario.scenes
    what, depot = scenes["what-now"], scenes["depot"]
    assert renames({"a": what, "b": what}, {"c": what}).to == {}
    assert renames({"a": what, "b": depot}, {"c": depot, "d": what}).to == {"a": "d", "b": "c"}
    assert renames({f"a{n}": what for n in range(50)}, {"c": what}).unsure == {}
