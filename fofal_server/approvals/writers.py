"""Who made or changed a record: told by the trail, which nobody can rewrite."""

from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from fofal_server.core.audit import AuditEvent

WRITING = ("create", "update", "import", "undo")


def writers_of(session: Session, resource: str, record: Any) -> list[UUID]:
    """Everybody who wrote on the record, and whom it names as its author."""
    event = AuditEvent
    query = select(event.user_id).where(
        event.record_id == record.id, event.resource == resource, event.action.in_(WRITING), event.user_id.is_not(None)
    )
    found = {*session.scalars(query.distinct()), record.created_by}
    return sorted(one for one in found if one is not None)
