"""Steps 2 to 4 of the debrief as sentences: what happened, why, and next time."""

from typing import Final

from engine.debrief.counterfactual import WhatIf
from engine.debrief.debrief import Debrief
from engine.debrief.pivots import Direction, Pivot
from engine.debrief.signs import told_signs
from engine.debrief.skills import Skill
from tui.plain.markdown import write_markdown
from tui.plain.paper import Paper
from tui.plain.words import mood_line

_DIRECTIONS: Final[dict[Direction, str]] = {
    "helped": "It helped.",
    "cost": "It cost.",
    "both": "It helped in part, and cost in part.",
}


def write_happened(paper: Paper, debrief: Debrief) -> None:
    """Step 2: the guesses beside what happened, both results, the mood line with numbered turns."""
    happened = debrief.happened
    outcome = happened.outcome
    paper.heading("Debrief, step 2 of 4: what happened")
    for comparison in debrief.reaction.compared:
        paper.say(comparison.sentence)
    for sentence in (
        outcome.title,
        outcome.why_over_words,
        outcome.problem_words,
        outcome.relationship_words,
    ):
        if sentence:
            paper.say(sentence)
    if outcome.good_words:
        paper.say(outcome.good_words)
    write_markdown(paper, outcome.text)
    paper.heading("The mood, turn by turn")
    timeline = happened.timeline
    start = timeline.points[0]
    paper.say(f"Start. {mood_line(start.mood, start.band)}")
    pivots = {pivot.turn.number for pivot in debrief.why.pivots}
    for turn in timeline.turns:
        mood = mood_line(turn.after, turn.band_after, turn.before)
        marked = told_signs(turn, timeline.limit, pivotal=turn.number in pivots)
        paper.say(" ".join(filter(None, (f"Turn {turn.number}. {mood}", marked, f"You: {turn.says}"))))
    for sentence in happened.summary:
        paper.say(sentence)
    if happened.critical:
        paper.heading("Critical items")
        for item in happened.critical:
            paper.say(item.sentence, "- ")


def write_why(paper: Paper, debrief: Debrief) -> None:
    """Step 3: the pivotal turns with their ledgers and sources and with what the other replies would have
    done, the last turn at which a good ending was within reach, skills, promises, facts."""
    why = debrief.why
    paper.heading("Debrief, step 3 of 4: why")
    if why.last_turn is not None:
        paper.say(why.last_turn.sentence)
    sources: dict[str, str] = {}
    for pivot in why.pivots:
        _write_pivot(paper, pivot, debrief.customer)
        ledgers = (pivot.reasons, *(other.reasons for other in pivot.others))
        sources |= {
            reason.rule: f"{reason.rule}: {reason.source}"
            for reasons in ledgers
            for reason in reasons
            if reason.source
        }
    if why.how_picked:
        paper.heading("How these turns were picked")
        for sentence in why.how_picked:
            paper.say(sentence)
    if sources:
        paper.heading("Where these reasons come from")
        for source in sources.values():
            paper.say(source, "- ")
    paper.heading("Skills")
    for skill in why.skills.families:
        _write_skill(paper, skill)
    for harm in why.skills.harms:
        paper.say(f"Turn {harm.turn}, “{harm.says}” {harm.sentence}", "- ")
    for title, records in (("Promises", why.promises), ("Facts", why.facts)):
        if records:
            paper.heading(title)
            for record in records:
                paper.say(record.sentence, "- ")


def _write_pivot(paper: Paper, pivot: Pivot, customer: str) -> None:
    turn = pivot.turn
    paper.heading(f"Pivotal turn {turn.number}. {_DIRECTIONS[pivot.direction]}")
    for sentence in pivot.because:
        paper.say(sentence)
    if turn.customer:
        paper.say(f"{customer}: {turn.customer}")
    paper.say(f"You: {turn.says}")
    if turn.answer:
        paper.say(f"{customer}: {turn.answer}")
    paper.say(mood_line(turn.after, turn.band_after, turn.before))
    if turn.given.why:
        paper.say(f"Why: {turn.given.why}")
    for reason in pivot.reasons:
        paper.say(f"{reason.sentence} ({reason.rule})", "- ")
    if not pivot.others:
        paper.say("No other reply was on offer.")
    for other in pivot.others:
        _write_other(paper, other, customer)


def _write_other(paper: Paper, other: WhatIf, customer: str) -> None:
    """A reply that was not given, and what would have come of it."""
    paper.say(f"Also on offer: “{other.option.says}” {other.changed}")
    if other.answer:
        paper.say(f"{customer} would have said: {other.answer}", "  ")
    if other.led_to:
        paper.say(other.led_to, "  ")
    for reason in other.reasons:
        paper.say(f"{reason.sentence} ({reason.rule})", "  - ")


def _write_skill(paper: Paper, skill: Skill) -> None:
    trained = " This call trains it." if skill.trained else ""
    paper.say(f"{skill.words}. {skill.sentence}{trained}")
    for shown in skill.shown:
        paper.say(f"Turn {shown.turn}, shown: “{shown.says}”", "- ")
    for missed in skill.missed:
        why = f" {missed.why}" if missed.why else ""
        paper.say(f"Turn {missed.turn}, “{missed.said}” On offer was: “{missed.instead}”{why}", "- ")


def write_next_time(paper: Paper, debrief: Debrief) -> None:
    """Step 4: the one action, and where to try it."""
    action = debrief.next_time.action
    paper.heading("Debrief, step 4 of 4: next time")
    paper.say(action.action)
    paper.say(action.because)
    if action.said:
        paper.say(f"Turn {action.turn}, you said: “{action.said}”")
    if action.instead:
        paper.say(f"On offer was: “{action.instead}”")
    if action.why:
        paper.say(f"Why: {action.why}")
    if action.replay_from:
        paper.say(f"Play again from turn {action.replay_from}: replay {action.replay_from}.")
