"""The moment that a set stands for: a named point in the log, and the very same moment as a snapshot to count in."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg2
import psycopg2.extensions
from psycopg2 import sql
from psycopg2.errors import DeadlockDetected, LockNotAvailable

from fofal_server.backup.errors import BackupError
from fofal_server.cluster.url import connected

Connection = psycopg2.extensions.connection
_TABLES = """
SELECT quote_ident(schemaname) || '.' || quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public' ORDER BY 1
"""
_TRIES, _PATIENCE, _LOOK, _PAUSE = 60, "200ms", "100ms", 1.0
"""Half a minute altogether, in pauses of up to a second: somebody who waits for us is let on after ``_PATIENCE``.

Before that, at ``_LOOK``, PostgreSQL sees who waits for whom: a vacuum steps back for us, and we for writers.
"""


@dataclass(frozen=True)
class Moment:
    """``connection`` sees exactly what is committed at the restore point; ``lsn`` is where that lies in the log.

    ``at`` is PostgreSQL's own time just after it: back to a moment from then on one can come, to none before.
    """

    name: str
    lsn: str
    at: dt.datetime
    connection: Connection


@contextmanager
def marked(superuser_url: str, name: str) -> Iterator[Moment]:
    """Mark the present moment as ``name``, and hold a snapshot of it while the block lasts.

    Writers wait for a few milliseconds: only while none is between its first row and its commit do log and snapshot
    say the same.
    """
    with connected(superuser_url) as counting:
        yield Moment(name, *_mark(counting, name), counting)
        with counting.cursor() as cursor:
            cursor.execute("COMMIT")


def _mark(counting: Connection, name: str) -> tuple[str, dt.datetime]:
    """Begin a transaction whose snapshot is the moment; a position in the log and a time that are not before it."""
    with counting.cursor() as cursor:
        for _ in range(_TRIES):
            cursor.execute(_TABLES)
            tables = ", ".join(row[0] for row in cursor.fetchall())
            try:
                cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
                cursor.execute(_marking(tables, name))
            except (LockNotAvailable, DeadlockDetected):
                cursor.execute("ROLLBACK; SELECT pg_sleep(%s * random())", (_PAUSE,))
                continue
            # switched, for who fetches the log is not to wait until somebody writes again
            cursor.execute("SELECT pg_current_wal_insert_lsn()::text, clock_timestamp(), pg_switch_wal()")
            [(lsn, at, _)] = cursor.fetchall()
            return lsn, at
    raise BackupError("Une transaction reste ouverte depuis longtemps et empêche de fixer l'instant de la sauvegarde.")


def _marking(tables: str, name: str) -> sql.Composable:
    """Wait until nobody is in the middle of writing, mark, let writers on, all in one message.

    Nobody must wait for a backup that has stepped back and gets no turn at the processor. Who has written one table and
    comes to another may meet tables that are held already and wait for us as we for him: PostgreSQL ends one of both,
    us, for we look first. The point is the first thing that the transaction looks for, so its snapshot is of the time
    when the tables were held.
    """
    held = sql.SQL("LOCK TABLE {} IN SHARE MODE;").format(sql.SQL(tables)) if tables else sql.SQL("")
    return sql.SQL(
        "SET LOCAL lock_timeout = {}; SET LOCAL deadlock_timeout = {}; SAVEPOINT free; {}"
        " SELECT pg_create_restore_point({}); ROLLBACK TO SAVEPOINT free"
    ).format(sql.Literal(_PATIENCE), sql.Literal(_LOOK), held, sql.Literal(name))
