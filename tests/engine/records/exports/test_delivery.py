"""What waits is delivered, or still waits: whatever a learning record store does, nothing is lost."""

import os
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.records.exports.delivery import Patience, deliver
from engine.records.exports.lrs import Answer, Told
from engine.records.exports.outbox import BATCH, Outbox
from engine.records.exports.subject import CannotExport
from engine.records.exports.xapi import Statement, make_statements
from engine.records.home import Home
from tests.engine.call.conftest import EVERY_FEATURE
from tests.engine.records.exports.played import playable_of, recorded, subject_of


def statements_like(count: int, start: int = 0) -> list[Statement]:
    return [
        {"id": f"{number:04}", "timestamp": f"2026-11-21T09:30:{number:05}Z"}
        for number in range(start, start + count)
    ]


class Store:
    """A learning record store that answers as it is told, and then takes everything."""

    def __init__(self, *answers: Answer, refuses: frozenset[str] = frozenset(), most: int = 1000) -> None:
        self.answers = list(answers)
        self.refuses = refuses
        self.most = most
        self.got: dict[str, Statement] = {}
        self.requests = 0

    def store(self, statements: Sequence[Statement]) -> Told:
        self.requests += 1
        answer: Answer = self.answers.pop(0) if self.answers else "stored"
        ids = {each["id"] for each in statements}
        if len(statements) > self.most:
            answer = "too large"
        elif ids & self.refuses:
            answer = "refused"
        if answer == "stored":
            self.got |= {each["id"]: each for each in statements}
        return Told(answer, f"it said {answer}", 7.0 if answer == "trouble" else 0.0)


@pytest.fixture
def outbox(home: Home) -> Outbox:
    return Outbox(home)


Waits = list[float]


@pytest.fixture
def waits() -> Waits:
    return []


def test_what_is_sent_is_on_the_disk_before(outbox: Outbox, waits: Waits) -> None:
    outbox.put(statements_like(3))
    assert len(list(outbox.folder.iterdir())) == 1
    store = Store()
    done = deliver(outbox, store, waits.append)
    assert (done.stored, done.left, done.words, done.complete) == (3, 0, (), True)
    assert list(store.got.values()) == statements_like(3)
    assert list(outbox.folder.iterdir()) == []
    assert deliver(outbox, store, waits.append).stored == 0
    assert waits == []


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_the_outbox_is_its_owners_alone(outbox: Outbox) -> None:
    outbox.put(statements_like(1))
    assert outbox.folder.stat().st_mode & 0o077 == 0


def test_putting_the_same_twice_keeps_it_once(outbox: Outbox) -> None:
    statements = make_statements(subject_of(recorded(playable_of(EVERY_FEATURE), [0, 1, 0])))
    outbox.put(statements)
    outbox.put(statements)
    assert len(list(outbox.folder.iterdir())) == 1


def test_batches_leave_in_the_order_of_what_happened(outbox: Outbox, waits: Waits) -> None:
    outbox.put(statements_like(BATCH + 1, 500))
    outbox.put(statements_like(2 * BATCH))
    store = Store()
    assert deliver(outbox, store, waits.append).stored == 3 * BATCH + 1
    assert list(store.got) == sorted(store.got)
    assert store.requests == 4


def test_trouble_is_tried_again_after_longer_and_longer(outbox: Outbox, waits: Waits) -> None:
    outbox.put(statements_like(2))
    store = Store("trouble", "trouble", "trouble")
    patience = Patience(tries=4, first_wait=4.0, longest_wait=10.0)
    said: list[str] = []
    assert deliver(outbox, store, waits.append, patience, said.append).complete
    assert waits == [7.0, 8.0, 10.0]
    assert said[0] == "The learning record store: it said trouble. Trying again in 7 s."
    assert len(said) == 3


def test_lasting_trouble_leaves_everything_for_another_time(outbox: Outbox, waits: Waits) -> None:
    outbox.put(statements_like(2 * BATCH + 5))
    store = Store("trouble", "trouble", "trouble", "trouble")
    done = deliver(outbox, store, waits.append, Patience(tries=4))
    assert (done.stored, done.left, done.complete) == (0, 2 * BATCH + 5, False)
    assert "it said trouble" in done.words[0]
    assert done.words[1] == "2 more batches were not tried."
    assert store.requests == 4
    assert deliver(outbox, store, waits.append).stored == 2 * BATCH + 5


def test_a_store_that_lets_nobody_in_is_not_asked_again(outbox: Outbox, waits: Waits) -> None:
    outbox.put(statements_like(BATCH + 1))
    store = Store("denied")
    done = deliver(outbox, store, waits.append)
    assert (done.stored, done.left, store.requests, waits) == (0, BATCH + 1, 1, [])


def test_what_is_refused_is_kept_and_said_and_holds_nothing_up(outbox: Outbox, waits: Waits) -> None:
    outbox.put(statements_like(BATCH * 3))
    store = Store(refuses=frozenset({f"{BATCH:04}"}))
    done = deliver(outbox, store, waits.append)
    assert (done.stored, done.left, done.refused, done.complete) == (2 * BATCH, 0, BATCH, False)
    assert "did not take" in done.words[0]
    (kept,) = outbox.refused()[0]
    assert kept.path.name in done.words[0]
    assert (list(kept.statements), kept.why) == (statements_like(BATCH, BATCH), "it said refused")
    again = deliver(outbox, store, waits.append)  # It is not asked for again and again.
    assert (again.stored, again.refused, again.complete, store.requests) == (0, 0, True, 3)


