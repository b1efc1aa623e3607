"""Files of a backup folder: made private, read only where they are plain files, for good once their making ended."""

import os
import stat
from pathlib import Path
from typing import BinaryIO

from fofal_server.backup.errors import Damaged
from fofal_server.cluster.files import give_to_owner_of

AT_ONCE = 8 << 20
"""Bytes that may wait for the disk."""
# Each system has its own of these: Windows neither links that anybody may make nor pipes among the files.
_BINARY = getattr(os, "O_BINARY", 0)
_AS_IT_IS = _BINARY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


def open_new(path: Path) -> BinaryIO:
    """Make a file that only its owner (the folder's, also where root writes) reads; it must not exist yet."""
    file = os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600), "wb")
    give_to_owner_of(path.parent, file.fileno())
    return file


def open_plain(path: Path) -> BinaryIO:
    """Open a plain file for reading; one that is missing, a link, a pipe or a folder is `Damaged`."""
    try:
        descriptor = os.open(path, os.O_RDONLY | _AS_IT_IS)
    except OSError as error:
        if path.is_symlink() or path.is_dir():
            raise Damaged(f"{path.name} n’est pas un fichier : prenez une autre sauvegarde.") from error
        if not path.exists():
            raise Damaged(f"{path.name} manque : prenez une autre sauvegarde.") from error
        raise
    if stat.S_ISREG(os.fstat(descriptor).st_mode):
        return os.fdopen(descriptor, "rb")
    os.close(descriptor)
    raise Damaged(f"{path.name} n’est pas un fichier : prenez une autre sauvegarde.")


def make_private_folder(path: Path) -> None:
    """Make a folder for its owner alone (that of the folder around it, also where root writes)."""
    path.mkdir(mode=0o700)
    if os.name != "nt":
        descriptor = os.open(path, os.O_RDONLY)
        try:
            give_to_owner_of(path.parent, descriptor)
        finally:
            os.close(descriptor)


class Steady:
    """A file that goes to the disk as it grows.

    All of it at once, at its end, would keep the disk busy for seconds, and every commit of the database waiting.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._waiting = file, 0

    def write(self, data: bytes) -> int:
        self._waiting += len(data)
        written = self._file.write(data)
        if self._waiting >= AT_ONCE:
            self.settle()
        return written

    def settle(self) -> None:
        """Wait until all that was written is on the disk."""
        self._file.flush()
        os.fsync(self._file.fileno())
        self._waiting = 0
