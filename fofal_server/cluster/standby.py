"""A cluster that repeats what another one writes, and takes nothing else."""

from pathlib import Path

import psycopg2.extensions

SIGNAL = "standby.signal"


def is_one(connection: psycopg2.extensions.connection) -> bool:
    """Tell whether the server only repeats its primary's log."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_is_in_recovery()")
        return cursor.fetchone() == (True,)


def is_made_as_one(pgdata: Path) -> bool:
    """Tell from its files, running or not; PostgreSQL removes the sign when it is promoted."""
    return (pgdata / SIGNAL).exists()
