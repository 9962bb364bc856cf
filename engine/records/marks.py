"""What raters saw in attempts, in the store."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, insert, select

from engine.debrief.cohort.agreement import MARKS, Mark, MarkWord
from engine.mood.moves import SKILLS, Family
from engine.records.attempts import in_utc
from engine.records.schema import marks
from engine.records.store import Store


def keep_marks(
    store: Store, attempt: int, rater: str, said: Mapping[Family, MarkWord], now: datetime
) -> None:
    """Keep what a rater says of an attempt; what they said of the same skill before is replaced.

    Raises:
        UnknownAttemptError: there is no such attempt.
        StoreProblem: it cannot be kept; nothing of it is then.
    """
    at = in_utc(now)
    rows = [
        {"attempt": attempt, "rater": rater, "skill": skill, "mark": mark, "at": at}
        for skill, mark in said.items()
    ]
    with store.writing_about(attempt) as connection:
        before = delete(marks).where(marks.c.attempt == attempt, marks.c.rater == rater)
        connection.execute(before.where(marks.c.skill.in_(list(said))))
        if rows:
            connection.execute(insert(marks), rows)


def read_marks(store: Store) -> tuple[Mark, ...]:
    """All marks that make sense here, by attempt, rater and skill; those of skills or words that a newer
    Moodline may have are passed over."""
    wanted = select(marks.c.attempt, marks.c.rater, marks.c.skill, marks.c.mark).order_by(
        marks.c.attempt, marks.c.rater, marks.c.skill
    )
    with store.reading() as connection:
        rows = connection.execute(wanted).all()
    return tuple(
        Mark(attempt, rater, skill, mark)
        for attempt, rater, skill, mark in rows
        if skill in SKILLS and mark in MARKS
    )
