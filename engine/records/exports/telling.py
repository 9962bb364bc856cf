"""A debrief told as a document: the four steps in their order, then the call line by line."""

from collections.abc import Iterator
from datetime import datetime

from engine.debrief.presentation.votes import Votes
from engine.debrief.signs import SIGN_WORDS, signs_of
from engine.debrief.timeline import Turn
from engine.debrief.wording import how_many
from engine.mood.mood import Mood
from engine.records.exports.curve import make_curve
from engine.records.exports.document import Block, Document, Items, Paragraph, Said, Section, Table
from engine.records.exports.subject import Subject
from engine.records.exports.telling_why import tell_why
from engine.records.replays import Replay
from engine.scenario.prose import paragraphs


def make_document(subject: Subject) -> Document:
    """The whole debrief of one attempt."""
    debrief = subject.debrief
    note = "It speaks about replies and what they did to this one call. It says nothing about a person."
    if subject.anonymous:
        note += " The agent's name and what the trainee wrote have been left out."
    return Document(
        title=f"Debrief: {debrief.title}",
        facts=tuple(_facts(subject)),
        sections=(
            Section("Step 1 of 4: reaction", tuple(_reaction(subject)), "reaction"),
            Section("Step 2 of 4: what happened", tuple(_happened(subject)), "happened"),
            Section("Step 3 of 4: why", tuple(tell_why(subject)), "why"),
            Section("Step 4 of 4: next time", tuple(_next_time(subject)), "next-time"),
            Section("The call, line by line", tuple(_lines(subject)), "lines"),
        ),
        language=subject.language,
        note=note,
    )


def moment(when: datetime) -> str:
    """``2026-11-21 09:30 UTC``."""
    return when.strftime("%Y-%m-%d %H:%M UTC")


def _facts(subject: Subject) -> Iterator[tuple[str, str]]:
    attempt, debrief = subject.attempt, subject.debrief
    yield "Customer", debrief.customer
    if not subject.anonymous:
        yield "Agent", subject.agent
    yield "Played", moment(attempt.began_at)
    yield "Mode", attempt.mode
    yield "Turns", str(len(debrief.happened.timeline.turns))
    if attempt.parent is not None:
        yield "Replay", f"of attempt {attempt.parent}, from turn {attempt.from_turn}"
    yield "Attempt", f"{attempt.id}, of scenario {attempt.scenario_id}, seed {attempt.seed}"


def _reaction(subject: Subject) -> Iterator[Block]:
    step = subject.debrief.reaction
    if not step.questions:
        yield Paragraph("There was no turn to guess about.")
        return
    yield Paragraph("Asked before anything else was shown:")
    guesses = {comparison.question: comparison.guess for comparison in step.compared}
    yield Items(
        tuple(
            f"{question.words} "
            + (f"The guess: {guesses[question.id]}." if question.id in guesses else "Not answered.")
            for question in step.questions
        )
    )


def _happened(subject: Subject) -> Iterator[Block]:
    debrief, step = subject.debrief, subject.debrief.happened
    outcome = step.outcome
    if debrief.reaction.compared:
        yield Items(tuple(comparison.sentence for comparison in debrief.reaction.compared))
    words = (
        outcome.why_over_words,
        outcome.problem_words,
        outcome.relationship_words,
        outcome.good_words,
    )
    results: list[Block] = [Paragraph(" ".join(filter(None, words)))]
    results += [Paragraph(f"{hang.lstrip()}{text}") for hang, text in paragraphs(outcome.text)]
    yield Section(outcome.title or "How the call ended", tuple(results))
    line: list[Block] = [make_curve(debrief, subject.playable.model.edges)]
    if step.summary:
        line.append(Paragraph(" ".join(step.summary)))
    line.append(_course(subject))
    yield Section("The mood, turn by turn", tuple(line))
    if step.critical:
        yield Section("Critical items", (Items(tuple(item.sentence for item in step.critical)),))
    if subject.replay is not None:
        yield Section(f"Beside attempt {subject.replay.parent}", tuple(_beside(subject.replay)))


