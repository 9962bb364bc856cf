"""What raters saw in attempts, in the store: in a whole attempt, or at single turns."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, insert, literal, select, union_all

from engine.debrief.cohort.agreement import MARKS, Mark, MarkWord
from engine.mood.moves import SKILLS, Family
from engine.records.attempts import in_utc
from engine.records.schema import chance_marks, marks
from engine.records.store import Store


def keep_marks(
    store: Store, attempt: int, rater: str, said: Mapping[Family, MarkWord], now: datetime, turn: int = 0
) -> None:
    """Keep what a rater says of an attempt, or of one turn of it, from 1. What they said of the same skill
    there before is replaced.

    Raises:
        UnknownAttemptError: there is no such attempt.
        StoreProblem: it cannot be kept; nothing of it is then.
    """
    at, table = in_utc(now), chance_marks if turn else marks
    where = {"attempt": attempt, "rater": rater, **({"turn": turn} if turn else {})}
    rows = [{**where, "skill": skill, "mark": mark, "at": at} for skill, mark in said.items()]
    same: list[ColumnElement[bool]] = [table.c[name] == value for name, value in where.items()]
    with store.writing_about(attempt) as connection:
        connection.execute(delete(table).where(and_(*same, table.c.skill.in_(list(said)))))
        if rows:
            connection.execute(insert(table), rows)


def read_marks(store: Store) -> tuple[Mark, ...]:
    """All marks that make sense here, by attempt, turn, rater and skill; those of skills or words that a
    newer Moodline may have are passed over."""
    whole = select(marks.c.attempt, literal(0).label("turn"), marks.c.rater, marks.c.skill, marks.c.mark)
    single = select(*(chance_marks.c[name] for name in ("attempt", "turn", "rater", "skill", "mark")))
    with store.reading() as connection:
        rows = connection.execute(
            union_all(whole, single).order_by("attempt", "turn", "rater", "skill")
        ).all()
    return tuple(
        Mark(attempt, rater, skill, mark, turn)
        for attempt, turn, rater, skill, mark in rows
        if skill in SKILLS and mark in MARKS
    )
