"""One supervisor a data folder: a lock that the system takes back even after kill -9."""

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from fofal_server.cluster.errors import ClusterError

FILE = "cluster.lock"


@contextlib.contextmanager
def hold(folder: Path) -> Iterator[None]:
    """Hold the folder's lock; refuse at once where another supervisor has it."""
    descriptor = os.open(folder / FILE, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            _lock(descriptor)
        except OSError as error:
            raise ClusterError(
                f"Le dossier de données {folder} sert déjà à un autre serveur FOFAL en marche sur cette machine. "
                "Arrêtez-le d’abord, ou donnez un autre dossier."
            ) from error
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
