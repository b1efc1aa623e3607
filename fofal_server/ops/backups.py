"""Backups of this installation: where they lie, what goes into a set, and the orders to take and to restore one."""

import datetime as dt
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from fofal_server.backup import continuous, copying, manifest, restoring, sets, taking
from fofal_server.backup.continuous import Brought
from fofal_server.backup.errors import BackupError
from fofal_server.backup.keys import BackupKey
from fofal_server.backup.making import remove
from fofal_server.backup.manifest import Manifest
from fofal_server.backup.restoring import Target
from fofal_server.backup.source import Source
from fofal_server.backup.trees import files_below
from fofal_server.cluster import credentials, role, state
from fofal_server.cluster.binaries import find as find_programs
from fofal_server.cluster.files import make_folder
from fofal_server.cluster.given import given
from fofal_server.cluster.initialise import SUPERUSER
from fofal_server.cluster.url import local
from fofal_server.config import VERSION
from fofal_server.core import clock
from fofal_server.ops import books, drill, records

KEY_FILE = "backup-key"
FOLDER = "backups"
SECRETS = "secrets"
SCRATCH = "drills"
LOG, STAGING = "log", "wal"
WINDOW = dt.timedelta(days=7)
"""How far back one can go to any moment; further back there are the sets."""
OWN_MOMENT = Target()


@dataclass(frozen=True)
class Shelf:
    """The place of the sets of one data folder, the second place for copies, and the key that opens them."""

    data_dir: Path
    folder: Path
    second: Path | None = None

    @classmethod
    def of(cls, data_dir: Path, folder: Path | None = None, second: Path | None = None) -> "Shelf":
        """Beside the data unless another folder is set (``FOFAL_BACKUP_DIR``), better on another disk."""
        return cls(data_dir, folder or data_dir / FOLDER, second)

    @classmethod
    def from_environment(cls, data_dir: Path) -> "Shelf":
        """As ``FOFAL_BACKUP_DIR`` and ``FOFAL_BACKUP_COPY_DIR`` say."""
        first, second = (os.environ.get(name) for name in ("FOFAL_BACKUP_DIR", "FOFAL_BACKUP_COPY_DIR"))
        return cls.of(data_dir, Path(first).absolute() if first else None, Path(second).absolute() if second else None)

    @property
    def key_file(self) -> Path:
        return self.data_dir / KEY_FILE

    def key(self) -> BackupKey:
        """The key of this installation, drawn before its first set; one that was lost later has to be put back.

        Another one in its place would go unnoticed until the day on which the paper key opens nothing.
        """
        if not self.key_file.exists() and not any(sets.list_sets(place) for place in self.places):
            BackupKey.generate().save(self.key_file)
        return BackupKey.load(self.key_file)

    @property
    def places(self) -> list[Path]:
        return [self.folder, *([self.second] if self.second else [])]

    def key_if_any(self) -> BackupKey | None:
        return BackupKey.load(self.key_file) if self.key_file.exists() else None


def source_of(data_dir: Path) -> Source | None:
    """The running database of this folder; None for one that somebody else keeps, or that keeps no log (tests)."""
    known = state.load(data_dir)
    if given("FOFAL_DATABASE_URL") or known.port is None or known.quick:
        return None
    password = credentials.load_or_make(data_dir, True).superuser
    return Source(data_dir, local(SUPERUSER, password, known.port, role.DATABASE), find_programs())


def take(shelf: Shelf, source: Source, now: dt.datetime, tell: Callable[[str], None] = lambda _step: None) -> Manifest:
    """Take a set of everything that it takes to go on elsewhere, all but the key itself; copied where that is asked."""
    data_dir = shelf.data_dir
    secrets = [data_dir / credentials.FILE, *files_below(data_dir / SECRETS)]
    order = taking.Order(
        source=source,
        backups=shelf.folder,
        key=shelf.key(),
        program_version=VERSION,
        read_books=books.read,
        attachments=data_dir / "attachments",
        settings=(data_dir / state.FILE,),
        secrets=tuple(secrets),
        tell=tell,
    )
    made = taking.take(order, now)
    if shelf.second is not None:
        tell("Copie en second lieu")
        copying.copy(shelf.folder / made.id, shelf.second, order.key)
    return made


def prune(shelf: Shelf, now: dt.datetime) -> list[str]:
    """Remove what has had its time, in both places; answers the sets that went."""
    key, gone = shelf.key(), list[str]()
    for place in shelf.places:
        for one in sets.prune(sets.list_sets(place, key), now):
            remove(one)
            gone.append(one.id)
    return gone


def find(shelf: Shelf, name: str) -> Path:
    """The folder of a set by its id, or of the newest that can be used for ``latest``."""
    known = sets.list_sets(shelf.folder)
    usable = [one for one in known if (name == "latest" and one.state != "broken") or one.id == name]
    if not usable:
        raise BackupError(
            f"Aucune sauvegarde « {name} » dans {shelf.folder}. Voyez : fofal-server backup list"
            if known
            else f"Aucune sauvegarde dans {shelf.folder}. Tapez : fofal-server backup now"
        )
    return usable[0].folder


def find_before(shelf: Shelf, moment: dt.datetime) -> Path:
    """The newest usable set that was made before the moment."""
    known = [one for one in sets.list_sets(shelf.folder) if one.state != "broken" and one.made_at <= moment]
    if not known:
        raise BackupError(f"Aucune sauvegarde d'avant le {moment:%d/%m/%Y %H:%M} dans {shelf.folder}.")
    return known[0].folder


def bring_log(shelf: Shelf, source: Source) -> Brought:
    """Bring the log up to now, beside the sets and in the second place; what is older than the window goes."""
    stores = [place / LOG for place in (shelf.folder, shelf.second) if place is not None]
    brought = continuous.bring(source, shelf.data_dir / STAGING, stores[0], shelf.key())
    for store in stores[1:]:
        continuous.mirror(stores[0], store)
    for store in stores:
        continuous.forget(store, clock.now() - WINDOW)
    return brought


def drilled(shelf: Shelf, folder: Path, key: BackupKey, now: dt.datetime) -> drill.Report:
    """Prove a set on the disk of the data, in a folder that is gone afterwards; what it came to is remembered."""
    scratch = shelf.data_dir / SCRATCH
    make_folder(scratch, 0o711)
    report = drill.run_drill(folder, key, scratch, now, shelf.folder / LOG)
    records.keep(shelf.data_dir, report)
    return report


def restored(folder: Path, key: BackupKey, data_dir: Path, target: Target = OWN_MOMENT) -> Manifest:
    """Make an installation of a set in an empty folder, at the target's moment; the key is put in place as well.

    Raises ``BackupError`` when the chain of the trail does not hold there: what was restored stays to be looked at.
    """
    known = manifest.load(folder, key)
    restoring.unpack(folder, known, key, data_dir)
    restoring.roll_forward(data_dir, known, target, key)
    with restoring.recovered(data_dir, target) as cluster:
        key.save(data_dir / KEY_FILE)
        proof = drill.chain(cluster)
    if not proof.ok:
        raise BackupError(f"Rétablie dans {data_dir}, mais le journal d'audit ne tient pas : {proof.found}.")
    return known
