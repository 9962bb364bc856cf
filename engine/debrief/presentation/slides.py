"""A debrief as slides for a room: one idea a screen, revealed step by step.

Three things are private to whoever played, and on no slide: the name, unless the call that is handed in has
it; what was guessed before the debrief; what was written after it. How the call ended is on none either until
it is asked for: then other slides are made, so that what is hidden is nowhere to be found before.
"""

from engine.call.call import Call
from engine.debrief.debrief import Debrief
from engine.debrief.outlook import Outlook
from engine.debrief.presentation.course_slides import mood_slide
from engine.debrief.presentation.deck import WORKING
from engine.debrief.presentation.end_slides import (
    last_turn_slide,
    next_slide,
    outcome_slide,
    promises_slide,
    questions_slide,
    skills_slide,
)
from engine.debrief.presentation.parts import Author, Part, Said, Slide, Veiled, Words
from engine.debrief.presentation.turn_slides import mood_figures, short, turn_slides
from engine.debrief.wording import how_many


def make_slides(
    call: Call,
    debrief: Debrief,
    outlook: Outlook | None = None,
    *,
    revealed: bool = False,
    pending: bool = False,
    from_turn: int = 0,
) -> tuple[Slide, ...]:
    """The slides of a call, over or cut short.

    Whatever is asked for, slides about the same thing have the same key, and stand in the same order.

    Args:
        call: with the agent's name, or without.
        debrief: of that very call, made with ``outlook`` if there is one.
        outlook: where every reply could have led; None where it is not known.
        revealed: whether the outcome has been asked for. Before that, nothing that tells how the call ended
            is on any slide: neither result, nothing of what came of the last reply, no odds.
        pending: whether the outlook is still being worked out, and so which turns were pivotal.
        from_turn: the turn that an earlier attempt was played again from; 0 if the call is no replay.
    """
    timeline, pivots = debrief.happened.timeline, debrief.why.pivots
    turns = len(timeline.turns)
    customer = debrief.customer
    slides: list[Slide | None] = [
        _title(call, debrief, turns, from_turn),
        _situation(call),
        _opening(call, debrief),
    ]
    if turns:
        marked = () if pending else tuple(pivot.turn.number for pivot in pivots)
        slides.append(mood_slide(timeline, marked, revealed=revealed))
        if pending:
            working = Veiled("Which turns were pivotal is being worked out. This slide fills in by itself.")
            slides.append(Slide(WORKING, "The pivotal turns", ((working,),)))
        for pivot in () if pending else pivots:
            last = pivot.turn.number == turns
            slides += turn_slides(pivot, call, customer, outlook, revealed=revealed, last=last)
        slides.append(promises_slide(debrief.why.promises, turns, revealed=revealed))
        slides.append(skills_slide(debrief.why.skills.families, turns, revealed=revealed))
    slides.append(outcome_slide(debrief, revealed=revealed))
    slides.append(None if pending or not turns else last_turn_slide(debrief, revealed=revealed))
    slides += [next_slide(debrief, revealed=revealed), questions_slide(debrief)]
    return tuple(slide for slide in slides if slide is not None)


def _title(call: Call, debrief: Debrief, turns: int, from_turn: int) -> Slide:
    parts: list[Part] = [
        Words(f"A call from {debrief.customer}, in {how_many(turns, 'turn')}.", strong=True),
        Words(call.text.fill(call.plan.scenario.summary)),
    ]
    if from_turn:
        parts.append(Words(f"Another attempt was played again here, from turn {from_turn}."))
    return Slide("title", debrief.title, (tuple(parts),))


def _situation(call: Call) -> Slide:
    scenario = call.plan.scenario
    parts: list[Part] = [Author(call.text.fill(scenario.brief.situation))]
    if scenario.customer.contacts:
        parts.append(Words(f"Contacts before this one: {scenario.customer.contacts}."))
    return Slide("situation", "What was known beforehand", (tuple(parts),))


def _opening(call: Call, debrief: Debrief) -> Slide:
    timeline = debrief.happened.timeline
    start = timeline.points[0]
    figures = mood_figures(None, start.mood, start.band)
    steps: list[tuple[Part, ...]] = [(figures,)]
    if timeline.opening:
        steps.insert(0, (Said("customer", short(debrief.customer), timeline.opening),))
    return Slide("opening", "How it began", tuple(steps))
