"""A replay is told beside the attempt that it replays; where that cannot be shown, it is said."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from engine.debrief.debrief import find_outlook
from engine.records.attempts import AttemptRecord
from engine.records.errors import StoreProblem, UnknownAttemptError
from engine.records.exports.formats import Format, write_export
from engine.records.exports.subject import make_subject
from engine.records.recorded import RecordedCall
from engine.records.replays import Replay, find_replay
from tests.engine.records.exports.played import (
    BEGAN,
    exported,
    playable_of,
    record_of,
    recorded,
    scenario_with,
)
from tests.engine.records.exports.test_data import read

ON_SCREEN = Path(__file__).parents[3] / "data" / "on-screen.yaml"


def replayed(agent: str = "Sam", mode: str = "standard") -> RecordedCall:
    """A call that was blamed through to its end, and played again from its second turn."""
    first = recorded(scenario_with("Hello"), ["ask", "blame", "vow", "end"], agent=agent, mode=mode)
    again = first.replay_from(2, BEGAN + timedelta(days=1))
    for reply in ("vow", "end"):
        again.choose(reply, BEGAN + timedelta(days=1))
    return again


def beside(one: RecordedCall, load: Callable[[int], AttemptRecord] | None = None) -> Replay:
    found = find_replay(one.attempt, one.call, one.playable, load or one.keeper.load)
    assert found is not None
    return found


def test_a_replay_stands_beside_its_parent() -> None:
    found = beside(replayed())
    assert found.beside is not None
    assert found.beside.parting is not None
    assert found.beside.parting.turn == 2
    assert [side.name for side in found.beside.sides] == ["Attempt 1", "Attempt 2"]
    assert found.sentences[0] == "This call is a replay of attempt 1, played again from turn 2."
    assert found.main[1] == "They part at turn 2."
    first = recorded(scenario_with("Hello"), ["end"])
    assert find_replay(first.attempt, first.call, first.playable, first.keeper.load) is None


def test_a_parent_of_another_version_is_read_as_it_was() -> None:
    one = replayed()
    newer = scenario_with("Goodbye")
    load = one.keeper.load

    def edited(number: int) -> AttemptRecord:
        kept = recorded(newer, ["ask", "blame", "vow", "end"])
        return replace(record_of(kept), attempt=replace(record_of(kept).attempt, id=number))

    found = beside(one, edited)
    assert found.beside is not None
    assert "edited" in found.beside.notes[0]
    assert beside(one, load).beside != found.beside


@pytest.mark.parametrize("case", ["gone", "newer", "damaged", "exam", "unreadable"])
def test_a_parent_that_cannot_be_shown_is_said(case: str) -> None:
    one = replayed(mode="exam" if case == "exam" else "standard")

    def load(number: int) -> AttemptRecord:
        record = one.keeper.load(number)
        if case == "gone":
            raise UnknownAttemptError(number)
        if case == "unreadable":
            raise StoreProblem("disk-error", "/home/robin/records: cannot be read.", "", Path("/home/robin"))
        if case == "newer":
            return replace(record, attempt=replace(record.attempt, journal_version=99))
        if case == "exam":
            return replace(record, events=record.events[:2])
        return replace(record, events=(replace(record.events[0], payload={"scene": "x", "reply": "y"}),))

    found = beside(one, load)
    assert found.call is None is found.beside
    assert found.why_not.endswith(".")
    assert found.sentences == found.main
    assert found.what_it_is.startswith(
        "This call is a replay of attempt 1, played again from turn 2. It cannot"
    )
    words = {
        "gone": "There is no attempt 1 in the records.",
        "newer": "Attempt 1 cannot be shown: it was recorded by a newer Moodline.",
        "damaged": "its replies do not fit the scenario",
        "exam": "it is an exam that is not over",
        "unreadable": "Reading or writing the records failed.",
    }
    assert "robin" not in found.why_not, "a path may have somebody's name in it"
    assert words[case] in found.why_not
    subject = make_subject(record_of(one), load=load)
    assert words[case] in write_export(subject, "markdown").decode()
    data = read(write_export(subject, "json").decode())
    assert data["replay"] == {"of": 1, "from_turn": 2, "beside": None, "why_not": found.why_not}


def test_the_json_of_a_replay_and_of_what_could_have_been() -> None:
    first = recorded(playable_of(ON_SCREEN), ["hear", "verify", "wait", "new-one", "keep"])
    one = first.replay_from(3, BEGAN)
    for reply in ("day", "sorry", "bye"):
        one.choose(reply, BEGAN)
    subject = make_subject(
        record_of(one), load=one.keeper.load, look_ahead=lambda call: find_outlook(call, lambda: 0.0)
    )
    data = read(write_export(subject, "json").decode())
    both = data["replay"]["beside"]
    assert (both["parting"]["turn"], both["parting"]["scene"]) == (3, "what-now")
    assert (both["parting"]["before"]["id"], both["parting"]["now"]["id"]) == ("wait", "day")
    assert [(row["kind"], row["before"], row["now"]) for row in both["rows"]] == [
        ("same", 1, 1),
        ("same", 2, 2),
        ("parting", 3, 3),
        ("together", 4, 4),
        ("together", 5, 5),
    ]
    apart = one.call.state.mood.heat - first.call.state.mood.heat
    assert both["rows"][-1]["heat_apart"] == apart
    assert both["before"]["end"] == first.call.state.mood._asdict()
    assert both["before"]["outcome"]["ending"] == "settled"
    assert (data["odds"], data["last_turn"]["turn"], data["last_turn"]["lost"]) == ("exact", 5, True)
    assert [each["id"] for each in data["last_turn"]["instead"]] == ["keep"]
    assert data["how_picked"]
    turns = {turn["turn"]: turn for turn in data["turns"]}
    assert data["pivots"]
    for pivot in data["pivots"]:
        turn = turns[pivot["turn"]]
        assert [other["reply"] for other in pivot["others"]] == turn["others"]
        for other in pivot["others"]:
            for part in ("heat", "heard", "trust"):
                moved = sum(reason[part] for reason in other["reasons"])
                assert turn["before"][part] + moved == other["after"][part]
            chances = other["prospect"]["empathic"]
            assert 0 <= chances["low"] <= chances["share"] <= chances["high"] <= 1
            assert other["prospect"]["reachable"] == (chances["share"] > 0)
            assert other["led_to"]
    alone = json.loads(write_export(make_subject(record_of(one)), "json"))
    assert alone["replay"] is None
    assert alone["odds"] == "none"
    assert alone["last_turn"] is None
    assert all(other["prospect"] is None for pivot in alone["pivots"] for other in pivot["others"])


def test_the_page_and_the_text_of_a_replay_say_what_changed() -> None:
    one = replayed()
    page, text = exported(one, "html"), exported(one, "markdown")
    for words in ("Beside attempt 1", "They part at turn 2", "Heat ended at", "What both came to"):
        assert words in page
        assert words in text


@pytest.mark.parametrize("form", ["html", "markdown", "json"])
def test_without_names_neither_attempt_has_one(form: Format) -> None:
    one = replayed("Zebedee")
    assert "Zebedee" in exported(one, form)
    hidden = exported(one, form, anonymous=True)
    assert "Zebedee" not in hidden
    assert "Hello Agent" in hidden
