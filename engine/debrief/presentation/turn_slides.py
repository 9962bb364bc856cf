"""The slides about a pivotal turn: what was said, with the room asked first; what came of it; and what the
other replies would have done."""

from typing import Final

from engine.call.call import Call
from engine.debrief.by_odds import odds_words
from engine.debrief.causes import Reason, biggest_first
from engine.debrief.counterfactual import WhatIf
from engine.debrief.outlook import Outlook
from engine.debrief.pivots import Pivot
from engine.debrief.presentation.parts import (
    Ask,
    Figure,
    Figures,
    Mark,
    Part,
    Row,
    Said,
    Slide,
    Veiled,
    Words,
)
from engine.debrief.timeline import Turn
from engine.debrief.walk import worth
from engine.debrief.wording import how_many, moved, quoted
from engine.mood.appraisal import PARTS
from engine.mood.bands import BandName
from engine.mood.mood import Mood
from engine.scenario.text import shortened

REASONS: Final = 3
"""So many causes of a change are on a slide; the debrief has them all."""
_NAME: Final = 40
"""Characters of a name before a colon."""
HELD_BACK: Final = "What came of this reply is shown with the outcome."
SILENT: Final = "The customer says nothing; the next word is the agent's."
ODDS_LATER: Final = "Where each reply could have led is shown with the outcome."


def turn_slides(
    pivot: Pivot, call: Call, customer: str, outlook: Outlook | None, *, revealed: bool, last: bool
) -> tuple[Slide, ...]:
    """What was said, to stop at and talk about; what came of it; and the other replies if there were any.

    The room is asked what it would say before it sees the reply that was given.

    ``last``: nothing came after this turn, so what came of its reply tells how the call ended.
    """
    turn, title = pivot.turn, f"Turn {pivot.turn.number}"
    said = Said("customer", short(customer), turn.customer) if turn.customer else Words(SILENT)
    steps: list[tuple[Part, ...]] = [
        (said,),
        (Ask("What would you say?"),),
        (Said("agent", short(call.agent), turn.says),),
        (Ask("How will the customer take it?"),),
    ]
    if last and not revealed:
        after: list[tuple[Part, ...]] = [(Veiled(HELD_BACK),)]
    else:
        after = _what_came_of_it(pivot, customer, outlook if revealed else None)
    slides = [
        Slide(f"turn-{turn.number}", title, tuple(steps), turn.number),
        Slide(f"turn-{turn.number}-after", f"{title}: what came of it", tuple(after), turn.number),
    ]
    if pivot.others:
        slides.append(_others(pivot, customer, revealed=revealed))
    return tuple(slides)


def short(name: str) -> str:
    """A name that leaves room for what is said, and steers no terminal."""
    return shortened(name, _NAME)


def mood_figures(before: Mood | None, after: Mood, band: BandName) -> Figures:
    """Heat, heard and trust, large; with what they were before, if anything."""
    shown = []
    for part, now in zip(PARTS, after, strict=True):
        was = getattr(before, part) if before is not None else None
        change = moved(part, now - was).removeprefix(f"{part} ") if was is not None else ""
        words = [band if part == "heat" else "", change]
        shown.append(Figure(part, was, now, ", ".join(filter(None, words))))
    return Figures(tuple(shown))


def _what_came_of_it(pivot: Pivot, customer: str, outlook: Outlook | None) -> list[tuple[Part, ...]]:
    turn = pivot.turn
    figures = mood_figures(turn.before, turn.after, turn.band_after)
    answer = (Said("customer", short(customer), turn.answer),) if turn.answer else ()
    steps: list[tuple[Part, ...]] = [(figures, *answer)]
    if pivot.reasons:
        rows: list[Part] = [
            Row(_mark(reason), reason.sentence) for reason in biggest_first(pivot.reasons)[:REASONS]
        ]
        if left := len(pivot.reasons) - len(rows):
            rows.append(Words(f"And {how_many(left, 'smaller cause')}."))
        steps.append(tuple(rows))
    odds = _odds(turn, outlook)
    return [*steps, (Words(odds),)] if odds else steps


def _mark(reason: Reason) -> Mark:
    towards = worth(Mood(reason.heat, reason.heard, reason.trust))
    return "good" if towards > 0 else "bad" if towards < 0 else "middling"


def _odds(turn: Turn, outlook: Outlook | None) -> str:
    if outlook is None:
        return ""
    return odds_words(outlook.before[turn.number - 1], outlook.before[turn.number])


def _others(pivot: Pivot, customer: str, *, revealed: bool) -> Slide:
    turn = pivot.turn
    steps = [(*_other(other, customer, revealed=revealed),) for other in pivot.others]
    if not revealed and any(other.led_to for other in pivot.others):
        steps.append((Veiled(ODDS_LATER),))
    return Slide(
        f"turn-{turn.number}-others", f"Turn {turn.number}: the other replies", tuple(steps), turn.number
    )


def _other(other: WhatIf, customer: str, *, revealed: bool) -> list[Part]:
    """A reply that was not given. Where it would have ended the call, how it would have is not told before
    the outcome: it may be the very ending that the call came to."""
    parts: list[Part] = [Words(quoted(other.option.says), strong=True), Words(other.changed)]
    if other.ended and not revealed:
        return [*parts, Words("The call would have ended with it.")]
    if other.answer:
        parts.append(Said("customer", f"{short(customer)} would have said", other.answer))
    if revealed and other.led_to:
        parts.append(Words(other.led_to))
    return parts
