"""Texts, attempts and their events."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "texts",
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_texts"),
    )
    op.create_table(
        "attempts",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("uuid", sa.Uuid, nullable=False),
        sa.Column("scenario_id", sa.String, nullable=False),
        sa.Column("title", sa.String, nullable=False),
        sa.Column("scenario_sha256", sa.String(64), nullable=False),
        sa.Column("scenario_fingerprint", sa.String, nullable=False),
        sa.Column("model_sha256", sa.String(64), nullable=False),
        sa.Column("model_fingerprint", sa.String, nullable=False),
        sa.Column("seed", sa.BigInteger, nullable=False),
        sa.Column("agent", sa.String, nullable=False),
        sa.Column("mode", sa.String, nullable=False),
        sa.Column("format_version", sa.Integer, nullable=False),
        sa.Column("model_version", sa.Integer, nullable=False),
        sa.Column("journal_version", sa.Integer, nullable=False),
        sa.Column("began_at", sa.String(32), nullable=False),
        sa.Column("parent", sa.Integer),
        sa.Column("from_turn", sa.Integer),
        sa.Column("events", sa.Integer, nullable=False),
        sa.Column("last_at", sa.String(32), nullable=False),
        sa.Column("turns", sa.Integer),
        sa.Column("heat", sa.Integer),
        sa.Column("heard", sa.Integer),
        sa.Column("trust", sa.Integer),
        sa.Column("set_aside_at", sa.String(32)),
        sa.Column("finished_at", sa.String(32)),
        sa.Column("ending", sa.String),
        sa.Column("problem", sa.String),
        sa.Column("relationship", sa.String),
        sa.PrimaryKeyConstraint("id", name="pk_attempts"),
        sa.UniqueConstraint("uuid", name="uq_attempts_uuid"),
        sa.ForeignKeyConstraint(["scenario_sha256"], ["texts.sha256"], name="fk_attempts_scenario_sha256"),
        sa.ForeignKeyConstraint(["model_sha256"], ["texts.sha256"], name="fk_attempts_model_sha256"),
        sa.ForeignKeyConstraint(["parent"], ["attempts.id"], name="fk_attempts_parent"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_attempts_scenario_id_id", "attempts", ["scenario_id", "id"])
    op.create_table(
        "events",
        sa.Column("attempt", sa.Integer, nullable=False),
        sa.Column("n", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("payload", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("attempt", "n", name="pk_events"),
        sa.ForeignKeyConstraint(["attempt"], ["attempts.id"], name="fk_events_attempt"),
    )
