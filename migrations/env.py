"""How Alembic reaches the database and knows the models."""

from typing import Any

from alembic import context
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, pool, text

import fofal_server.app  # noqa: F401 - imports every domain, so that the metadata is whole
from fofal_server.core.migrations import oldest_served
from fofal_server.core.models import Base

LOCK = 0xF0FA2
"""One migrates at a time; whoever comes second waits as for any lock, and then finds the work done."""


def remember_served(ctx: MigrationContext, heads: set[str], **_: Any) -> None:
    """Have the database say which programs its tables serve; in the transaction of the migration itself."""
    told = ctx.connection.scalar(text("SELECT to_jsonb(a) ? 'serves' FROM alembic_version a"))
    if told:
        [head] = heads
        oldest = oldest_served(ScriptDirectory.from_config(context.config), head)
        ctx.connection.execute(text("UPDATE alembic_version SET serves = :oldest"), {"oldest": oldest})


def run() -> None:
    url = context.config.attributes["url"]
    options = {"options": "-c lock_timeout=1000 -c timezone=UTC"}
    engine = create_engine(url, poolclass=pool.NullPool, connect_args=options)
    with engine.connect() as connection:
        connection.execute(text("SELECT pg_advisory_lock(:lock)"), {"lock": LOCK})
        connection.commit()  # the lock is of the session; each migration is a transaction of its own
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            compare_type=True,
            transaction_per_migration=True,
            on_version_apply=remember_served,
        )
        with context.begin_transaction():
            context.run_migrations()


run()
