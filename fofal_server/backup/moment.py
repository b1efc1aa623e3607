"""The moment that a set stands for: a named point in the log, and the very same moment as a snapshot to count in."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg2
import psycopg2.extensions
from psycopg2 import sql
from psycopg2.errors import LockNotAvailable

from fofal_server.backup.errors import BackupError
from fofal_server.cluster.url import connected

Connection = psycopg2.extensions.connection
_TABLES = """
SELECT quote_ident(schemaname) || '.' || quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public' ORDER BY 1
"""
_TRIES, _PATIENCE = 10, "2s"


@dataclass(frozen=True)
class Moment:
    """``connection`` sees exactly what is committed at the restore point; ``lsn`` is where that lies in the log."""

    name: str
    lsn: str
    connection: Connection


@contextmanager
def marked(superuser_url: str, name: str) -> Iterator[Moment]:
    """Mark the present moment as ``name``, and hold a snapshot of it while the block lasts.

    Writers wait for a few milliseconds: only while none is between its first row and its commit do log and snapshot
    say the same.
    """
    with connected(superuser_url) as counting:
        lsn = _mark_for(superuser_url, name, counting)
        yield Moment(name, lsn, counting)
        with counting.cursor() as cursor:
            cursor.execute("COMMIT")


def _mark_for(superuser_url: str, name: str, counting: Connection) -> str:
    with connected(superuser_url) as marking, marking.cursor() as cursor:
        for _ in range(_TRIES):
            try:
                _hold_writers(cursor)
            except LockNotAvailable:
                cursor.execute("ROLLBACK")
                continue
            cursor.execute("SELECT pg_create_restore_point(%s)::text, pg_export_snapshot()", (name,))
            lsn, snapshot = cursor.fetchone() or ("", "")
            _share(counting, snapshot)
            cursor.execute("COMMIT")
            cursor.execute("SELECT pg_switch_wal()")  # who fetches the log is not to wait until somebody writes again
            return str(lsn)
    raise BackupError("Une transaction reste ouverte depuis longtemps et empêche de fixer l'instant de la sauvegarde.")


def _hold_writers(cursor: psycopg2.extensions.cursor) -> None:
    """Wait until nobody is in the middle of writing, and let nobody begin."""
    cursor.execute(_TABLES)
    tables = ", ".join(row[0] for row in cursor.fetchall())
    cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
    cursor.execute(sql.SQL("SET LOCAL lock_timeout = {}").format(sql.Literal(_PATIENCE)))
    if tables:
        cursor.execute(sql.SQL("LOCK TABLE {} IN SHARE MODE").format(sql.SQL(tables)))


def _share(counting: Connection, snapshot: str) -> None:
    with counting.cursor() as cursor:
        cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SET TRANSACTION SNAPSHOT %s", (snapshot,))
