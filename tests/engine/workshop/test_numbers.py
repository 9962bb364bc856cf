"""Numbers in bulk are those that one would give one by one."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from engine.workshop.explore.columns import Column, Distinct
from engine.workshop.explore.numbers import Numbers

keys = st.integers(0, 40) | st.integers(0, 2**56) | st.integers(0, 40).map(lambda number: number << 40)
batches = st.lists(st.lists(keys, max_size=30), max_size=6)


def one_by_one(batches: list[list[int]]) -> list[tuple[list[int], list[int]]]:
    known: dict[int, int] = {}
    found = []
    for batch in batches:
        new = [place for place, key in enumerate(batch) if key not in known and batch.index(key) == place]
        found.append(([known.setdefault(key, len(known)) for key in batch], new))
    return found


@given(batches)
def test_each_key_has_its_number(batches: list[list[int]]) -> None:
    numbers = Numbers()
    found = [numbers.number(np.array(batch, np.int64)) for batch in batches]
    assert [(some.tolist(), new.tolist()) for some, new in found] == one_by_one(batches)


def test_many_keys_make_it_grow() -> None:
    numbers = Numbers()
    for begin in (0, 50_000, 25_000):
        wanted = np.arange(begin, begin + 60_000)
        found, _ = numbers.number(wanted * 2**20)
        assert found.tolist() == wanted.tolist()
    assert numbers.count == 110_000


@given(batches)
def test_each_row_has_its_number(batches: list[list[int]]) -> None:
    distinct = Distinct()
    found = []
    for batch in batches:
        heads = np.array([key % 7 - 1 for key in batch], np.int64)
        words = np.array([[key, key % 3] for key in batch], np.uint64).reshape(-1, 2)
        found.append(distinct.number(heads, words))
    assert [(some.tolist(), new.tolist()) for some, new in found] == one_by_one(batches)


def test_a_column_keeps_what_is_added() -> None:
    column = Column(np.int64)
    for begin in range(0, 5_000, 500):
        column.add(np.arange(begin, begin + 500))
    assert column.rows.tolist() == list(range(5_000))
