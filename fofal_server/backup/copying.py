"""A second place for sets, better on another disk: copied whole, then read there from the first byte to the last."""

import os
import shutil
from pathlib import Path

from fofal_server.backup.errors import BackupError, Damaged
from fofal_server.backup.files import open_new, open_plain
from fofal_server.backup.keys import BackupKey
from fofal_server.backup.making import making
from fofal_server.backup.verify import verify
from fofal_server.cluster.files import make_folder, sync_folder

_PORTION = 1 << 20


def copy(folder: Path, place: Path, key: BackupKey) -> Path:
    """Copy a set into another backup folder; answers where it is. A set that is there already is only checked.

    Raises ``Damaged`` when what was written there cannot be read back as it should (it carries no set's name then), and
    ``BackupError`` when the place cannot be written.
    """
    there = place / folder.name
    if there.exists():
        _check(there, key)
        return there
    try:
        with making(place, folder.name) as draft:
            for file in sorted(folder.iterdir()):
                _copied(file, draft / file.name)
            _check(draft, key)
    except OSError as error:
        raise BackupError(f"Le second lieu {place} n'a pas pu être écrit : {error.strerror or error}.") from error
    return there


def copy_file(source: Path, draft: Path, target: Path) -> None:
    """Copy one file by way of a draft on the same disk: the name is there only when all of it is."""
    make_folder(draft.parent, 0o700)
    draft.unlink(missing_ok=True)
    _copied(source, draft)
    draft.replace(target)
    sync_folder(target.parent)


def _check(folder: Path, key: BackupKey) -> None:
    if findings := verify(folder, key):
        raise Damaged(f"La copie dans {folder.parent} ne vaut rien : " + " ; ".join(findings))


def _copied(source: Path, target: Path) -> None:
    with open_plain(source) as read, open_new(target) as written:
        shutil.copyfileobj(read, written, _PORTION)
        written.flush()
        os.fsync(written.fileno())