def _beside(replay: Replay) -> Iterator[Block]:
    """A replay beside the attempt that it replays: what the parting changed, and all that can be compared."""
    yield Paragraph(replay.what_it_is)
    beside = replay.beside
    if beside is None:
        return
    yield Items(beside.summary)
    names = tuple(side.name for side in beside.sides)
    rows = tuple((each.what, each.one, each.other) for each in beside.compared)
    yield Table("What both came to", ("What", *names), rows)


def _course(subject: Subject) -> Table:
    timeline = subject.debrief.happened.timeline
    start = timeline.points[0]
    rows = [("Start", "", *_numbers(start.mood), start.band, "")]
    rows += [
        (
            str(turn.number),
            turn.says,
            *_numbers(turn.after, turn.before),
            turn.band_after,
            "; ".join(_marks(turn, subject)),
        )
        for turn in timeline.turns
    ]
    head = ("Turn", "The reply", "Heat", "Heard", "Trust", "Band", "Marked")
    return Table(
        "The mood after each turn, 0 to 100, with the change", head, tuple(rows), frozenset({2, 3, 4})
    )


def _numbers(mood: Mood, before: Mood | None = None) -> tuple[str, str, str]:
    heat, heard, trust = (
        str(now) if before is None or now == was else f"{now} ({now - was:+d})".replace("-", "−")
        for now, was in zip(mood, before or mood, strict=True)
    )
    return heat, heard, trust


def _marks(turn: Turn, subject: Subject) -> Iterator[str]:
    if any(pivot.turn.number == turn.number for pivot in subject.debrief.why.pivots):
        yield "pivotal turn"
    yield from (SIGN_WORDS[sign] for sign in reversed(signs_of(turn)))
    if turn.over_limit:
        yield "at the limit"


def _next_time(subject: Subject) -> Iterator[Block]:
    step = subject.debrief.next_time
    action = step.action
    yield Paragraph(action.action, strong=True)
    yield Paragraph(action.because)
    if action.said:
        yield Paragraph(f"The reply at turn {action.turn}:")
        yield Said("agent", subject.agent, action.said)
    if action.instead:
        yield Paragraph("On offer there was:")
        yield Said("agent", subject.agent, action.instead)
    if action.why:
        yield Paragraph(f"Why: {action.why}")
    if action.replay_from:
        yield Paragraph(f"The call can be played again from turn {action.replay_from}.")
    if step.reflection and not subject.anonymous:
        blocks: list[Block] = []
        for question in step.reflection:
            blocks.append(Paragraph(question.words, strong=True))
            answer = subject.answers.get(question.id, "").splitlines()
            blocks += [Paragraph(line) for line in answer if line.strip()] or [Paragraph("Nothing written.")]
        yield Section("A few words of the trainee's own", tuple(blocks))


def _lines(subject: Subject) -> Iterator[Block]:
    debrief = subject.debrief
    timeline = debrief.happened.timeline
    if timeline.opening:
        yield Said("customer", debrief.customer, timeline.opening)
    for turn in timeline.turns:
        if (votes := subject.votes.get(turn.number)) is not None:
            yield from _voted(turn, votes)
        yield Said("agent", f"{turn.number}. {subject.agent}", turn.says)
        if turn.hold is not None:
            yield Paragraph(f"The customer waited on hold for {turn.hold.seconds} seconds.")
        if turn.answer:
            yield Said("customer", debrief.customer, turn.answer)
    yield Paragraph(debrief.happened.outcome.why_over_words)


def _voted(turn: Turn, votes: Votes) -> Iterator[Block]:
    """What a room voted before the reply was given, in the order in which it saw the replies."""
    says = {option.id: option.says for option in (turn.given, *turn.others)}
    yield Paragraph(f"The room voted on turn {turn.number}:")
    yield Items(
        tuple(
            f"{how_many(count, 'vote')}, {share} %: “{says.get(reply, reply)}”"
            for reply, count, share in zip(votes.replies, votes.counts, votes.shares, strict=True)
        )
    )
