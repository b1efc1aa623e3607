"""One supervisor a data folder: a lock that the system takes back even after kill -9."""

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from fofal_server.cluster.errors import ClusterError
from fofal_server.cluster.files import give_to_owner_of

FILE = "cluster.lock"


@contextlib.contextmanager
def hold(folder: Path) -> Iterator[None]:
    """Hold the folder's lock; refuse at once where another supervisor has it."""
    taken = ClusterError(
        f"Le dossier de données {folder} sert déjà à un autre serveur FOFAL en marche sur cette machine. "
        "Arrêtez-le d’abord, ou donnez un autre dossier."
    )
    with hold_file(folder / FILE, taken):
        yield


@contextlib.contextmanager
def hold_file(path: Path, taken: Exception) -> Iterator[None]:
    """Hold the lock on a file that is made where it lacks; raise `taken` at once where another process has it."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
    try:
        give_to_owner_of(path.parent, descriptor)
        try:
            _lock(descriptor)
        except OSError as error:
            raise taken from error
        yield
    finally:
        os.close(descriptor)


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
