"""The turns at which the call was won or lost.

Which turns those are depends on how turns are weighed. Here a turn weighs what it did to the mood and what
happened in it; ``by_odds`` weighs by how far the odds of a good ending moved, wherever those are known.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from engine.call.call import Call
from engine.debrief.causes import Reason, change_words, explain
from engine.debrief.counterfactual import WhatIf
from engine.debrief.outcome import CriticalItem
from engine.debrief.timeline import Timeline, Turn
from engine.debrief.wording import quoted, stopped
from engine.mood.appraisal import PARTS
from engine.mood.bands import BANDS
from engine.mood.mood import Mood

Direction = Literal["helped", "cost", "both"]


@dataclass(frozen=True, slots=True)
class Pivot:
    """A pivotal turn, and why it was picked."""

    turn: Turn
    direction: Direction
    """Whether it moved the call towards the customer or away; ``both`` if it did each in part."""
    weight: int
    """How much it moved the call; only good for comparing turns of one call."""
    because: tuple[str, ...]
    """Why it was picked, one sentence each; the first is the strongest."""
    reasons: tuple[Reason, ...]
    """Its ledger in words, with sources."""
    by: Literal["mood", "odds"] = "mood"
    """What it was weighed by."""
    others: tuple[WhatIf, ...] = ()
    """Every other reply that was on offer, and what would have come of it; in the scene's order."""


class Weight(NamedTuple):
    """How much one turn moved the call, on any scale that is the same for all turns of the call."""

    helped: int
    """Towards the customer; 0 or more."""
    cost: int
    """Away from the customer; 0 or more."""
    because: tuple[str, ...]
    """In words, one sentence each, the strongest first."""
    tie: int = 0
    """Of turns that weigh the same, the one with more of this counts."""

    @property
    def size(self) -> int:
        """How much it moved the call either way."""
        return self.helped + self.cost


Weigh = Callable[[Timeline, Sequence[CriticalItem]], Sequence[Weight]]
"""Weighs every turn of a timeline: one weight for each, in order."""

LEAST: Final = 8
"""A turn that weighs less is pivotal only if no turn weighs more."""

HEAT, HEARD, TRUST = 2, 1, 2
"""The weight of one point. Heat decides whether the customer stays, and trust lends weight to every later
reply (design choice, as are all weights here)."""
WALKOUT, CRITICAL, INTERRUPT, SETTLED, BROKEN, AMENDS, KEPT, BAND = 30, 30, 16, 16, 12, 8, 8, 6


def by_mood(timeline: Timeline, critical: Sequence[CriticalItem]) -> tuple[Weight, ...]:
    """Weighs a turn by how it moved heat, heard and trust, and by what happened in it: a band changed, the
    customer broke in or left, a promise was kept or broken, the grievance settled, a critical item came to
    hold."""
    happened = [item for item in critical if item.happened]
    over_from = _walkout_from(timeline)
    return tuple(
        _weight(turn, [item for item in happened if item.turn == turn.number], over_from, timeline)
        for turn in timeline.turns
    )


def _walkout_from(timeline: Timeline) -> int:
    """The turn from which heat stayed at the limit until the customer left; 0 if they did not leave. The last
    reply need not be what made them."""
    if not timeline.turns or timeline.turns[-1].ended != "walkout":
        return 0
    number = len(timeline.turns)
    while number > 1 and timeline.turn(number - 1).over_limit:
        number -= 1
    return number


def _weight(turn: Turn, critical: Sequence[CriticalItem], over_from: int, timeline: Timeline) -> Weight:
    moved = _by_reply(turn)
    towards = (-moved.heat * HEAT, moved.heard * HEARD, moved.trust * TRUST)
    helped = sum(amount for amount in towards if amount > 0)
    cost = -sum(amount for amount in towards if amount < 0)
    said: list[tuple[int, str]] = []
    for item in critical:
        said.append((-CRITICAL, f"What must not happen in this call happened here: {quoted(item.text)}."))
    if turn.number == over_from:
        said.append((-WALKOUT, _how_they_left(turn, timeline.limit or 0)))
    if turn.interrupted:
        said.append((-INTERRUPT, "The customer broke in after this reply."))
    said += [(-BROKEN, f"The reply broke a promise: {stopped(promise.words)}") for promise in turn.broken]
    if turn.amends:
        said.append((AMENDS, "The reply made up for a broken promise, as far as that can be."))
    if turn.settled:
        said.append((SETTLED, "The reply settled the grievance."))
    said += [(KEPT, f"The reply kept a promise: {stopped(promise.words)}") for promise in turn.kept]
    cooler = BANDS.index(turn.band_before) - BANDS.index(turn.band_after)
    if cooler * moved.heat < 0:  # what time alone did to the heat's word is not the reply's doing either
        bands = f"from {turn.band_before} to {turn.band_after}"
        said.append((cooler * BAND, f"The reply took the customer {bands}."))
    helped += sum(amount for amount, _ in said if amount > 0)
    cost -= sum(amount for amount, _ in said if amount < 0)
    because = [sentence for _, sentence in sorted(said, key=lambda each: -abs(each[0]))]
    if any(turn.change):
        points = dict(zip(PARTS, turn.change, strict=True))
        because.append(f"The mood moved: {change_words(points)}.")
    return Weight(helped, cost, tuple(because))


