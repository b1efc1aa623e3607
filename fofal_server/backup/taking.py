"""Taking a set: base, log up to one moment, files, settings and secrets, and what the books said at that moment."""

import dataclasses
import datetime as dt
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg2

from fofal_server.backup import manifest, sets, trees, wal
from fofal_server.backup.behind import send_behind
from fofal_server.backup.errors import BackupError
from fofal_server.backup.keys import BackupKey
from fofal_server.backup.making import making
from fofal_server.backup.manifest import Manifest
from fofal_server.backup.moment import Connection, Moment, marked
from fofal_server.backup.pieces import Piece, piece
from fofal_server.backup.program import output_of
from fofal_server.backup.source import APPLICATION, Source
from fofal_server.backup.telling import Tell, Way, silent
from fofal_server.backup.turn import turn
from fofal_server.cluster.url import connected

_PORTION = 1 << 20
_STREAM = ("-D", "-", "-F", "t", "-X", "none")
RATE, MOST_RATE = 16, 1024
"""Megabytes a second at most: a gigabyte in little more than a minute. Twice as fast, answers beside it took 1.6 times
as long at their slowest. PostgreSQL knows no more than ``MOST_RATE``."""
_SIZE = "SELECT sum(pg_database_size(oid))::bigint FROM pg_database"
BASE, WAL = "base.tar.z.sealed", "wal.tar.z.sealed"
LOCK, _PATIENCE = 0xF0FA2, 3
ONE_AT_A_TIME = "Une autre sauvegarde est en cours sur cette base. Attendez qu'elle finisse."


@dataclass(frozen=True)
class Books:
    """What a set remembers of the tables: ``tables`` their rows, ``totals`` sums that a restore must give again."""

    migration_head: str
    audit_head: str
    tables: Mapping[str, int]
    totals: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Order:
    """What is to be taken. ``read_books`` counts in the snapshot; ``folders`` hold files that people gave or will get.

    ``settings`` and ``secrets`` are files of the data folder.

    ``tell`` hears how far it is. ``rate``: megabytes of the base a second, at most.
    """

    source: Source
    backups: Path
    key: BackupKey
    program_version: str
    read_books: Callable[[Connection], Books]
    folders: tuple[Path, ...]
    settings: tuple[Path, ...]
    secrets: tuple[Path, ...]
    tell: Tell = silent
    rate: int = RATE


Fill = Callable[[Order, Path, str, dt.datetime], Manifest]


def take(order: Order, now: dt.datetime, fill: Fill | None = None) -> Manifest:
    """Make a set; only a whole one ever carries its name. Raises ``BackupError``, and leaves the sets before alone.

    ``fill`` puts something else than base and log into it (a dump).
    """
    try:
        return _taken(order, now, fill or _filled)
    except OSError as error:
        raise BackupError(
            f"La sauvegarde n'a pas pu être écrite dans {order.backups} : {error.strerror or error}. "
            "Vérifiez le disque, faites-y de la place ou donnez un autre dossier par FOFAL_BACKUP_DIR."
        ) from error
    except (psycopg2.OperationalError, psycopg2.InterfaceError) as error:
        raise BackupError(
            "PostgreSQL s'est arrêté ou ne répond plus : cette sauvegarde est abandonnée, les précédentes restent. "
            f"Voyez fofal-server status, puis recommencez.\n{str(error).strip()}"
        ) from error


def _taken(order: Order, now: dt.datetime, fill: Fill) -> Manifest:
    began, set_id = time.monotonic(), sets.new_id(now)
    with alone(order.source.superuser_url), making(order.backups, set_id) as folder:
        wal.forget_left_over(order.source)
        order.source.forget_left_over()
        filled = fill(order, folder, set_id, now)
        made = dataclasses.replace(filled, seconds=round(time.monotonic() - began, 2))
        manifest.save(made, folder, order.key)
    return made


def alone(superuser_url: str) -> AbstractContextManager[None]:
    """One backup of a database at a time."""
    return turn(superuser_url, LOCK, _PATIENCE, ONE_AT_A_TIME)


def _filled(order: Order, folder: Path, set_id: str, _began: dt.datetime) -> Manifest:
    """All pieces, the log up to a moment after the base, and the books of that very moment."""
    source = order.source
    with wal.kept(source) as slot:
        base = _base(order, folder, set_id)
        with marked(source.superuser_url, f"fofal_{set_id}") as moment:
            order.tell("Comptage")
            books = order.read_books(moment.connection)
        order.tell("Journal")
        log = _log(order, folder, slot, moment)
    return Manifest(
        id=set_id,
        kind="physical",
        made_at=moment.at,
        program_version=order.program_version,
        postgres_version=source.binaries.release,
        system_identifier=_value(source, "SELECT system_identifier::text FROM pg_control_system()"),
        timeline=int(_value(source, "SELECT timeline_id FROM pg_control_checkpoint()")),
        start_lsn=None,
        stop_lsn=moment.lsn,
        restore_point=moment.name,
        migration_head=books.migration_head,
        audit_head=books.audit_head or None,
        tables=dict(books.tables),
        totals=dict(books.totals),
        pieces=[base, log, *packed_trees(order, folder)],
        seconds=0.0,
        key_fingerprint=order.key.fingerprint,
        notes=[],
    )


def packed_trees(order: Order, folder: Path) -> Iterator[Piece]:
    """Files of people, settings, and secrets apart from both."""
    data_dir = order.source.data_dir
    size = sum(file.lstat().st_size for file in _files(order))
    way = Way(order.tell, "Fichiers", size)
    for name, files in {
        "files.tar.sealed": _files(order),  # photographs and PDFs are as small as they get
        "config.tar.z.sealed": order.settings,
        "secrets.tar.z.sealed": order.secrets,
    }.items():
        with piece(folder / name, order.key.public) as written:
            trees.packed(way.through(written), data_dir, files)
        yield written.piece


def _files(order: Order) -> Iterator[Path]:
    return (file for folder in order.folders for file in trees.files_below(folder))


def _base(order: Order, folder: Path, name: str) -> Piece:
    """The base as PostgreSQL streams it, with its own list of files and sums (``backup_manifest``) inside."""
    how = ["--max-rate", f"{order.rate}M", "--checkpoint=fast", "--manifest-checksums=SHA256", "-l", name]
    way = Way(order.tell, "Copie de la base", int(_value(order.source, _SIZE)))
    with (
        piece(folder / BASE, order.key.public) as written,
        output_of(order.source, "pg_basebackup", *_STREAM, *how) as stream,
    ):
        written.write(stream.read(_PORTION))
        send_behind(order.source, APPLICATION)
        shutil.copyfileobj(way.through(stream), written, _PORTION)
    return written.piece


def _log(order: Order, folder: Path, slot: str, moment: Moment) -> Piece:
    """The log lies openly in a private folder of the data's own disk for a moment, as it does there anyway."""
    with order.source.workplace() as place:
        wal.fetch(order.source, slot, moment.lsn, place)
        with piece(folder / WAL, order.key.public) as written:
            trees.packed(written, place, trees.files_below(place))
    return written.piece


def _value(source: Source, query: str) -> str:
    with connected(source.superuser_url) as connection, connection.cursor() as cursor:
        cursor.execute(query)
        return str((cursor.fetchone() or ("",))[0])
