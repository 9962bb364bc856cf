"""What every keeper of attempts does: the store on disk and the one in memory, by the same tests."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from engine.records.attempts import HIGHEST_NUMBER, Event, Json, NewAttempt, Outcome, Standing
from engine.records.errors import ConflictError, UnknownAttemptError
from engine.records.home import Home
from engine.records.keeper import Attempts
from engine.records.memory import MemoryStore
from engine.records.store import Store

At = Callable[[int], datetime]
New = Callable[..., NewAttempt]

KEPT = Outcome("made-right", "solved", "strained")
LOST = Outcome("hung-up", "not", "lost")


@pytest.fixture(params=["disk", "memory"])
def keeper(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Attempts]:
    opened: Attempts = MemoryStore() if request.param == "memory" else Store.open(Home(tmp_path / "data"))
    with opened:
        yield opened


def play(keeper: Attempts, attempt_id: int, at: At, turns: int, first: int = 0) -> list[Event]:
    played = [
        Event(n, "reply", at(n), {"scene": f"s{n}", "reply": "sorry"}) for n in range(first, first + turns)
    ]
    for event in played:
        standing = Standing(event.n + 1, 60 - event.n, 10, 20)
        keeper.append(attempt_id, event.n, event.kind, event.at, event.payload, standing=standing)
    return played


def test_an_attempt_comes_back_as_it_was_begun(keeper: Attempts, new: New, at: At) -> None:
    begun = new(seed=HIGHEST_NUMBER, agent="عمر 🎧", title="[b]“Ärger”[/b]")
    attempt = keeper.begin(begun)
    record = keeper.load(attempt.id)
    assert record.attempt == attempt
    assert record.events == ()
    assert (record.scenario_text, record.model_text) == (begun.scenario_text, begun.model_text)
    for name in (
        "uuid",
        "scenario_id",
        "title",
        "scenario_fingerprint",
        "model_fingerprint",
        "seed",
        "agent",
    ):
        assert getattr(attempt, name) == getattr(begun, name)
    assert (attempt.format_version, attempt.model_version, attempt.journal_version) == (1, 1, 1)
    assert attempt.began_at == attempt.last_at == at(0)
    assert attempt.began_at.utcoffset() == timedelta(0)
    assert (attempt.events, attempt.standing, attempt.outcome, attempt.finished) == (0, None, None, False)


def test_numbers_to_type_count_upwards(keeper: Attempts, new: New) -> None:
    assert [keeper.begin(new()).id for _ in range(3)] == [1, 2, 3]


def test_events_come_back_in_order_and_unchanged(keeper: Attempts, new: New, at: At) -> None:
    attempt = keeper.begin(new())
    played = play(keeper, attempt.id, at, 4)
    odd: dict[str, Json] = {
        "text": "\x00\ud800\u2028 \"'",
        "none": None,
        "yes": True,
        "big": 10**30,
        "deep": [{"a": [[-1]]}],
        "": {},
    }
    keeper.append(attempt.id, 4, "reflection", at(90), odd)
    record = keeper.load(attempt.id)
    assert record.events == (*played, Event(4, "reflection", at(90), odd))
    assert record.attempt.events == 5
    assert record.attempt.last_at == at(90)
    assert record.attempt.standing == Standing(4, 57, 10, 20)


def test_a_journal_cannot_be_changed_through_what_was_handed_in(keeper: Attempts, new: New, at: At) -> None:
    attempt = keeper.begin(new())
    said = ["sorry"]
    keeper.append(attempt.id, 0, "reply", at(1), {"said": said})
    said.append("not sorry")
    assert keeper.load(attempt.id).events[0].payload == {"said": ["sorry"]}


def test_tuples_become_lists(keeper: Attempts, new: New, at: At) -> None:
    attempt = keeper.begin(new())
    for _ in range(2):
        keeper.append(attempt.id, 0, "reply", at(1), {"path": ("a", ("b",))})
    assert keeper.load(attempt.id).events[0].payload == {"path": ["a", ["b"]]}


def test_times_in_other_zones_are_the_same_moment(keeper: Attempts, new: New, at: At) -> None:
    kathmandu = timezone(timedelta(hours=5, minutes=45))
    attempt = keeper.begin(new(began_at=at(0).astimezone(kathmandu)))
    keeper.append(attempt.id, 0, "reply", at(5).astimezone(kathmandu), {})
    event = keeper.load(attempt.id).events[0]
    assert (attempt.began_at, event.at) == (at(0), at(5))
    assert event.at.utcoffset() == timedelta(0)


def test_a_second_window_on_the_same_attempt_is_told(keeper: Attempts, new: New, at: At) -> None:
    attempt = keeper.begin(new())
    keeper.append(attempt.id, 0, "reply", at(1), {"reply": "ours"})
    with pytest.raises(ConflictError, match="another window") as caught:
        keeper.append(attempt.id, 0, "reply", at(1), {"reply": "theirs"}, standing=Standing(1, 99, 0, 0))
    assert caught.value.code == "conflict"
    record = keeper.load(attempt.id)
    assert [event.payload["reply"] for event in record.events] == ["ours"]
    assert record.attempt.standing is None


def test_no_number_can_be_left_out(keeper: Attempts, new: New, at: At) -> None:
    attempt = keeper.begin(new())
    with pytest.raises(ConflictError):
        keeper.append(attempt.id, 1, "reply", at(1), {})
    assert keeper.load(attempt.id).events == ()


def test_an_append_may_be_tried_again(keeper: Attempts, new: New, at: At) -> None:
    attempt = keeper.begin(new())
    for _ in range(2):
        keeper.append(attempt.id, 0, "reply", at(1), {"reply": "sorry"}, outcome=KEPT)
    assert len(keeper.load(attempt.id).events) == 1
    keeper.append(attempt.id, 1, "reflection", at(2), {})
    with pytest.raises(ConflictError):
        keeper.append(attempt.id, 0, "reply", at(1), {"reply": "sorry"}, outcome=KEPT)


def test_the_last_event_and_the_ending_are_one(keeper: Attempts, new: New, at: At) -> None:
    attempt = keeper.begin(new())
    keeper.append(attempt.id, 0, "reply", at(8), {}, outcome=KEPT)
    ended = keeper.load(attempt.id).attempt
    assert (ended.finished, ended.finished_at, ended.outcome) == (True, at(8), KEPT)


def test_after_the_end_come_reflections_but_no_other_ending(keeper: Attempts, new: New, at: At) -> None:
    attempt = keeper.begin(new())
    keeper.append(attempt.id, 0, "reply", at(8), {}, outcome=KEPT)
    with pytest.raises(ConflictError, match="already finished"):
        keeper.append(attempt.id, 1, "reply", at(9), {}, outcome=LOST)
    keeper.append(attempt.id, 1, "reflection", at(9), {"next": "ask first"})
    ended = keeper.load(attempt.id)
    assert [event.kind for event in ended.events] == ["reply", "reflection"]
    assert (ended.attempt.finished_at, ended.attempt.outcome) == (at(8), KEPT)


def test_finishing_apart_from_an_event(keeper: Attempts, new: New, at: At) -> None:
    attempt = keeper.begin(new())
    for moment in (at(3), at(4)):
        keeper.finish(attempt.id, moment, KEPT)
    assert keeper.load(attempt.id).attempt.finished_at == at(3)
    with pytest.raises(ConflictError):
        keeper.finish(attempt.id, at(5), LOST)
    assert keeper.load(attempt.id).attempt.outcome == KEPT


def test_the_list_is_newest_first_and_filtered(keeper: Attempts, new: New, at: At) -> None:
    first, second, third = (keeper.begin(new(scenario_id=each)).id for each in ("a", "b", "a"))
    keeper.finish(first, at(1), KEPT)

    def listed(
        scenario_id: str | None = None, finished: bool | None = None, limit: int | None = None
    ) -> list[int]:
        return [each.id for each in keeper.attempts(scenario_id, finished=finished, limit=limit)]

    assert listed() == [third, second, first]
    assert listed("a") == [third, first]
    assert listed(finished=True) == [first]
    assert listed(finished=False) == [third, second]
    assert listed("b", finished=True) == []
    assert listed(limit=2) == [third, second]
    assert listed("none-such") == []


def test_what_is_offered_to_go_on_with(keeper: Attempts, new: New, at: At) -> None:
    assert keeper.unfinished("entitled-caller") is None
    older, newer = keeper.begin(new()), keeper.begin(new())
    assert keeper.unfinished("entitled-caller") == newer
    assert keeper.unfinished("other") is None
    keeper.finish(newer.id, at(9), KEPT)
    assert keeper.unfinished("entitled-caller") == older


def test_an_attempt_set_aside_is_no_longer_offered_until_it_is_gone_on_with(
    keeper: Attempts, new: New, at: At
) -> None:
    attempt = keeper.begin(new())
    keeper.set_aside(attempt.id, at(60))
    assert keeper.unfinished("entitled-caller") is None
    assert keeper.attempts()[0] == replace(attempt, set_aside_at=at(60))
    keeper.append(attempt.id, 0, "reaction", at(65), {})  # Its debrief was looked at.
    assert keeper.unfinished("entitled-caller") is None
    keeper.append(attempt.id, 1, "reply", at(70), {}, standing=Standing(1, 50, 20, 20))
    assert keeper.unfinished("entitled-caller") == keeper.attempts()[0]


def test_history_of_each_scenario(keeper: Attempts, new: New, at: At) -> None:
    assert keeper.history() == {}
    done = keeper.begin(new(scenario_id="a"))
    keeper.finish(done.id, at(1), KEPT)
    last_of_a, only_b = keeper.begin(new(scenario_id="a")), keeper.begin(new(scenario_id="b"))
    history = keeper.history()
    assert set(history) == {"a", "b"}
    assert (history["a"].attempts, history["a"].finished, history["a"].last) == (2, 1, last_of_a)
    assert (history["b"].attempts, history["b"].finished, history["b"].last) == (1, 0, only_b)


def test_a_replay_starts_with_the_first_turns_of_another(keeper: Attempts, new: New, at: At) -> None:
    parent = keeper.begin(new())
    played = play(keeper, parent.id, at, 5)
    replay = keeper.begin(new(parent=parent.id, from_turn=3), played[:2], Standing(2, 59, 10, 20))
    assert (replay.parent, replay.from_turn, replay.events, replay.last_at) == (parent.id, 3, 2, at(1))
    play(keeper, replay.id, at, 1, first=2)
    assert keeper.load(replay.id).events == tuple(played[:3])
    assert keeper.load(parent.id).events == tuple(played)


def test_a_replay_of_nothing_is_refused(keeper: Attempts, new: New) -> None:
    with pytest.raises(UnknownAttemptError):
        keeper.begin(new(parent=41, from_turn=1))
    assert keeper.attempts() == ()


def test_first_events_must_be_numbered(keeper: Attempts, new: New, at: At) -> None:
    with pytest.raises(ValueError, match="numbered"):
        keeper.begin(new(), [Event(1, "reply", at(1), {})])


def test_beginning_the_same_attempt_twice_is_refused(keeper: Attempts, new: New) -> None:
    begun = new()
    keeper.begin(begun)
    with pytest.raises(ConflictError):
        keeper.begin(begun)
    assert len(keeper.attempts()) == 1


@pytest.mark.parametrize("number", [0, -1, 2, HIGHEST_NUMBER + 1, 10**40])
def test_an_attempt_that_is_not_there(keeper: Attempts, new: New, at: At, number: int) -> None:
    keeper.begin(new())
    asked: list[Callable[[], object]] = [
        lambda: keeper.load(number),
        lambda: keeper.append(number, 0, "reply", at(1), {}),
        lambda: keeper.finish(number, at(1), KEPT),
        lambda: keeper.set_aside(number, at(1)),
    ]
    for ask in asked:
        with pytest.raises(UnknownAttemptError, match=f"no attempt {number} .*moodline attempts"):
            ask()


@pytest.mark.parametrize("value", [0.5, KEPT, {3: 4}, b"y", {1}, UUID(int=1)])
def test_an_event_carries_only_what_comes_back_the_same(
    keeper: Attempts, new: New, at: At, value: Any
) -> None:
    attempt = keeper.begin(new())
    with pytest.raises(TypeError, match=r"payload\.x holds a"):
        keeper.append(attempt.id, 0, "reply", at(1), {"x": value})
    assert keeper.load(attempt.id).events == ()


def test_times_need_a_zone(keeper: Attempts, new: New, at: At) -> None:
    attempt = keeper.begin(new())
    naive = at(1).replace(tzinfo=None)
    asked: list[Callable[[], object]] = [
        lambda: new(began_at=naive),
        lambda: keeper.append(attempt.id, 0, "reply", naive, {}),
        lambda: keeper.finish(attempt.id, naive, KEPT),
        lambda: keeper.set_aside(attempt.id, naive),
    ]
    for ask in asked:
        with pytest.raises(ValueError, match="time zone"):
            ask()


def test_names_that_are_not_quite_text_are_kept_as_far_as_they_go(keeper: Attempts, new: New) -> None:
    assert keeper.begin(new(agent="S\udcffm")).agent == "S?m"


@pytest.mark.parametrize("changes", [{"seed": -1}, {"seed": 2**63}, {"parent": 1}, {"from_turn": 1}])
def test_what_cannot_be_an_attempt(new: New, changes: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=r"seed|replay"):
        new(**changes)


def test_closing_twice_is_harmless(keeper: Attempts) -> None:
    keeper.close()
    keeper.close()
