"""Pivotal turns by how far the odds of a good ending moved.

Weighed are the odds of the *empathic* trainee: who tries to hear and to help and does not know the call. The
average trainee's are close to nothing in a hard call, whatever is said there, and so tell turns apart badly.
What is weighed is the plain difference: over all turns it adds up to the way from the odds at the start to
what the call came to. Turns that weigh the same are told apart by how far they moved the mood, and so are all
turns after which, or before which, there was nothing to move: once a good ending is out of reach.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from engine.call.call import Call
from engine.debrief.counterfactual import LastTurn, find_last_turn, share_words, what_if
from engine.debrief.outcome import CriticalItem
from engine.debrief.outlook import Outlook, Prospect
from engine.debrief.pivots import LEAST, Pivot, Weight, by_mood, choose, make_pivots, room_for
from engine.debrief.timeline import Timeline
from engine.debrief.walk import Walk

PARTS_OF_ALL: Final = 10_000
"""A turn's weight is in parts of so many."""
LEAST_ODDS: Final = 100
"""A turn that moved the odds by less than 1 in 100 is pivotal only if none moved them more."""
MOST_BY_ODDS: Final = (
    "No other reply of this call raised the odds of a good ending more.",
    "No other reply of this call lowered the odds of a good ending more.",
)
BY_ODDS: Final = (
    "These turns are picked by how far the reply moved the odds of a good ending, for an empathic trainee "
    "who goes on from there."
)
BY_MOOD: Final = "These turns are picked by how far the reply moved the mood, and by what happened in them."
NO_OUTLOOK: Final = "Where the other replies could have led was not worked out."


def pivots_by_odds(
    timeline: Timeline, critical: Sequence[CriticalItem], call: Call, outlook: Outlook
) -> tuple[Pivot, ...]:
    """The pivotal turns, in the order of the call; as many as ``find_pivots`` would find room for.

    Where a good ending was out of reach before the end, turns after that fill what room is left.
    """
    moods = by_mood(timeline, critical)
    weights = [
        _weight(before, after, mood)
        for before, after, mood in zip(outlook.before, outlook.before[1:], moods, strict=False)
    ]
    room = room_for(timeline)
    places = choose(weights, room, LEAST_ODDS)
    pivots = tuple(
        _beside_mood(pivot, moods[pivot.turn.number - 1])
        for pivot in make_pivots(timeline, weights, places, call, "odds", MOST_BY_ODDS)
    )
    if len(places) < room:
        left = _by_mood_alone(outlook) if places else range(len(moods))
        rest = [mood if place in left else Weight(0, 0, ()) for place, mood in enumerate(moods)]
        more = choose(rest, room - len(places), LEAST)
        pivots += make_pivots(timeline, rest, [place for place in more if place not in places], call, "mood")
    return tuple(sorted(pivots, key=lambda pivot: pivot.turn.number))


def _by_mood_alone(outlook: Outlook) -> range:
    """The places of the turns that the odds say nothing about: where a good ending was out of reach before
    the reply."""
    shares = [prospect.empathic.share for prospect in outlook.before]
    alive = max((place for place, share in enumerate(shares) if share), default=-1)
    return range(alive + 1, len(shares) - 1)


def _beside_mood(pivot: Pivot, mood: Weight) -> Pivot:
    """A reply that raised the odds and plainly cost in the mood did both; and the other way round."""
    against, along = (mood.cost, mood.helped) if pivot.direction == "helped" else (mood.helped, mood.cost)
    return replace(pivot, direction="both") if against >= max(LEAST, 3 * along) else pivot


def _weight(before: Prospect, after: Prospect, mood: Weight) -> Weight:
    was, now = before.empathic, after.empathic
    apart = now.low > was.high or now.high < was.low
    moved = round(PARTS_OF_ALL * (now.share - was.share)) if apart else 0
    because = (odds_words(before, after), *mood.because)
    return Weight(max(0, moved), max(0, -moved), because, mood.size)


def odds_words(before: Prospect, after: Prospect) -> str:
    """How a reply moved the odds, in numbers that can be read aloud."""
    was, now = share_words(before.empathic), share_words(after.empathic)
    if was == now:
        moved = f"The odds hardly moved: before this reply and after it, {was} empathic trainees would still "
        return f"{moved}have come to a good ending. Of average trainees: {_then(before, after)}."
    return (
        f"Before this reply {share_words(before.empathic, 'no')} empathic trainees would still have come to "
        f"a good ending; after it, {now}. Of average trainees: {_then(before, after)}."
    )


def _then(before: Prospect, after: Prospect) -> str:
    return f"{share_words(before.average)}, then {share_words(after.average)}"


def how_picked(pivots: Sequence[Pivot], outlook: Outlook | None) -> tuple[str, ...]:
    """How the pivotal turns were picked, and how sure the odds are: sentences for a reader."""
    if outlook is None:
        return (*((BY_MOOD,) if pivots else ()), NO_OUTLOOK)
    said: list[str] = []
    kinds = {pivot.by for pivot in pivots}
    if "odds" in kinds:
        said.append(BY_ODDS)
    if kinds == {"mood"}:
        surely = "" if outlook.how == "exact" else " by more than chance"
        said.append(f"No reply of this call moved the odds of a good ending{surely}. {BY_MOOD}")
    elif "mood" in kinds:
        first = min(pivot.turn.number for pivot in pivots if pivot.by == "mood")
        from_there = f"From turn {outlook.last_turn + 1 if outlook.last_turn else first} on"
        if outlook.how == "exact":
            said.append(f"{from_there} a good ending could not be reached; the rest is weighed by mood.")
        else:
            said.append(f"{from_there} no play drawn came to a good ending; the rest is weighed by mood.")
    if outlook.how == "exact":
        said.append(f"The odds are exact, over all {outlook.states:,} states that the call can come to.")
    else:
        said.append(
            "This call is too large to be gone through in full: the odds are drawn, from 200 plays at each "
            "turn, and given with what is 95 % sure."
        )
    return tuple(said)


def with_what_if(pivots: Sequence[Pivot], walk: Walk, outlook: Outlook | None) -> tuple[Pivot, ...]:
    """The pivots, each with what every other reply would have done."""
    return tuple(replace(pivot, others=what_if(walk, pivot.turn, outlook)) for pivot in pivots)


def last_turn(walk: Walk, outlook: Outlook | None, *, good: bool | None) -> LastTurn | None:
    """The last turn at which a good ending was within reach; None where there is no outlook."""
    return find_last_turn(walk, outlook, good=good) if outlook is not None else None
