"""Where the sets of an installation lie, in both places, and the key that opens them."""

import os
import re
from dataclasses import dataclass
from pathlib import Path

from fofal_server.backup import sets
from fofal_server.backup.errors import BackupError
from fofal_server.backup.keys import BackupKey
from fofal_server.backup.places.access import Access
from fofal_server.backup.taking import MOST_RATE, RATE
from fofal_server.cluster.given import given

KEY_FILE = "backup-key"
FOLDER = "backups"


@dataclass(frozen=True)
class Shelf:
    """The folder of the sets of one data folder, the second place for copies, and the key that opens them."""

    data_dir: Path
    folder: Path
    second: Access | None = None

    @classmethod
    def of(cls, data_dir: Path, folder: Path | None = None, second: Access | None = None) -> "Shelf":
        """Beside the data unless another folder is set (``FOFAL_BACKUP_DIR``), better on another disk."""
        return cls(data_dir, folder or data_dir / FOLDER, second)

    @classmethod
    def from_environment(cls, data_dir: Path) -> "Shelf":
        """As ``FOFAL_BACKUP_DIR`` and ``FOFAL_BACKUP_COPY`` say."""
        first = os.environ.get("FOFAL_BACKUP_DIR")
        return cls.of(data_dir, Path(first).absolute() if first else None, access_of())

    @property
    def key_file(self) -> Path:
        return self.data_dir / KEY_FILE

    def key(self) -> BackupKey:
        """The key of this installation, drawn before its first set; one that was lost later has to be put back.

        Another one in its place would go unnoticed until the day on which the paper key opens nothing; a second place
        knows by its mark whose it is.
        """
        if not self.key_file.exists() and not sets.list_sets(self.folder):
            BackupKey.generate().save(self.key_file)
        return BackupKey.load(self.key_file)

    def key_if_any(self) -> BackupKey | None:
        return BackupKey.load(self.key_file) if self.key_file.exists() else None


def rate() -> int:
    """``FOFAL_BACKUP_RATE``: megabytes a second that a backup asks of the base at most; raises ``BackupError``."""
    said = os.environ.get("FOFAL_BACKUP_RATE") or str(RATE)
    if not re.fullmatch(r"\d{1,4}", said) or not 1 <= int(said) <= MOST_RATE:
        raise BackupError(f"FOFAL_BACKUP_RATE doit être un nombre entier de 1 à {MOST_RATE}, pas « {said} ».")
    return int(said)


def access_of(address: str | None = None) -> Access | None:
    """As ``FOFAL_BACKUP_COPY`` and its companions say; ``address`` is another one that they open."""
    address = address or os.environ.get("FOFAL_BACKUP_COPY") or None
    if address is None:
        return None
    return Access(
        address,
        known_hosts=_file("FOFAL_BACKUP_COPY_KNOWN_HOSTS"),
        ssh_key=_file("FOFAL_BACKUP_COPY_SSH_KEY"),
        password=given("FOFAL_BACKUP_COPY_PASSWORD"),
        endpoint=os.environ.get("FOFAL_BACKUP_COPY_ENDPOINT") or None,
        region=os.environ.get("FOFAL_BACKUP_COPY_REGION") or None,
        access_key=os.environ.get("FOFAL_BACKUP_COPY_ACCESS_KEY") or None,
        secret=given("FOFAL_BACKUP_COPY_SECRET"),
        ca_file=_file("FOFAL_BACKUP_COPY_CA_FILE"),
    )


def _file(name: str) -> Path | None:
    found = os.environ.get(name)
    return Path(found).absolute() if found else None
