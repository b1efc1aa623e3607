"""The life of a set on the disk: `.part` while it is made, its name when it is whole, `.gone` while it goes.

Only a rename makes or unmakes a set: a power cut or kill -9 at any moment leaves none by halves, and what it does leave
is removed when the next one is made. One process at a time works in a backup folder.
"""

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from fofal_server.backup import manifest
from fofal_server.backup.errors import Busy
from fofal_server.backup.files import make_private_folder
from fofal_server.backup.sets import FoundSet, moment_of
from fofal_server.cluster.files import make_folder, sync_folder
from fofal_server.cluster.lock import hold_file

LOCK = ".lock"
PART = ".part"
GONE = ".gone"


@contextlib.contextmanager
def making(backups: Path, set_id: str) -> Iterator[Path]:
    """Fill the folder that this gives, the manifest last; it becomes a set on a clean exit and goes on an exception.

    Raises `Busy` where another process is at it.
    """
    make_folder(backups, 0o700)
    with _alone(backups):
        _remove_leftovers(backups)
        part = backups / (set_id + PART)
        make_private_folder(part)
        try:
            yield part
            _finish(part, backups / set_id)
        finally:
            if part.exists():
                shutil.rmtree(part)


def remove(found: FoundSet) -> None:
    """Remove a set for good; of a link, the link. Raises `Busy`."""
    with _alone(found.folder.parent):
        if found.folder.is_symlink() or not found.folder.is_dir():
            found.folder.unlink()
            return
        gone = found.folder.with_name(found.id + GONE)
        found.folder.rename(gone)
        sync_folder(gone.parent)
        shutil.rmtree(gone)


def _remove_leftovers(backups: Path) -> None:
    """What killed runs have left."""
    for entry in [entry for entry in backups.iterdir() if _is_leftover(entry)]:
        shutil.rmtree(entry)


def _is_leftover(entry: Path) -> bool:
    ours = entry.suffix in {PART, GONE} and moment_of(entry.stem) is not None
    return ours and entry.is_dir() and not entry.is_symlink()


def _finish(part: Path, whole: Path) -> None:
    """Put every byte on the disk before the name that says so."""
    if not (part / manifest.MAC).exists():
        raise ValueError("a set without its manifest")
    for file in part.iterdir():
        with file.open("r+b") as opened:
            os.fsync(opened.fileno())
    sync_folder(part)
    part.rename(whole)
    sync_folder(whole.parent)


def _alone(backups: Path) -> contextlib.AbstractContextManager[None]:
    return hold_file(
        backups / LOCK,
        Busy(f"Une autre sauvegarde ou un nettoyage est en cours dans {backups} : attendez sa fin, puis recommencez."),
    )
