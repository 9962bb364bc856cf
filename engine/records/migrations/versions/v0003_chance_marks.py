"""Raters' marks of single turns."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "chance_marks",
        sa.Column("attempt", sa.Integer, nullable=False),
        sa.Column("turn", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("rater", sa.String, nullable=False),
        sa.Column("skill", sa.String(16), nullable=False),
        sa.Column("mark", sa.String(16), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("attempt", "turn", "rater", "skill", name="pk_chance_marks"),
        sa.ForeignKeyConstraint(["attempt"], ["attempts.id"], name="fk_chance_marks_attempt"),
    )
