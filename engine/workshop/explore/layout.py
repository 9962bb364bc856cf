"""A state as bits: all that it holds besides the place, the mood and its band, in one number.

Bits that nothing ever looks at have no place in it: a projected state has nothing there.
"""

from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.call.numbering import Count
from engine.call.plan import Plan
from engine.call.state import State
from engine.mood.mood import HIGHEST, Mood
from engine.workshop.explore.looks import MASKS, SINGLES, Looks
from engine.workshop.explore.projection import Keep

Words = NDArray[np.uint64]

WORD: Final = 64
BACKS: Final = 32
"""Bits for which ways back out of detours there are."""
_RESTS: Final = Mood(0, 0, 0)


class Layout:
    """Where each field of a state has its bits."""

    def __init__(self, plan: Plan, looks: Looks) -> None:
        self.plan = plan
        self.looks = looks
        replies = [reply for place in plan.places for reply in place.replies]
        widths = looks.widths | {
            "made": _width(count for reply in replies for count in reply.makes),
            "resting": HIGHEST.bit_length(),
            "grievance": 1,
            "owed": len(plan.promises).bit_length(),
            "back": BACKS,
            "turn": (max(looks.turns) + 1).bit_length(),
            "over": plan.limit_turns.bit_length(),
        }
        # The masks come first, so that their bits are those that ``looks`` gives them.
        self.ranges: dict[str, int] = {}
        self._shifts: dict[str, int] = {}
        at = 0
        for name in (*MASKS, *SINGLES, "turn", "over"):
            self._shifts[name] = at
            self.ranges[name] = ((1 << widths[name]) - 1) << at
            at += widths[name]
        self._masks = (1 << looks.turn_offset - len(SINGLES)) - 1
        self._runs: list[tuple[int, int]] = [((1 << at) - 1, 0)]
        self.words = 1
        self.backs: dict[tuple[int, ...], int] = {(): 0}
        self._backs: list[tuple[int, ...]] = [()]

    def of(self, looked_at: int) -> int:
        """The bits of what ``looks`` calls ``looked_at``."""
        bits = looked_at & self._masks
        for name, bit in self.looks.single.items():
            if looked_at & bit:
                bits |= self.ranges[name]
        if looked_at >> self.looks.turn_offset:
            bits |= self.ranges["turn"]
        return bits

    def field(self, name: str, bits: int) -> int:
        """``bits`` of one field, among all."""
        return bits << self._shifts[name] & self.ranges[name]

    def keep_only(self, used: int) -> None:
        """Give no place to bits that are not ``used``; to be called before anything is packed."""
        self._runs, at = [], 0
        rest, shift = used, 0
        while rest:
            zeros = (rest & -rest).bit_length() - 1
            rest, shift = rest >> zeros, shift + zeros
            ones = (~rest & rest + 1).bit_length() - 1
            self._runs.append((((1 << ones) - 1) << shift, shift - at))
            rest, shift, at = rest >> ones, shift + ones, at + ones
        self.words = max(1, -(-at // WORD))

    def squeezed(self, bits: int) -> int:
        """Bits without those that have no place."""
        number = 0
        for run, shift in self._runs:
            if part := bits & run:
                number |= part >> shift
        return number

    def words_of(self, numbers: Sequence[int]) -> Words:
        """Squeezed bits as words, a row for each."""
        data = b"".join([number.to_bytes(8 * self.words, "little") for number in numbers])
        return np.frombuffer(data, np.dtype("<u8")).astype(np.uint64).reshape(-1, self.words)

    def packed(self, state: State) -> int:
        """A projected state's bits."""
        (
            _, _, _, turn, over, resting, grievance, owed, told, asked, promised, kept, broken, flags, given,
            visited, interrupts, back, made, worn, again, _,
        ) = state  # fmt: skip
        values = (
            told, asked, promised, kept, broken, flags, given, visited, interrupts, worn, again,
            made, resting, grievance, owed, self._back(back), turn, over,
        )  # fmt: skip
        bits = 0
        for shift, value in zip(self._shifts.values(), values, strict=True):
            if value:
                bits |= value << shift
        return bits

    def kept(self, keep: Keep) -> int:
        """The bits that are kept; of counts that are cut off and of ways back, all."""
        bits = self.ranges["turn"] | self.ranges["back"] | self.ranges["over"]
        for name in SINGLES:
            if getattr(keep, name):
                bits |= self.ranges[name]
        for name in MASKS:
            bits |= self.field(name, getattr(keep, name))
        return bits

    def _back(self, back: tuple[int, ...]) -> int:
        number = self.backs.get(back)
        if number is None:
            number = self.backs[back] = len(self._backs)
            self._backs.append(back)
        return number

    def unpacked(self, place: int, words: Words) -> State:
        """The state of which these are the words, at a place, in no mood yet."""
        number = int.from_bytes(words.astype("<u8").tobytes(), "little")
        bits = 0
        for run, shift in self._runs:
            bits |= (number << shift) & run
        (
            told, asked, promised, kept, broken, flags, given, visited, interrupts, worn, again,
            made, resting, grievance, owed, back, turn, over,
        ) = [(bits & self.ranges[name]) >> shift for name, shift in self._shifts.items()]  # fmt: skip
        return State(
            place, _RESTS, 0, turn, over, resting, bool(grievance), owed, told, asked, promised, kept, broken,
            flags, given, visited, interrupts, self._backs[back], made, worn, again,
        )  # fmt: skip


def _width(counts: Iterable[Count]) -> int:
    return max((count.shift + count.mask.bit_length() for count in counts), default=0)
