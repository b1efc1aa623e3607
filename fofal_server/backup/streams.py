"""Reading what may be damaged: once it was found so, no later read takes the end of the file for a good one."""

import abc
import hashlib
import io
from typing import Any, BinaryIO

from fofal_server.backup.errors import Damaged


class CheckedStream(io.RawIOBase, abc.ABC):
    """A stream that checks what it gives; wrap it in `io.BufferedReader`."""

    def __init__(self) -> None:
        self._damage: Damaged | None = None

    @abc.abstractmethod
    def _more(self, most: int) -> bytes:
        """Give up to `most` next bytes, none at the end; raises `Damaged`."""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if self._damage:
            raise self._damage
        try:
            data = self._more(len(buffer))
        except Damaged as damage:
            self._damage = damage
            raise
        buffer[: len(data)] = data
        return len(data)


def read_full(source: BinaryIO, size: int) -> bytes:
    """Read so many bytes, fewer only at the end: a pipe gives what it has at the moment."""
    parts, missing = [], size
    while missing and (part := source.read(missing)):
        parts.append(part)
        missing -= len(part)
    return b"".join(parts)


class Counted:
    """A file with a counter: the size and the SHA-256 of all that passes."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._hash = file, hashlib.sha256()
        self.size = 0

    @property
    def sha256(self) -> str:
        return self._hash.hexdigest()

    def read(self, size: int) -> bytes:
        return self._count(self._file.read(size))

    def write(self, data: bytes) -> int:
        return self._file.write(self._count(data))

    def _count(self, data: bytes) -> bytes:
        self._hash.update(data)
        self.size += len(data)
        return data
