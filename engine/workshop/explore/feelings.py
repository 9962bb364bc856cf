"""How replies are taken, for many moods at once: tables that the mood model fills, as far as needed."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.call.plan import Plan, SettingKey
from engine.mood.appraisal import PARTS, Setting, Taker, on_scale
from engine.mood.mood import HIGHEST, Ledger, Mood
from engine.workshop.explore.numbers import Ints

_SIZE = HIGHEST + 1
_PLACES = {part: place for place, part in enumerate(PARTS)}
_KNOWN = 8
"""Marks a line of the table that is filled; below it, a bit for each part that the reply moves."""


_Amounts = tuple[int, int, int, int]


class Moods(NamedTuple):
    """Many moods, part by part, with the band that each stands in."""

    heat: Ints
    heard: Ints
    trust: Ints
    band: Ints

    def of(self, places: Any) -> "Moods":
        """Some of them."""
        return Moods(self.heat[places], self.heard[places], self.trust[places], self.band[places])

    def at(self, place: int) -> Mood:
        """One of them."""
        return Mood(int(self.heat[place]), int(self.heard[place]), int(self.trust[place]))

    def each(self) -> Iterator[tuple[Mood, int]]:
        """One after the other, each with its band."""
        heats, heards, trusts, bands = (part.tolist() for part in self)
        return zip(map(Mood, heats, heards, trusts), bands, strict=True)

    def codes(self) -> Ints:
        """Each as one number of 24 bits."""
        return self.heat | self.heard << 7 | self.trust << 14 | self.band << 21

    @classmethod
    def decoded(cls, codes: NDArray[Any]) -> "Moods":
        """What ``codes`` makes of them, undone."""
        whole = codes.astype(np.int64)
        return cls(whole & 127, whole >> 7 & 127, whole >> 14 & 127, whole >> 21)


class Feelings:
    """Every way in which a reply is taken in some setting, numbered; and what it does to each mood."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self._numbers: dict[tuple[int, SettingKey], int] = {}
        self._settings: list[tuple[Taker, Setting]] = []
        self.amends: list[bool] = []
        """Whether a broken promise is made good, by number."""
        self._below: list[int] = []
        self._enough: list[int] = []
        self._strides: list[tuple[int, int, int, int]] = []
        self._drifts: list[int] = []
        self._size = 0
        self._amounts = np.zeros((1 << 12, 4), np.int32)
        """A line for each mood as the rules see it: what each part is moved by, and which are moved."""
        self._rows: dict[int, tuple[list[list[int]], dict[tuple[int, ...], _Amounts]]] = {}
        """For lines that differ in trust alone, by the one for no trust: what trust lends, for each trust, to
        each of the amounts that it weighs on; and what the reply does, by what is lent."""
        self._lents: dict[int, list[int]] = {}
        self._drift_numbers: dict[tuple[int, bool], int] = {}
        self._heat_drifts: list[list[int]] = []
        self._tables: tuple[NDArray[np.int64], ...] | None = None
        self._band_after = np.array(plan.band_after, np.int64)

    def number(self, taker: Taker, key: SettingKey) -> int:
        """The number of how ``taker`` takes a reply in a setting; its mood does not count."""
        known = id(taker), key[1:]
        found = self._numbers.get(known)
        if found is None:
            found = self._numbers[known] = len(self._settings)
            self._add(taker, Setting(*key))
        return found

    def _add(self, taker: Taker, setting: Setting) -> None:
        self._settings.append((taker, setting))
        self.amends.append(taker.felt(setting).amends)
        trusts = _SIZE if taker.sees_trust else 1
        heards = taker.enough + 1 if taker.sees_heard else 1
        heats = 2 if taker.sees_heat else 1
        self._strides.append(
            (
                self._size,
                trusts * heards if taker.sees_heat else 0,
                trusts if taker.sees_heard else 0,
                int(taker.sees_trust),
            )
        )
        self._below.append(taker.below)
        self._enough.append(taker.enough)
        self._size += trusts * heards * heats
        if self._size > len(self._amounts):
            more = np.zeros((max(self._size, 2 * len(self._amounts)) - len(self._amounts), 4), np.int32)
            self._amounts = np.concatenate([self._amounts, more])
        held = setting.grievance_open or taker.deed.vents
        drift = setting.resting_heat, held
        if drift not in self._drift_numbers:
            self._drift_numbers[drift] = len(self._heat_drifts)
            self._heat_drifts.append(_after_drift(taker, 0, setting))
        self._drifts.append(self._drift_numbers[drift])
        self._tables = None

    def _all_tables(self) -> tuple[NDArray[np.int64], ...]:
        if self._tables is None:
            taker, setting = self._settings[0]
            facts = np.array(
                [
                    (*strides, below, enough, drift)
                    for strides, below, enough, drift in zip(
                        self._strides, self._below, self._enough, self._drifts, strict=True
                    )
                ],
                np.int64,
            )
            others = (np.array(_after_drift(taker, part, setting), np.int64) for part in (1, 2))
            self._tables = facts, np.array(self._heat_drifts, np.int64), *others
        return self._tables

    def after(self, numbers: Ints, moods: Moods) -> Moods:
        """The moods after replies taken in the ways numbered, in the moods given."""
        facts, heat_drifts, heard_drift, trust_drift = self._all_tables()
        start, by_heat, by_heard, by_trust, below, enough, drift = facts.T
        lines = start[numbers]
        lines += by_heat[numbers] * (moods.heat >= below[numbers])
        lines += by_heard[numbers] * np.minimum(moods.heard, enough[numbers])
        lines += by_trust[numbers] * moods.trust
        amounts = self._amounts[lines]
        missing = np.flatnonzero(amounts[:, 3] == 0)
        if len(missing):
            found, first = np.unique(lines[missing], return_index=True)
            self._fill(found, numbers[missing[first]], moods.of(missing[first]))
            amounts = self._amounts[lines]
        moved = amounts[:, 3]
        heat = np.where(
            moved & 1,
            np.clip(moods.heat + amounts[:, 0], 0, HIGHEST),
            heat_drifts[drift[numbers], moods.heat],
        )
        heard = np.where(
            moved & 2, np.clip(moods.heard + amounts[:, 1], 0, HIGHEST), heard_drift[moods.heard]
        )
        trust = np.where(
            moved & 4, np.clip(moods.trust + amounts[:, 2], 0, HIGHEST), trust_drift[moods.trust]
        )
        return Moods(heat, heard, trust, self._band_after[moods.band, heat])

    def _fill(self, lines: Ints, numbers: Ints, moods: Moods) -> None:
        """Fill lines of the table, each from an example of how a reply is taken, and of a mood."""
        strides = self._all_tables()[0][numbers, 3]
        rows = (lines - strides * moods.trust).tolist()
        found = []
        for place, (row, trust) in enumerate(zip(rows, moods.trust.tolist(), strict=True)):
            amounts = None
            if row in self._rows:
                lends, known = self._rows[row]
                amounts = known.get(tuple([by_trust[trust] for by_trust in lends]))
            if amounts is None:
                amounts = self._felt(row, int(numbers[place]), moods.at(place))
            found.append(amounts)
        self._amounts[lines] = found

    def _felt(self, row: int, number: int, mood: Mood) -> _Amounts:
        """What a reply does to a mood, as the rules have it; kept for all to which trust lends as much."""
        taker, setting = self._settings[number]
        felt = taker.felt(setting._replace(mood=taker.seen(mood)))
        if row not in self._rows:
            self._rows[row] = [self._lent(taker, size) for size in felt.weighed], {}
        lends, known = self._rows[row]
        amounts = known[tuple([by_trust[mood.trust] for by_trust in lends])] = _amounts(felt.causes)
        return amounts

    def _lent(self, taker: Taker, size: int) -> list[int]:
        """What trust lends to so many points of help, for each trust; the same for all replies."""
        found = self._lents.get(size)
        if found is None:
            found = self._lents[size] = [taker.lent(trust, size) for trust in range(_SIZE)]
        return found


def _amounts(causes: Ledger) -> _Amounts:
    """What each part is moved by, and which are moved."""
    amounts, moved = [0, 0, 0], _KNOWN
    for _, part, amount, _ in causes:
        place = _PLACES[part]
        amounts[place] += amount
        moved |= 1 << place
    return amounts[0], amounts[1], amounts[2], moved


def _after_drift(taker: Taker, part: int, setting: Setting) -> list[int]:
    """Where a part comes to that the reply does not move, from each point of the scale."""
    return [on_scale(now + taker.drift(part, now, setting)) for now in range(_SIZE)]
