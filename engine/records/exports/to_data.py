"""From a debrief to its JSON export, and the export's JSON Schema.

``python -m engine.records.exports.to_data`` writes the schema's file anew.
"""

from pathlib import Path
from typing import Final

from engine.debrief.causes import explain
from engine.debrief.debrief import Debrief
from engine.debrief.presentation.votes import Votes
from engine.debrief.timeline import Turn
from engine.records.exports import data
from engine.records.exports.beside_to_data import last_turn_data, pivot_data, replay_data
from engine.records.exports.parts_to_data import (
    critical_data,
    mood_data,
    outcome_data,
    promise_data,
    reason_data,
    reply_data,
)
from engine.records.exports.subject import Subject
from engine.scenario.data_schema import data_schema_text
from engine.scenario.text import clean

SCHEMA_FILE: Final = Path(__file__).with_name(f"debrief-{data.EXPORT_VERSION}.schema.json")


def write_json(subject: Subject) -> str:
    """The whole debrief of one attempt as JSON."""
    return make_data(subject).model_dump_json(indent=2) + "\n"


def make_data(subject: Subject) -> data.DebriefData:
    """The whole debrief of one attempt, as a typed model."""
    debrief = subject.debrief
    timeline, outcome = debrief.happened.timeline, debrief.happened.outcome
    heat = timeline.heat
    return data.DebriefData(
        moodline_debrief=data.EXPORT_VERSION,
        anonymous=subject.anonymous,
        scenario=_scenario(subject),
        attempt=_attempt(subject),
        opening=timeline.opening,
        start=mood_data(timeline.points[0].mood),
        turns=tuple(_turn(turn, subject) for turn in timeline.turns),
        guesses=tuple(
            data.GuessData(
                question=one.question,
                guess=one.guess,
                happened=one.fact,
                same=one.same,
                sentence=one.sentence,
            )
            for one in debrief.reaction.compared
        ),
        outcome=outcome_data(outcome),
        heat=data.CourseData(
            start=heat.start,
            peak=heat.peak,
            peak_turn=heat.peak_turn,
            mean=heat.mean,
            end=heat.end,
            limit=timeline.limit,
            limit_turns=timeline.limit_turns,
        ),
        critical=critical_data(debrief.happened.critical),
        pivots=tuple(map(pivot_data, debrief.why.pivots)),
        skills=_skills(debrief),
        harms=tuple(
            data.HarmData(turn=harm.turn, says=harm.says, move=harm.move, sentence=harm.sentence)
            for harm in debrief.why.skills.harms
        ),
        promises=promise_data(debrief.why.promises),
        facts=tuple(
            data.FactData(id=fact.id, words=fact.words, learnt=fact.learnt, asked_again=fact.asked_again)
            for fact in debrief.why.facts
        ),
        odds=debrief.why.how,
        how_picked=debrief.why.how_picked,
        last_turn=last_turn_data(debrief.why.last_turn),
        replay=replay_data(subject.replay),
        next_time=_action(debrief),
        reflection=tuple(
            data.AnswerData(question=question.words, answer=clean(subject.answers[question.id], lines=True))
            for question in debrief.next_time.reflection
            if question.id in subject.answers
        ),
    )


def _scenario(subject: Subject) -> data.ScenarioData:
    return data.ScenarioData(
        id=subject.attempt.scenario_id,
        title=subject.debrief.title,
        language=subject.language,
        fingerprint=subject.attempt.scenario_fingerprint,
        model=subject.attempt.model_fingerprint,
        customer=subject.debrief.customer,
    )


def _attempt(subject: Subject) -> data.AttemptData:
    attempt = subject.attempt
    return data.AttemptData(
        number=attempt.id,
        key=str(subject.key),
        agent=None if subject.anonymous else subject.agent,
        mode=attempt.mode,
        seed=attempt.seed,
        began_at=attempt.began_at,
        last_at=attempt.last_at,
        finished_at=attempt.finished_at,
        replay_of=attempt.parent,
        from_turn=attempt.from_turn,
    )


def _turn(turn: Turn, subject: Subject) -> data.TurnData:
    return data.TurnData(
        turn=turn.number,
        given_at=subject.given_at[turn.number - 1],
        scene=turn.scene,
        customer_before=turn.customer,
        given=reply_data(turn.given),
        others=tuple(map(reply_data, turn.others)),
        customer_after=turn.answer,
        before=mood_data(turn.before),
        after=mood_data(turn.after),
        band=turn.band_after,
        reasons=reason_data(explain(turn.ledger, subject.call)),
        asked_again=tuple(fact.id for fact in turn.asked if fact.times_again),
        learnt=tuple(fact.id for fact in turn.learnt),
        promised=tuple(promise.id for promise in turn.promised),
        kept=tuple(promise.id for promise in turn.kept),
        broken=tuple(promise.id for promise in turn.broken),
        hold_seconds=turn.hold.seconds if turn.hold is not None else 0,
        interrupted=turn.interrupted,
        at_limit=turn.over_limit,
        votes=_votes(subject.votes.get(turn.number)),
    )


def _votes(votes: Votes | None) -> tuple[data.VoteData, ...]:
    if votes is None:
        return ()
    counted = zip(votes.replies, votes.counts, strict=True)
    return tuple(data.VoteData(reply=reply, count=count) for reply, count in counted)


def _skills(debrief: Debrief) -> tuple[data.SkillData, ...]:
    return tuple(
        data.SkillData(
            skill=skill.family,
            trained=skill.trained,
            chances=skill.chances,
            taken=skill.taken,
            shown=tuple(data.QuoteData(turn=shown.turn, says=shown.says) for shown in skill.shown),
            missed=tuple(
                data.MissedData(turn=one.turn, said=one.said, instead=one.instead, why=one.why)
                for one in skill.missed
            ),
        )
        for skill in debrief.why.skills.families
    )


def _action(debrief: Debrief) -> data.ActionData:
    action = debrief.next_time.action
    return data.ActionData(
        rule=action.rule,
        action=action.action,
        because=action.because,
        turn=action.turn,
        said=action.said,
        instead=action.instead,
        why=action.why,
        replay_from=action.replay_from,
    )


def schema_text() -> str:
    """The JSON Schema (2020-12) of the export, as it stands in its file."""
    return data_schema_text(data.DebriefData, SCHEMA_FILE)


if __name__ == "__main__":
    SCHEMA_FILE.write_text(schema_text(), encoding="utf-8", newline="\n")
