"""How Alembic reaches the database and knows the models."""

from alembic import context
from sqlalchemy import create_engine, pool

import fofal_server.app  # noqa: F401 - imports every domain, so that the metadata is whole
from fofal_server.core.models import Base


def run() -> None:
    url = context.config.attributes["url"]
    options = {"options": "-c lock_timeout=1000 -c timezone=UTC"}
    engine = create_engine(url, poolclass=pool.NullPool, connect_args=options)
    with engine.connect() as connection:
        context.configure(
            connection=connection, target_metadata=Base.metadata, compare_type=True, transaction_per_migration=True
        )
        with context.begin_transaction():
            context.run_migrations()


run()
