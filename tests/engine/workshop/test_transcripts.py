"""Golden transcripts: what is compared, what is told, and what is written back."""

from collections.abc import Callable
from pathlib import Path

import pytest

from engine.call.machine import CallMachine
from engine.call.playable import open_scenario
from engine.mood.coefficients import load_model
from engine.scenario.library import SHIPPED, headers
from engine.workshop.tidying import ChangedMeanwhile
from engine.workshop.transcript import Transcript, is_transcript, read_transcript, transcripts_of
from engine.workshop.transcript_writer import update_of, updated, write_update
from engine.workshop.transcripts import Played, play_transcript

EVERY_FEATURE = Path(__file__).parents[2] / "data" / "every-feature.yaml"
TOP = "moodline: 1\nscenario: every-feature\nseed: 7\n"

Write = Callable[[str], Path]


@pytest.fixture(scope="module")
def machine() -> CallMachine:
    return open_scenario(EVERY_FEATURE, load_model()).machine


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def make(text: str) -> Path:
        path = tmp_path / "every-feature.one.yaml"
        path.write_text(TOP + text, encoding="utf-8")
        return path

    return make


def read(path: Path) -> Transcript:
    transcript, problems = read_transcript(path)
    assert problems == ()
    assert transcript is not None
    return transcript


def test_replies_alone_are_enough(machine: CallMachine, write: Write) -> None:
    played = play_transcript(machine, read(write("turns: [opening.hear, wait, new-one, keep]\n")))
    assert played.differences == ()
    assert [turn.reply for turn in played.transcript.turns] == [
        "opening.hear",
        "middle.wait",
        "offer.new-one",
        "closing.keep",
    ]
    assert played.transcript.ending is not None
    assert (played.transcript.ending.id, played.transcript.ending.problem) == ("sent", "solved")
    assert played.transcript.answer.customer == "It is soaked. Robin Hale here, and I am not impressed."


def test_everything_that_is_expected_is_looked_at(machine: CallMachine, write: Write) -> None:
    text = """
answer: {scene: middle, customer: "Hello?", band: calm, mood: {heat: 1, heard: 2, trust: 3}}
turns:
  - reply: hear
    scene: opening
    customer: ""
    band: calm
    mood: {heat: 1, heard: 2, trust: 3}
    facts: [address]
  - {reply: wait}
  - {reply: day}
  - {reply: bye}
ending: {id: sent, problem: open, relationship: lost, critical: []}
"""
    found = play_transcript(machine, read(write(text))).differences
    assert [(each.kind, each.turn) for each in found] == [
        ("mood", 0),
        ("mood", 0),
        ("mood", 1),
        ("mood", 1),
        ("ending", 4),
        ("ending", 4),
        ("ending", 4),
        ("ending", 4),
        ("scene", 0),
        ("scene", 1),
        ("facts", 1),
        ("line", 0),
        ("line", 1),
    ]
    told = [str(each) for each in found]
    assert "answering: mood: expected heat 1, heard 2, trust 3; got heat 62, heard 20, trust 35" in told
    assert "turn 1 (opening.hear): scene: expected opening; got middle" in told
    assert "turn 4 (closing.bye): ending: expected sent; got shrug" in told
    assert "turn 4 (closing.bye): ending: expected none; got no-day" in told
    assert "turn 1 (opening.hear): facts: expected address; got none" in told


@pytest.mark.parametrize(
    ("turns", "at", "said"),
    [
        ("[hear, wai]", 2, "it is not on offer at middle; did you mean 'wait'?"),
        ("[hear, offer.wait]", 2, "the call is at middle, not at offer"),
        ("[hear, wait, no, bye, bye]", 5, "the call was over (shrug)"),
        ("[hear, check, address, check]", 4, "it is not on offer at middle"),
    ],
)
def test_a_reply_that_cannot_be_given_ends_it(
    machine: CallMachine, write: Write, turns: str, at: int, said: str
) -> None:
    played = play_transcript(machine, read(write(f"turns: {turns}\n")))
    assert not played.complete
    assert (played.differences[0].kind, played.differences[0].turn) == ("reply", at)
    assert said in played.differences[0].got
    assert len(played.transcript.turns) == at - 1


def test_a_call_that_is_not_over_has_no_ending(machine: CallMachine, write: Write) -> None:
    played = play_transcript(machine, read(write("turns: [hear]\nending: {id: sent}\n")))
    assert [(each.kind, each.got) for each in played.differences] == [("ending", "a call that is not over")]


def test_an_update_holds_and_keeps_what_the_author_wrote(machine: CallMachine, write: Write) -> None:
    path = write(
        "about: Heard first.\n"
        "turns:\n"
        "  - hear  # the first thing\n"
        "  # then the depot\n"
        "  - reply: wait\n"
        "    customer: Nothing like it   # wrong\n"
        "  - new-one\n"
        "  - {reply: keep, band: furious}\n"
    )
    played = play_transcript(machine, read(path))
    write_update(path, update_of(path, played.transcript))
    text = path.read_text(encoding="utf-8")
    for comment in ("# the first thing", "# then the depot", "# wrong"):
        assert comment in text
    assert text.index("# the first thing") < text.index("# then the depot") < text.index("reply: middle.wait")
    again = read(path)
    assert again == played.transcript.model_copy(update={"about": "Heard first."})
    assert play_transcript(machine, again) == Played(again, ())
    assert not update_of(path, again).changes
    assert updated(text, again) == text


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_ends_and_a_byte_order_mark_stay(machine: CallMachine, write: Write, mark: bytes) -> None:
    path = write("turns:\n  - hear  # ours\n  - wait\n")
    path.write_bytes(mark + path.read_bytes().replace(b"\n", b"\r\n"))
    now = play_transcript(machine, read(path)).transcript
    write_update(path, update_of(path, now))
    data = path.read_bytes()
    assert data.startswith(mark + b"moodline")
    assert data.count(b"\r\n") == data.count(b"\n") > 6
    assert read(path) == now
    assert not update_of(path, now).changes


