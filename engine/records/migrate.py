"""Bring a store of an older Moodline up to date. Alembic is loaded only when there is a step to take."""

from pathlib import Path
from typing import Final

from sqlalchemy import Connection

MIGRATIONS: Final = Path(__file__).with_name("migrations")


def migrate(connection: Connection, version: str | None, migrations: Path = MIGRATIONS) -> None:
    """Take every step from ``version`` (None: an empty database) to the newest, in the open transaction.

    The caller commits, so a store is either wholly migrated or as it was.
    """
    from alembic.operations import Operations
    from alembic.runtime.migration import MigrationContext
    from alembic.script import ScriptDirectory

    script = ScriptDirectory(str(migrations))
    context = MigrationContext.configure(connection)
    with Operations.context(context):
        for step in reversed(list(script.iterate_revisions("head", version or "base"))):
            step.module.upgrade()
    context.stamp(script, "head")
