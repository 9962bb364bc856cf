"""The store's tables, for any database that SQLAlchemy Core speaks to.

A change here needs a new file in ``migrations/versions`` and its name at the end of :data:`REVISIONS`; a test
holds the tables that the migrations build equal to these.
"""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    TypeDecorator,
    Uuid,
)

REVISIONS: Final[Sequence[str]] = ("0001", "0002", "0003")
"""Every schema there has been, oldest first; the last is the one that this program writes."""


class Moment(TypeDecorator[datetime]):
    """A moment as ISO 8601 text in UTC, always to the microsecond, so that text order is the order in time.

    SQLite has no type for times, and SQLAlchemy's own forgets the time zone there.
    """

    impl = String(32)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """From Python to the database."""
        return None if value is None else value.astimezone(UTC).isoformat(timespec="microseconds")

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        """From the database to Python."""
        return None if value is None else datetime.fromisoformat(value)


metadata: Final = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

texts: Final = Table(
    "texts",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("body", Text, nullable=False),
)
"""Scenarios and mood models, each content once, under the SHA-256 of its UTF-8 bytes."""

attempts: Final = Table(
    "attempts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("uuid", Uuid, nullable=False, unique=True),
    Column("scenario_id", String, nullable=False),
    Column("title", String, nullable=False),
    Column("scenario_sha256", ForeignKey("texts.sha256"), nullable=False),
    Column("scenario_fingerprint", String, nullable=False),
    Column("model_sha256", ForeignKey("texts.sha256"), nullable=False),
    Column("model_fingerprint", String, nullable=False),
    Column("seed", BigInteger, nullable=False),
    Column("agent", String, nullable=False),
    Column("mode", String, nullable=False),
    Column("format_version", Integer, nullable=False),
    Column("model_version", Integer, nullable=False),
    Column("journal_version", Integer, nullable=False),
    Column("began_at", Moment, nullable=False),
    Column("parent", ForeignKey("attempts.id")),
    Column("from_turn", Integer),
    # Below: what the list of attempts shows, changed together with each event.
    Column("events", Integer, nullable=False),
    Column("last_at", Moment, nullable=False),
    Column("turns", Integer),
    Column("heat", Integer),
    Column("heard", Integer),
    Column("trust", Integer),
    Column("set_aside_at", Moment),
    Column("finished_at", Moment),
    Column("ending", String),
    Column("problem", String),
    Column("relationship", String),
    Index(None, "scenario_id", "id"),
    sqlite_autoincrement=True,
)
"""One row an attempt; a number once given is never given again."""

events: Final = Table(
    "events",
    metadata,
    Column("attempt", ForeignKey("attempts.id"), primary_key=True),
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("kind", String, nullable=False),
    Column("at", Moment, nullable=False),
    Column("payload", JSON, nullable=False),
)
"""The journals: one row an event, never changed once written."""

marks: Final = Table(
    "marks",
    metadata,
    Column("attempt", ForeignKey("attempts.id"), primary_key=True),
    Column("rater", String, primary_key=True),
    Column("skill", String(16), primary_key=True),
    Column("mark", String(16), nullable=False),
    Column("at", Moment, nullable=False),
)
"""What raters saw in an attempt: one row a rater and skill, changed when the rater marks it anew."""

chance_marks: Final = Table(
    "chance_marks",
    metadata,
    Column("attempt", ForeignKey("attempts.id"), primary_key=True),
    Column("turn", Integer, primary_key=True, autoincrement=False),
    Column("rater", String, primary_key=True),
    Column("skill", String(16), primary_key=True),
    Column("mark", String(16), nullable=False),
    Column("at", Moment, nullable=False),
)
"""What raters saw at single turns, from 1; else as ``marks``, which are about an attempt as a whole."""

alembic_version: Final = Table(
    "alembic_version",
    MetaData(),
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)
"""Alembic's own table, named here so that the schema's version can be read without importing Alembic."""


def json_text(value: object) -> str:
    """Compact JSON in ASCII: any text comes back the same, whatever the database thinks of its characters."""
    return json.dumps(value, separators=(",", ":"), allow_nan=False)
