"""Numbers for keys, in bulk: the first key met is 0, the next new one 1, and so on."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

_EMPTY: Final = -1
_MIX: Final = np.uint64(0x9E3779B97F4A7C15)
"""2⁶⁴ divided by the golden ratio (Knuth, The Art of Computer Programming, vol. 3, 6.4)."""
_SMALLEST: Final = 10


class Numbers:
    """A hash table with open addressing, of which every operation takes many keys at once.

    A place takes 12 bytes; at most seven in ten are taken.
    """

    def __init__(self) -> None:
        self.count = 0
        self._bits = _SMALLEST
        self._make()

    def _make(self) -> None:
        size = 1 << self._bits
        self._keys = np.full(size, _EMPTY, np.int64)
        self._values = np.zeros(size, np.uint32)
        self._shift = np.uint64(64 - self._bits)

    def number(self, keys: Ints) -> tuple[Ints, Ints]:
        """The number of each key, 0 or more; and where in ``keys`` the new ones stand first, in order.

        The keys that are new get the next numbers, in the order in which they stand there.
        """
        self._grow(len(keys))
        slots = self._slots(keys)
        values = self._values[slots].astype(np.int64)
        # A place that holds 0 was taken just now.
        fresh = np.flatnonzero(values == 0)
        if not len(fresh):
            return values - 1, fresh
        firsts = self._first_of_each(slots[fresh], fresh)
        self._values[slots[firsts]] = np.arange(self.count + 1, self.count + 1 + len(firsts), dtype=np.uint32)
        self.count += len(firsts)
        values[fresh] = self._values[slots[fresh]]
        return values - 1, firsts

    def _first_of_each(self, slots: Ints, places: Ints) -> Ints:
        """Of places with the same slot, the first."""
        # Of values assigned to one place, the last one stays (NumPy's guide, "Assigning values to indexed
        # arrays"): so the first place of each slot, if they are assigned backwards.
        self._values[slots[::-1]] = np.arange(len(slots) - 1, -1, -1, dtype=np.uint32)
        is_first = self._values[slots] == np.arange(len(slots), dtype=np.uint32)
        firsts: Ints = places[is_first]
        return firsts

    def _slots(self, keys: Ints) -> Ints:
        """The place of each key, taken now if it has none yet."""
        table = self._keys
        last = len(table) - 1
        slots = ((keys.astype(np.uint64) * _MIX) >> self._shift).astype(np.int64)
        there = table[slots]
        waiting = np.flatnonzero(there != keys)
        while len(waiting):
            wanted, at = keys[waiting], slots[waiting]
            free = table[at] == _EMPTY
            table[at[free]] = wanted[free]
            lost = table[at] != wanted
            waiting = waiting[lost]
            slots[waiting] = (slots[waiting] + 1) & last
        return slots

    def _grow(self, more: int) -> None:
        if 10 * (self.count + more) <= 7 * len(self._keys):
            return
        taken = self._keys != _EMPTY
        keys, values = self._keys[taken], self._values[taken]
        while 10 * (self.count + more) > 7 << self._bits:
            self._bits += 1
        self._make()
        self._values[self._slots(keys)] = values
