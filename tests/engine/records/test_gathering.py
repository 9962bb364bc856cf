"""A class out of the store: who is in it, who is left out and why, and what is kept for the next time."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from engine.call.playable import open_scenario
from engine.mood.coefficients import load_model
from engine.records import gathering
from engine.records.errors import StoreProblem, UnknownAttemptError
from engine.records.gathering import Gathered, gather
from engine.records.home import Home
from engine.records.marks import keep_marks, read_marks
from engine.records.recorded import RecordedCall
from engine.records.store import Store
from tests.benchmarks.class_store import fill

At = Callable[[int], datetime]

EVERY_FEATURE = Path(__file__).parents[2] / "data" / "every-feature.yaml"
PLAYABLE = open_scenario(EVERY_FEATURE, load_model())
TO_THE_END = ("hear", "wait", "new-one", "keep")


@pytest.fixture
def play(store: Store, at: At) -> Callable[..., RecordedCall]:
    """Play a call as somebody, with these replies."""

    def played(agent: str, *replies: str, mode: str = "standard") -> RecordedCall:
        recorded = RecordedCall.begin(store, PLAYABLE, seed=3, agent=agent, mode=mode, now=at(0))
        recorded.answer()
        for reply in replies:
            recorded.choose(reply, at(1))
            if recorded.call.on_hold:
                recorded.end_hold()
        return recorded

    return played


Play = Callable[..., RecordedCall]


def damaged(home: Home, statement: str, *values: object) -> None:
    with closing(sqlite3.connect(home.attempts)) as raw, raw:
        raw.execute(statement, values)


def reasons(gathered: Gathered) -> dict[int, str]:
    return dict(gathered.left_out)


def test_an_empty_store_is_a_class_of_nobody(store: Store) -> None:
    assert gather(store) == Gathered((), (), (), 0)


def test_calls_are_counted_by_scenario_under_pseudonyms(store: Store, play: Play) -> None:
    play("Zoë", *TO_THE_END).note(
        "reaction", {"heat": 10, "band": None, "turn": 1}, datetime.now().astimezone()
    )
    play("Ann", "hear")
    (cohort,) = gather(store).cohorts
    assert [call.who for call in cohort.calls] == ["Agent 1", "Agent 2"]
    assert (cohort.finished, cohort.agents) == (1, 2)
    assert {guess.question for guess in cohort.calls[0].guesses} == {"end", "turn"}
    hear = next(each for scene in cohort.scenes for each in scene.replies if each.reply == "hear")
    assert hear.who == {"Agent 1": 1, "Agent 2": 1}
    (named,) = gather(store, names=True).cohorts
    assert [call.who for call in named.calls] == ["Zoë", "Ann"]


def test_a_pseudonym_is_the_same_for_one_scenario_and_for_all(store: Store, tmp_path: Path) -> None:
    other = tmp_path / "other.yaml"
    other.write_text(EVERY_FEATURE.read_text(encoding="utf-8").replace("id: every-feature", "id: other", 1))
    (tmp_path / "parts").symlink_to(EVERY_FEATURE.parent / "parts")
    fill(store, [PLAYABLE, open_scenario(other, load_model())], 40, agents=6)
    everybody = {call.attempt: call.who for cohort in gather(store).cohorts for call in cohort.calls}
    (one,) = gather(store, "other").cohorts
    assert {call.attempt: call.who for call in one.calls}.items() <= everybody.items()


def test_what_is_no_call_of_its_own_is_left_out(store: Store, home: Home, play: Play, at: At) -> None:
    first = play("Ann", *TO_THE_END)
    replayed = first.replay_from(2, at(9))
    exam = play("Bob", "hear", mode="exam")
    newer = play("Cid", "hear")
    damaged(home, "UPDATE attempts SET journal_version = 99 WHERE id = ?", newer.attempt.id)
    found = gather(store)
    assert [len(cohort.calls) for cohort in found.cohorts] == [1]
    assert reasons(found) == {
        replayed.attempt.id: gathering.REPLAY,
        exam.attempt.id: gathering.EXAM,
        newer.attempt.id: gathering.NEWER,
    }


@pytest.mark.parametrize(
    "statement, why",
    [
        ("DELETE FROM events WHERE attempt = 2 AND n = 0", gathering.GAPS),
        ("UPDATE events SET payload = '{nonsense' WHERE attempt = 2 AND n = 0", gathering.BROKEN),
        ("UPDATE events SET payload = '[1]' WHERE attempt = 2 AND n = 0", gathering.BROKEN),
        ('UPDATE events SET payload = \'{"scene": "talk"}\' WHERE attempt = 2 AND n = 0', gathering.BROKEN),
        (
            'UPDATE events SET payload = \'{"scene": "x", "reply": "y"}\' WHERE attempt = 2 AND n = 0',
            gathering.MISFIT,
        ),
    ],
)
def test_a_broken_attempt_is_left_out_and_the_others_counted(
    store: Store, home: Home, play: Play, statement: str, why: str
) -> None:
    play("Ann", *TO_THE_END)
    play("Bob", "hear")
    damaged(home, statement)
    found = gather(store)
    assert reasons(found) == {2: why}
    assert [call.attempt for call in found.cohorts[0].calls] == [1]


@pytest.mark.parametrize(
    "statement, why",
    [
        ("UPDATE texts SET body = body || ' '", gathering.NO_TEXT),
        ("UPDATE texts SET body = X'ff'", gathering.NO_TEXT),
    ],
)
def test_a_damaged_scenario_leaves_its_attempts_out(
    store: Store, home: Home, play: Play, statement: str, why: str
) -> None:
    play("Ann", *TO_THE_END)
    damaged(home, statement)
    assert reasons(gather(store)) == {1: why}


def test_what_was_worked_out_is_kept_for_the_next_time(
    store: Store, play: Play, tmp_path: Path, at: At
) -> None:
    cache = tmp_path / "cache.json"
    first = play("Zoë Ångström", *TO_THE_END)
    second = play("Ann", "hear")
    cold = gather(store, cache=cache)
    warm = gather(store, cache=cache)
    assert (cold.worked_out, warm.worked_out) == (2, 0)
    assert warm.cohorts == cold.cohorts == gather(store).cohorts
    second.choose("wait", at(5))
    first.note("reaction", {"heat": None, "band": "calm", "turn": None}, at(6))
    assert gather(store, cache=cache).worked_out == 2
    assert gather(store, cache=cache).cohorts == gather(store).cohorts
    (looked,) = gather(store, cache=cache, clock=lambda: 0.0).cohorts
    assert "unknown" not in {lost.how for lost in looked.lost}, (
        "what was kept without looking ahead is not it"
    )
    kept = cache.read_text(encoding="utf-8")
    assert "Zo" not in kept
    assert "Ann" not in kept


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xfe", b"[]", b"{}", b'{"version": [1, ""], "choices": [], "calls": {"a": 1}, "views": {}}'],
)
def test_a_cache_that_is_none_is_made_anew(store: Store, play: Play, tmp_path: Path, content: bytes) -> None:
    cache = tmp_path / "cache.json"
    cache.write_bytes(content)
    play("Ann", "hear")
    assert gather(store, cache=cache).worked_out == 1
    assert json.loads(cache.read_bytes())["calls"]


def test_another_versions_cache_is_not_trusted(store: Store, play: Play, tmp_path: Path) -> None:
    play("Ann", "hear")
    gather(store, cache=tmp_path / "cache.json", program="1")
    assert gather(store, cache=tmp_path / "cache.json", program="2").worked_out == 1


def test_a_cache_that_cannot_be_written_is_done_without(store: Store, play: Play, tmp_path: Path) -> None:
    play("Ann", "hear")
    assert gather(store, cache=tmp_path / "none" / "cache.json").worked_out == 1


def test_marks_are_kept_and_replaced(store: Store, play: Play, at: At) -> None:
    play("Ann", "hear")
    keep_marks(store, 1, "Bo", {"listen": "shown", "affirm": "no-chance"}, at(1))
    keep_marks(store, 1, "Bo", {"listen": "not-shown"}, at(2))
    keep_marks(store, 1, "Bo", {"listen": "shown"}, at(3), turn=2)
    keep_marks(store, 1, "Bo", {"listen": "no-chance"}, at(4), turn=2)
    keep_marks(store, 1, "Bo", {"listen": "shown"}, at(5), turn=1)
    assert [mark[1:] for mark in read_marks(store)] == [
        ("Bo", "affirm", "no-chance", 0),
        ("Bo", "listen", "not-shown", 0),
        ("Bo", "listen", "shown", 1),
        ("Bo", "listen", "no-chance", 2),
    ]


def test_an_attempt_that_is_not_there_cannot_be_marked(store: Store, at: At) -> None:
    with pytest.raises(UnknownAttemptError):
        keep_marks(store, 1, "Bo", {"listen": "shown"}, at(1))
    assert read_marks(store) == ()


def test_a_store_that_is_damaged_says_so(store: Store, home: Home, play: Play) -> None:
    play("Ann", "hear")
    damaged(home, "DROP TABLE events")
    with pytest.raises(StoreProblem) as caught:
        gather(store)
    assert caught.value.code == "corrupt"
