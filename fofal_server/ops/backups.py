"""Backups of this installation: where they lie, what goes into a set, and the orders to take and to restore one."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fofal_server.backup import continuous, logical, manifest, restoring, sets, taking
from fofal_server.backup.continuous import Brought
from fofal_server.backup.errors import BackupError, Busy
from fofal_server.backup.keys import BackupKey
from fofal_server.backup.making import remove
from fofal_server.backup.manifest import Manifest
from fofal_server.backup.restoring import Target
from fofal_server.backup.source import Source
from fofal_server.backup.telling import Tell, silent
from fofal_server.backup.trees import files_below
from fofal_server.cluster import credentials, role, state
from fofal_server.cluster.binaries import find as find_programs
from fofal_server.cluster.given import given
from fofal_server.cluster.initialise import SUPERUSER
from fofal_server.cluster.url import local
from fofal_server.contract.version import VERSION
from fofal_server.core import clock
from fofal_server.ops import books, drill, history, records, second_place
from fofal_server.ops.history import Line
from fofal_server.ops.second_place import choose
from fofal_server.ops.shelf import KEY_FILE, Shelf, rate

SECRETS = "secrets"
SCRATCH = "drills"
FILES = ("attachments", "mail-files")
"""Content beside the database that the database speaks of: what was attached, and what letters still take along."""
LOG, STAGING = continuous.FOLDER, "wal"
WINDOW = dt.timedelta(days=7)
"""How far back one can go to any moment; further back there are the sets."""
OWN_MOMENT = Target()


def source_of(data_dir: Path) -> Source | None:
    """The running database of this folder; None for one that somebody else keeps, or that keeps no log (tests)."""
    known = state.load(data_dir)
    if given("FOFAL_DATABASE_URL") or known.port is None or known.quick:
        return None
    password = credentials.load_or_make(data_dir, True).superuser
    return Source(data_dir, local(SUPERUSER, password, known.port, role.DATABASE), find_programs())


def take(shelf: Shelf, source: Source, now: dt.datetime, tell: Tell = silent) -> Manifest:
    """Take a set of everything that it takes to go on elsewhere, all but the key itself; copied where that is asked."""
    data_dir = shelf.data_dir
    secrets = [data_dir / credentials.FILE, *files_below(data_dir / SECRETS)]
    order = taking.Order(
        source=source,
        backups=shelf.folder,
        key=shelf.key(),
        program_version=VERSION,
        read_books=books.read,
        folders=tuple(data_dir / name for name in FILES),
        settings=(data_dir / history.FILE,),
        secrets=tuple(secrets),
        tell=tell,
        rate=rate(),
    )
    with _remembered(data_dir, "backup", now):
        made = taking.take(order, now, logical.filled if source.foreign else None)
    size = sum(one.size for one in made.pieces)
    history.keep(data_dir, Line(now, "backup", True, made.id, made.seconds, size))
    try:
        with _remembered(data_dir, "copy", now, made.id):
            second_place.catch_up(shelf, tell)
    except Busy as busy:  # the set is whole here, and who copies now or at the next turn takes it along
        tell(str(busy))
    return made


@contextmanager
def _remembered(data_dir: Path, deed: history.Deed, now: dt.datetime, set_id: str = "") -> Iterator[None]:
    """What fails is remembered with its words; who waits for another process has not failed."""
    try:
        yield
    except Busy:
        raise
    except BackupError as error:
        history.keep(data_dir, Line(now, deed, False, set_id, words=str(error)))
        raise


def prune(shelf: Shelf, now: dt.datetime) -> list[str]:
    """Remove what has had its time, in both places; answers the sets that went."""
    key = shelf.key()
    gone = sets.prune(sets.list_sets(shelf.folder, key), now)
    for one in gone:
        remove(one)
    return [*(one.id for one in gone), *second_place.prune(shelf, now)]


def find(shelf: Shelf, name: str, before: dt.datetime | None = None) -> Path:
    """The folder of a set by its id, or of the newest that can be used for ``latest``; of those before a moment."""
    return choose(sets.list_sets(shelf.folder), name, before, str(shelf.folder)).folder


def bring_log(shelf: Shelf, source: Source) -> Brought:
    """Bring the log up to now, beside the sets and in the second place; what is older than the window goes."""
    key, store = shelf.key(), shelf.folder / LOG
    with continuous.alone(source):
        brought = continuous.bring(source, shelf.data_dir / STAGING, store, key)
        until = _window(store, clock.now())
        continuous.forget(store, until)
        second_place.bring_log(shelf, store, until)
    return brought


def _window(store: Path, now: dt.datetime) -> dt.datetime:
    """Where the log begins that is kept: so many days back, on each of which there was one.

    Days without any do not count, so that a clock which jumps ahead makes nothing old.
    """
    moments = [dt.datetime.fromtimestamp(one.stat().st_mtime, dt.UTC) for one in store.iterdir()]
    days = sorted({one.date() for one in moments})[-WINDOW.days - 1 :]
    return min([now - WINDOW, *(dt.datetime.combine(day, dt.time(), dt.UTC) for day in days[:1])])


def drilled(
    shelf: Shelf, folder: Path, key: BackupKey, now: dt.datetime, tell: Tell = silent, serve: drill.Serve | None = None
) -> drill.Report:
    """Prove a set on the disk of the data, in a folder that is gone afterwards; what it came to is remembered."""
    report = drill.run_drill(folder, key, shelf.data_dir / SCRATCH, now, shelf.folder / LOG, tell, serve)
    records.keep(shelf.data_dir, report)
    failed = ", ".join(drill.TITLES[one.name] for one in report.proofs if not one.ok)
    history.keep(shelf.data_dir, Line(now, "drill", report.ok, report.set_id, report.seconds, words=failed))
    return report


def restored(
    folder: Path, key: BackupKey, data_dir: Path, target: Target = OWN_MOMENT, tell: Tell = silent
) -> Manifest:
    """Make an installation of a set in an empty folder, at the target's moment; the key is put in place as well.

    Raises ``BackupError`` when the chain of the trail does not hold there: what was restored stays to be looked at.
    """
    known = manifest.load(folder, key)
    restoring.unpack(folder, known, key, data_dir, tell)
    tell("Journal rejoué")
    restoring.roll_forward(data_dir, known, target, key)
    with restoring.recovered(data_dir, target) as cluster:
        key.save(data_dir / KEY_FILE)
        proof = drill.chain(cluster)
    if not proof.ok:
        raise BackupError(f"Rétablie dans {data_dir}, mais le journal d'audit ne tient pas : {proof.found}.")
    return known
