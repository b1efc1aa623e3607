"""The log from the start of a base to the set's own moment: kept for us by a slot, fetched by pg_receivewal."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fofal_server.backup.errors import BackupError
from fofal_server.backup.program import run_to_end
from fofal_server.backup.source import Source
from fofal_server.backup.undisturbed import undisturbed
from fofal_server.cluster.url import connected

_WITHIN = 600.0
_NAME = "fofal_backup_"
PARTIAL = ".partial"
_SEND_AWAY = """
SELECT pg_terminate_backend(active_pid, 10000) FROM pg_replication_slots WHERE slot_name LIKE %s AND active
"""


@contextmanager
def kept(source: Source) -> Iterator[str]:
    """PostgreSQL keeps its log from now on until the block ends; answers the name of the slot."""
    name = f"{_NAME}{secrets.token_hex(4)}"
    with connected(source.superuser_url) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT pg_create_physical_replication_slot(%s, true)", (name,))
        try:
            yield name
        finally:
            with undisturbed():
                cursor.execute(_SEND_AWAY, (name,))  # who fetched the log may still be seen off
                cursor.execute("SELECT pg_drop_replication_slot(%s)", (name,))


def fetch(source: Source, slot: str, until: str, folder: Path) -> None:
    """Bring the log that the slot kept, up to the position ``until``, into the folder."""
    where = ["-D", str(folder), "--slot", slot, "--endpos", until, "--no-loop"]
    if words := run_to_end(source, "pg_receivewal", *where, within=_WITHIN):
        raise BackupError(f"Le journal de PostgreSQL n'a pas pu être lu :\n{words}")
    for torn in folder.glob(f"*{PARTIAL}"):
        torn.rename(torn.with_suffix(""))  # it goes as far as it was asked for


def forget_left_over(source: Source) -> None:
    """Drop the slots of backups that were killed, each of which would keep the log for ever; to be called alone.

    A program that outlived its backup is still at one: it is sent away first.
    """
    with connected(source.superuser_url) as connection, connection.cursor() as cursor:
        cursor.execute(_SEND_AWAY, (f"{_NAME}%",))
        cursor.execute(
            "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots "
            "WHERE slot_name LIKE 'fofal_backup_%' AND NOT active"
        )
