"""A room's attempt: linked to the first, which stays as it is; its votes on record, and out again."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from engine.debrief.presentation.votes import Votes
from engine.records.anonymous import NOBODY
from engine.records.attempts import Event
from engine.records.exports.markdown import write_markdown
from engine.records.exports.subject import make_subject
from engine.records.exports.telling import make_document
from engine.records.exports.to_data import write_json
from engine.records.memory import MemoryStore
from engine.records.recorded import CHOICE, RecordedCall
from engine.records.room import VOTES, begin_room, hide_names, keep_votes, votes_in
from tests.engine.records.test_recorded import PLAYABLE, TO_THE_END, play

At = Callable[[int], datetime]


def first(at: At) -> RecordedCall:
    recorded = RecordedCall.begin(MemoryStore(), PLAYABLE, seed=7, agent="Zoë", mode="exam", now=at(0))
    recorded.answer()
    play(recorded, TO_THE_END, at)
    return recorded


def test_votes_are_kept_beside_the_replies_and_come_out_in_exports(at: At) -> None:
    one = first(at)
    room = begin_room(one, 2, at(60), hidden=True)
    voted = Votes.none_yet([offer.reply.id for offer in room.call.offers() if not offer.locked])
    keep_votes(room, 2, voted, at(61))
    assert [event.kind for event in room.events] == [CHOICE], "no votes are no note"
    voted = voted.counted(voted.replies[0], 3).counted(voted.replies[-1], 9999)
    keep_votes(room, 2, voted.counted(voted.replies[0], 4), at(62))
    keep_votes(room, 2, voted, at(63))
    play(room, TO_THE_END[1:], at)
    assert votes_in(room.events) == {2: voted}, "the last count of a turn is the one that holds"
    assert room.call.over
    assert room.call.agent == room.attempt.agent == NOBODY

    attempt = one.keeper.load(room.attempt.id).attempt
    assert (attempt.parent, attempt.from_turn, attempt.agent, attempt.mode) == (1, 2, "Zoë", "coach")
    assert (one.call.agent, one.attempt.mode, len(one.events)) == ("Zoë", "exam", 4)
    subject = make_subject(one.keeper.load(room.attempt.id), anonymous=True)
    told = write_markdown(make_document(subject))
    assert told.count("The room voted on turn") == 1
    lines = told[told.index("The room voted on turn 2:") :].split("\n", 3)[2:]
    turn = subject.debrief.happened.timeline.turns[1]
    says = {option.id: option.says for option in (turn.given, *turn.others)}
    assert lines[0] == f"- 3 votes, 0 %: “{says[voted.replies[0]]}”"
    data = json.loads(write_json(subject))
    assert [turn["votes"] for turn in data["turns"]] == [
        [],
        [{"reply": reply, "count": count} for reply, count in zip(voted.replies, voted.counts, strict=True)],
        [],
        [],
    ]


def test_an_unsaved_room_leaves_the_first_attempt_as_it_is(at: At) -> None:
    one = first(at)
    keeper = one.keeper
    room = begin_room(one, 3, at(60), hidden=False, unsaved=True)
    assert (one.keeper is keeper, room.keeper is keeper, len(keeper.attempts())) == (True, False, 1)
    assert [choice.reply for choice in room.choices] == TO_THE_END[:2]
    room.choose(TO_THE_END[2], at(61))
    hide_names(room)
    assert room.call.agent == NOBODY
    assert [choice.reply for choice in room.choices] == TO_THE_END[:3]
    with pytest.raises(ValueError, match="no turn 9"):
        begin_room(one, 9, at(62), hidden=True)


def test_nobody_is_offered_a_rooms_call_however_it_is_left(at: At) -> None:
    one = first(at)
    keeper, scenario = one.keeper, PLAYABLE.scenario.id
    room = begin_room(one, 2, at(60), hidden=True)
    assert keeper.unfinished(scenario) is None, "killed before its first reply"
    room.choose(TO_THE_END[1], at(61))
    assert not keeper.load(room.attempt.id).attempt.finished
    assert keeper.unfinished(scenario) is None, "killed in the middle of it"
    again = one.replay_from(2, at(62))
    assert keeper.unfinished(scenario) is not None, "a trainee's own replay is offered"
    again.choose(TO_THE_END[1], at(63))
    keeper.set_aside(again.attempt.id, at(64))
    RecordedCall.resume(keeper, room.attempt.id).choose(TO_THE_END[2], at(65))
    offered = keeper.unfinished(scenario)
    assert offered is not None
    assert offered.id == room.attempt.id, "who goes on with it by its number takes it up"


def test_notes_that_make_no_sense_are_passed_over(at: At) -> None:
    sound: dict[str, Any] = {"turn": 1, "counts": {"hear": 2, "other": 1}}
    odd: list[dict[str, Any]] = [
        {},
        {**sound, "turn": 0},
        {**sound, "turn": "1"},
        {**sound, "turn": True},
        {**sound, "counts": [2, 1]},
        {**sound, "counts": {"hear": -1}},
        {**sound, "counts": {"hear": "2"}},
        {**sound, "counts": {"hear": 10_000}},
    ]
    events = [Event(number, VOTES, at(number), note) for number, note in enumerate([sound, *odd])]
    assert votes_in(events) == {1: Votes(("hear", "other"), (2, 1))}
    assert votes_in([Event(0, CHOICE, at(0), {"scene": "a", "reply": "b"})]) == {}
