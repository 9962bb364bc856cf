"""The small parts of the JSON export, as several places of it have them."""

from collections.abc import Iterable

from engine.debrief.causes import Reason
from engine.debrief.outcome import CriticalItem, Outcome
from engine.debrief.promises import PromiseRecord
from engine.debrief.timeline import Option
from engine.mood.mood import Mood
from engine.records.exports import data


def reply_data(option: Option) -> data.ReplyData:
    """A reply that could be given."""
    return data.ReplyData(id=option.id, says=option.says, moves=option.moves, why=option.why)


def mood_data(mood: Mood) -> data.MoodData:
    """A mood."""
    return data.MoodData(heat=mood.heat, heard=mood.heard, trust=mood.trust)


def reason_data(reasons: Iterable[Reason]) -> tuple[data.ReasonData, ...]:
    """A ledger in words."""
    return tuple(
        data.ReasonData(
            rule=reason.rule,
            words=reason.words,
            source=reason.source,
            heat=reason.heat,
            heard=reason.heard,
            trust=reason.trust,
        )
        for reason in reasons
    )


def outcome_data(outcome: Outcome) -> data.OutcomeData:
    """How a call ended."""
    return data.OutcomeData(
        finished=outcome.finished,
        why_over=outcome.why_over,
        ending=outcome.ending,
        title=outcome.title,
        text=outcome.text,
        good=outcome.good,
        problem=outcome.problem,
        relationship=outcome.relationship,
    )


def critical_data(items: Iterable[CriticalItem]) -> tuple[data.CriticalData, ...]:
    """What must not happen."""
    return tuple(
        data.CriticalData(
            id=item.id, text=item.text, happened=item.happened, decided=item.decided, turn=item.turn
        )
        for item in items
    )


def promise_data(promises: Iterable[PromiseRecord]) -> tuple[data.PromiseData, ...]:
    """The promises made in a call."""
    return tuple(
        data.PromiseData(id=one.id, words=one.words, made=one.made, state=one.state, closed=one.closed)
        for one in promises
    )