def _how_they_left(turn: Turn, limit: int) -> str:
    if turn.ended:
        return "The customer left after this reply."
    if turn.before.heat >= limit:
        return f"From this reply on heat stayed at {limit} or more until the customer left."
    return f"Heat came to {limit} or more with this reply, and stayed so until the customer left."


def _by_reply(turn: Turn) -> Mood:
    """How far the reply moved the mood: what time alone does is not its doing."""
    drifted = dict.fromkeys(PARTS, 0)
    for rule, part, amount, _ in turn.ledger:
        if rule == "drift":
            drifted[part] += amount
    return Mood(*(amount - drifted[part] for part, amount in zip(PARTS, turn.change, strict=True)))


def find_pivots(
    timeline: Timeline, critical: Sequence[CriticalItem], call: Call, weigh: Weigh = by_mood
) -> tuple[Pivot, ...]:
    """The pivotal turns, in the order of the call: up to three, up to two in a call of three to five turns,
    one in a shorter one. ``choose`` says which."""
    weights = list(weigh(timeline, critical))
    return make_pivots(timeline, weights, choose(weights, room_for(timeline), LEAST), call)


def room_for(timeline: Timeline) -> int:
    """How many pivotal turns a call has room for."""
    turns = len(timeline.turns)
    return 1 if turns < 3 else 2 if turns < 6 else 3


def choose(weights: Sequence[Weight], room: int, least: int) -> list[int]:
    """Which turns are pivotal: their places, from 0, in order.

    The turn that helped most and the turn that cost most are among them if there is room for both; a third
    is added if it weighs at least half as much as the heaviest. Of turns that weigh the same the one with the
    greater ``tie`` counts, else the earlier one. A turn that weighs less than ``least`` is pivotal only if no
    turn weighs more.
    """
    heaviest = max((weight.size for weight in weights), default=0)
    if heaviest == 0:
        return []
    least = min(least, heaviest)
    by_size = sorted(range(len(weights)), key=lambda place: (-weights[place].size, -weights[place].tie))
    helped, cost = _most(weights)
    wanted = [by_size[0]]
    for place, amount in ((helped, weights[helped].helped), (cost, weights[cost].cost)):
        if amount >= least and place not in wanted:
            wanted.append(place)
    for place in by_size:
        if place not in wanted and weights[place].size >= max(least, (heaviest + 1) // 2):
            wanted.append(place)
    return sorted(wanted[:room])


def _most(weights: Sequence[Weight]) -> tuple[int, int]:
    """The places of what helped most and of what cost most."""
    places = range(len(weights))
    helped = max(places, key=lambda place: (weights[place].helped, weights[place].tie))
    cost = max(places, key=lambda place: (weights[place].cost, weights[place].tie))
    return helped, cost


MOST_BY_MOOD: Final = ("No other reply helped more.", "No other reply cost more.")


def make_pivots(
    timeline: Timeline,
    weights: Sequence[Weight],
    places: Sequence[int],
    call: Call,
    by: Literal["mood", "odds"] = "mood",
    most: tuple[str, str] = MOST_BY_MOOD,
) -> tuple[Pivot, ...]:
    """These turns as pivots. ``most`` are the sentences for the one that helped most and that cost most."""
    helped, cost = _most(weights) if len(weights) > 1 else (-1, -1)
    found = []
    for place in places:
        turn, weight = timeline.turns[place], weights[place]
        direction: Direction = "both"
        if weight.helped >= 3 * weight.cost:
            direction = "helped"
        elif weight.cost >= 3 * weight.helped:
            direction = "cost"
        first = []
        if place == helped and weight.helped and direction != "cost":
            first.append(most[0])
        if place == cost and weight.cost and direction != "helped":
            first.append(most[1])
        reasons = explain(turn.ledger, call)
        found.append(Pivot(turn, direction, weight.size, (*first, *weight.because), reasons, by))
    return tuple(found)
