"""Turns by the thousand. Each kind of turn is played once, by the step itself; turns of a kind go alike.

A turn's kind is the reply, those bits of the state that the reply's turn can touch, and between which points
that matter to a condition the mood lies. What a turn of a kind does is then done to all that are of it.
"""

from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.call.events import MoodChanged
from engine.call.plan import Plan, SettingKey, Taken
from engine.call.state import State
from engine.call.step import is_open, move_on, over_limit, take_in
from engine.mood.mood import Mood
from engine.workshop.explore.between import Between
from engine.workshop.explore.columns import Column, Distinct
from engine.workshop.explore.contexts import Contexts
from engine.workshop.explore.feelings import Feelings, Moods
from engine.workshop.explore.layout import Layout, Words
from engine.workshop.explore.numbers import Ints, Numbers
from engine.workshop.explore.projection import Keep, Projection
from engine.workshop.explore.seen import Seen
from engine.workshop.explore.touches import Touches

_new: Final = tuple.__new__
KEPT: Final = 1 << 16
"""So many states of each kind are kept, to be looked up again."""
_CLOSED, _OPEN, _DEPENDS = 0, 1, 2
_MOOD_BITS = 24
_CONTEXT_BITS = 32


class Given(NamedTuple):
    """Replies given: one row for each state and each reply that is open in it."""

    rows: Ints
    """Which of the states."""
    choices: Ints
    contexts: Ints
    """The contexts of the states that they lead to."""
    moods: Ints
    """The codes of the moods that they lead to."""


class _Left(NamedTuple):
    """What is left of a state where it came to, once it is projected. Both as squeezed bits."""

    place: int
    keeps: int
    """Which bits are kept there."""
    sets: int
    """Those of them that are set."""


