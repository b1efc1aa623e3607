"""Files beside the database, named by their content: whole or absent after a power cut, one copy of the same bytes."""

import errno
import hashlib
import os
import re
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import BigInteger, cast, func, select
from sqlalchemy.orm import Session

from fofal_server.cluster.files import make_folder, sync_folder
from fofal_server.core.errors import DiskFull, FofalError

CHUNK = 256 * 1024
_DIGEST = re.compile(r"[0-9a-f]{64}")
_FULL = {errno.ENOSPC, errno.EDQUOT}


class Store:
    """One folder of files; a path is made from the digest alone, never from what a person typed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, digest: str) -> Path:
        """Where the file of this digest lies or would lie; refuses what is no digest."""
        if not _DIGEST.fullmatch(digest):
            raise ValueError(digest)
        return self.folder / digest[:2] / digest[2:4] / digest

    def keep(self, digest: str, stream: BinaryIO) -> None:
        """Have the stream on disk for good when this returns; bytes that are there already are not written twice.

        Raises DiskFull (507) when there is no room, FofalError (500) when the bytes are not those of the digest.
        """
        target = self.path(digest)
        if target.exists():
            sync_folder(target.parent)  # who renamed it may not have come to this yet
            return
        try:
            self._write(digest, stream, target)
        except OSError as error:
            if error.errno in _FULL:
                raise DiskFull from error
            raise

    def read(self, digest: str) -> Iterator[bytes]:
        """The bytes of a file, a piece at a time."""
        with self.path(digest).open("rb") as file:
            while piece := file.read(CHUNK):
                yield piece

    def size(self, digest: str) -> int | None:
        """How long the file is, None when it is not there."""
        path = self.path(digest)
        return path.stat().st_size if path.exists() else None

    def remove(self, digest: str) -> None:
        """Take the file away; harmless when it has gone."""
        self.path(digest).unlink(missing_ok=True)

    def digests(self) -> Iterator[str]:
        """What lies in the store, in no order."""
        return (path.name for path in self.folder.glob("??/??/*") if _DIGEST.fullmatch(path.name))

    def drafts(self) -> Iterator[Path]:
        """Files that are being written, or that a stopped process never finished."""
        return (self.folder / "drafts").glob("*")

    def _write(self, digest: str, stream: BinaryIO, target: Path) -> None:
        draft = self._made("drafts") / secrets.token_hex(16)
        try:
            with draft.open("xb") as file:
                draft.chmod(0o600)
                written = _copied(stream, file)
                file.flush()
                os.fsync(file.fileno())
            if written != digest:
                raise FofalError
            draft.replace(self._made(digest[:2], digest[2:4]) / target.name)
        finally:
            draft.unlink(missing_ok=True)
        sync_folder(target.parent)

    def _made(self, *parts: str) -> Path:
        """A folder inside the store, made so that it survives a power cut too."""
        folder = self.folder
        for part in ("", *parts):
            folder /= part
            if not folder.exists():
                make_folder(folder, 0o700)
                sync_folder(folder.parent)
        return folder


def _copied(stream: BinaryIO, file: BinaryIO) -> str:
    stream.seek(0)
    seen = hashlib.sha256()
    while piece := stream.read(CHUNK):
        seen.update(piece)
        file.write(piece)
    return seen.hexdigest()


def hold(session: Session, digest: str) -> None:
    """Let nobody sweep this file away before this transaction is over; take it before looking for the file."""
    session.execute(select(func.pg_advisory_xact_lock(_number(digest))))


def try_hold(session: Session, digest: str) -> bool:
    """The same without waiting: False when somebody holds the file."""
    return bool(session.scalar(select(func.pg_try_advisory_xact_lock(_number(digest)))))


def _number(digest: str) -> object:
    return cast(int.from_bytes(bytes.fromhex(digest[:16]), signed=True), BigInteger)
