"""A call and its attempt in step: what is told has been kept, and what was kept can be gone on with."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.call.events import CallEnded, Event, ReplyGiven
from engine.call.journal import Choice, encode
from engine.call.machine import OutOfTurn
from engine.call.playable import NotPlayable, open_scenario
from engine.call.step import NotOffered
from engine.mood.coefficients import load_model
from engine.records.attempts import Outcome, Standing
from engine.records.errors import ConflictError, StoreProblem, disk_full
from engine.records.home import Home
from engine.records.keeper import Attempts
from engine.records.memory import MemoryStore
from engine.records.recorded import CannotGoOn, RecordedCall
from engine.records.store import Store

At = Callable[[int], datetime]

EVERY_FEATURE = Path(__file__).parents[2] / "data" / "every-feature.yaml"
TO_THE_END = ["hear", "wait", "new-one", "keep"]
PLAYABLE = open_scenario(EVERY_FEATURE, load_model())


@pytest.fixture(params=["disk", "memory"])
def keeper(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Attempts]:
    opened: Attempts = MemoryStore() if request.param == "memory" else Store.open(Home(tmp_path / "data"))
    with opened:
        yield opened


@pytest.fixture
def begin(at: At) -> Callable[..., RecordedCall]:
    def make(keeper: Attempts, **changes: Any) -> RecordedCall:
        usual: dict[str, Any] = {"seed": 7, "agent": "Zoë", "mode": "coach", "now": at(0)}
        return RecordedCall.begin(keeper, PLAYABLE, **usual | changes)

    return make


Begin = Callable[..., RecordedCall]


def play(recorded: RecordedCall, replies: list[str], at: At) -> None:
    for reply in replies:
        recorded.choose(reply, at(len(recorded.events) + 1))
        if recorded.call.on_hold:
            recorded.end_hold()


class FailsOnce(MemoryStore):
    """A keeper whose next append fails: before it has kept the event, or after."""

    fails = False
    keeps_first = False

    def append(self, attempt_id: int, *event: Any, **rest: Any) -> None:
        if not self.fails or self.keeps_first:
            super().append(attempt_id, *event, **rest)
        if self.fails:
            self.fails = False
            raise disk_full(Path("attempts.sqlite3"))


def test_a_call_is_on_record_from_its_beginning_to_its_outcome(
    keeper: Attempts, begin: Begin, at: At
) -> None:
    recorded = begin(keeper)
    began = keeper.load(recorded.attempt.id)
    assert (began.attempt.scenario_id, began.attempt.seed, began.attempt.mode) == (
        "every-feature",
        7,
        "coach",
    )
    assert began.attempt.standing == Standing(0, 62, 20, 35)
    recorded.answer()
    play(recorded, TO_THE_END, at)
    record = keeper.load(recorded.attempt.id)
    assert [event.payload["reply"] for event in record.events] == TO_THE_END
    assert [event.at for event in record.events] == [at(1), at(2), at(3), at(4)]
    assert record.attempt.outcome == Outcome("sent", "solved", "kept")
    assert record.attempt.standing == Standing(4, *recorded.call.state.mood)
    assert isinstance(recorded.call.events[-1], CallEnded)


def test_nothing_is_told_before_it_is_on_record(keeper: Attempts, begin: Begin, at: At) -> None:
    recorded = begin(keeper)
    recorded.answer()
    kept: list[int] = []

    def listen(event: Event) -> None:
        if isinstance(event, ReplyGiven):
            kept.append(len(keeper.load(recorded.attempt.id).events))

    recorded.call.listeners.append(listen)
    play(recorded, TO_THE_END, at)
    assert kept == [1, 2, 3, 4]


@pytest.mark.parametrize("turns", range(5))
def test_a_call_is_gone_on_with_where_it_was_left(keeper: Attempts, begin: Begin, at: At, turns: int) -> None:
    recorded = begin(keeper)
    recorded.answer()
    play(recorded, TO_THE_END[:turns], at)
    again = RecordedCall.resume(keeper, recorded.attempt.id)
    assert encode(again.call) == encode(recorded.call)
    assert again.call.state == recorded.call.state
    play(again, TO_THE_END[turns:], at)
    assert again.call.ending_id == "sent"
    assert keeper.load(again.attempt.id).attempt.finished


def test_a_reply_that_was_kept_but_never_told_is_not_lost(keeper: Attempts, begin: Begin, at: At) -> None:
    """As when the power goes between the disk and the screen, here while the customer is on hold."""
    recorded = begin(keeper)
    recorded.answer()
    play(recorded, ["hear"], at)
    recorded.choose("wait", at(2))
    assert recorded.call.on_hold
    again = RecordedCall.resume(keeper, recorded.attempt.id)
    assert (again.call.phase, len(again.choices)) == ("offer", 2)


def test_what_is_not_on_offer_is_refused_and_not_kept(keeper: Attempts, begin: Begin, at: At) -> None:
    recorded = begin(keeper)
    with pytest.raises(OutOfTurn):
        recorded.choose("hear", at(1))
    recorded.answer()
    with pytest.raises(NotOffered):
        recorded.choose("new-one", at(1))
    play(recorded, ["hear", "photo"], at)
    assert recorded.call.phase == "offer"
    with pytest.raises(ValueError, match="choose"):
        recorded.note("choice", {}, at(9))
    assert len(keeper.load(recorded.attempt.id).events) == 2


def test_a_locked_reply_is_refused(at: At, tmp_path: Path) -> None:
    file = tmp_path / "locked.yaml"
    condition = 'when: {not: {made: {photo: ">= 1"}}}'
    text = EVERY_FEATURE.read_text(encoding="utf-8")
    assert condition in text
    file.write_text(text.replace(condition, "when: {told: address}"), encoding="utf-8")
    keeper = MemoryStore()
    playable = open_scenario(file, load_model())
    recorded = RecordedCall.begin(keeper, playable, seed=7, agent="Sam", mode="coach", now=at(0))
    recorded.answer()
    play(recorded, ["hear"], at)
    assert [offer.reply.id for offer in recorded.call.offers() if offer.locked] == ["photo"]
    with pytest.raises(NotOffered):
        recorded.choose("photo", at(2))
    assert len(keeper.load(recorded.attempt.id).events) == 1
    play(recorded, ["check", "address", "photo"], at)


@pytest.mark.parametrize("keeps_first", [False, True])
def test_a_reply_that_cannot_be_kept_leaves_the_call_as_it_was(
    begin: Begin, at: At, keeps_first: bool
) -> None:
    keeper = FailsOnce()
    recorded = begin(keeper)
    recorded.answer()
    play(recorded, ["hear"], at)
    before = encode(recorded.call)
    keeper.fails, keeper.keeps_first = True, keeps_first
    with pytest.raises(StoreProblem, match="Free some space"):
        recorded.choose("wait", at(2))
    assert (encode(recorded.call), recorded.call.phase, len(recorded.choices)) == (before, "middle", 1)
    recorded.choose("wait", at(30))  # Also where the first time did get through.
    recorded.end_hold()
    kept = keeper.load(recorded.attempt.id).events
    assert [event.payload["reply"] for event in kept] == ["hear", "wait"]
    play(recorded, ["new-one"], at)


def test_after_a_failure_the_call_can_go_on_unsaved(begin: Begin, at: At, tmp_path: Path) -> None:
    class Full(Store):
        full = False

        def append(self, *event: Any, **rest: Any) -> None:
            if self.full:
                raise disk_full(self.path)
            super().append(*event, **rest)

    with Full.open(Home(tmp_path / "data")) as store:
        recorded = begin(store)
        recorded.answer()
        play(recorded, ["hear"], at)
        store.full = True
        with pytest.raises(StoreProblem):
            recorded.choose("wait", at(2))
        assert recorded.saved
        recorded.go_unsaved()
        assert not recorded.saved
        play(recorded, TO_THE_END[1:], at)
        recorded.note("reaction", {"heat": 40}, at(9))
        assert recorded.call.over
        assert recorded.noted("reaction") == {"heat": 40}
        kept = store.load(1)
        assert [event.payload["reply"] for event in kept.events] == ["hear"]
        assert not kept.attempt.finished
        assert store.unfinished("every-feature") == kept.attempt


def test_a_replayed_call_can_go_on_unsaved_too(begin: Begin, at: At) -> None:
    keeper = MemoryStore()
    first = begin(keeper)
    first.answer()
    play(first, TO_THE_END, at)
    second = first.replay_from(2, at(10))
    second.go_unsaved()
    play(second, ["photo"], at)
    assert [choice.reply for choice in second.choices] == ["hear", "photo"]


def test_two_windows_cannot_play_one_attempt(keeper: Attempts, begin: Begin, at: At) -> None:
    one = begin(keeper)
    one.answer()
    other = RecordedCall.resume(keeper, one.attempt.id)
    play(one, ["hear"], at)
    with pytest.raises(ConflictError, match="another window"):
        other.choose("sorry", at(5))
    assert other.call.phase == "opening"


def test_a_replay_starts_at_its_turn_and_leaves_the_first_attempt_alone(
    keeper: Attempts, begin: Begin, at: At
) -> None:
    first = begin(keeper)
    first.answer()
    play(first, TO_THE_END, at)
    second = first.replay_from(3, at(20))
    assert (second.call.phase, second.call.state.turn) == ("offer", 2)
    assert (second.attempt.parent, second.attempt.from_turn) == (first.attempt.id, 3)
    assert second.choices == (Choice("opening", "hear"), Choice("middle", "wait"))
    play(second, ["no"], at)
    record = keeper.load(second.attempt.id)
    assert [event.payload["reply"] for event in record.events] == ["hear", "wait", "no"]
    assert record.attempt.standing == Standing(3, *second.call.state.mood)
    assert len(keeper.load(first.attempt.id).events) == 4
    from_the_start = first.replay_from(1, at(30), mode="exam")
    assert (from_the_start.call.phase, from_the_start.attempt.mode) == ("opening", "exam")
    for turn in (0, 5):
        with pytest.raises(ValueError, match="no turn"):
            first.replay_from(turn, at(40))


def test_notes_are_kept_and_change_nothing_in_the_call(keeper: Attempts, begin: Begin, at: At) -> None:
    recorded = begin(keeper)
    recorded.answer()
    play(recorded, TO_THE_END, at)
    recorded.note("reaction", {"band": "angry", "turn": 2}, at(10))
    recorded.note("reflection", {"answers": ["one", "zwei ✓"]}, at(11))
    recorded.note("reflection", {"answers": ["better"]}, at(12))
    again = RecordedCall.resume(keeper, recorded.attempt.id)
    assert encode(again.call) == encode(recorded.call)
    assert again.noted("reaction") == {"band": "angry", "turn": 2}
    assert again.noted("reflection") == {"answers": ["better"]}
    assert again.noted("nothing") is None


def test_an_edited_scenario_is_gone_on_with_as_it_was_begun(at: At, tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    text = EVERY_FEATURE.read_text(encoding="utf-8")
    file.write_text(text, encoding="utf-8")
    model = load_model()
    keeper = MemoryStore()
    recorded = RecordedCall.begin(
        keeper, open_scenario(file, model), seed=7, agent="Sam", mode="coach", now=at(0)
    )
    recorded.answer()
    play(recorded, ["hear"], at)
    file.write_text(
        text.replace("{id: check,", "{id: look,").replace("So what now?", "Now?"), encoding="utf-8"
    )
    again = RecordedCall.resume(keeper, recorded.attempt.id)
    assert again.edited(open_scenario(file, model).source)
    assert encode(again.call) == encode(recorded.call)
    play(again, ["check"], at)
    file.write_text(text, encoding="utf-8")
    assert not again.edited(open_scenario(file, model).source)


def test_a_scenario_in_several_files_is_kept_whole(at: At, tmp_path: Path) -> None:
    text = EVERY_FEATURE.read_text(encoding="utf-8")
    before, rest = text.split("  check:\n")
    part, after = rest.split("  offer:\n")
    file = tmp_path / "whole.yaml"
    file.write_text(
        before.replace("start: opening", "include: parts/check.yaml\nstart: opening") + "  offer:\n" + after,
        encoding="utf-8",
    )
    (tmp_path / "parts").mkdir()
    shared = tmp_path / "parts" / "check.yaml"
    facts = "facts: {address: the address}"
    shared.write_text(f"moodline: 1\n{facts}\nscenes:\n  check:\n{part}", encoding="utf-8")
    keeper = MemoryStore()
    playable = open_scenario(file, load_model())
    recorded = RecordedCall.begin(keeper, playable, seed=7, agent="Sam", mode="coach", now=at(0))
    recorded.answer()
    play(recorded, ["hear", "check"], at)
    shared.unlink()
    again = RecordedCall.resume(keeper, recorded.attempt.id)
    assert again.call.phase == "check"
    with pytest.raises(NotPlayable):
        open_scenario(file, load_model())


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"scenario_text": "not a scenario"}, "does not read"),
        (
            {"scenario_text": json.dumps({"root": "x.yaml", "files": {"x.yaml": "moodline: 99\n"}})},
            "does not read",
        ),
        ({"scenario_text": json.dumps([1])}, "does not read"),
        ({"model_text": "moodline-model: 99\n"}, "mood model"),
    ],
)
def test_what_this_version_cannot_read_is_refused_in_words(
    begin: Begin, at: At, changes: dict[str, str], why: str
) -> None:
    keeper = _Altered(changes)
    recorded = begin(keeper)
    with pytest.raises(CannotGoOn, match=why):
        RecordedCall.resume(keeper, recorded.attempt.id)


def test_an_attempt_of_a_newer_moodline_is_refused_in_words(begin: Begin) -> None:
    keeper = _Altered({})
    recorded = begin(keeper)
    record = keeper.load(recorded.attempt.id)
    keeper.attempt = replace(record.attempt, journal_version=99)
    with pytest.raises(CannotGoOn, match="Update Moodline"):
        RecordedCall.resume(keeper, recorded.attempt.id)


def test_replies_that_do_not_fit_are_refused_in_words(begin: Begin, at: At) -> None:
    keeper = MemoryStore()
    recorded = begin(keeper)
    keeper.append(recorded.attempt.id, 0, "choice", at(1), {"scene": "opening", "reply": "gone"})
    with pytest.raises(CannotGoOn, match="do not fit"):
        RecordedCall.resume(keeper, recorded.attempt.id)
    other = begin(keeper)
    keeper.append(other.attempt.id, 0, "choice", at(1), {"reply": "hear"})
    with pytest.raises(CannotGoOn, match="do not fit"):
        RecordedCall.resume(keeper, other.attempt.id)


class _Altered(MemoryStore):
    """A keeper that gives back something else than was kept."""

    def __init__(self, changes: dict[str, str]) -> None:
        super().__init__()
        self.changes = changes
        self.attempt: Any = None

    def load(self, attempt_id: int) -> Any:
        changes: dict[str, Any] = {**self.changes, **({"attempt": self.attempt} if self.attempt else {})}
        return replace(super().load(attempt_id), **changes)


@settings(max_examples=25)
@given(
    picks=st.lists(st.integers(0, 11), max_size=14), seed=st.integers(0, 2**63 - 1), cut=st.integers(0, 14)
)
def test_any_call_comes_back_the_same_from_any_turn(picks: list[int], seed: int, cut: int) -> None:
    moment = datetime.fromisoformat("2026-11-21T09:30:00+00:00")
    keeper = MemoryStore()
    whole = RecordedCall.begin(keeper, PLAYABLE, seed=seed, agent="Sam", mode="standard", now=moment)
    whole.answer()
    current = whole
    for turn, pick in enumerate(picks):
        if current.call.over:
            break
        if turn == cut:
            current = RecordedCall.resume(keeper, whole.attempt.id)
        on_offer = [offer.reply.id for offer in current.call.offers() if not offer.locked]
        current.choose(on_offer[pick % len(on_offer)], moment)
        if current.call.on_hold:
            current.end_hold()
    record = keeper.load(whole.attempt.id)
    assert encode(RecordedCall.resume(keeper, whole.attempt.id).call) == encode(current.call)
    assert record.attempt.finished == current.call.over
    assert record.attempt.standing == Standing(current.call.state.turn, *current.call.state.mood)