def test_what_was_refused_can_be_sent_again_or_let_go(outbox: Outbox, waits: Waits) -> None:
    outbox.put(statements_like(BATCH * 2))
    deliver(outbox, Store("refused", "refused"), waits.append)
    first, second = outbox.refused()[0]
    outbox.take_back(first)
    outbox.take_back(first)  # Another run was quicker.
    store = Store()
    assert deliver(outbox, store, waits.append).complete
    assert list(store.got.values()) == statements_like(BATCH)
    outbox.drop(second.path)
    assert outbox.refused() == outbox.waiting() == ((), ())
    assert list(outbox.refused_folder.iterdir()) == []


def test_what_cannot_be_set_aside_goes_on_waiting(outbox: Outbox, waits: Waits) -> None:
    outbox.put(statements_like(2))
    outbox.refused_folder.write_bytes(b"in the way")
    done = deliver(outbox, Store("refused"), waits.append)
    assert (done.left, done.refused, done.complete) == (2, 2, False)
    assert len(outbox.waiting()[0]) == 1
    assert "cannot be read" in outbox.refused()[1][0]


def test_what_is_too_large_goes_in_parts(outbox: Outbox, waits: Waits) -> None:
    outbox.put(statements_like(BATCH))
    store = Store(most=7)
    assert deliver(outbox, store, waits.append).complete
    assert list(store.got.values()) == statements_like(BATCH)
    outbox.put(statements_like(1))
    assert deliver(outbox, Store(most=0), waits.append).refused == 1


def test_a_part_that_went_through_is_sent_again_with_the_rest(outbox: Outbox, waits: Waits) -> None:
    outbox.put(statements_like(8))
    store = Store(most=4, refuses=frozenset({"0006"}))
    done = deliver(outbox, store, waits.append)
    assert (done.stored, done.refused) == (0, 8)
    outbox.take_back(outbox.refused()[0][0])
    store.refuses = frozenset()
    assert deliver(outbox, store, waits.append).complete
    assert list(store.got.values()) == statements_like(8)


@settings(max_examples=20, deadline=None)
@given(
    runs=st.lists(
        st.tuples(
            st.integers(0, 2 * BATCH),
            st.lists(st.sampled_from(["stored", "trouble", "refused", "denied", "too large"]), max_size=6),
        ),
        max_size=4,
    )
)
def test_nothing_is_ever_lost(
    tmp_path_factory: pytest.TempPathFactory, runs: list[tuple[int, list[Answer]]]
) -> None:
    outbox = Outbox(Home(tmp_path_factory.mktemp("home")))
    got: set[str] = set()
    put = 0
    for count, answers in runs:
        outbox.put(statements_like(count, put))
        put += count
        store = Store(*answers)
        deliver(outbox, store, lambda _: None, Patience(tries=2))
        got |= set(store.got)
        kept = (*outbox.waiting()[0], *outbox.refused()[0])
        waiting = {each["id"] for batch in kept for each in batch.statements}
        assert got | waiting == {each["id"] for each in statements_like(put)}
    for batch in outbox.refused()[0]:
        outbox.take_back(batch)
    store = Store()
    assert deliver(outbox, store, lambda _: None).complete
    assert got | set(store.got) == {each["id"] for each in statements_like(put)}


@pytest.mark.parametrize(
    "content", [b"", b"{", b"\xff\xfe", b"[]", b"{}", b"[1]", b'[{"id": 3}]', b"[" * 100_000], ids=range(8)
)
def test_a_damaged_file_is_left_and_said_and_holds_nothing_up(
    outbox: Outbox, waits: Waits, content: bytes
) -> None:
    outbox.put(statements_like(2))
    damaged = outbox.folder / "00000000-damaged.json"
    damaged.write_bytes(content)
    done = deliver(outbox, Store(), waits.append)
    assert done.stored == 2
    assert not done.complete
    assert "damaged and was left there" in done.words[0]
    assert damaged.read_bytes() == content


def test_statements_that_cannot_be_kept_are_not_sent(home: Home, outbox: Outbox) -> None:
    home.make()
    outbox.folder.write_bytes(b"in the way")
    with pytest.raises(CannotExport, match="outbox"):
        outbox.put(statements_like(1))


def test_a_program_that_ends_in_the_middle_loses_nothing(outbox: Outbox) -> None:
    class Power(BaseException):
        pass

    class Cut(Store):
        def store(self, statements: Sequence[Statement]) -> Told:
            super().store(statements)
            raise Power

    outbox.put(statements_like(2 * BATCH))
    cut = Cut()
    with pytest.raises(Power):
        deliver(outbox, cut, lambda _: None)
    store = Store()
    assert deliver(outbox, store, lambda _: None).stored == 2 * BATCH
    assert set(cut.got) <= set(store.got)
