"""Files that go with letters: referred to by their content, which lies beside the database until they have left."""

import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.orm import Session

from fofal_server.core import storage
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM
from fofal_server.core.db import Pools, transaction
from fofal_server.core.errors import Refused
from fofal_server.core.storage import Store
from fofal_server.core.texts import text
from fofal_server.mail.models import MailFile, MailMessage, MailState

LARGEST = 8 * 1024 * 1024
"""Bytes of all files of a letter; written as mail they take a third more, and most servers take no more than that."""
MOST = 10
_MAY_LEAVE = (MailState.WAITING, MailState.GIVEN_UP)
"""What was given up may be tried again by a person."""


class FileGone(Exception):
    """A letter refers to a file that is not there any more, or is not what it was; ``str`` says so in words."""

    def __init__(self, name: str) -> None:
        super().__init__(text("mail.file_gone", name=name))


@dataclass(frozen=True)
class Enclosure:
    """A file that was kept for a letter: ``size`` in bytes, ``sha256`` of its content."""

    name: str
    media_type: str
    size: int
    sha256: str


def store_in(data_dir: Path) -> Store:
    """The files of letters of an installation."""
    return Store(data_dir / "mail-files")


def keep(session: Session, data_dir: Path, name: str, media_type: str, content: bytes) -> Enclosure:
    """Have the content on disk before the letter can be committed; 422 when it is more than a letter carries."""
    if len(content) > LARGEST:
        raise Refused("mail.files_large", field="files", limit=LARGEST // 1024 // 1024)
    digest = hashlib.sha256(content).hexdigest()
    storage.hold(session, digest)
    store_in(data_dir).keep(digest, io.BytesIO(content))
    return Enclosure(name, media_type, len(content), digest)


def rows(files: Sequence[Enclosure]) -> list[MailFile]:
    """As they stand beside their letter; 422 when they are too many or too large together."""
    if len(files) > MOST or sum(one.size for one in files) > LARGEST:
        raise Refused("mail.files_large", field="files", limit=LARGEST // 1024 // 1024)
    return [
        MailFile(position=place, name=one.name, media_type=one.media_type, size=one.size, sha256=one.sha256)
        for place, one in enumerate(files)
    ]


def content_of(data_dir: Path, file: MailFile) -> bytes:
    """What goes with the letter; FileGone when it was taken away or changed meanwhile."""
    store = store_in(data_dir)
    found = b"".join(store.read(file.sha256)) if store.size(file.sha256) == file.size else b""
    if hashlib.sha256(found).hexdigest() != file.sha256:
        raise FileGone(file.name)
    return found


def sweep(pools: Pools, data_dir: Path) -> int:
    """Remove the files of which no letter speaks that may still leave; answers how many."""
    store = store_in(data_dir)
    return sum(_remove_unused(pools, store, digest) for digest in sorted(set(store.digests())))


def _remove_unused(pools: Pools, store: Store, digest: str) -> bool:
    with transaction(pools.calls) as session:
        if not storage.try_hold(session, digest):
            return False
        named = scoped(SYSTEM, MailFile, MailFile.id).join(MailMessage, MailMessage.id == MailFile.message_id)
        waiting = named.where(MailFile.sha256 == digest, MailMessage.status.in_(_MAY_LEAVE))
        if session.scalar(waiting.limit(1)) is not None:
            return False
        store.remove(digest)
        return True
