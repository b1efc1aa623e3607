"""A connection for work that may take long and must hinder nobody: each statement commits, no lock is waited for."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import URL, Connection, create_engine
from sqlalchemy.pool import NullPool

STATEMENT, LOCK = "30min", "2s"
"""How long one statement may take; how long it may wait, and make others wait behind it, for a lock."""

_GENTLE = "-c vacuum_cost_delay=2ms -c maintenance_work_mem=128MB -c timezone=UTC"


@contextmanager
def patient(url: URL | str) -> Iterator[Connection]:
    """Apart from the pools, whose statements end after seconds."""
    options = f"-c statement_timeout={STATEMENT} -c lock_timeout={LOCK} {_GENTLE}"
    engine = create_engine(
        url,
        poolclass=NullPool,
        isolation_level="AUTOCOMMIT",
        connect_args={"connect_timeout": 5, "options": options, "application_name": "fofal-maintenance"},
    )
    with engine.connect() as connection:
        yield connection
