"""Taking files in, renaming them, and letting them go with their records."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, BinaryIO
from uuid import UUID

from sqlalchemy import func, inspect
from sqlalchemy.orm import Session

from fofal_server.core import audit, clock, storage
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM, Actor
from fofal_server.core.errors import FieldError, Refused, TooLarge
from fofal_server.core.events import RecordDeleted
from fofal_server.core.operation import Upload
from fofal_server.core.resource import Resource
from fofal_server.core.storage import Store
from fofal_server.documents import content, filename, room
from fofal_server.documents.models import Attachment

LARGEST = 10 * 1024 * 1024
MOST_ON_A_RECORD = 200


def store_in(data_dir: Path) -> Store:
    """The files of an installation."""
    return Store(data_dir / "attachments")


def attach(session: Session, store: Store, carrier: Resource, key: UUID, upload: Upload, quota: int) -> Attachment:
    """Add a file to a record that may carry it. The bytes are on disk before the row can be committed.

    ``quota``: bytes that all files of whoever adds this one may have together.
    """
    name = filename.cleaned(upload.filename)
    size = _measured(upload.stream)
    kind = content.recognised(name, upload.stream)
    _check_room(session, carrier, key)
    room.claim(session, audit.who(session).actor.user_id, size, quota)
    digest = upload.digest().hex()
    storage.hold(session, digest)
    store.keep(digest, upload.stream)
    made = Attachment(
        resource=carrier.name, record_id=key, name=name, media_type=kind.media_type, size=size, sha256=digest
    )
    session.add(made)
    session.flush()
    return made


def check_name(_session: Session, _actor: Actor, attachment: Attachment, given: Mapping[str, Any]) -> None:
    """A new name is as clean as an uploaded one and keeps its extension: the bytes stay what they are."""
    if "name" not in given:
        return
    before = inspect(attachment).attrs.name.history.deleted
    attachment.name = filename.cleaned(attachment.name)
    if before and filename.extension_of(before[0]) != filename.extension_of(attachment.name):
        raise Refused("documents.extension_stays", field="name", extension=filename.extension_of(before[0]))


def leave_with_record(session: Session, _actor: Actor, event: RecordDeleted) -> None:
    """A deleted record takes its attachments out of sight; the sweep takes them away (``sweep.KEPT``)."""
    mine = (Attachment.record_id == event.record_id, Attachment.resource == event.resource)
    for attachment in session.scalars(scoped(SYSTEM, Attachment).where(*mine)):
        attachment.left_at = clock.now()


def _measured(stream: BinaryIO) -> int:
    stream.seek(0, os.SEEK_END)
    size = stream.tell()
    if size == 0:
        raise Refused("documents.empty", field="file")
    if size > LARGEST:
        values: dict[str, Any] = {"limit": LARGEST // 1024 // 1024}
        error = FieldError("file", "documents.too_large", "too_large", values)
        raise TooLarge("documents.too_large", errors=(error,), code="too_large", **values)
    return size


def _check_room(session: Session, carrier: Resource, key: UUID) -> None:
    mine = (Attachment.record_id == key, Attachment.resource == carrier.name)
    if (session.scalar(scoped(SYSTEM, Attachment, func.count()).where(*mine)) or 0) >= MOST_ON_A_RECORD:
        raise Refused("documents.too_many", field="file", limit=MOST_ON_A_RECORD)
