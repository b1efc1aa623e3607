"""A set of a database that somebody else keeps: a dump and its books of one snapshot, without a log to go on with."""

import datetime as dt
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg2.extensions
from psycopg2.errors import InsufficientPrivilege

from fofal_server.backup.errors import BackupError
from fofal_server.backup.manifest import Manifest
from fofal_server.backup.pieces import Piece, piece
from fofal_server.backup.program import output_of
from fofal_server.backup.source import Source
from fofal_server.backup.taking import Books, Order, packed_trees
from fofal_server.cluster import binaries, role
from fofal_server.cluster.url import connected

DUMP = "dump.z.sealed"
NO_MOMENT = "Sauvegarde logique : sans journal, on n'en revient qu'à son propre instant."
_ROLES = """
SELECT DISTINCT rolname FROM pg_shdepend JOIN pg_roles ON pg_roles.oid = refobjid
WHERE refclassid = 'pg_authid'::regclass AND dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
UNION SELECT current_user::text ORDER BY 1
"""
_PORTION = 1 << 20


def source(data_dir: Path, owner_url: str) -> Source:
    """The database as its owner sees it, and programs that can read a server of its version: ours, else its own."""
    with connected(owner_url) as connection:
        major = connection.server_version // 10000
    newest = binaries.find()
    return Source(data_dir, owner_url, newest if newest.major >= major else binaries.find(major), foreign=True)


def filled(order: Order, folder: Path, set_id: str, now: dt.datetime) -> Manifest:
    """The dump, what the books said in the very same snapshot, and the files as they are after it."""
    with _snapshot(order.source) as (connection, snapshot):
        order.tell("Comptage")
        books = _books(order, connection)
        order.tell("Copie de la base")
        dump = _dump(order, folder, snapshot)
        roles = [name for (name,) in _rows(connection, _ROLES) if name != role.APP]
        release = connection.info.parameter_status("server_version")
    return Manifest(
        id=set_id,
        kind="logical",
        made_at=now,
        program_version=order.program_version,
        postgres_version=order.source.binaries.release,
        system_identifier=None,
        timeline=None,
        start_lsn=None,
        stop_lsn=None,
        restore_point=None,
        migration_head=books.migration_head,
        audit_head=books.audit_head or None,
        tables=dict(books.tables),
        totals=dict(books.totals),
        pieces=[dump, *packed_trees(order, folder)],
        seconds=0.0,
        key_fingerprint=order.key.fingerprint,
        notes=[NO_MOMENT, f"Serveur : PostgreSQL {release}"],
        roles=roles,
    )


def _books(order: Order, connection: psycopg2.extensions.connection) -> Books:
    """What the role may not read, it cannot save: there is no set then."""
    try:
        return order.read_books(connection)
    except InsufficientPrivilege as error:
        words = str(error).partition("\n")[0]
        raise BackupError(
            f"Le rôle {connection.info.user} de FOFAL_DATABASE_URL ne peut pas tout lire ({words}) : faites-le "
            "propriétaire de toutes les tables de cette base, ou donnez-lui le droit de les lire."
        ) from error


@contextmanager
def _snapshot(source: Source) -> Iterator[tuple[psycopg2.extensions.connection, str]]:
    """A connection that sees one moment, and the name under which the dump sees the same."""
    with connected(source.superuser_url) as connection, connection.cursor() as cursor:
        cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        ((name,),) = _rows(connection, "SELECT pg_export_snapshot()")
        yield connection, str(name)
        cursor.execute("COMMIT")


def _dump(order: Order, folder: Path, snapshot: str) -> Piece:
    """Compressed by us: what is compressed twice only takes longer."""
    what = ["-F", "c", "--compress=0", "--no-password", f"--snapshot={snapshot}", "-d", order.source.database]
    with piece(folder / DUMP, order.key.public) as written, output_of(order.source, "pg_dump", *what) as stream:
        shutil.copyfileobj(stream, written, _PORTION)
    return written.piece


def _rows(connection: psycopg2.extensions.connection, query: str) -> list[tuple[str, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchall()
