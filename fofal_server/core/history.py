"""Who changed a record, when, and what it was before and after."""

from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from fofal_server.contract.wire import History, HistoryEntry
from fofal_server.core import clock, entering
from fofal_server.core.access import reachable
from fofal_server.core.actor import SYSTEM, Actor
from fofal_server.core.choices import deed_text
from fofal_server.core.errors import NotFound
from fofal_server.core.prepared import Prepared, run
from fofal_server.core.resource import Resource

CHANGES = Prepared(
    """
    SELECT at, username, action, before, after, request_id FROM audit_event
    WHERE record_id = $1 AND resource = $2 ORDER BY id DESC LIMIT 500
    """,
    ("uuid", "text"),
    once=True,
)
LAST = Prepared(
    "SELECT at, username FROM audit_event WHERE record_id = $1 AND resource = $2 ORDER BY id DESC LIMIT 1",
    ("uuid", "text"),
)


def of(session: Session, resource: Resource, actor: Actor, key: UUID, language: str) -> History:
    """The changes of a record, newest first; fields hidden from the person are left out of both sides."""
    model = resource.model
    if session.scalar(select(model.id).where(model.id == key, reachable(actor, resource))) is None:
        raise NotFound
    hidden = resource.hidden_from(actor)
    return History(items=[
        HistoryEntry(
            at=row.at, actor=row.username, action=row.action, action_label=deed_text(row.action, language),
            request_id=row.request_id,
            before=_shown(row.before, hidden), after=_shown(row.after, hidden),
            **entering.told(row.action, row.after, language),
        )
        for row in run(session.connection(), CHANGES, str(key), resource.name)
    ])  # fmt: skip


def last_change(session: Session, resource: Resource, key: UUID) -> tuple[str, str]:
    """Which person changed a record last, and when; both empty where no person did, or nobody noted it."""
    row = next(iter(run(session.connection(), LAST, str(key), resource.name)), None)
    return (row.username, clock.told(row.at)) if row and row.username != SYSTEM.username else ("", "")


def _shown(values: dict[str, Any] | None, hidden: frozenset[str]) -> dict[str, Any] | None:
    return None if values is None else {name: value for name, value in values.items() if name not in hidden}
