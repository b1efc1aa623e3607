"""How many bytes a person keeps here as attachments, and that nobody takes more than the share of one."""

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM
from fofal_server.core.errors import Refused
from fofal_server.documents.models import Attachment

MEGABYTE = 1024 * 1024


def claim(session: Session, person: UUID | None, size: int, quota: int) -> None:
    """Refuse (422) a file with which the person would keep more than ``quota`` bytes.

    Holds the person's count until the transaction is over, so that two files at once are counted one after the other.
    ``person`` None is the server itself, which has a share of its own.
    """
    session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(f"documents.room {person}", 0))))
    used = taken(session, person)
    if used + size > quota:
        told = {"used": _megabytes(used), "allowed": quota // MEGABYTE, "size": _megabytes(size)}
        raise Refused("documents.quota_spent", field="file", **told)


def taken(session: Session, person: UUID | None) -> int:
    """Bytes of all that the person has added to records that are still there; one look into an index."""
    mine = (Attachment.created_by == person, Attachment.left_at.is_(None))
    total = func.coalesce(func.sum(Attachment.size), 0)
    return int(session.scalar(scoped(SYSTEM, Attachment, total).where(*mine)) or 0)


def _megabytes(size: int) -> int:
    return -(-size // MEGABYTE)