def test_what_somebody_saved_meanwhile_is_not_written_over(machine: CallMachine, write: Write) -> None:
    path = write("turns: [hear]\n")
    now = play_transcript(machine, read(path)).transcript
    update = update_of(path, now)
    for other in (
        b"turns: [hear, wait]\n",
        b"turns: null\n",
        b"turns: [hear\n",
        b"turns: [hear] # \xff\n",
    ):
        before = TOP.encode() + other
        path.write_bytes(before)
        with pytest.raises(ChangedMeanwhile):
            write_update(path, update)
        with pytest.raises(ChangedMeanwhile):
            update_of(path, now)
        assert path.read_bytes() == before


def test_text_of_every_kind_survives_an_update(machine: CallMachine, write: Write) -> None:
    agent = "Zoë: {x} # 👩‍🚒 'q' \"d\" ليلى"
    path = write("turns: [hear, wait, new-one, keep]\n")
    transcript = read(path).model_copy(update={"agent": agent})
    now = play_transcript(machine, transcript).transcript
    odd = now.model_copy(update={"answer": now.answer.model_copy(update={"customer": agent})})
    path.write_text(updated(path.read_text(encoding="utf-8"), odd), encoding="utf-8")
    assert read(path).answer.customer == agent


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("turns: [hear]\nsede: 3\n", "unknown-key", 5),
        ("turns: [Hear Her]\n", "bad-id", 4),
        ("turns: [{reply: hear, band: cross}]\n", "wrong-value", 4),
        ("turns: [{reply: hear, mood: {heat: 101, heard: 1, trust: 1}}]\n", "out-of-range", 4),
        ("turns: hear\n", "wrong-type", 4),
        ("turns: [hear}\n", "yaml-syntax", 4),
        ("about: x\n", "missing-key", 1),
        ("turns: [hear]\nturns: []\n", "duplicate-key", 5),
        ('turns: [hear]\nabout: "\\e]0;x"\n', "control-character", 5),
    ],
)
def test_what_is_wrong_is_told_with_its_place(write: Write, text: str, code: str, line: int) -> None:
    transcript, problems = read_transcript(write(text))
    assert transcript is None
    assert [(problem.code, problem.line) for problem in problems] == [(code, line)]


def test_files_that_are_none(tmp_path: Path) -> None:
    for name, data in {
        "empty": b"",
        "list": b"[]",
        "binary": b"\0\1",
        "utf16": "turns".encode("utf-16"),
    }.items():
        path = tmp_path / f"{name}.yaml"
        path.write_bytes(data)
        assert read_transcript(path).transcript is None
        assert read_transcript(path).problems
        assert not is_transcript(path)
    assert [problem.code for problem in read_transcript(tmp_path / "gone.yaml").problems] == ["no-file"]
    assert not is_transcript(EVERY_FEATURE)


def test_those_of_one_scenario_are_found_beside_it(tmp_path: Path) -> None:
    (tmp_path / "tests").mkdir()
    for name in ("mine.one.yaml", "mine.two.yaml", "mine-too.one.yaml", "mine.txt"):
        (tmp_path / "tests" / name).touch()
    found = transcripts_of(tmp_path / "mine.yaml", "mine")
    assert [path.name for path in found] == ["mine.one.yaml", "mine.two.yaml"]
    assert transcripts_of(tmp_path / "nowhere" / "mine.yaml", "mine") == []


SHIPPED_TRANSCRIPTS = [
    pytest.param(header.path, path, id=path.name.removesuffix(".yaml"))
    for header in headers()
    for path in transcripts_of(header.path, header.id)
]


@pytest.mark.parametrize(("scenario", "path"), SHIPPED_TRANSCRIPTS)
def test_shipped_scenarios_play_as_written(scenario: Path, path: Path) -> None:
    played = play_transcript(open_scenario(scenario, load_model()).machine, read(path))
    assert [str(difference) for difference in played.differences] == []


def test_every_shipped_scenario_has_transcripts_and_every_transcript_a_scenario() -> None:
    """A golden transcript of a good ending and of one that is not, beside each scenario."""
    named = set()
    for header in headers():
        transcripts = transcripts_of(header.path, header.id)
        named.update(transcripts)
        endings = open_scenario(header.path, load_model()).scenario.endings
        reached = [endings[t.ending.id].is_good for t in map(read, transcripts) if t.ending is not None]
        assert {True, False} <= set(reached), (
            f"{header.id} lacks a transcript of a good ending, or of another"
        )
    assert set((SHIPPED / "tests").glob("*.yaml")) == named
