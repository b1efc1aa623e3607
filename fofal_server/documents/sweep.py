"""What nobody refers to any more: attachments of vanished records, files of vanished attachments, unfinished drafts."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from itertools import islice
from pathlib import Path

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from fofal_server.config import Settings
from fofal_server.core import clock
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM
from fofal_server.core.db import Pools, transaction
from fofal_server.core.jobs import Job
from fofal_server.core.registry import RESOURCES
from fofal_server.core.resource import Resource
from fofal_server.core.storage import Store, try_hold
from fofal_server.core.texts import text
from fofal_server.documents.models import Attachment
from fofal_server.documents.services import store_in

BATCH = 500
EVERY = 600.0
KEPT = timedelta(days=1)
"""How long the attachments of a deleted record wait for somebody to take the deletion back."""
FORGOTTEN = timedelta(days=1)
"""How old a draft is when surely nobody writes it any more."""


@dataclass(frozen=True)
class Swept:
    """How many attachments, files and drafts went."""

    attachments: int
    files: int
    drafts: int


def sweep(engine: Engine, store: Store) -> Swept:
    """Remove what is left over. Uploads go on meanwhile: a file that one of them holds is left alone."""
    with transaction(engine) as session:
        rows = sum(_settle(session, one) for one in RESOURCES.values() if one.attachable)
    files = sum(_remove_unused(engine, store, digest) for digest in _unnamed(engine, store))
    return Swept(rows, files, _drop_drafts(store))


def job(settings: Settings) -> Job:
    """The sweep of this installation's files, every ten minutes."""
    return Job("sweep-attachments", EVERY, partial(_run, store_in(settings.data_dir)))


def _run(store: Store, pools: Pools) -> str:
    swept = sweep(pools.calls, store)
    return text("job_told.swept", attachments=swept.attachments, files=swept.files, drafts=swept.drafts)


def _settle(session: Session, resource: Resource) -> int:
    """Attachments whose record went without telling anybody, or is not taken back any more; answers how many.

    Those whose record was made again stay, as if it had never been away.
    """
    model = resource.model
    there = select(model.id).where(model.id == Attachment.record_id).exists()
    its = scoped(SYSTEM, Attachment).where(Attachment.resource == resource.name)
    for attachment in session.scalars(its.where(there, Attachment.left_at.is_not(None)).limit(BATCH)):
        attachment.left_at = None
    waits = func.coalesce(Attachment.left_at > clock.now() - KEPT, False)
    lost = session.scalars(its.where(~there, ~waits).limit(BATCH)).all()
    for attachment in lost:
        session.delete(attachment)
    return len(lost)


def _unnamed(engine: Engine, store: Store) -> Iterator[str]:
    """Files that no row seems to name, asked of the database many at a time."""
    digests = store.digests()
    while batch := set(islice(digests, BATCH)):
        with transaction(engine) as session:
            named = session.scalars(scoped(SYSTEM, Attachment, Attachment.sha256).where(Attachment.sha256.in_(batch)))
            unnamed = batch.difference(named)
        yield from unnamed


def _remove_unused(engine: Engine, store: Store, digest: str) -> bool:
    """Remove a file that no row names; the lock keeps an upload of the same bytes from counting on it meanwhile."""
    with transaction(engine) as session:
        if not try_hold(session, digest):
            return False
        if session.scalar(scoped(SYSTEM, Attachment, Attachment.id).where(Attachment.sha256 == digest).limit(1)):
            return False
        store.remove(digest)
        return True


def _drop_drafts(store: Store) -> int:
    oldest = (clock.now() - FORGOTTEN).timestamp()
    return sum(_drop_older(draft, oldest) for draft in store.drafts())


def _drop_older(draft: Path, oldest: float) -> bool:
    try:
        if draft.stat().st_mtime >= oldest:
            return False
    except FileNotFoundError:
        return False  # its upload has just ended
    draft.unlink(missing_ok=True)
    return True
