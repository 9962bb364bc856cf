"""Raters' marks."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "marks",
        sa.Column("attempt", sa.Integer, nullable=False),
        sa.Column("rater", sa.String, nullable=False),
        sa.Column("skill", sa.String(16), nullable=False),
        sa.Column("mark", sa.String(16), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("attempt", "rater", "skill", name="pk_marks"),
        sa.ForeignKeyConstraint(["attempt"], ["attempts.id"], name="fk_marks_attempt"),
    )
