"""A debrief written out in the order in which a trainee reads it."""

from collections.abc import Iterator

from engine.debrief.debrief import Debrief


def as_read(debrief: Debrief) -> Iterator[str]:
    yield f"# {debrief.title}, {debrief.customer}"
    yield "## Reaction"
    for question in debrief.reaction.questions:
        yield question.words
        yield from (f"  {answer.value}: {answer.words}" for answer in question.answers)
    yield from (compared.sentence for compared in debrief.reaction.compared)
    yield from _happened(debrief)
    yield from _why(debrief)
    yield from _next_time(debrief)


def _happened(debrief: Debrief) -> Iterator[str]:
    happened = debrief.happened
    outcome, timeline = happened.outcome, happened.timeline
    yield "## What happened"
    yield f"{outcome.title}. {outcome.text}"
    yield from (outcome.why_over_words, outcome.good_words, outcome.problem_words, outcome.relationship_words)
    yield from happened.summary
    yield f"  0: {timeline.points[0].mood} {timeline.points[0].band}. {timeline.opening}"
    for turn in timeline.turns:
        yield f"  {turn.number}: {turn.after} {turn.band_after}. {turn.title}: {turn.says} / {turn.answer}"
    yield from (item.sentence for item in happened.critical)


def _why(debrief: Debrief) -> Iterator[str]:
    why = debrief.why
    yield "## Why"
    for pivot in why.pivots:
        yield f"Turn {pivot.turn.number}, {pivot.direction}, {pivot.weight}: {pivot.turn.says}"
        yield from (f"  {sentence}" for sentence in pivot.because)
        yield from (f"  - {reason.sentence} [{reason.source}]" for reason in pivot.reasons)
        for other in pivot.others:
            yield f"  or: {other.option.says} {other.changed} / {other.answer} / {other.led_to}"
            yield from (f"    - {reason.sentence}" for reason in other.reasons)
    if why.last_turn is not None:
        yield f"{why.last_turn.sentence} ({why.last_turn.turn})"
    yield from why.how_picked
    for skill in why.skills.families:
        yield f"{skill.words}{' (trained)' if skill.trained else ''}. {skill.sentence}"
        yield from (f"  shown at {shown.turn}: {shown.says}" for shown in skill.shown)
        for missed in skill.missed:
            yield f"  missed at {missed.turn}: {missed.said} / {missed.instead} ({missed.why})"
    yield from (f"Harm at {harm.turn}: {harm.says} {harm.sentence}" for harm in why.skills.harms)
    yield from (promise.sentence for promise in why.promises)
    yield from (fact.sentence for fact in why.facts)


def _next_time(debrief: Debrief) -> Iterator[str]:
    action = debrief.next_time.action
    yield "## Next time"
    yield f"{action.action} ({action.rule})"
    yield action.because
    yield f"  {action.turn}: {action.said} / {action.instead} ({action.why})"
    yield f"  replay {action.replay_from} of {[point.turn for point in debrief.next_time.replay_from]}"
    yield from (question.words for question in debrief.next_time.reflection)
