"""What the steps of the debrief show, as widgets made from the debrief's data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from textual.containers import Vertical
from textual.content import Content
from textual.visual import Visual
from textual.widget import Widget
from textual.widgets import Input, Static

from engine.debrief.causes import Reason
from engine.debrief.counterfactual import WhatIf
from engine.debrief.debrief import Debrief
from engine.debrief.pivots import Pivot
from engine.debrief.reaction import Comparison
from engine.debrief.signs import signs_of
from engine.debrief.skills import Skill
from tui.widgets.columns import Columns, Indented, Stack
from tui.widgets.ledger import Effect, ledger
from tui.widgets.markdown import MarkdownText
from tui.widgets.mood_line import MoodLine, MoodPoint
from tui.widgets.safe_text import one_line, safe_text

DIRECTIONS = {"helped": "It helped.", "cost": "It cost.", "both": "It helped in part, and cost in part."}


def happened(
    debrief: Debrief, compared: Sequence[Comparison], edges: tuple[int, ...], replay: str, *, pending: bool
) -> list[Widget]:
    """Step 2: both results, the mood line with its numbered turns, critical items.

    ``compared`` are the answers beside what happened; ``replay`` says of which attempt the call is a replay;
    empty for one that is none. ``pending``: which turns are pivotal is still being worked out.
    """
    step, outcome = debrief.happened, debrief.happened.outcome
    timeline = step.timeline
    results = [outcome.why_over_words, outcome.problem_words, outcome.relationship_words, outcome.good_words]
    line = MoodLine(
        [MoodPoint(point.turn, point.mood.heat, point.band) for point in timeline.points],
        edges=edges,
        pivots=None if pending else [pivot.turn.number for pivot in debrief.why.pivots],
        limit=timeline.limit,
        signs={turn.number: signs for turn in timeline.turns if (signs := signs_of(turn))},
    )
    return [
        _heading(outcome.title or "The call was cut short"),
        _text(" ".join(filter(None, results))),
        *([_text(replay, "muted")] if replay else []),
        line,
        *(_text(comparison.sentence, f"compared-{comparison.question}") for comparison in compared),
        *([MarkdownText(outcome.text)] if outcome.text.strip() else []),
        *(_text(sentence) for sentence in step.summary),
        *(
            [_heading("Critical items"), _list(item.sentence for item in step.critical)]
            if step.critical
            else []
        ),
    ]


def working(states: int) -> str:
    """What stands in place of step 3 while it is worked out what could have been."""
    so_far = f": {states:,} states of the call so far" if states else ""
    return f"Where every reply could have led is being worked out{so_far}. This page fills in by itself."


def why(debrief: Debrief, *, sources: bool) -> list[Widget]:
    """Step 3: the pivotal turns with their ledgers and with what the other replies would have done, the last
    turn at which a good ending was within reach, skills shown and missed, promises, facts."""
    step = debrief.why
    parts: list[Widget] = []
    if step.last_turn is not None:
        parts.append(_text(step.last_turn.sentence, "strong"))
    for pivot in step.pivots:
        parts += _pivot(pivot, debrief.customer, sources=sources)
    if not step.pivots:
        parts.append(_text("No turn stands out."))
    if step.how_picked:
        parts += [_heading("How these turns were picked"), _text(" ".join(step.how_picked), "muted")]
    parts.append(_heading("Skills"))
    parts += [_skill(skill) for skill in step.skills.families]
    if step.skills.harms:
        parts.append(_heading("What did harm"))
        parts.append(_list(f"Turn {harm.turn}, “{harm.says}” {harm.sentence}" for harm in step.skills.harms))
    for title, records in (("Promises", step.promises), ("Facts", step.facts)):
        if records:
            parts += [_heading(title), _list(record.sentence for record in records)]
    return parts


def next_time(debrief: Debrief, written: Mapping[str, str], *, still: bool) -> list[Widget]:
    """Step 4: one action, where to try it, and the reflection that can be written. ``still``: no blinking."""
    action = debrief.next_time.action
    lines = [action.because]
    if action.said:
        lines.append(f"Turn {action.turn}, you said: “{action.said}”")
    if action.instead:
        lines.append(f"On offer was: “{action.instead}”")
    if action.why:
        lines.append(f"Why: {action.why}")
    if action.replay_from:
        lines.append(f"To try it: press t, and play again from turn {action.replay_from}.")
    parts: list[Widget] = [_heading("One thing to do on the next call"), _text(action.action, "strong")]
    parts.append(_text("\n".join(filter(None, lines))))
    if debrief.next_time.reflection:
        parts.append(_heading("A few words of your own"))
        parts.append(_text("Enter keeps what is written with this attempt. Nobody scores it.", "muted"))
        for question in debrief.next_time.reflection:
            parts.append(_text(question.words))
            words = written.get(question.id, "")
            field = Input(words, id=f"reflect-{question.id}", max_length=1000, compact=True)
            field.cursor_blink = not still
            parts.append(field)
    return parts


def _pivot(pivot: Pivot, customer: str, *, sources: bool) -> list[Widget]:
    turn, name = pivot.turn, one_line(customer)
    said = [f"{name}: {safe_text(turn.customer)}"] if turn.customer else []
    said.append(f"You: {safe_text(turn.says)}")
    said += [f"{name}: {safe_text(turn.answer)}"] if turn.answer else []
    words = "\n".join((*pivot.because, *([f"Why: {turn.given.why}"] if turn.given.why else [])))
    return [
        _heading(f"Turn {turn.number}. {DIRECTIONS[pivot.direction]}"),
        Vertical(
            Static(Content("\n".join(said)), classes="said", markup=False),
            _text(words),
            Static(_ledger(pivot.reasons, sources=sources), classes="ledger", markup=False),
            *_others(pivot.others, name, sources=sources),
            classes="pivot",
        ),
    ]


def _others(others: Sequence[WhatIf], name: str, *, sources: bool) -> list[Widget]:
    """What the other replies of a turn would have done; with their ledgers if sources are wanted."""
    if not others:
        return [_text("No other reply was on offer.", "others")]
    hint = "" if sources else " (s shows why)"
    blocks = [Indented(Content.styled(f"The other replies would have done this{hint}:", "$text-muted"))]
    for other in others:
        blocks.append(Indented(Columns([(Content.styled("»", "bold $key"), _quoted(other.option.says))])))
        words = [safe_text(other.changed)]
        words += [f"{name}: {safe_text(other.answer)}"] if other.answer else []
        words += [safe_text(other.led_to)] if other.led_to else []
        blocks.append(Indented(Content("\n".join(words)), indent=2))
        if sources:
            blocks.append(Indented(_ledger(other.reasons, sources=True), indent=2))
    return [Static(Stack(blocks), classes="others", markup=False)]


def _quoted(words: str) -> Content:
    return Content.styled(f"“{safe_text(words)}”", "bold")


def _ledger(reasons: Sequence[Reason], *, sources: bool) -> Visual:
    effects = []
    for reason in reasons:
        points = {"heat": reason.heat, "heard": reason.heard, "trust": reason.trust}
        moved = {part: amount for part, amount in points.items() if amount}
        effects.append(Effect(reason.words, moved, reason.source if sources else ""))
    return ledger(effects, together="all together")


def _skill(skill: Skill) -> Widget:
    trained = " This call trains it." if skill.trained else ""
    rows = [
        (Content.styled("●", "$good"), Content(f"Turn {shown.turn}: “{safe_text(shown.says)}”"))
        for shown in skill.shown
    ]
    for missed in skill.missed:
        words = f"Turn {missed.turn}: on offer was “{safe_text(missed.instead)}” {safe_text(missed.why)}"
        rows.append((Content.styled("○", "$text-muted"), Content(words)))
    head = Content.assemble((safe_text(skill.words), "bold"), f". {safe_text(skill.sentence)}{trained}")
    return Static(
        Stack([Indented(head), *([Indented(Columns(rows), indent=2)] if rows else [])]), markup=False
    )


def _heading(words: str) -> Static:
    return Static(Content(one_line(words)), classes="heading", markup=False)


def _text(words: str, classes: str = "") -> Static:
    return Static(Content(safe_text(words)), classes=classes, markup=False)


def _list(sentences: Iterable[str]) -> Static:
    return Static(
        Columns([(Content("·"), Content(safe_text(sentence))) for sentence in sentences]), markup=False
    )
