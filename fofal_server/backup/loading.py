"""A dump loaded into a PostgreSQL of our own: the company of a foreign server goes on without it."""

import shutil
from pathlib import Path
from typing import BinaryIO

import psycopg2.extensions
from psycopg2 import sql

from fofal_server.backup.archive import drain
from fofal_server.backup.keys import BackupKey
from fofal_server.backup.logical import DUMP
from fofal_server.backup.manifest import Manifest
from fofal_server.backup.pieces import read_piece
from fofal_server.backup.program import input_of
from fofal_server.backup.source import Source
from fofal_server.cluster import database, role
from fofal_server.cluster.binaries import Binaries
from fofal_server.cluster.cluster import Cluster
from fofal_server.cluster.initialise import SUPERUSER
from fofal_server.cluster.url import connected, with_database

_PORTION = 1 << 20
_NO_DEFAULTS = f"""
ALTER DEFAULT PRIVILEGES FOR ROLE {{}} REVOKE ALL ON TABLES FROM {role.APP};
ALTER DEFAULT PRIVILEGES REVOKE ALL ON SEQUENCES FROM {role.APP}
"""


def load(folder: Path, manifest: Manifest, key: BackupKey, data_dir: Path, programs: Binaries) -> None:
    """Make a cluster in the folder and load the dump of the set; everything in it is our owner's then.

    Roles of the server before are there while it loads, for rights that name them, and go with those.
    """
    strange = [name for name in manifest.roles if name not in {role.APP, role.OWNER, SUPERUSER}]
    ours = [SUPERUSER] if SUPERUSER in manifest.roles else []
    with Cluster(data_dir) as cluster:
        _empty(cluster.superuser_url)
        with connected(cluster.superuser_url) as connection:
            _each(connection, "CREATE ROLE {}", strange)
            _each(connection, f"GRANT {{}} TO {role.OWNER}", [*strange, *ours])
            with read_piece(folder / DUMP, key) as stream:
                _restored(Source(data_dir, cluster.superuser_url, programs), stream)
            for statement in (f"REASSIGN OWNED BY {{}} TO {role.OWNER}", "DROP OWNED BY {}", "DROP ROLE {}"):
                _each(connection, statement, strange)
            for statement in (_NO_DEFAULTS, f"REVOKE {{}} FROM {role.OWNER}"):
                _each(connection, statement, ours)


def _empty(superuser_url: str) -> None:
    """A database without any of the rights that ours begin with: the dump brings all of them."""
    database.drop(superuser_url, role.DATABASE)
    with connected(with_database(superuser_url, "postgres")) as connection:
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {role.DATABASE} OWNER {role.OWNER}")
        role.open_database(connection, role.DATABASE)


def _restored(source: Source, stream: BinaryIO) -> None:
    what = ["--no-owner", f"--role={role.OWNER}", "--exit-on-error", "--no-password", "-d", source.database]
    with input_of(source, "pg_restore", *what) as sink:
        shutil.copyfileobj(stream, sink, _PORTION)
        drain(stream)  # only who reads to the end knows that nothing is missing there


def _each(connection: psycopg2.extensions.connection, statement: str, roles: list[str]) -> None:
    with connection.cursor() as cursor:
        for name in roles:
            cursor.execute(sql.SQL(statement).format(sql.Identifier(name)))