class Turns:
    """Gives every open reply in many states at once."""

    def __init__(self, plan: Plan, project: Projection, seen: Seen, *, lines: bool) -> None:
        self.plan = plan
        self.project = project
        self.seen = seen
        self.lines = lines
        liveness = project.liveness
        self.layout = layout = Layout(plan, liveness.looks)
        touches = Touches(plan, liveness, layout, lines=lines)
        places = plan.places[: plan.scenes]
        touched = [touches.of(place, reply) for place in places for reply in place.replies]
        used = 0
        for touch in touched:
            used |= touch.bits
        for same in liveness.same:
            used |= layout.of(same)
        layout.keep_only(used)
        self._touched = layout.words_of([layout.squeezed(touch.bits) for touch in touched])
        self._before = Between([touch.before for touch in touched])
        self._after = Between([touch.after for touch in touched])
        self._planned = [reply for place in places for reply in place.replies]
        counts = [len(place.replies) for place in plan.places]
        self._counts = np.array([*counts, 0], np.int64)  # the last one is for being stuck, whose place is -1
        self._firsts = np.concatenate([[0], np.cumsum(self._counts)])
        self.contexts = Contexts(layout)
        self.feelings = Feelings(plan)
        # For each context, its replies' beginnings: what is the same for all moods.
        self._begins = Column(np.int64)
        self._beginnings = Column(np.int64)
        self._distinct = Distinct()
        self._replies = Column(np.int64)
        self._offered = Column(np.int8)
        self._felt = Column(np.int64)
        self._offers: dict[tuple[int, int], bool] = {}
        self._taken_in: dict[int, tuple[State, int]] = {}
        """For beginnings, the state when the reply was taken in, and the turns over the limit before."""
        # What each kind of turn does.
        self._kinds = Numbers()
        self._places = Column(np.int64)
        self._keeps = Column(np.uint64, layout.words)
        self._sets = Column(np.uint64, layout.words)
        self._keeps_known: dict[Keep, int] = {}
        self._lefts: dict[tuple[Any, ...], _Left] = {}
        # Where each kind of turn leads from each context.
        self._leads = Numbers()
        self._led = Column(np.int64)

    def begin(self, state: State) -> tuple[Ints, Ints]:
        """The context and the mood's code of the state in which a call begins, projected."""
        words = self.layout.words_of([self.layout.squeezed(self.layout.packed(state))])
        contexts = self._contexts_at(np.array([state.place]), words)
        parts = (*state.mood, state.band)
        return contexts, Moods(*(np.array([part]) for part in parts)).codes()

    def state(self, context: int, mood: Mood, band: int) -> State:
        """A state, put together."""
        return self.contexts.state(context)._replace(mood=mood, band=band)

    def give(self, contexts: Ints, codes: Ints, first: int) -> Given:
        """Every open reply in states, of which the first has the number ``first``; in their order."""
        places = self.contexts.places()[contexts]
        counts = self._counts[places]
        rows = np.repeat(np.arange(len(contexts)), counts)
        choices = np.arange(len(rows)) - np.repeat(np.cumsum(counts) - counts, counts)
        beginnings = self._beginnings.rows[self._begins.rows[contexts[rows]] + choices]
        offered = self._offered.rows[beginnings]
        moods = Moods.decoded(codes)
        if (offered != _OPEN).any():
            is_given = offered == _OPEN
            unsure = np.flatnonzero(offered == _DEPENDS)
            if len(unsure):
                at = rows[unsure]
                is_given[unsure] = self._ask(beginnings[unsure], contexts[at], moods.of(at))
            rows, choices, beginnings = rows[is_given], choices[is_given], beginnings[is_given]
        if not len(rows):
            return Given(rows, choices, rows, rows)
        here, moods = contexts[rows], moods.of(rows)
        felt = self._felt.rows[beginnings]
        if felt.min() < 0:
            unknown = np.flatnonzero(felt < 0)
            found, example = np.unique(beginnings[unknown], return_index=True)
            for beginning, row in zip(found.tolist(), unknown[example].tolist(), strict=True):
                self._feel(beginning, *self._example(here, moods, choices, row))
            felt = self._felt.rows[beginnings]
        after = self.feelings.after(felt, moods)
        replies = self._replies.rows[beginnings]
        kinds, new = self._kinds.number(beginnings << _MOOD_BITS | self._after.codes(replies, after))
        if len(new):
            self._play(new, rows, choices, here, moods, after, beginnings, first)
        leads, new = self._leads.number(here << _CONTEXT_BITS | kinds)
        if len(new):
            kind = kinds[new]
            words = self.contexts.words()[here[new]] & self._keeps.rows[kind] | self._sets.rows[kind]
            self._led.add(self._contexts_at(self._places.rows[kind], words))
        return Given(rows, choices, self._led.rows[leads], after.codes())

    def _example(self, contexts: Ints, moods: Moods, choices: Ints, row: int) -> tuple[State, int]:
        return self.state(int(contexts[row]), moods.at(row), int(moods.band[row])), int(choices[row])

    def _contexts_at(self, places: Ints, words: Words) -> Ints:
        """The numbers of contexts; new ones are made ready."""
        numbers, old = self.contexts.number(places, words)
        if len(self.contexts) > old:
            self._make_ready(old)
        return numbers

    def _make_ready(self, old: int) -> None:
        """Find the beginnings of the replies of all contexts from ``old`` on."""
        places, words = self.contexts.places()[old:], self.contexts.words()[old:]
        counts = self._counts[places]
        self._begins.add(len(self._beginnings) + np.cumsum(counts) - counts)
        rows = np.repeat(np.arange(len(places)), counts)
        replies = np.arange(len(rows)) - np.repeat(np.cumsum(counts) - counts, counts)
        replies += self._firsts[places[rows]]
        beginnings, new = self._distinct.number(replies, words[rows] & self._touched[replies])
        self._beginnings.add(beginnings)
        self._replies.add(replies[new])
        offered = []
        for row, number in zip((rows[new] + old).tolist(), replies[new].tolist(), strict=True):
            if self._before.any[number]:
                offered.append(_DEPENDS)
            else:
                offered.append(int(is_open(self._planned[number], self.contexts.state(row))))
        self._offered.add(np.array(offered, np.int8))
        self._felt.add(np.full(len(new), -1, np.int64))

    def _ask(self, beginnings: Ints, contexts: Ints, moods: Moods) -> NDArray[np.bool_]:
        """Whether replies are open whose condition looks at the mood."""
        codes = self._before.codes(self._replies.rows[beginnings], moods)
        keys = beginnings << _MOOD_BITS | codes
        kinds, first, inverse = np.unique(keys, return_index=True, return_inverse=True)
        answers = []
        for kind, row in zip(kinds.tolist(), first.tolist(), strict=True):
            key = divmod(kind, 1 << _MOOD_BITS)
            answer = self._offers.get(key)
            if answer is None:
                reply = self._planned[int(self._replies.rows[key[0]])]
                state = self.state(int(contexts[row]), moods.at(row), int(moods.band[row]))
                answer = self._offers[key] = is_open(reply, state)
            answers.append(answer)
        return np.array(answers, bool)[inverse]

    def _feel(self, beginning: int, state: State, choice: int) -> None:
        """Find how the replies of one beginning are taken, and what they do, from one example."""
        feelings = self.feelings
        taker = self.plan.places[state.place].replies[choice].taker

        def note(key: SettingKey) -> Taken:
            number = self._felt.rows[beginning] = feelings.number(taker, key)
            return Taken(state.mood, _UNTOLD, feelings.amends[number])

        taken_in = take_in(self.plan, state, choice, note)
        if len(self._taken_in) >= KEPT:
            self._taken_in.clear()
        self._taken_in[beginning] = taken_in, state.over_limit

    def _play(
        self,
        new: Ints,
        rows: Ints,
        choices: Ints,
        contexts: Ints,
        moods: Moods,
        after: Moods,
        beginnings: Ints,
        first: int,
    ) -> None:
        """Play one turn of each new kind, and note what it does."""
        plan, layout = self.plan, self.layout
        places, keeps, sets = [], [], []
        columns = (each[new].tolist() for each in (rows, choices, beginnings))
        for (mood, band), place, row, choice, beginning in zip(
            after.of(new).each(), new.tolist(), *columns, strict=True
        ):
            if beginning not in self._taken_in:
                self._feel(beginning, *self._example(contexts, moods, choices, place))
            state, over = self._taken_in[beginning]
            # Of what the reply does, these three alone hang on the mood that it leads to.
            over = over_limit(plan, over, mood[0])
            state = _new(State, (state[0], mood, band, state[3], over, *state[5:]))
            there, events = move_on(plan, state, choice)
            self.seen.events(plan.places[state.place].id, events, (first + row, choice), lines=self.lines)
            left = self._left(there)
            places.append(left.place)
            keeps.append(left.keeps)
            sets.append(left.sets)
        touched = self._touched[self._replies.rows[beginnings[new]]]
        self._places.add(np.array(places, np.int64))
        self._keeps.add(layout.words_of(keeps) & ~touched)
        self._sets.add(layout.words_of(sets) & touched)

    def _left(self, there: State) -> "_Left":
        """What is left of a state; it does not hang on its mood."""
        key = there[0], *there[3:]
        left = self._lefts.get(key)
        if left is None:
            kept = self.project(there)
            keeps = self._kept(self.project.keeps(there.interrupts)[kept.place])
            left = _Left(kept.place, keeps, self.layout.squeezed(self.layout.packed(kept)))
            if len(self._lefts) >= KEPT:
                self._lefts.clear()
            self._lefts[key] = left
        return left

    def _kept(self, keep: Keep) -> int:
        bits = self._keeps_known.get(keep)
        if bits is None:
            bits = self._keeps_known[keep] = self.layout.squeezed(self.layout.kept(keep))
        return bits


_UNTOLD = MoodChanged(Mood(0, 0, 0), Mood(0, 0, 0), ())
"""Instead of a ledger, where nobody reads it."""
