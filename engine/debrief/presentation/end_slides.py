"""The slides after the turns: promises, skills, both results, how long it was open, next time, questions."""

from collections.abc import Mapping
from typing import Final

from engine.debrief.debrief import Debrief
from engine.debrief.outcome import PROBLEM_WORDS, Outcome
from engine.debrief.presentation.parts import Ask, Author, Mark, Part, Row, Slide, Veiled, Verdict, Words
from engine.debrief.promises import PromiseRecord
from engine.debrief.skills import Skill
from engine.debrief.wording import how_many, quoted, stopped

LATER: Final = "This is shown with the outcome."
_RESULTS: Final[Mapping[str, Mark]] = {
    "solved": "good",
    "partly": "middling",
    "open": "bad",
    "kept": "good",
    "strained": "middling",
    "lost": "bad",
}


def promises_slide(promises: tuple[PromiseRecord, ...], turns: int, *, revealed: bool) -> Slide | None:
    """What was promised and what became of it; None if nothing was. ``turns``: how many the call has."""
    if not promises:
        return None
    rows = tuple((_promise(record, turns, revealed=revealed),) for record in promises)
    return Slide("promises", "Promises", rows)


def _promise(record: PromiseRecord, turns: int, *, revealed: bool) -> Row:
    """Before the outcome nothing is told of the last turn: so the same of whatever was open until then."""
    made = f"Made at turn {record.made}"
    if not revealed and (not record.closed or record.closed == turns):
        return Row("open", record.words, f"{made}. Before the last turn it was neither kept nor broken.")
    if record.state == "open":
        return Row("open", record.words, f"{made}, neither kept nor broken in this call.")
    mark: Mark = "good" if record.state == "kept" else "bad"
    return Row(mark, record.words, f"{made}, {record.state} at turn {record.closed}.")


def skills_slide(skills: tuple[Skill, ...], turns: int, *, revealed: bool) -> Slide:
    """The four skills: how often each was on offer and shown, in the whole call; and a line quoted, but
    before the outcome none of the last turn."""
    up_to = turns if revealed else turns - 1
    return Slide("skills", "Skills", tuple((_skill(skill, up_to),) for skill in skills))


def _skill(skill: Skill, up_to: int) -> Row:
    head = skill.words
    if not skill.chances:
        return Row("open", head, "No reply on offer in this call would have shown it.")
    said = f"Shown at {skill.taken} of {how_many(skill.chances, 'turn')} where it was on offer."
    shown = next((each for each in skill.shown if each.turn <= up_to), None)
    missed = next((each for each in skill.missed if each.turn <= up_to), None)
    if shown is not None:
        said += f" Turn {shown.turn}: {quoted(shown.says)}"
    elif missed is not None:
        said += f" On offer at turn {missed.turn} was: {quoted(missed.instead)}"
    mark: Mark = "good" if skill.taken == skill.chances else "middling" if skill.taken else "open"
    return Row(mark, head, said)


def outcome_slide(debrief: Debrief, *, revealed: bool) -> Slide:
    """Both results, apart from each other; or, until they are asked for, the question."""
    title = "How it ended"
    if not revealed:
        ask = "How do you think it ended? Is the problem solved? How does the relationship stand?"
        steps: tuple[tuple[Part, ...], ...] = ((Ask(ask), Veiled("Both results are hidden until you ask.")),)
        return Slide("outcome", title, steps)
    outcome = debrief.happened.outcome
    later: list[tuple[Part, ...]] = [
        tuple(Words(words) for words in (outcome.why_over_words, outcome.good_words) if words)
    ]
    if happened := [item for item in debrief.happened.critical if item.happened]:
        later.append(tuple(Row("bad", item.sentence) for item in happened))
    if outcome.text.strip():
        later.append((Author(outcome.text),))
    return Slide("outcome", title, (_results(outcome), *later))


def _results(outcome: Outcome) -> tuple[Part, ...]:
    if outcome.problem is None or outcome.relationship is None:
        return Words(outcome.problem_words), Words(outcome.relationship_words)
    problem, relationship = outcome.problem, outcome.relationship
    return (
        Verdict(_RESULTS[problem], "The problem", PROBLEM_WORDS[problem]),
        Verdict(_RESULTS[relationship], "The relationship", relationship),
        Words(stopped(outcome.title), strong=True),
    )


def last_turn_slide(debrief: Debrief, *, revealed: bool) -> Slide | None:
    """How long a good ending was within reach; None where that was not worked out."""
    last = debrief.why.last_turn
    if last is None:
        return None
    part: Part = Words(last.sentence) if revealed else Veiled(LATER)
    return Slide("last-turn", "How long a good ending was within reach", ((part,),))


def next_slide(debrief: Debrief, *, revealed: bool) -> Slide:
    """The one action for the next call."""
    title, action = "One thing for the next call", debrief.next_time.action
    if not revealed:
        return Slide("next", title, ((Veiled(LATER),),))
    steps: list[tuple[Part, ...]] = [(Words(action.action, strong=True),), (Words(action.because),)]
    lines = [f"Turn {action.turn}, the reply was: {quoted(action.said)}"] if action.said else []
    lines += [f"On offer was: {quoted(action.instead)}"] if action.instead else []
    lines += [action.why] if action.why else []
    if lines:
        steps.append(tuple(Words(line) for line in lines))
    return Slide("next", title, tuple(steps))


def questions_slide(debrief: Debrief) -> Slide:
    """The questions of the written reflection, to talk about; what was written is on no slide."""
    steps = tuple((Ask(question.words),) for question in debrief.next_time.reflection)
    return Slide("questions", "To talk about", steps)
