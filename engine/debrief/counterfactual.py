"""What could have been: every reply that was on offer and not given, and the last turn to come to a good end.

Two kinds of things are told of a reply that was not given. What it would have done at once (its ledger, the
customer's next line) is known in any case, since ``step`` was asked. Where it could still have led is known
as far as there is an outlook.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from engine.call.call import Call
from engine.call.events import CallEnded
from engine.debrief.causes import Reason, change_words, explain
from engine.debrief.outlook import Outlook, Prospect, Share
from engine.debrief.retelling import option
from engine.debrief.timeline import Option, Turn
from engine.debrief.walk import Tried, Walk, last_line
from engine.debrief.wording import listed, quoted
from engine.mood.appraisal import PARTS
from engine.mood.bands import BANDS, BandName
from engine.mood.mood import Ledger, Mood

TRAINEES: Final = (
    "An average trainee gives each reply on offer with the same chance. An empathic one is four times as "
    "likely to give a reply that listens, understands, gives back or takes on, and does no harm. Neither "
    "knows this call beforehand."
)
"""The two trainees in words, as ``engine.workshop.explore.odds`` has them."""
QUOTED: Final = 2
"""So many replies are quoted in one sentence."""


@dataclass(frozen=True, slots=True)
class WhatIf:
    """A reply that was on offer, and what would have come of it."""

    option: Option
    before: Mood
    after: Mood
    band_after: BandName
    ledger: Ledger
    """The causes of the change that it would have made; for each part they add up to it."""
    reasons: tuple[Reason, ...]
    """The same in words, with sources."""
    changed: str
    """``Heat down 12, heard up 20.``, or that nothing would have moved."""
    answer: str
    """What the customer would have said then; empty if nothing."""
    ended: bool
    """Whether the call would have ended with it."""
    prospect: Prospect | None
    """Where it could still have led; None where that is not known."""
    led_to: str
    """The same in one sentence, or the ending that it would have come to at once; empty if neither is
    known."""


@dataclass(frozen=True, slots=True)
class LastTurn:
    """The last turn at whose choice a good ending could still be reached."""

    turn: int
    """From 1; 0 if there was none, or none is known."""
    lost: bool
    """Whether the reply given there put the good ending out of reach."""
    sentence: str
    instead: tuple[Option, ...]
    """The replies on offer there that would have kept it within reach, if the one given did not."""


def what_if(walk: Walk, turn: Turn, outlook: Outlook | None) -> tuple[WhatIf, ...]:
    """Every other reply of a turn, in the scene's order."""
    return tuple(
        effect_of(tried, walk, outlook.after.get((turn.number, tried.number)) if outlook else None)
        for tried in walk.turns[turn.number - 1].others
    )


def effect_of(tried: Tried, walk: Walk, prospect: Prospect | None, *, open_yet: bool = False) -> WhatIf:
    """What a reply did, does or would have done. ``open_yet`` speaks of it as of one that can be given."""
    call = walk.call
    words = change_words(dict(zip(PARTS, tried.change, strict=True)))
    return WhatIf(
        option=option(tried, walk),
        before=tried.before,
        after=tried.after,
        band_after=BANDS[tried.state.band],
        ledger=tried.ledger,
        reasons=explain(tried.ledger, call),
        changed=f"{words[:1].upper()}{words[1:]}.",
        answer=last_line(tried.events, call),
        ended=tried.happened(CallEnded),
        prospect=prospect,
        led_to=_led_to(tried, prospect, call, open_yet=open_yet),
    )


def _led_to(tried: Tried, prospect: Prospect | None, call: Call, *, open_yet: bool) -> str:
    ended = next((event for event in tried.events if isinstance(event, CallEnded)), None)
    if ended is not None:
        ending = call.plan.scenario.endings.get(ended.ending)
        if ending is None:
            stops = ("stops", "is") if open_yet else ("would have stopped", "was")
            return f"The call {stops[0]} there: no reply {stops[1]} left to give."
        how = "a good ending" if ending.is_good else "not a good ending"
        ends = "ends" if open_yet else "would have ended"
        return f"The call {ends} with it: {quoted(call.text.fill(ending.title))}, {how}."
    return prospect_words(prospect) if prospect is not None else ""


def prospect_words(prospect: Prospect) -> str:
    """Where a reply that was not given could still have led, in one sentence."""
    if prospect.reachable is None:
        return "Of the plays drawn at random none came to a good ending after it, which proves nothing."
    if not prospect.reachable:
        return "No good ending could have been reached after it."
    return (
        "A good ending could still have been reached after it: by "
        f"{share_words(prospect.empathic, 'no')} empathic trainees, and "
        f"{share_words(prospect.average, 'no')} average ones."
    )


def share_words(share: Share, none: str = "none") -> str:
    """``about 34 in 100``, ``all``, ``none``; with both bounds where it was drawn and not worked out."""
    words = none if share.share <= 0.0 else _about(share.share)
    if share.low == share.high:
        return words
    return f"{words} (between {round(100 * share.low)} and {round(100 * share.high)} in 100)"


def _about(chance: float) -> str:
    """A number that can be read aloud. ``all`` is said only of just that."""
    if chance >= 1.0 - 1e-12:
        return "all"
    if chance < 0.0005:
        return "fewer than 1 in 1,000"
    if chance < 0.0095:
        return f"about {round(1000 * chance)} in 1,000"
    if chance > 0.995:
        return "more than 99 in 100"
    return f"about {round(100 * chance)} in 100"


def find_last_turn(walk: Walk, outlook: Outlook, *, good: bool | None) -> LastTurn:
    """The last turn at which the good ending was still within reach. ``good``: whether the call came to it;
    None for one that was cut short."""
    number = outlook.last_turn
    sure = outlook.how == "exact"
    if good:
        number = len(walk.turns)  # The call itself shows it.
        return LastTurn(number, False, "A good ending was within reach at every turn, to the end.", ())
    if not number:
        if not walk.turns:
            return LastTurn(0, False, "No reply was given, so nothing was decided.", ())
        if sure:
            return LastTurn(0, False, "No good ending could be reached in this call, from its start on.", ())
        words = (
            "Of the plays drawn at random none came to a good ending, from the start on. That proves nothing."
        )
        return LastTurn(0, False, words, ())
    if number == len(walk.turns) and outlook.before[-1].reachable:
        words = "When the call stopped, a good ending could still be reached."
        return LastTurn(number, False, words, ())
    turn = walk.turns[number - 1]
    instead = tuple(
        option(tried, walk)
        for tried in turn.others
        if (prospect := outlook.after.get((number, tried.number))) is not None and prospect.reachable
    )
    if sure:
        words = (
            f"The last turn at which a good ending could still be reached was turn {number}. "
            "After the reply given there it no longer could."
        )
    else:
        words = (
            f"The last turn from which plays drawn at random still came to a good ending was turn {number}. "
            "Some later turn may have allowed it too."
        )
    return LastTurn(number, True, f"{words}{_instead(instead)}", instead)


def _instead(options: Sequence[Option]) -> str:
    if not options:
        return ""
    shown = [quoted(each.says) for each in options[:QUOTED]]
    if len(options) > QUOTED:
        shown.append(f"{len(options) - QUOTED} more")
    return f" Within reach it would have stayed with {listed(shown)}"
